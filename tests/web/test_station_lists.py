"""Stations by the list: what each row would do is shown first, then all of it or nothing, and twice is once."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lines.network.content import demo_catalogue
from lines.studio import reviewing, service
from lines.studio.station_lists import as_list, read_stations
from metro.kernel.errors import InvalidInput
from tests.factories import studio as factory
from tests.factories.studio import Studio, document, studio
from tests.support.pages import PageClient
from tests.support.people import sign_in

CATALOGUE = demo_catalogue()
BASE = "/academies/academie-haarlem/stations"
LIST = (
    "Naam;doel;minuten;vorm;prijs;leert;eerst;lijnen\r\n"
    "Trillingen voelen;Je voelt het.;120;workshop;145,00;conditiemeting 0-1;sensoren-plaatsen;slim-onderhoud 3\r\n"
    "Lagers horen;Je hoort het.;90;op je werk;0;Conditie van machines meten 1 > 2;"
    "trillingen-meten/lekken-opsporen;slim-onderhoud\r\n"
)


def upload(client: PageClient, data: bytes, base: str = BASE) -> tuple[int, str]:
    answer = client.post(
        f"{base}/list", data={"file": (io.BytesIO(data), "stations.csv")}, content_type="multipart/form-data"
    )
    return answer.status_code, answer.text


@pytest.fixture
def made(session: Session) -> Studio:
    return studio(session)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_list_of_any_spreadsheet_is_shown_and_then_read(
    client: PageClient, session: Session, made: Studio, encoding: str, separator: str
) -> None:
    sign_in(client, session, made.editor)
    text = LIST.replace(";", separator).replace("Je voelt", "Één keer: je voelt")
    status, page = upload(client, text.encode(encoding))
    assert (status, service.drafts_of(session, made.academy)) == (200, ()), "shown, nothing written"
    assert "2 nieuw, 0 veranderd" in page
    for _time in range(2):  # twice is once
        assert client.post(f"{BASE}/list/confirm", data={"list": text}).status_code == 303
        drafts = {draft.name: draft for draft in service.drafts_of(session, made.academy)}
        assert len(drafts) == 2
    felt, heard = drafts["Trillingen voelen"], drafts["Lagers horen"]
    assert felt.document["goal_nl"] == "Één keer: je voelt het."
    assert felt.document["teaches"] == [{"skill": "conditiemeting", "from": 0, "to": 1}]
    assert heard.document["form"] == "workplace"
    assert heard.document["teaches"] == [{"skill": "conditiemeting", "from": 1, "to": 2}]
    assert heard.document["prerequisites"] == [["trillingen-meten", "lekken-opsporen"]]
    assert heard.revision == 2, "the second time changed nothing"


def test_every_fault_is_named_by_row_and_column_and_nothing_is_read(
    client: PageClient, session: Session, made: Studio
) -> None:
    sign_in(client, session, made.editor)
    wrong = (
        "naam;vorm;leert;eerst;lijnen;kleur\n"
        ";online;;;;\n"
        "Goed;per post;conditiemeting;nergens;snellijn 2;\n"
        "goed;;telepathie 0-2;;;rood\n"
    )
    status, page = upload(client, wrong.encode())
    assert status == 400
    for row, column in (
        (1, "kleur"),
        (2, "naam"),
        (3, "vorm"),
        (3, "leert"),
        (3, "eerst"),
        (3, "lijnen"),
        (4, "leert"),
        (4, "naam"),
    ):
        assert f"<td>{row}</td><td><bdi>{column}</bdi></td>" in page, (row, column)
    assert client.post(f"{BASE}/list/confirm", data={"list": wrong}).status_code == 400
    assert service.drafts_of(session, made.academy) == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02", b"naam\n", b"doel\nx\n", b"PK\x03\x04", b"naam\n" + b"a\n" * 151, b"x" * 200_001,
     b'naam\n"' + b"a" * 140_000],
)  # fmt: skip
def test_what_is_no_list_of_stations_is_refused(
    client: PageClient, session: Session, made: Studio, data: bytes
) -> None:
    sign_in(client, session, made.editor)
    assert upload(client, data)[0] == 400
    assert service.drafts_of(session, made.academy) == ()


def test_a_station_of_the_map_is_taken_on_and_one_in_review_stays_as_it_is(
    client: PageClient, session: Session, made: Studio
) -> None:
    sign_in(client, session, made.editor)
    taken = "station;naam;prijs\ntrillingen-meten;Trillingen meten;99\n"
    assert client.post(f"{BASE}/list/confirm", data={"list": taken}).status_code == 303
    [draft] = service.drafts_of(session, made.academy)
    assert (draft.station, draft.document["price"]) == ("trillingen-meten", "99")
    assert draft.document["minutes"] == str(CATALOGUE.station_by_id["trillingen-meten"].minutes)

    waiting = factory.draft(session, made, lines__0__line="", no_line="yes")
    reviewing.submit(session, made.academy, waiting.id, made.giver, made.editor)
    locked = f"naam;prijs\n{waiting.name};1\n"
    assert "wordt beoordeeld" in upload(client, locked.encode())[1]
    assert client.post(f"{BASE}/list/confirm", data={"list": locked}).status_code == 409
    assert service.draft_of(session, made.academy, waiting.id).document["price"] == waiting.document["price"]


def test_the_list_taken_along_is_the_list_brought_back(client: PageClient, session: Session, made: Studio) -> None:
    sign_in(client, session, made.editor)
    factory.draft(session, made, name_nl="=1+1; “raar”, \tmaar waar")
    answer = client.get(f"{BASE}/list.csv")
    assert answer.mimetype == "text/csv"
    assert "\"'=1+1;" in answer.text, "no cell is a formula"
    page = upload(client, answer.data)[1]
    assert "0 nieuw, 0 veranderd, 1 al hetzelfde" in page


@pytest.mark.parametrize(("method", "path"), [("GET", "/list"), ("POST", "/list"), ("POST", "/list/confirm")])
def test_who_may_bring_a_list(client: PageClient, session: Session, made: Studio, method: str, path: str) -> None:
    sign_in(client, session, made.trainer)
    assert client.open(BASE + path, method=method).status_code == 403
    assert client.get(f"{BASE}/list.csv").status_code == 200
    sign_in(client, session, studio(session, "academie-twente").owner)
    assert client.open(BASE + path, method=method).status_code == 404
    assert client.get(f"{BASE}/list.csv").status_code == 404
    sign_in(client, session, made.owner)
    assert client.open(BASE + path, method=method).status_code in (200, 400)
    assert client.delete(BASE + path).status_code == 405


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        read = read_stations(b"naam;leert;lijnen\n" + data, CATALOGUE)
    except InvalidInput:
        return
    assert all(fault.message and fault.row >= 1 for fault in read.faults)


def test_what_is_written_is_read_as_the_same() -> None:
    whole = document()
    read = read_stations(as_list([(None, whole)]).encode(), CATALOGUE)
    assert read.faults == ()
    fields = read.rows[0].fields
    assert {field: fields[field] for field in fields} == {field: whole[field] for field in fields}
