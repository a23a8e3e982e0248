"""The planner's figures: `python -m benchmarks.routing [NETWORK ...] [--profiles N] [--limit SECONDS]`.

CPU time of one request in one thread, after one request to warm up; prints tables and asserts nothing.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from gc import collect, freeze
from pathlib import Path
from time import process_time

from benchmarks.routing_baselines import greedy_walk, plain_program
from benchmarks.routing_catalogues import asked, covering, deep, dense, generated
from lines.network.domain import Catalogue
from lines.network.files import read_catalogue
from lines.routing.cases import case_of
from lines.routing.checking import route_faults
from lines.routing.deadline import Deadline
from lines.routing.domain import Objective, Profile
from lines.routing.files import read_profiles
from lines.routing.planner import CompiledNetwork, compile_network, cost_of, plan, plan_with_alternatives

DATA = Path(__file__).parent.parent / "tests" / "data" / "catalogues"
BASELINE_PROFILES = 10
BASELINE_SECONDS = 5.0
ALTERNATIVES_PROFILES = 15
ALTERNATIVES_SECONDS = 2.0
COLUMNS = (
    *("network", "objective", "profiles", "compile ms", "p50 ms", "p95 ms", "max ms", "proved", "worst gap"),
    *("first answer p95 ms", "its ratio mean, p95", "page p50, p95 ms", "MB"),
)
BESIDE = ("network", "greedy walk: ratio to the best, mean, worst", "stuck", "plain program p50, max ms", "proved")
Ask = Callable[[Catalogue, int, Objective], list[Profile]]


@dataclass(frozen=True, slots=True)
class Contest:
    """A network to measure; large ones are asked by fewer people, to keep the run short."""

    name: str
    catalogue: Callable[[], Catalogue]
    ask: Ask = asked
    share: float = 1.0


def exercism() -> Catalogue:
    return read_catalogue(DATA / "exercism-python.json")


def exercism_profiles(_catalogue: Catalogue, profiles: int, objective: Objective) -> list[Profile]:
    """The twelve profiles that come with the catalogue."""
    given = read_profiles(DATA / "exercism-python.profiles.json")[:profiles]
    return [replace(profile, objective=objective) for profile in given]


CONTESTS = (
    Contest("exercism-python", exercism, exercism_profiles),
    Contest("100", lambda: generated(100)),
    Contest("1000", lambda: generated(1_000)),
    Contest("2000-deep", lambda: deep(2_000)),
    Contest("2000-dense", lambda: dense(2_000), covering, share=0.3),
    Contest("12000", lambda: generated(12_000), share=0.5),
    Contest("50000", lambda: generated(50_000), share=0.2),
)


def main() -> None:
    """Measure the networks asked for, all of them when none is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("networks", nargs="*", default=[contest.name for contest in CONTESTS])
    parser.add_argument("--profiles", type=int, default=100)
    parser.add_argument("--limit", type=float, default=5.0)
    chosen = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
    beside = []
    for contest in CONTESTS:
        if contest.name in chosen.networks:
            beside.append(measure(contest, max(5, int(chosen.profiles * contest.share)), chosen.limit))
    print(f"\n| {' | '.join(BESIDE)} |\n|{'---|' * len(BESIDE)}")
    print("\n".join(beside))


def measure(contest: Contest, count: int, limit: float) -> str:
    """Print two rows of the table and return the row of what one would write instead."""
    catalogue = contest.catalogue()
    started = process_time()
    network = compile_network(catalogue)
    compiling = process_time() - started
    collect()
    freeze()  # as the planning process does: what stays is not looked at again by the collector
    for objective in (Objective.MINUTES, Objective.PRICE):
        profiles = contest.ask(catalogue, count, objective)
        print(
            f"| {contest.name} | {objective} | {len(profiles)} | {compiling * 1e3:.0f} {_row(network, profiles, limit)}"
        )
    return f"| {contest.name} {_beside(network, contest.ask(catalogue, BASELINE_PROFILES, Objective.MINUTES))}"


def _row(network: CompiledNetwork, profiles: Sequence[Profile], limit: float) -> str:
    plan(network, profiles[0], limit)
    seconds, first, ratios, gaps, proved = [], [], [], [1.0], 0
    for profile in profiles:
        started = process_time()
        early = plan(network, profile, 0.0)
        first.append(process_time() - started)
        started = process_time()
        route = plan(network, profile, limit)
        seconds.append(process_time() - started)
        cost = cost_of(profile, route)
        proved += route.proof.optimal
        ratios.append(cost_of(profile, early) / cost if cost and set(early.closed) == set(route.closed) else 1.0)
        if not route.proof.optimal and cost:
            gaps.append(cost / route.proof.bound if route.proof.bound > 0 else float("inf"))
        for fault in route_faults(network.catalogue, profile, route):
            print(f"INVALID {profile.id}: {fault}")
    pages = [_page_seconds(network, profile) for profile in profiles[:ALTERNATIVES_PROFILES]]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {_ms(seconds, 0.5)} | {_ms(seconds, 0.95)} | {_ms(seconds, 1.0)} | {proved / len(profiles):.0%} "
        f"| {max(gaps):.3f} | {_ms(first, 0.95)} | {sum(ratios) / len(ratios):.3f}, {_quantile(ratios, 0.95):.3f} "
        f"| {_ms(pages, 0.5)}, {_ms(pages, 0.95)} | {memory:.0f} |"
    )


def _page_seconds(network: CompiledNetwork, profile: Profile) -> float:
    started = process_time()
    plan_with_alternatives(network, profile, ALTERNATIVES_SECONDS)
    return process_time() - started


def _beside(network: CompiledNetwork, profiles: Sequence[Profile]) -> str:
    ratios, stuck, seconds, proved = [], 0, [], 0
    for profile in profiles:
        case = case_of(network, replace(profile, budget=Profile(()).budget), Deadline.within(BASELINE_SECONDS))
        best = sum(stop.minutes for stop in plan(network, case.profile, BASELINE_SECONDS).stops)
        minutes = greedy_walk(case)
        if minutes is None:
            stuck += 1
        elif best:
            ratios.append(minutes / best)
        started = process_time()
        proved += plain_program(case, BASELINE_SECONDS)
        seconds.append(process_time() - started)
    ratio = f"{sum(ratios) / len(ratios):.2f}, {max(ratios):.2f}" if ratios else "-"
    return f"| {ratio} | {stuck} | {_ms(seconds, 0.5)}, {_ms(seconds, 1.0)} | {proved / len(profiles):.0%} |"


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _ms(values: Sequence[float], share: float) -> str:
    return f"{_quantile(values, share) * 1e3:.1f}"


if __name__ == "__main__":
    main()
