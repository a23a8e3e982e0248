"""A visitor who rides the scan by plain forms."""

from __future__ import annotations

import re

from lines.assessments.content import standard_instrument
from tests.support.pages import PageClient

ANSWERS = (2, 1, 3, "unknown", 4, 2, 1, 5, 2)
LEVEL = re.compile(r'name="(level-[^"]+)"')


def begin(client: PageClient, **choice: str | list[str]) -> None:
    """Choose; the first job of the demo network when nothing is given."""
    answer = client.post("/scan", data=choice or {"job_profile": "onderhoudsmonteur"})
    assert answer.status_code == 303, answer.text


def answer_questions(client: PageClient) -> None:
    """Answer all nine."""
    for number, (question, level) in enumerate(zip(standard_instrument().scan, ANSWERS, strict=True), start=1):
        answer = client.post(f"/scan/questions/{number}", data={f"question-{question}": str(level)})
        assert answer.status_code == 303, answer.text


def level_fields(client: PageClient) -> list[str]:
    """The fields of the skills page, each once."""
    return list(dict.fromkeys(LEVEL.findall(client.get("/scan/skills").text)))


def ride_the_scan(client: PageClient, level: str = "0", **choice: str | list[str]) -> None:
    """The whole scan, every skill at `level`."""
    begin(client, **choice)
    answer_questions(client)
    answer = client.post("/scan/skills", data=dict.fromkeys(level_fields(client), level))
    assert (answer.status_code, answer.location) == (303, "/scan/result")


def stops_of(page: str) -> list[str]:
    """The stations of the strip map, in order."""
    strip = page.partition('<ol class="strip">')[2].partition("</ol>")[0]
    return re.findall(r'<h2><a href="/stations/([^"]+)"', strip)
