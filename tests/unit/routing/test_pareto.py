"""Every trade of minutes against cents, against all routes there are."""

from __future__ import annotations

from hypothesis import given

from lines.routing.checking import route_faults
from lines.routing.pareto import trades_of
from lines.routing.planner import compile_network
from tests.unit.routing.brute_force import best_key, everything, within_budget
from tests.unit.routing.building import network, station, wanting
from tests.unit.routing.small_networks import Asked, asked


@given(asked())
def test_the_trades_are_all_pairs_of_minutes_and_cents_that_no_other_route_beats(case: Asked) -> None:
    allowed = [p for p in everything(case.catalogue, case.profile).possible if within_budget(case.profile, p)]
    most = min(best_key(case.profile, p)[0] for p in allowed)  # type: ignore[type-var]  # the key's first is a number
    pairs = {(p.minutes, p.price_cents) for p in allowed if best_key(case.profile, p)[0] == most}
    front = {one for one in pairs if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in pairs)}

    trades = trades_of(compile_network(case.catalogue), case.profile, 60.0)

    assert trades.is_complete
    assert [(r.totals.minutes, r.totals.price_cents) for r in trades.routes] == sorted(front)
    for route in trades.routes:
        assert route_faults(case.catalogue, case.profile, route) == ()


def test_without_time_the_trades_say_that_there_may_be_more() -> None:
    catalogue = network(station("a", {"x": (0, 1)}, price=100), station("b", {"x": (0, 1)}, minutes=90))

    trades = trades_of(compile_network(catalogue), wanting(x=1), 0.0)

    assert (trades.routes, trades.is_complete) == ((), False)
