"""The states of a station told by shape and by word, for who does not see the colours."""

from __future__ import annotations

from lines.web.flags import Box
from metro.kernel.i18n import gettext as _

_SHAPES = {
    "done": "M-3.4 .3-1.1 2.6 3.6-2.4",  # a tick
    "next": "M-1.6-3 1.8 0-1.6 3",  # an arrow head
    "booked": "M-2-2.2H2V2.2H-2Z",  # a block
    "locked": "M-3 0H3",  # a bar across
}
USUAL_RADIUS = 6.0
"""The ring that the shapes were drawn for."""


def state_name(state: str) -> str:
    """What a state is called; "" for one that is told by a flag or by nothing."""
    names = {
        "done": _("Gereden"),
        "here": _("Je bent hier"),
        "next": _("Volgende halte"),
        "booked": _("Geboekt"),
        "ready": _("Op je route"),
        "locked": _("Nog niet open"),
    }
    return names.get(state, "")


def mark_text(state: str, ring: Box) -> str:
    """The shape of `state` in a ring, as text to stand inside a drawing; "" for a state without one."""
    shape = _SHAPES.get(state)
    if shape is None:
        return ""
    x, y = ring.centre
    size = min(ring.right - ring.left, ring.bottom - ring.top) / (2 * USUAL_RADIUS)
    place = f"translate({x:.1f} {y:.1f}) scale({max(1.0, size):.2f})"
    return f'<path class="mark mark-{state}" aria-hidden="true" d="{shape}" transform="{place}"/>'
