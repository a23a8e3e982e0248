"""The must column of docs/map.md, measured on the finished drawing by the scorer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lines.maps.layout import lay_out
from lines.maps.map_layout import MapLayout
from lines.maps.rendering import draw
from lines.network.domain import Text
from tests.unit.maps.networks import given_network, network_file, scored

NETWORKS = ("path-m", "montreal", "vienna")


@cache
def layout_of(name: str) -> MapLayout:
    return lay_out(given_network(name))


def figures_of(name: str, folder: Path) -> dict[str, Any]:
    svg = folder / "map.svg"
    svg.write_text(draw(layout_of(name)), encoding="utf-8")
    return scored(svg, network_file(name))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_map_is_octilinear_complete_and_planar(name: str, tmp_path: Path) -> None:
    figures = figures_of(name, tmp_path)
    assert figures["octilinear_pct"] >= 99.9
    assert (figures["missing_hops"], figures["missing_stations"], figures["foreign_stops"]) == (0, 0, 0)
    assert (figures["edge_crossings"], figures["edge_overlaps"], figures["station_edge_overlaps"]) == (0, 0, 0)
    assert figures["sharp_bends"] == 0


@pytest.mark.parametrize("name", NETWORKS)
def test_every_label_is_there_and_touches_nothing(name: str, tmp_path: Path) -> None:
    figures = figures_of(name, tmp_path)
    assert figures["labels"] == figures["stations"]
    assert figures["labels_clean_pct"] == 100
    assert figures["labels_outside"] == 0
    assert figures["labels_horizontal_pct"] >= 97


@pytest.mark.parametrize("name", NETWORKS)
def test_lines_run_straight_and_hops_are_even(name: str, tmp_path: Path) -> None:
    figures = figures_of(name, tmp_path)
    assert figures["bends_per_line"] <= 3.0
    assert figures["interchange_straight_pct"] >= 70
    assert figures["edge_len_max_over_median"] <= 5
    assert figures["edge_len_cv"] <= 0.5


@pytest.mark.parametrize("name", NETWORKS)
def test_the_report_agrees_with_the_scorer(name: str, tmp_path: Path) -> None:
    figures, report = figures_of(name, tmp_path), layout_of(name).report
    assert report["octilinear_percent"] == pytest.approx(figures["octilinear_pct"], abs=0.1)
    assert report["edge_crossings"] == figures["edge_crossings"]
    assert report["bends_per_line"] == pytest.approx(figures["bends_per_line"], abs=0.01)
    straight = report["straight_through_interchanges_percent"]
    assert straight == pytest.approx(figures["interchange_straight_pct"], abs=0.1)
    assert report["hop_length_variation"] == pytest.approx(figures["edge_len_cv"], abs=0.02)


def test_an_inserted_station_moves_the_median_station_less_than_half_a_hop() -> None:
    before = given_network("vienna")
    first = before.lines[0]
    longer = replace(first, stations=(*first.stations[:5], "new", *first.stations[5:]))
    names = (*before.names, ("new", Text.of(nl="new")))
    report = lay_out(
        replace(before, lines=(longer, *before.lines[1:]), names=names), previous=layout_of("vienna")
    ).report
    assert report["median_shift_hops"] <= 0.5
    assert report["moved_less_than_a_hop_percent"] >= 65
    assert report["edge_crossings"] == 0


def test_the_same_input_and_seed_give_the_same_bytes() -> None:
    first, second = lay_out(given_network("path-m"), seed=7), lay_out(given_network("path-m"), seed=7)
    assert first.to_json() == second.to_json()
    assert draw(first, "en") == draw(second, "en")
