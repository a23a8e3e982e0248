"""The demo network is complete, bilingual and within the editorial rules (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lines.assessments.content import standard_instrument
from lines.network.checks import check_catalogue
from lines.network.content import demo_catalogue
from lines.network.domain import Catalogue, Station, Text

LANGUAGES = {"nl", "en"}
LONGEST_LABEL = 24
FORMS = {"online", "workshop", "fieldlab", "workplace"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return demo_catalogue()


def texts_of(station: Station) -> Iterator[Text]:
    yield from (station.name, station.goal, station.audience, station.summary)


def sentences(text: str) -> int:
    return sum(text.count(mark) for mark in (". ", "? ", "! ")) + 1


def test_it_passes_the_check_without_a_warning(catalogue: Catalogue) -> None:
    assert check_catalogue(catalogue) == ()


def test_it_is_as_large_as_promised(catalogue: Catalogue) -> None:
    assert len(catalogue.lines) == 11
    assert len(catalogue.stations) == 90
    assert len(catalogue.skills) == 45
    assert len(catalogue.academies) == 7
    assert len({academy.region for academy in catalogue.academies}) == 7
    assert len(catalogue.job_profiles) == 10


def test_every_name_and_text_is_there_in_dutch_and_english(catalogue: Catalogue) -> None:
    texts = [text for station in catalogue.stations for text in texts_of(station)]
    for named in (catalogue.skills, catalogue.lines, catalogue.job_profiles):
        texts += [each.name for each in named]

    assert [text for text in texts if {language for language, _ in text.values} != LANGUAGES] == []


def test_every_station_name_fits_on_the_map_and_is_given_once(catalogue: Catalogue) -> None:
    for language in LANGUAGES:
        names = [station.name.text_in(language) for station in catalogue.stations]
        assert [name for name in names if len(name) > LONGEST_LABEL] == []
        assert len(set(names)) == len(names)


def test_every_station_takes_two_to_six_hours_in_whole_quarters(catalogue: Catalogue) -> None:
    assert [s.id for s in catalogue.stations if not 120 <= s.minutes <= 360 or s.minutes % 15] == []


def test_every_summary_has_three_to_six_sentences(catalogue: Catalogue) -> None:
    for language in LANGUAGES:
        counted = {s.id: sentences(s.summary.text_in(language)) for s in catalogue.stations}
        assert {station: count for station, count in counted.items() if not 3 <= count <= 6} == {}


def test_every_station_teaches_something_and_somebody_gives_it(catalogue: Catalogue) -> None:
    for station in catalogue.stations:
        assert station.teaches, station.id
        assert station.offerings, station.id
        assert all(o.academy and o.languages and o.form in FORMS for o in station.offerings), station.id


def test_a_place_is_named_unless_it_is_online_or_at_work(catalogue: Catalogue) -> None:
    for station in catalogue.stations:
        for offering in station.offerings:
            assert (offering.place is None) == (offering.form in {"online", "workplace"}), station.id


def test_many_stations_have_a_choice_of_academies_and_prices(catalogue: Catalogue) -> None:
    shared = [s for s in catalogue.stations if 2 <= len({o.academy for o in s.offerings}) <= 4]

    assert len(shared) >= 10
    assert all(len({(o.price_cents, o.form) for o in s.offerings}) > 1 for s in shared)


def test_five_stations_or_more_can_be_ridden_online_for_nothing(catalogue: Catalogue) -> None:
    free = [s.id for s in catalogue.stations if any((o.price_cents, o.form) == (0, "online") for o in s.offerings)]

    assert len(free) >= 5


def test_the_choice_between_stations_is_used(catalogue: Catalogue) -> None:
    groups = [group for station in catalogue.stations for group in station.prerequisites]

    assert sum(len(group) > 1 for group in groups) >= 5
    assert sum(len(group) == 1 for group in groups) >= 5
    assert any(station.advised for station in catalogue.stations)


def test_skills_lie_on_every_topic_of_the_assessment_model(catalogue: Catalogue) -> None:
    topics = {t.id for transition in standard_instrument().transitions for t in transition.topics}

    assert {skill.topic for skill in catalogue.skills} == topics


def test_every_scan_question_weighs_on_a_job_profile(catalogue: Catalogue) -> None:
    instrument = standard_instrument()
    aimed_at = {catalogue.skill_by_id[t.skill].topic for profile in catalogue.job_profiles for t in profile.targets}
    weighed = {instrument.transition_by_topic[topic].id for topic in aimed_at if topic}

    assert {instrument.transition_by_question[number].id for number in instrument.scan} == weighed


def test_each_skill_is_taught_from_nothing(catalogue: Catalogue) -> None:
    begun = {t.skill for station in catalogue.stations for t in station.teaches if t.from_level == 0}

    assert begun == set(catalogue.skill_by_id)
