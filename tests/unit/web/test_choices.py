"""Routes side by side: their names, what they trade, and how sure the recommended one is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lines.routing.domain import Kind, Objective, Proof, Route, Totals
from lines.web.choices import certainty, choices, route_shown, traded, trades

PROVED = Proof(optimal=True, bound=100.0, seconds=0.01)
MAIN = Route("p", Objective.MINUTES, (), Totals(100, 5000, 1), (), (), (), PROVED, (Kind.FASTEST, Kind.FEWEST_CHANGES))
CHEAP = replace(MAIN, totals=Totals(160, 4000, 1), kinds=(Kind.CHEAPEST, Kind.FEWEST_CHANGES))
BOTH = replace(MAIN, alternatives=(CHEAP,))


def test_an_alternative_is_named_for_what_the_recommended_route_is_not_as_good_at() -> None:
    recommended, cheap = choices(BOTH, BOTH, is_far=False, is_within_budget=False)
    assert (recommended.name, recommended.is_current, recommended.trade) == ("Aanbevolen", True, "")
    assert (cheap.name, cheap.url, cheap.is_current) == ("Goedkoopst", "/route?kind=cheapest", False)


def test_what_another_route_is_as_good_at_is_no_name_for_an_alternative() -> None:
    also = replace(MAIN, totals=Totals(130, 4500, 1), kinds=(Kind.FEWEST_CHANGES,))
    main = replace(BOTH, alternatives=(CHEAP, also))
    assert [choice.name for choice in choices(main, also, False, False)] == ["Aanbevolen", "Goedkoopst"]
    (between,) = trades(main, also, False)
    assert (between.url, between.is_current) == ("/route?minutes=130", True)
    assert route_shown(main, 130) is also


def test_an_alternative_says_what_it_trades() -> None:
    assert traded(MAIN.totals, CHEAP.totals).replace("\xa0", " ") == "1 u langer, € 10 goedkoper"
    assert traded(MAIN.totals, Totals(100, 5000, 0)) == "1 overstap minder"
    assert traded(MAIN.totals, MAIN.totals) == ""


@pytest.mark.parametrize(
    ("objective", "words"),
    [
        (Objective.MINUTES, "bewezen kortste"),
        (Objective.PRICE, "bewezen goedkoopste"),
        (Objective.WEIGHTED, "bewezen beste"),
    ],
)
def test_a_proof_is_told_in_plain_words(objective: Objective, words: str) -> None:
    assert certainty(replace(MAIN, objective=objective), is_within_budget=False) == words


def test_without_a_proof_the_bound_is_told() -> None:
    unproved = replace(MAIN, proof=Proof(optimal=False, bound=90.0, seconds=2.0))
    assert certainty(unproved, is_within_budget=False) == "hooguit 12% van het beste af"
    assert certainty(unproved, is_within_budget=True) == "beste tot nu toe"


def test_a_bound_that_is_met_is_a_proof_even_when_equally_good_routes_were_not_all_compared() -> None:
    met = replace(MAIN, proof=Proof(optimal=False, bound=100.0, seconds=0.15))
    assert certainty(met, is_within_budget=False) == "bewezen kortste"
    assert certainty(met, is_within_budget=True) == "beste tot nu toe"


def test_a_kind_that_is_no_longer_there_shows_the_recommended_route() -> None:
    assert route_shown(BOTH, Kind.CHEAPEST) is CHEAP
    assert route_shown(BOTH, Kind.BALANCED) is BOTH
    assert route_shown(BOTH, None) is BOTH


def test_a_route_between_the_best_ones_is_offered_by_its_time() -> None:
    slow, quick = (replace(MAIN, totals=Totals(minutes, 4500, 2), kinds=()) for minutes in (150, 120))
    main = replace(BOTH, alternatives=(*BOTH.alternatives, slow, quick))
    assert len(choices(main, main, is_far=False, is_within_budget=False)) == 2
    offered = trades(main, slow, is_far=True)
    assert [choice.url for choice in offered] == ["/route?minutes=120&far=1", "/route?minutes=150&far=1"]
    assert [choice.is_current for choice in offered] == [False, True]
    assert offered[0].trade.replace("\xa0", " ") == "20 min langer, € 5 goedkoper, 1 overstap meer"
    assert route_shown(main, 150) is slow
    assert route_shown(main, 151) is main
