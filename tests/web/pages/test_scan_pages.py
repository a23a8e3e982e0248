"""The scan by plain forms: what is kept, what is refused, what comes out."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lines.assessments.content import standard_instrument
from lines.assessments.models import ScanRow
from tests.support.pages import PageClient
from tests.web.pages.rides import answer_questions, begin, level_fields, ride_the_scan

FIRST = standard_instrument().scan[0]
LINES = ["slim-onderhoud", "robotica", "waterstof", "data-en-ai"]


def stored(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(ScanRow)).one()


def test_a_scan_is_ridden_to_gaps_with_the_question_that_weighed_each(client: PageClient) -> None:
    ride_the_scan(client)
    page = client.get("/scan/result").text
    assert page.count("<li>\n      <h2>") >= 3
    assert "Door vraag 7:" in page
    assert "Jouw antwoord: 1" in page


def test_the_cookie_holds_nothing_but_a_token_and_is_out_of_reach_of_scripts(client: PageClient) -> None:
    begin(client)
    cookie = client.get_cookie("scan")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", cookie.value)


def test_answers_survive_a_reload(client: PageClient) -> None:
    begin(client)
    client.post("/scan/questions/1", data={f"question-{FIRST}": "4"})
    page = client.get("/scan/questions/1").text
    assert re.search(r'value="4" checked', page)
    assert "Ga verder waar je was" in client.get("/").text


def test_going_on_leads_to_the_first_page_that_is_left(client: PageClient) -> None:
    begin(client)
    client.post("/scan/questions/1", data={f"question-{FIRST}": "4"})
    assert 'href="/scan/questions/2"' in client.get("/route").text
    assert client.get("/scan/result").location == "/scan/questions/2"


@pytest.mark.parametrize("path", ["/scan/questions/1", "/scan/skills", "/scan/result"])
def test_without_a_scan_every_page_of_it_leads_to_the_start(client: PageClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "/scan")


@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 43, "%00", "'; drop table scan; --"])
def test_a_token_nobody_gave_out_is_no_scan(client: PageClient, cookie: str) -> None:
    client.set_cookie("scan", cookie)
    assert client.get("/").status_code == 200
    assert client.get("/route").status_code == 200
    assert client.post("/scan/questions/1", data={f"question-{FIRST}": "4"}).location == "/scan"


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"job_profile": "koning"},
        {"job_profile": ["operator", "werkvoorbereider"]},
        {"lines": LINES},
        {"lines": ["robotica", "robotica"]},
        {"lines": ["nergens"]},
        {"job_profile": "\x00"},
        {"anders": "x"},
    ],
)
def test_a_choice_that_cannot_be_used_is_refused_and_stores_nothing(
    client: PageClient, session: Session, choice: dict[str, str | list[str]]
) -> None:
    answer = client.post("/scan", data=choice)
    assert answer.status_code == 400
    assert 'id="choice-error"' in answer.text
    assert stored(session) == 0


def test_lines_that_were_ticked_stay_ticked_when_they_are_too_many(client: PageClient) -> None:
    page = client.post("/scan", data={"lines": LINES, "job_profile": ""}).text
    assert len(re.findall(r'name="lines" value="[^"]+" checked', page)) == 4


@pytest.mark.parametrize("value", ["", "0", "6", "-1", "1.5", "1e0", "١", "NaN", "drie", "\x00", "9" * 5000])
def test_an_answer_out_of_range_is_refused_beside_its_question(client: PageClient, value: str) -> None:
    begin(client)
    answer = client.post("/scan/questions/1", data={f"question-{FIRST}": value})
    assert answer.status_code == 400
    assert 'id="answer-error"' in answer.text
    assert " checked" not in client.get("/scan/questions/1").text


@pytest.mark.parametrize("data", [{}, {"question-999": "1"}, {f"question-{FIRST}": ["1", "2"]}])
def test_an_answer_that_is_missing_repeated_or_to_another_question_is_refused(
    client: PageClient, data: dict[str, str | list[str]]
) -> None:
    begin(client)
    assert client.post("/scan/questions/1", data=data).status_code == 400


@pytest.mark.parametrize("number", ["0", "10", "99999999999999999999", "-1", "x", "%00"])
def test_a_question_that_is_not_there_is_not_found(client: PageClient, number: str) -> None:
    begin(client)
    assert client.get(f"/scan/questions/{number}").status_code == 404
    assert client.post(f"/scan/questions/{number}", data={"question-1": "1"}).status_code == 404


def test_levels_that_miss_are_named_and_what_was_given_is_kept(client: PageClient) -> None:
    begin(client)
    fields = level_fields(client)
    page = client.post("/scan/skills", data=dict.fromkeys(fields[1:], "3"))
    assert page.status_code == 400
    assert "Er mist nog 1 antwoord." in page.text
    assert len(re.findall(r'value="3" checked', page.text)) == len(fields) - 1
    assert page.text.count('<p class="error"') == 1


@pytest.mark.parametrize("value", ["6", "-1", "x", "\u202e3"])
def test_a_level_out_of_range_is_refused_beside_its_skill(client: PageClient, value: str) -> None:
    begin(client)
    fields = level_fields(client)
    answer = client.post("/scan/skills", data={**dict.fromkeys(fields, "1"), fields[0]: value})
    assert answer.status_code == 400
    assert answer.text.count('<p class="error"') == 1


def test_a_level_for_a_skill_that_was_not_asked_is_refused(client: PageClient) -> None:
    begin(client)
    data = {**dict.fromkeys(level_fields(client), "1"), "level-lassen": "5"}
    answer = client.post("/scan/skills", data=data)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_another_goal_keeps_the_answers_about_the_company(client: PageClient, session: Session) -> None:
    begin(client)
    answer_questions(client)
    begin(client, lines=["robotica", "waterstof"])
    assert client.get("/scan/result").location == "/scan/skills"
    assert stored(session) == 1


def test_a_corrected_answer_leads_back_to_the_result(client: PageClient) -> None:
    ride_the_scan(client)
    page = client.get("/scan/questions/1?back=result").text
    assert '<input type="hidden" name="back" value="result">' in page
    answer = client.post("/scan/questions/1", data={f"question-{FIRST}": "5", "back": "result"})
    assert answer.location == "/scan/result"


def test_whoever_can_do_everything_is_told_so(client: PageClient) -> None:
    ride_the_scan(client, level="5")
    assert "Je bent er al" in client.get("/scan/result").text
    route = client.get("/route")
    assert route.status_code == 200
    assert "kun je alles al wat je doel vraagt" in route.text


def test_a_form_from_another_site_is_refused(client: PageClient, session: Session) -> None:
    answer = client.post("/scan", data={"job_profile": "operator"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert stored(session) == 0
