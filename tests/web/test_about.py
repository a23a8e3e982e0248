"""The pages that anybody may read before he trusts us with anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.pages import PageClient

PAGES = ("help", "contact", "privacy", "terms", "accessibility")
TITLES = {
    "help": ("Hulp", "Help"),
    "contact": ("Contact", "Contact"),
    "privacy": ("Privacy", "Privacy"),
    "terms": ("Voorwaarden", "Terms of use"),
    "accessibility": ("Toegankelijkheid", "Accessibility"),
}


def body(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_page_is_there_in_both_languages_under_one_name(client: PageClient, name: str, language: str) -> None:
    answer = client.get(f"/{name}?lang={language}")
    assert answer.status_code == 200
    title = TITLES[name][language == "en"]
    assert f"<h1>{title}</h1>" in answer.text
    assert f"<title>{title} · Metronet</title>" in answer.text


@pytest.mark.parametrize("name", PAGES)
def test_each_page_leads_to_the_other_four_and_marks_itself(client: PageClient, name: str) -> None:
    beside = body(client.get(f"/{name}").text).partition('<nav class="beside"')[2]
    assert re.findall(r'href="/([a-z]+)"', beside) == list(PAGES)
    assert re.findall(r'href="/([a-z]+)" aria-current="page"', beside) == [name]
    assert beside.count("ring here") == 1


def test_every_page_has_the_way_to_them_at_its_foot(client: PageClient) -> None:
    foot = client.get("/list").text.partition('<footer class="foot">')[2]
    assert re.findall(r'href="/([a-z]+)"', foot) == list(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_anything_of_another_site_or_needs_a_script(client: PageClient, name: str) -> None:
    page = client.get(f"/{name}").text
    assert not re.search(r'(src|srcset|action)="(https?:)?//', page)
    assert not re.search(r'<link[^>]+href="(https?:)?//', page)
    assert not re.search(r"<(script|iframe|img|form)[\s>]", body(page))


@pytest.mark.parametrize("name", ["contact", "privacy", "accessibility"])
def test_the_office_can_be_reached_at_the_address_that_its_mail_comes_from(client: PageClient, name: str) -> None:
    assert 'href="mailto:metronet@localhost"' in body(client.get(f"/{name}").text)


def test_privacy_tells_what_an_employer_sees_and_what_he_never_sees(client: PageClient) -> None:
    table = body(client.get("/privacy").text).partition('<table class="versus">')[2].partition("</table>")[0]
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", table)
    employer, person = (" ".join(cells).lower() for cells in zip(*rows, strict=True))
    for seen in ("plek", "geboekt", "was", "klaar", "haltes"):
        assert seen in employer
    for hidden in ("antwoorden", "niveaus", "mist", "waarom", "beoordelingen"):
        assert hidden in person
        assert hidden not in employer


def test_privacy_gives_each_kind_of_data_its_term(client: PageClient) -> None:
    table = body(client.get("/privacy").text).partition('<table class="kept">')[2].partition("</table>")[0]
    terms = re.findall(r"</th><td>(.*?)</td>", table)
    assert len(terms) == table.count('<th scope="row">') == 10
    assert all(terms)


@pytest.mark.parametrize("cookie", ["session", "scan", "language", "device", "known"])
def test_privacy_names_each_cookie(client: PageClient, cookie: str) -> None:
    assert f"<code>{cookie}</code>" in client.get("/privacy").text


def test_no_answer_in_the_help_is_empty(client: PageClient) -> None:
    answers = re.findall(r"<details><summary>(.+?)</summary><p>(.+?)</p></details>", client.get("/help").text)
    assert len(answers) >= 15
    assert len({question for question, answer in answers}) == len(answers)


def test_every_link_inside_these_pages_leads_somewhere(client: PageClient) -> None:
    for name in PAGES:
        for link in set(re.findall(r'href="(/[a-z]*)"', client.get(f"/{name}").text)):
            assert client.get(link).status_code in (200, 302, 303), link


def test_no_style_sheet_rule_of_these_pages_is_about_nothing(client: PageClient) -> None:
    from metro.app import resources

    sheet = (resources("static") / "css" / "about.css").read_text(encoding="utf-8")
    templates = "".join(path.read_text(encoding="utf-8") for path in Path(resources("templates")).rglob("*.html"))
    used = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', templates))))
    assert set(re.findall(r"\.([a-z][\w-]*)(?=[ :,{\[])", sheet)) <= used
