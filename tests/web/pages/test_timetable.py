"""The timetable: everything on offer, by words in Dutch and English, narrowed by what fits."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lines.network.content import demo_catalogue
from lines.network.service import publish
from lines.search.domain import Wish, fitting, in_line_order, start_of
from tests.support.pages import PageClient
from tests.web.pages.test_queries import counted

CATALOGUE = demo_catalogue()
STATIONS = re.compile(r'<h2><a href="/stations/([^"]+)"')


def listed(client: PageClient, query: str) -> list[str]:
    answer = client.get(f"/timetable?{query}")
    assert answer.status_code == 200
    return STATIONS.findall(answer.text)


def test_without_a_wish_everything_is_listed_line_after_line(client: PageClient) -> None:
    pages = [listed(client, f"page={number}") for number in range(1, 2 + len(CATALOGUE.stations) // 40)]
    assert tuple(station for page in pages for station in page) == in_line_order(CATALOGUE)


@pytest.mark.parametrize(
    ("words", "station"),
    [
        ("trillingen", "trillingen-meten"),
        ("trilling", "trillingen-meten"),
        ("TRIL", "trillingen-meten"),
        ("measuring vibration", "trillingen-meten"),
        ("vibrations", "trillingen-meten"),
        ("meten trillingen", "trillingen-meten"),
    ],
)
def test_a_station_is_found_by_stems_and_beginnings_in_both_languages(
    client: PageClient, words: str, station: str
) -> None:
    assert listed(client, f"q={words}")[0] == station


def test_a_stem_that_is_a_common_word_of_the_other_language_finds_nothing_more(client: PageClient) -> None:
    """ "Meten" has the stem "met", which is "with" in every other sentence."""
    found = listed(client, "q=meten")
    assert "energie-meten" in found
    assert "wat-is-data" not in found


def test_lines_academies_and_skills_that_the_words_name_are_offered_too(client: PageClient) -> None:
    page = client.get("/timetable?q=haarlem").text
    assert 'href="/timetable?academy=haarlem"' in page
    page = client.get("/timetable?q=slim+onderhoud").text
    assert 'href="/lines/slim-onderhoud"' in page


@pytest.mark.parametrize(
    "words",
    ["", "%", "_", "'", '"', "a & b | !", ":*", "((", "\x00", "<script>", "🚇", "-", "\\", "x" * 5000, "de het een",
     "; drop table search_entry", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")],
)  # fmt: skip
def test_no_words_break_the_search(client: PageClient, words: str) -> None:
    answer = client.get("/timetable", query_string={"q": words})
    assert answer.status_code == 200
    assert "<script>" not in answer.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ("line=robotica", Wish(line="robotica")),
        ("region=Overijssel", Wish(region="Overijssel")),
        ("form=online", Wish(form="online")),
        ("price=0", Wish(most_cents=0)),
        ("price=10000&form=fieldlab", Wish(most_cents=10_000, form="fieldlab")),
        ("start=0", Wish(start=0)),
        ("academy=haarlem&language=nl", Wish(academy="haarlem", language="nl")),
    ],
)
def test_each_choice_narrows_to_what_fits_it(client: PageClient, query: str, wish: Wish) -> None:
    expected = [entry.station.id for entry in fitting(CATALOGUE, wish, in_line_order(CATALOGUE))]
    assert 0 < len(expected) < len(CATALOGUE.stations)
    assert listed(client, query) == expected[:40]


@pytest.mark.parametrize(
    "query", ["line=nergens", "price=goedkoop", "start=9", "form=per+post", "page=0", "page=x", "page=99999"]
)
def test_a_choice_that_does_not_exist_is_not_asked(client: PageClient, query: str) -> None:
    assert listed(client, query)


def test_what_fits_nothing_says_what_to_do(client: PageClient) -> None:
    page = client.get("/timetable?q=onderwaterhockey").text
    assert "Niets past precies." in page


def test_a_search_asks_at_most_five_things(client: PageClient, session: Session) -> None:
    listed(client, "q=meten")
    with counted(session) as statements:
        listed(client, "q=meten")
    assert len(statements) <= 5, statements


def test_a_new_network_is_searched_and_the_old_one_forgotten(client: PageClient, session: Session) -> None:
    listed(client, "q=meten")
    gone = CATALOGUE.station_by_id["brandstofcel"]
    kept = tuple(station for station in CATALOGUE.stations if station.id != gone.id)
    lines = tuple(
        replace(line, stations=tuple(name for name in line.stations if name != gone.id)) for line in CATALOGUE.lines
    )
    needed = [s.id for s in kept if any(gone.id in group for group in (*s.prerequisites, *s.advised))]
    assert not needed
    publish(session, replace(CATALOGUE, stations=kept, lines=lines))
    session.commit()
    assert "brandstofcel" not in listed(client, "q=brandstofcel")


@given(
    st.builds(
        Wish,
        line=st.sampled_from(["", *CATALOGUE.line_by_id]),
        region=st.sampled_from(["", *{academy.region for academy in CATALOGUE.academies}]),
        academy=st.sampled_from(["", *CATALOGUE.academy_by_id]),
        form=st.sampled_from(["", "online", "workshop", "fieldlab", "workplace"]),
        most_cents=st.sampled_from([None, 0, 10_000, 20_000]),
        start=st.sampled_from([None, 0, 1, 2]),
    )
)
def test_whatever_is_listed_fits_every_part_of_the_wish(wish: Wish) -> None:
    for entry in fitting(CATALOGUE, wish, in_line_order(CATALOGUE)):
        assert not wish.line or entry.station.id in CATALOGUE.line_by_id[wish.line].stations
        assert wish.start is None or start_of(entry.station) <= wish.start
        assert entry.offerings
        for offering in entry.offerings:
            assert not wish.academy or offering.academy == wish.academy
            assert not wish.form or offering.form == wish.form
            assert wish.most_cents is None or offering.price_cents <= wish.most_cents
