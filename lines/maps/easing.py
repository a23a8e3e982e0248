"""Demands taken back: they were asked for before others were met, and many turn out not to be needed.

A random walk that only accepts what is better: a demand dropped or halved, all of them shrunk, or a little more asked
for where something is still wrong. The same case and seed give the same walk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from lines.maps.spacing import Demands
from lines.maps.stretching import more
from lines.maps.trial import Case, Trial, tried
from lines.maps.watch import Watch

STEPS, STATION_STEPS = 80, 4000
"""How many steps: never more than so many, and fewer the more stations there are."""

SHRUNK = 0.85
ASKED = 2


def eased(case: Case, best: Trial, seed: int, watch: Watch) -> Trial:
    """The best trial of the walk from `best`, which is `best` itself where nothing was better."""
    random = Random(seed)  # noqa: S311  a walk, no secret
    if best.demands == Demands() and not best.part.labelling.misleading:
        return best
    steps = min(STEPS, STATION_STEPS // len(case.network.names))
    for step in range(steps):
        watch.done(step / steps)
        demands = _varied(case, best, random)
        if demands != best.demands:
            found = tried(case, best.drawing, best.orders, demands)
            best = found if found.faults < best.faults else best
    watch.done(1.0)
    return best


def _varied(case: Case, trial: Trial, random: Random) -> Demands:
    demands, kind = trial.demands, random.random()
    if kind < 0.1:
        return _asking_more(case, trial, random)
    if kind < 0.2 and demands.apart:
        return replace(demands, apart=_without(demands.apart, random))
    if not demands.stretch:
        return demands
    if kind < 0.3:
        return replace(demands, stretch={hop: 1 + SHRUNK * (long - 1) for hop, long in demands.stretch.items()})
    if kind < 0.45:
        edge = random.choice(sorted({edge for edge, _hop in demands.stretch}))
        return demands.without_stretch(edge)
    if kind < 0.7:
        hop = random.choice(sorted(demands.stretch))
        return replace(demands, stretch={**demands.stretch, hop: (1 + demands.stretch[hop]) / 2})
    return replace(demands, stretch=_without(demands.stretch, random))


def _without(asked: Mapping[tuple[int, int], float], random: Random) -> dict[tuple[int, int], float]:
    gone = random.choice(sorted(asked))
    return {key: value for key, value in asked.items() if key != gone}


def _asking_more(case: Case, trial: Trial, random: Random) -> Demands:
    """One or two of the longer hops that the labels would ask for now."""
    asked = more(case.skeleton, trial.demands, trial.part).stretch
    fresh = sorted(hop for hop, long in asked.items() if trial.demands.stretch.get(hop) != long)
    chosen = random.sample(fresh, min(len(fresh), ASKED))
    return replace(trial.demands, stretch={**trial.demands.stretch, **{hop: asked[hop] for hop in chosen}})
