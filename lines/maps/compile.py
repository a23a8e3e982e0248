"""Compiles the inner loops ahead of time: `python -m lines.maps.compile`, run once when the program is installed."""

from __future__ import annotations

from lines.maps.domain import MapLine, MapNetwork
from lines.maps.layout import lay_out
from lines.maps.planar import planar_starts
from lines.maps.skeleton import skeleton_of
from lines.network.domain import Text


def compile_kernels() -> None:
    """Compiles and caches every compiled function, by laying out a small network twice; some twelve seconds."""
    stops = (("a", "b", "c", "d"), ("e", "b", "f"), ("a", "e", "d"))
    lines = tuple(MapLine(str(i), str(i), Text.of(nl=str(i)), "#333333", stop) for i, stop in enumerate(stops))
    names = tuple((station, Text.of(nl=station)) for station in "abcdef")
    layout = lay_out(MapNetwork(lines, names))
    longer = (*lines[:2], MapLine("2", "2", Text.of(nl="2"), "#333333", ("a", "e", "d", "g")))
    planar_starts(skeleton_of(MapNetwork(lines, names)), 1, 1)
    lay_out(MapNetwork(longer, (*names, ("g", Text.of(nl="g")))), previous=layout)


if __name__ == "__main__":
    compile_kernels()
