"""The planner's figures: `python -m benchmarks.routing [STATIONS ...] [--profiles N] [--limit SECONDS]`.

CPU time of one request in one thread, after one request to warm up; prints a table and asserts nothing.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Sequence
from gc import collect, freeze
from pathlib import Path
from time import process_time

from benchmarks.routing_catalogues import asked, generated
from lines.network.domain import Catalogue
from lines.network.files import read_catalogue
from lines.routing.checking import route_faults
from lines.routing.domain import Objective, Profile
from lines.routing.files import read_profiles
from lines.routing.planner import CompiledNetwork, compile_network, cost_of, plan, plan_with_alternatives

DATA = Path(__file__).parent.parent / "tests" / "data" / "catalogues"
SIZES = (100, 300, 1_000, 2_000)


def main() -> None:
    """Measure the sample catalogue and the generated ones of the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stations", type=int, nargs="*", default=SIZES)
    parser.add_argument("--profiles", type=int, default=50)
    parser.add_argument("--limit", type=float, default=5.0)
    chosen = parser.parse_args()
    print("| network | objective | compile ms | p50 ms | p95 ms | max ms | proved | worst gap | alternatives p50 ms |")
    print("|---|---|---|---|---|---|---|---|---|")
    sample = read_catalogue(DATA / "exercism-python.json")
    measure("exercism-python", sample, read_profiles(DATA / "exercism-python.profiles.json"), chosen.limit)
    for stations in chosen.stations:
        catalogue = generated(stations)
        for objective in (Objective.MINUTES, Objective.PRICE):
            profiles = asked(catalogue, chosen.profiles, objective)
            measure(f"generated {stations:,}", catalogue, profiles, chosen.limit)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure(name: str, catalogue: Catalogue, profiles: Sequence[Profile], limit: float) -> None:
    """Print one row of the table."""
    started = process_time()
    network = compile_network(catalogue)
    compiling = process_time() - started
    collect()
    freeze()  # as the web process does: what stays is not looked at again by the collector
    plan(network, profiles[0], limit)
    seconds, proved, worst = [], 0, 1.0
    for profile in profiles:
        started = process_time()
        route = plan(network, profile, limit)
        seconds.append(process_time() - started)
        proved += route.proof.optimal
        cost = cost_of(profile, route)
        if not route.proof.optimal and route.proof.bound > 0:
            worst = max(worst, cost / route.proof.bound)
        for fault in route_faults(catalogue, profile, route):
            print(f"INVALID {profile.id}: {fault}")
    others = sorted(_seconds_with_alternatives(network, profile, limit) for profile in profiles[:10])
    seconds.sort()
    p50, p95 = seconds[len(seconds) // 2], seconds[min(len(seconds) - 1, len(seconds) * 95 // 100)]
    print(
        f"| {name} | {profiles[0].objective} | {compiling * 1e3:.0f} | {p50 * 1e3:.1f} | {p95 * 1e3:.1f} "
        f"| {seconds[-1] * 1e3:.1f} | {proved / len(profiles):.0%} | {worst:.3f} "
        f"| {others[len(others) // 2] * 1e3:.0f} |"
    )


def _seconds_with_alternatives(network: CompiledNetwork, profile: Profile, limit: float) -> float:
    started = process_time()
    plan_with_alternatives(network, profile, limit)
    return process_time() - started


if __name__ == "__main__":
    main()
