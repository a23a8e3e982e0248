"""The skill framework and job profiles: kept by the network office, found and compared by everybody."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lines.network.content import demo_catalogue
from lines.skills import domain, service
from lines.skills.domain import ProfileEntry, Validity, validity
from metro.kernel.errors import InvalidInput
from tests.support.pages import PageClient
from tests.support.people import office_person, person, sign_in
from tests.web.pages.test_timetable import listed

CATALOGUE = demo_catalogue()
SKILL, PROFILE = "/office/skills/robotprogrammeren", "/office/profiles/operator"
ESCO = "http://data.europa.eu/esco/skill/0c0b1e5a-1f0d-4a3f-9b0c-000000000001"


def test_a_word_of_the_work_floor_finds_the_stations_of_a_skill(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    assert not listed(client, "q=grijparm")
    answer = client.post(SKILL, data={"synonyms": "grijparm\r\nhandlingrobot, teachen", "esco": ESCO})
    assert (answer.status_code, answer.location) == (303, "/office/skills")
    teaching = {s.id for s in CATALOGUE.stations if any(t.skill == "robotprogrammeren" for t in s.teaches)}
    assert set(listed(client, "q=grijparm")) == teaching
    assert teaching <= set(listed(client, "q=teach")), "the beginning of a synonym will do"
    page = client.get(SKILL).text
    assert "grijparm\nhandlingrobot\nteachen" in page
    assert ESCO in page


def test_a_level_is_described_in_both_languages_and_kept(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    client.post(SKILL, data={"level-2-nl": "Je past een programma aan.", "level-2-en": "You adapt a program."})
    entry = service.skill(session, "robotprogrammeren")
    assert {level: dict(text.values) for level, text in entry.levels.items()} == {
        2: {"nl": "Je past een programma aan.", "en": "You adapt a program."}
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("synonyms", "x" * 61), ("synonyms", "\n".join(f"woord{n}" for n in range(21))),
        ("esco", "http://elders.example/skill"), ("esco", "javascript:alert(1)"), ("esco", ESCO + "x"),
        ("competentnl", "http://linkeddata.competentnl.nl/x"), ("competentnl", "https://competentnl.evil.example/x"),
        ("level-3-nl", "x" * 301),
    ],
)  # fmt: skip
def test_what_cannot_be_used_comes_back_and_nothing_is_kept(
    client: PageClient, session: Session, field: str, value: str
) -> None:
    sign_in(client, session, office_person(session))
    answer = client.post(SKILL, data={"synonyms": "grijparm", field: value})
    assert answer.status_code == 400
    assert value.splitlines()[0] in answer.text
    assert service.skill(session, "robotprogrammeren").synonyms == ()


def test_a_profile_says_who_found_it_right_until_when(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    form = {"owner": "Netwerkkantoor", "companies": "Nova Metaal BV\nDe Vries, Zonen",
            "validated_on": "2026-01-10", "expires_on": "2099-01-10"}  # fmt: skip
    assert client.post(PROFILE, data=form).status_code == 303
    page = client.get("/profiles").text
    assert "goedgekeurd op 10 januari 2026" in page
    assert "De Vries" in page


@pytest.mark.parametrize(
    "change",
    [
        {"validated_on": "gisteren"}, {"expires_on": "2025-01-01"}, {"validated_on": "", "expires_on": "2099-01-01"},
        {"companies": ""}, {"companies": "x" * 101},
    ],
)  # fmt: skip
def test_a_validation_that_contradicts_itself_is_refused(
    client: PageClient, session: Session, change: dict[str, str]
) -> None:
    sign_in(client, session, office_person(session))
    form = {"owner": "Ik", "companies": "Nova", "validated_on": "2026-01-10", "expires_on": ""}
    assert client.post(PROFILE, data={**form, **change}).status_code == 400
    assert service.profiles(session) == {}


def test_two_profiles_are_compared_skill_by_skill(client: PageClient) -> None:
    page = client.get("/profiles?one=operator&other=robotprogrammeur").text
    assert '<h2 id="beside">' in page
    one, other = (CATALOGUE.job_profile_by_id[name] for name in ("operator", "robotprogrammeur"))
    rows = domain.compared(CATALOGUE, one, other)
    assert {row.skill.id for row in rows} == {t.skill for profile in (one, other) for t in profile.targets}
    gaps = [abs(row.one - row.other) for row in rows]
    assert gaps == sorted(gaps, reverse=True)
    assert client.get("/profiles?one=nergens&other=%00").status_code == 200


@pytest.mark.parametrize("path", ["/office/skills", SKILL, "/office/profiles"])
def test_only_the_network_office_keeps_the_framework(client: PageClient, session: Session, path: str) -> None:
    assert client.get(path).status_code in (303, 404)
    sign_in(client, session, person(session, "Vreemde", "vreemd@elders.example"))
    assert client.get(path).status_code == 404
    assert client.post(SKILL, data={}).status_code == 404
    sign_in(client, session, office_person(session))
    assert client.get(path).status_code == 200
    assert client.get("/office/skills/bestaat-niet").status_code == 404
    assert client.post("/office/profiles/bestaat-niet").status_code == 404
    assert client.delete(path).status_code == 405


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_profile_counts_from_its_validation_until_it_expires(
    validated: date | None, expires: date | None, today: date
) -> None:
    found = validity(ProfileEntry("", (), validated, expires), today)
    assert (found is Validity.NEVER) == (validated is None)
    assert (found is Validity.EXPIRED) == (validated is not None and expires is not None and expires <= today)


@given(st.text(max_size=400))
def test_whatever_is_typed_as_synonyms_is_a_short_list_of_words_or_refused(typed: str) -> None:
    try:
        words = domain.synonyms(typed)
    except InvalidInput:
        return
    assert len(set(words)) == len(words) <= domain.MOST_SYNONYMS
    assert all(word and word == " ".join(word.split()) for word in words)
