"""The planner: `compile_network` once per network version, then `plan` per traveller.

    network = compile_network(catalogue)
    route = plan(network, profile, limit_seconds=0.15)

Plain functions on values: no database, no clock but the monotonic one, the same answer for the same question.
"""

from __future__ import annotations

from dataclasses import replace

from lines.network.domain import SkillLevel
from lines.routing.alternatives import with_alternatives
from lines.routing.blocking import uncloseable_gaps
from lines.routing.cases import Case, case_of
from lines.routing.choosing import chosen_route
from lines.routing.compiling import CompiledNetwork, compile_network
from lines.routing.deadline import Deadline
from lines.routing.domain import Profile, Proof, Replacement, Route, Tell, tell_nobody
from lines.routing.routes import route_of
from lines.routing.start import rates_of
from lines.routing.vetting import vetted

__all__ = [
    "CompiledNetwork",
    "compile_network",
    "cost_of",
    "plan",
    "plan_with_alternatives",
    "replacement_for",
    "ride_that_far",
    "with_known",
    "without_station",
]

INTERACTIVE_SECONDS = 0.15
"""How long a page waits for a proof before it shows the best route so far."""
MAIN_SHARE = 0.6
"""Of the time for a route with its alternatives, what the route itself may take."""


def plan(network: CompiledNetwork, profile: Profile, limit_seconds: float = INTERACTIVE_SECONDS) -> Route:
    """The best route for a profile, with its proof; without alternatives.

    Within `limit_seconds` the answer is proved or the best so far with a lower bound. Raises InvalidInput that names
    everything in the profile that the network does not know or that contradicts itself.
    """
    case, deadline = _asked(network, profile, limit_seconds)
    return _planned(case, deadline)


def plan_with_alternatives(
    network: CompiledNetwork, profile: Profile, limit_seconds: float = INTERACTIVE_SECONDS, tell: Tell = tell_nobody
) -> Route:
    """`plan`, with the routes that are faster, cheaper or have fewer changes, all within one limit.

    The route itself may take `MAIN_SHARE` of the time; what it leaves is for the others, equally.
    """
    case, deadline = _asked(network, profile, limit_seconds)
    route = _planned(case, Deadline(deadline.started, deadline.seconds * MAIN_SHARE))
    return with_alternatives(case, route, deadline, tell)


def _asked(network: CompiledNetwork, profile: Profile, limit_seconds: float) -> tuple[Case, Deadline]:
    profile = vetted(network.catalogue, profile)
    deadline = Deadline.within(limit_seconds)
    return case_of(network, profile, deadline), deadline


def _planned(case: Case, deadline: Deadline) -> Route:
    profile = case.profile
    rates = rates_of(profile.objective, profile.weights)
    choice = chosen_route(case, rates, deadline)
    uncloseable = uncloseable_gaps(case.start, case.uncloseable)
    proof = Proof(choice.is_proved, float(choice.bound / rates.scale), round(deadline.spent, 6))
    return route_of(case, choice.order.stations, uncloseable, proof)


def cost_of(profile: Profile, route: Route) -> float:
    """What a route costs in the unit of the profile's objective: minutes, cents, or weighted."""
    rates = rates_of(profile.objective, profile.weights)
    return float(rates.of(route.totals.minutes, route.totals.price_cents) / rates.scale)


def without_station(profile: Profile, station: str) -> Profile:
    """ "Niet voor mij": the same profile that refuses one station more."""
    stations = tuple(dict.fromkeys((*profile.exclude.stations, station)))
    return replace(profile, exclude=replace(profile.exclude, stations=stations))


def with_known(network: CompiledNetwork, profile: Profile, station: str) -> Profile:
    """ "Ken ik al": the station counts as completed and what it teaches as held, as the traveller's own rating."""
    held = {level.skill: level.level for level in profile.current}
    for taught in network.catalogue.station_by_id[station].teaches:
        held[taught.skill] = max(taught.to_level, held.get(taught.skill, 0))
    current = tuple(SkillLevel(skill, level) for skill, level in held.items())
    return replace(profile, current=current, completed=tuple(dict.fromkeys((*profile.completed, station))))


def ride_that_far(profile: Profile, route: Route) -> Profile:
    """The profile with the targets of gaps that cannot be closed lowered to what can be reached."""
    reachable = {gap.skill: gap.reachable for gap in route.uncloseable}
    gaps = tuple(replace(gap, target=min(gap.target, reachable.get(gap.skill, gap.target))) for gap in profile.gaps)
    return replace(profile, gaps=gaps)


def replacement_for(
    network: CompiledNetwork,
    profile: Profile,
    route: Route,
    station: str,
    limit_seconds: float = INTERACTIVE_SECONDS,
) -> Replacement | None:
    """The best route without one stop against this one; None when some gap could not be closed without it."""
    other = plan(network, without_station(profile, station), limit_seconds)
    if not set(route.closed) <= set(other.closed):
        return None
    return Replacement(
        added=tuple(name for name in other.station_ids if name not in route.station_ids),
        dropped=tuple(name for name in route.station_ids if name not in other.station_ids),
        extra_minutes=other.totals.minutes - route.totals.minutes,
        extra_price_cents=other.totals.price_cents - route.totals.price_cents,
    )
