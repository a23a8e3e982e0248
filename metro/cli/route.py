"""`metro route plan`: routes from files, without a database."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import click

from lines.network.files import read_catalogue
from lines.routing.domain import Objective, Route
from lines.routing.files import read_profiles, route_document
from lines.routing.planner import CompiledNetwork, compile_network, plan_with_alternatives
from metro.cli import NOT_FOUND
from metro.cli.progress import progress
from metro.kernel.formatting import euros, hours
from metro.kernel.i18n import current_language, ngettext
from metro.kernel.i18n import gettext as _

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Seconds(click.FloatRange):
    """A number of seconds; click's own range lets `nan` through."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds: float = super().convert(value, param, ctx)
        if not isfinite(seconds):
            self.fail(f"{value!r} is not a number of seconds", param, ctx)
        return seconds


@click.group()
def route() -> None:
    """Plan routes from files (docs/formats.md)."""


@route.command()
@click.argument("catalogue", type=FILE)
@click.argument("profiles", type=FILE)
@click.option("--objective", type=click.Choice(list(Objective)), help="Instead of the profile's own.")
@click.option("--limit", type=Seconds(0, 3600), default=2.0, show_default=True, help="Seconds per profile.")
@click.option("--json", "as_json", is_flag=True, help="One route object per line, in the order of the profiles.")
def plan(catalogue: Path, profiles: Path, objective: Objective | None, limit: float, as_json: bool) -> None:
    """Plan the best route for each profile in PROFILES on the network in CATALOGUE."""
    with progress(_("%(file)s inlezen", file=catalogue.name)):
        network = compile_network(read_catalogue(catalogue))
        wanted = read_profiles(profiles)
    unproved = False
    for profile in wanted:
        asked = replace(profile, objective=objective) if objective else profile
        with progress(_("Route %(name)s plannen", name=asked.id)):
            found = plan_with_alternatives(network, asked, limit)
        unproved |= not found.proof.optimal
        click.echo(_as_json(network, found) if as_json else _told(network, found))
    if unproved:
        sys.exit(NOT_FOUND)


def _as_json(network: CompiledNetwork, found: Route) -> str:
    return json.dumps(route_document(network.catalogue, found), ensure_ascii=False)


def _told(network: CompiledNetwork, found: Route) -> str:
    """A route for a person to read: its totals and its proof, then a line per stop."""
    stations = network.catalogue.station_by_id
    stops = ngettext("%(num)s station", "%(num)s stations", len(found.stops))
    changes = ngettext("%(num)s overstap", "%(num)s overstappen", found.totals.transfers)
    proof = _("bewezen beste") if found.proof.optimal else _("ondergrens %(bound)s", bound=round(found.proof.bound, 2))
    totals = f"{hours(found.totals.minutes)}, {euros(found.totals.price_cents)}"
    head = f"{found.profile}: {stops}, {totals}, {changes} ({proof})"
    lines = [f"  {stop.station}  {stations[stop.station].name.text_in(current_language())}" for stop in found.stops]
    blocked = [
        _("  niet helemaal te leren: %(skill)s, tot niveau %(reachable)s van %(target)s",
          skill=gap.skill, reachable=gap.reachable, target=gap.target)
        for gap in found.uncloseable
    ]  # fmt: skip
    return "\n".join([head, *lines, *blocked])
