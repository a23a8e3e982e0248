"""What the joint model gains on changes, and what all trades of minutes against cents cost; CPU time."""

from __future__ import annotations

from time import process_time

from benchmarks.routing import CONTESTS, Contest
from lines.network.domain import Catalogue
from lines.routing.cases import case_of
from lines.routing.deadline import Deadline
from lines.routing.domain import Objective, Profile
from lines.routing.fewest import fewest_changes
from lines.routing.ordering import Ordered
from lines.routing.pareto import trades_of
from lines.routing.planner import CompiledNetwork, compile_network, plan
from lines.routing.vetting import vetted

ASKED = {"exercism-python": 12, "100": 30, "1000": 20, "2000-deep": 10, "12000": 6}
SECONDS = 5.0
COLUMNS = (
    *("network", "profiles", "changes of the shortest route", "fewest changes", "bound", "p50, max ms"),
    *("trades each", "p50, max ms", "complete"),
)


def main() -> None:
    """Print the table."""
    print(f"\n## Fewest changes, and trades of minutes against cents\n\n| {' | '.join(COLUMNS)} |")
    print(f"|{'---|' * len(COLUMNS)}", flush=True)
    for contest in CONTESTS:
        if contest.name in ASKED:
            print(_row(contest, ASKED[contest.name]), flush=True)


def _row(contest: Contest, count: int) -> str:
    catalogue = contest.catalogue()
    network = compile_network(catalogue)
    shortest, fewest, bound, points, complete = 0, 0, 0.0, 0, 0
    changing: list[float] = []
    trading: list[float] = []
    profiles = contest.ask(catalogue, count, Objective.MINUTES)
    for profile in profiles:
        main = plan(network, profile, SECONDS).totals
        shortest += main.transfers
        started = process_time()
        order, least = _fewest(network, catalogue, profile)
        changing.append(process_time() - started)
        fewest, bound = fewest + order.transfers, bound + least
        started = process_time()
        trades = trades_of(network, profile, SECONDS)
        trading.append(process_time() - started)
        points, complete = points + len(trades.routes), complete + trades.is_complete
    return (
        f"| {contest.name} | {len(profiles)} | {shortest} | {fewest} | {bound:.0f} | {_ms(changing)} "
        f"| {points / len(profiles):.1f} | {_ms(trading)} | {complete / len(profiles):.0%} |"
    )


def _fewest(network: CompiledNetwork, catalogue: Catalogue, profile: Profile) -> tuple[Ordered, float]:
    """The route with the fewest changes from the shortest one on, as a page has it, with its bound."""
    route = plan(network, profile, SECONDS)
    stations = tuple(network.station_index[station] for station in route.station_ids)
    known = Ordered(stations, route.totals.transfers, route.totals.academy_switches, 0)
    deadline = Deadline.within(SECONDS)
    case = case_of(network, vetted(catalogue, profile), deadline)
    found = fewest_changes(case.narrowed_for_changes(), [known], deadline)
    return found.order, found.bound


def _ms(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"{ordered[len(ordered) // 2] * 1e3:.0f}, {ordered[-1] * 1e3:.0f}"


if __name__ == "__main__":
    main()
