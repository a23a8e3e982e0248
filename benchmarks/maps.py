"""The map's figures: `python benchmarks/maps.py` draws the demo content and every given network and scores them.

`benchmarks/mapscore.py` measures the finished SVG; it was given to this project with the map's design and is kept as it
came. Networks: tests/data/networks. Seconds are wall-clock on this machine, kernels compiled beforehand.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.generated import generated, metropolis  # noqa: E402
from lines.maps.compile import compile_kernels  # noqa: E402  the repository may not be installed
from lines.maps.domain import MapNetwork, network_of  # noqa: E402
from lines.maps.layout import lay_out  # noqa: E402
from lines.maps.map_layout import MapLayout  # noqa: E402
from lines.maps.measures import FONT_SIZE  # noqa: E402
from lines.maps.rendering import draw  # noqa: E402
from lines.network.domain import Text  # noqa: E402
from lines.network.files import read_catalogue  # noqa: E402
from tests.unit.maps.networks import as_file, given_network  # noqa: E402

COLUMNS = (
    ("octilinear %", "octilinear_pct"),
    ("missing", "missing_hops"),
    ("on track", "station_edge_overlaps"),
    ("overlaps", "edge_overlaps"),
    ("crossings", "edge_crossings"),
    ("bends/line", "bends_per_line"),
    ("straight %", "interchange_straight_pct"),
    ("text/hop", "text_over_hop"),
    ("clean %", "labels_clean_pct"),
    ("nearer %", "nearer_pct"),
    ("horizontal %", "labels_horizontal_pct"),
    ("hop var.", "edge_len_cv"),
    ("longest", "edge_len_max_over_median"),
    ("seconds", "seconds"),
)


SIZES = ((50, 6), (100, 10), (300, 24))
"""Stations and lines of the generated networks."""


def main() -> None:
    """Prints the table of docs/map.md, and with --pictures leaves the drawings in a folder."""
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("--pictures", type=Path, help="write the SVG files here")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    compile_kernels()
    print("| network | stations | lines | " + " | ".join(title for title, _ in COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 3) + "|")
    layouts: dict[str, MapLayout] = {}
    for name, network in networks():
        started = time.perf_counter()
        layouts[name] = lay_out(network, given.seed)
        seconds = time.perf_counter() - started
        figures = score(network, draw(layouts[name]), name, given.pictures) | {"seconds": round(seconds, 1)}
        row = [name, str(len(network.names)), str(len(network.lines)), *(str(figures[key]) for _, key in COLUMNS)]
        print("| " + " | ".join(row) + " |", flush=True)
    print_stillness(layouts["vienna"])


def networks() -> Iterator[tuple[str, MapNetwork]]:
    """The demo content, the given networks, generated ones of the sizes that have a time limit, and two capitals."""
    yield "smart-makers", network_of(read_catalogue(ROOT / "lines/network/data/smart-makers.yaml"))
    for path in sorted((ROOT / "tests/data/networks").glob("*.json")):
        yield path.stem, given_network(path.stem)
    for stations, lines in SIZES:
        yield f"generated-{stations}", generated(stations, lines)
    yield "like-london", metropolis(lines=11, hops=28, passing=7, seed=11)
    yield "like-paris", metropolis(lines=14, hops=26, passing=5, seed=14)


def score(network: MapNetwork, svg: str, name: str, pictures: Path | None) -> dict[str, Any]:
    """The scorer's figures of a drawing, with two that it leaves to be divided."""
    scorer = importlib.import_module("benchmarks.mapscore")
    with tempfile.TemporaryDirectory() as folder:
        path = (pictures or Path(folder)) / f"{name}.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(svg, encoding="utf-8")
        drawing = scorer.from_svg(str(path), as_file(network))
    figures: dict[str, Any] = scorer.score(json.loads(json.dumps(drawing)), as_file(network))
    hops = sorted(
        sum(scorer.dist(a, b) for a, b in zip(edge["polyline"], edge["polyline"][1:], strict=False))
        for edge in drawing["edges"]
    )
    figures["text_over_hop"] = round(FONT_SIZE / hops[len(hops) // 2], 3)
    figures["nearer_pct"] = round(100 * figures["labels_ambiguous"] / figures["stations"], 1)
    return figures


def print_stillness(before: MapLayout) -> None:
    """How far stations move when a station, and then a line, is added to Vienna."""
    network = given_network("vienna")
    first = network.lines[0]
    station = replace(first, stations=(*first.stations[:5], "new", *first.stations[5:]))
    stops = ("Ottakring", "n1", "n2", "Hietzing", "n3", "Meidling")
    line = replace(network.lines[2], id="U5", code="U5", stations=stops)
    for what, lines, fresh in (
        ("a station", (station, *network.lines[1:]), ("new",)),
        ("a line", (*network.lines, line), ("n1", "n2", "n3")),
    ):
        names = (*network.names, *((stop, Text.of(nl=stop)) for stop in fresh))
        started = time.perf_counter()
        report = lay_out(replace(network, lines=lines, names=names), previous=before).report
        print(
            f"vienna and {what}: median shift {report['median_shift_hops']} hop, "
            f"{report['moved_less_than_a_hop_percent']} % moved less than a hop, "
            f"{report['edge_crossings']} crossings, {time.perf_counter() - started:.1f} s"
        )


if __name__ == "__main__":
    main()
