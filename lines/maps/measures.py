"""The sizes of everything on the map, in SVG user units (one per pixel) unless they say that they are in hops."""

from __future__ import annotations

HOP = 46.0
"""The length of one hop."""

FONT_SIZE = 13.0
BOLD = 1.045
"""How much wider semibold text is than medium."""

LINE_HEIGHT = 1.16
"""Of the font size, from one line of a label to the next."""

TRACK = 7.0
"""Thickness of one line."""

TRACK_STEP = 8.5
"""From the middle of one track of a bundle to the middle of the next."""

STATION_RADIUS = 5.6
INTERCHANGE_RADIUS = 7.4
RING = 2.6
"""Thickness of a station's ring, which lies half inside and half outside its radius."""

INTERCHANGE_RING = 3.2
LABEL_GAP = 4.0
"""From a marker to its label."""

CLOSER = 2.4
"""How much nearer a label above or below comes: it has air of its own, and must not be nearer to a neighbour."""

CLEARANCE = 1.6
"""Between a label and anything that is not its own."""

MARGIN = 26.0
BADGE_HEIGHT = 19.0
BADGE_FONT = 12.0

HOP_ACROSS = 1.1
"""The least horizontal hop, in hops: labels above and below need room."""

HOP_UP = 0.98
"""The least hop in every other direction, in hops."""

HARD_GAP = 0.5
SOFT_GAP = 1.0
"""Gaps between foreign tracks, in hops: what must be and what is liked."""

TRACK_GAP = TRACK_STEP / HOP
"""What each further track of a bundle adds to such a gap, in hops."""

OFF_CORNER = 0.2
"""How far a station keeps from a corner, in hops."""
