"""The routes side by side: what each is the best at, what it trades for that, and how sure the recommended one is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from lines.routing.domain import Kind, Objective, Route, Totals
from metro.kernel.formatting import euros, hours
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import ngettext


@dataclass(frozen=True, slots=True)
class Choice:
    """A route in the list; `trade` compares it with the recommended one, of which `note` says how sure it is."""

    name: str
    totals: Totals
    url: str
    is_current: bool
    trade: str = ""
    note: str = ""


def kind_names() -> dict[Kind, str]:
    """What each kind of route is called, in the language of the moment."""
    return {
        Kind.FASTEST: _("Snelst"),
        Kind.CHEAPEST: _("Goedkoopst"),
        Kind.FEWEST_CHANGES: _("Minste overstappen"),
        Kind.BALANCED: _("In balans"),
    }


Wanted = Kind | int | None
"""Which route to show: the best at something, the trade that takes so many minutes, or None: the recommended one."""


def route_shown(main: Route, wanted: Wanted) -> Route:
    """The route that is `wanted`; the main one when there is no such route any more."""
    if wanted is None or wanted in main.kinds:
        return main
    if isinstance(wanted, Kind):
        return next((route for route in main.alternatives if wanted in route.kinds), main)
    return next((route for route in main.alternatives if route.totals.minutes == wanted), main)


def route_url(wanted: Wanted, is_far: bool) -> str:
    """The address of the route that is `wanted`."""
    name = "kind" if isinstance(wanted, Kind) else "minutes"
    query = {**({} if wanted is None else {name: str(wanted)}), **({"far": "1"} if is_far else {})}
    return f"/route?{urlencode(query)}" if query else "/route"


def choices(main: Route, shown: Route, is_far: bool, is_within_budget: bool) -> tuple[Choice, ...]:
    """The recommended route, and each alternative that is better than those before it at something."""
    names = kind_names()
    sure = certainty(main, is_within_budget)
    recommended = Choice(_("Aanbevolen"), main.totals, route_url(None, is_far), shown is main, note=sure)
    return (
        recommended,
        *(
            _choice(main, shown, route, ", ".join(names[kind] for kind in kinds), route_url(kinds[0], is_far))
            for route, kinds in _with_own_kinds(main)
            if kinds
        ),
    )


def trades(main: Route, shown: Route, is_far: bool) -> tuple[Choice, ...]:
    """The routes between those: other trades of time against money, from fast to cheap."""
    between = sorted(
        (route for route, kinds in _with_own_kinds(main) if not kinds), key=lambda route: route.totals.minutes
    )  # fmt: skip
    return tuple(
        _choice(main, shown, route, hours(route.totals.minutes), route_url(route.totals.minutes, is_far))
        for route in between
    )


def _choice(main: Route, shown: Route, route: Route, name: str, url: str) -> Choice:
    return Choice(name, route.totals, url, shown is route, traded(main.totals, route.totals))


def _with_own_kinds(main: Route) -> Iterator[tuple[Route, list[Kind]]]:
    """Each alternative with what it is the best at and no route before it: what others are as good at is no reason."""
    taken = set(main.kinds)
    for route in main.alternatives:
        kinds = [kind for kind in route.kinds if kind not in taken]
        taken.update(kinds)
        yield route, kinds


def certainty(route: Route, is_within_budget: bool) -> str:
    """How good `route` is known to be, in plain words."""
    if is_within_budget and route.proof.optimal:
        return _("bewezen beste binnen je budget")
    # Not proved with a bound that is met: open is only which of equally good routes has the fewest changes.
    is_shortest = route.objective is Objective.MINUTES and route.proof.bound >= route.totals.minutes
    if route.proof.optimal or (is_shortest and not is_within_budget):
        return {
            Objective.MINUTES: _("bewezen kortste"),
            Objective.PRICE: _("bewezen goedkoopste"),
            Objective.WEIGHTED: _("bewezen beste"),
        }[route.objective]
    if is_within_budget or route.objective is not Objective.MINUTES or route.proof.bound <= 0:
        return _("beste tot nu toe")
    percent = ceil(100 * (route.totals.minutes - route.proof.bound) / route.proof.bound)
    return _("hooguit %(percent)s%% van het beste af", percent=max(0, percent))


def traded(main: Totals, other: Totals) -> str:
    """What one gives and gets with `other` instead of `main`: "1 u langer, € 65 goedkoper"."""
    minutes, cents = other.minutes - main.minutes, other.price_cents - main.price_cents
    changes = other.transfers - main.transfers
    parts = []
    if minutes:
        time = hours(abs(minutes))
        parts.append(_("%(time)s langer", time=time) if minutes > 0 else _("%(time)s korter", time=time))
    if cents:
        price = euros(abs(cents))
        parts.append(_("%(price)s duurder", price=price) if cents > 0 else _("%(price)s goedkoper", price=price))
    if changes > 0:
        parts.append(ngettext("%(num)s overstap meer", "%(num)s overstappen meer", changes))
    if changes < 0:
        parts.append(ngettext("%(num)s overstap minder", "%(num)s overstappen minder", -changes))
    return ", ".join(parts)
