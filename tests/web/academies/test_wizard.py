"""The wizard of a new academy: each stop can be done, left and come back to; nobody else comes in."""

from __future__ import annotations

import io

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from academies.tenants import repository
from academies.tenants.models import Academy
from metro.kernel.permissions import Role
from tests.factories import academies
from tests.support.pages import PageClient
from tests.support.people import office_person, person, sign_in
from tests.unit.files import made

BASE = "/academies/academie-haarlem"
BRAND = {"name": "Academie Haarlem", "motto": "Dicht bij huis", "color": "#0067B1"}
PLACE = {"name": "Werkplaats", "street": "Waarderweg 1", "postcode": "2031bn", "city": "Haarlem"}
VAT = {"status": "neither", "reference": "", "since": "2026-01-01"}
STOPS = ("brand", "places", "staff", "vat", "payout", "lines", "station")
ROUTES = [("GET", "")] + [("GET", f"/{stop}") for stop in STOPS] + [
    ("POST", "/brand"), ("POST", "/brand/logo/remove"), ("POST", "/places"), ("GET", "/places/1"),
    ("POST", "/places/1"), ("POST", "/places/1/remove"), ("POST", "/vat"), ("GET", "/vat/1/evidence"),
    ("POST", "/lines"), ("POST", "/live"),
]  # fmt: skip


@pytest.fixture
def here(client: PageClient, session: Session) -> Academy:
    """An academy that is getting ready, with its owner signed in."""
    academy = academies.academy(session)
    sign_in(client, session, academies.worker(session, academy.id))
    return academy


def body(form: dict[str, str], name: str, content: bytes) -> dict[str, object]:
    """A form with a logo as its bytes: the test client would leave a large one open in a temporary file."""
    fields = {**form, "logo": FileStorage(io.BytesIO(content), name)}
    boundary, sent = encode_multipart(fields)
    return {"data": sent, "content_type": f"multipart/form-data; boundary={boundary}"}


def upload(name: str, content: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def test_an_owner_goes_from_nothing_to_an_open_academy(client: PageClient, session: Session, here: Academy) -> None:
    assert f'href="{BASE}/start"' in client.get("/me").text
    assert "0 van 7 stappen klaar" in client.get(f"{BASE}/start").text
    answer = client.post(f"{BASE}/start/brand", data={**BRAND, "logo": upload("logo.png", made.picture())})
    assert (answer.status_code, answer.location) == (303, f"{BASE}/start/places")
    assert client.post(f"{BASE}/start/places", data=PLACE).status_code == 303
    assert client.post(f"{BASE}/start/live").status_code == 400
    assert client.post(f"{BASE}/start/vat", data=VAT).location == f"{BASE}/start/payout"
    assert client.post(f"{BASE}/start/lines", data={"lines": ["slim-onderhoud"]}).location == f"{BASE}/start/station"
    page = client.get(f"{BASE}/start").text
    assert "4 van 7 stappen klaar" in page
    assert f"{BASE}/start/live" in page
    assert client.post(f"{BASE}/start/live").location == BASE
    session.refresh(here)
    assert (here.stage, here.color, here.line_wishes) == ("live", "#0067b1", ["slim-onderhoud"])
    client.delete_cookie("session")
    front = client.get(BASE).text
    assert "Dicht bij huis" in front
    assert "Waarderweg 1, 2031 BN Haarlem" in front
    logo = client.get(front.split('class="brand-logo" src="', 1)[1].split('"', 1)[0])
    assert (logo.status_code, logo.mimetype) == (200, "image/png")
    assert "immutable" in logo.headers["Cache-Control"]
    style = client.get(f"{BASE}/brand-" + front.split(f"{BASE}/brand-", 1)[1].split('"', 1)[0])
    assert "--brand:#0067b1" in style.text
    assert "immutable" in style.headers["Cache-Control"]
    assert client.get(f"{BASE}/brand-oud.css").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("stop", STOPS)
def test_each_stop_shows_where_one_is(client: PageClient, here: Academy, stop: str) -> None:
    page = client.get(f"{BASE}/start/{stop}").text
    assert f'href="{BASE}/start/{stop}" aria-current="step"' in page


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nobody_else_comes_in(client: PageClient, session: Session, method: str, path: str) -> None:
    here, other = academies.academy(session), academies.academy(session, "elders")
    url = f"{BASE}/start{path}"
    assert client.open(url, method=method).status_code == 303
    sign_in(client, session, academies.worker(session, here.id, Role.ACADEMY_EDITOR))
    assert client.open(url, method=method).status_code == 403
    sign_in(client, session, academies.worker(session, other.id))
    assert client.open(url, method=method).status_code == 404
    assert client.open(url.replace("academie-haarlem", "bestaat-niet"), method=method).status_code == 404
    sign_in(client, session, person(session))
    assert client.open(url, method=method).status_code == 404
    assert client.open(url, method="DELETE").status_code == 405


def test_leading_is_enough(client: PageClient, session: Session) -> None:
    here = academies.academy(session)
    sign_in(client, session, academies.worker(session, here.id, Role.ACADEMY_MANAGER))
    assert client.get(f"{BASE}/start").status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"), ({"name": "x" * 101}, "name"), ({"motto": "x" * 141}, "motto"),
        ({"color": "blauw"}, "color"), ({"color": "#ffc400"}, "color"), ({"color": "#fff"}, "color"),
        ({"color": "red;}body{}"}, "color"),
    ],
)  # fmt: skip
def test_a_brand_that_is_not_right_is_told_at_its_field(
    client: PageClient, session: Session, here: Academy, change: dict[str, str], field: str
) -> None:
    answer = client.post(f"{BASE}/start/brand", data={**BRAND, **change})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert "Dicht bij huis" in answer.text or field == "motto"
    session.refresh(here)
    assert (here.color, here.motto) == ("", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), ("logo.png", made.HTML),
        ("logo.png", b""), ("logo.png", made.picture()[:60]), ("logo.html", made.picture()), ("logo.png", made.PDF),
        ("logo.png", made.png_that_claims(50_000, 50_000)), ("../../logo.exe", made.picture()),
        ("logo.png", made.picture() + b"\x00" * 9 * 1024**2),
    ],
)  # fmt: skip
def test_a_logo_that_is_not_right_changes_nothing(
    client: PageClient, session: Session, here: Academy, name: str, content: bytes
) -> None:
    answer = client.post(f"{BASE}/start/brand", **body(BRAND, name, content))
    assert answer.status_code == 400
    assert 'id="logo-error"' in answer.text
    assert 'value="#0067B1"' in answer.text
    session.refresh(here)
    assert (here.logo, here.color) == (None, "")


def test_far_too_much_is_refused_at_the_door(client: PageClient, here: Academy) -> None:
    form = body(BRAND, "logo.png", b"\x00" * 22 * 1024**2)
    assert client.post(f"{BASE}/start/brand", **form).status_code == 413


def test_a_logo_can_go(client: PageClient, session: Session, here: Academy) -> None:
    client.post(f"{BASE}/start/brand", data={**BRAND, "stay": "yes", "logo": upload("l.jpg", made.picture("JPEG"))})
    assert "brand-logo" in client.get(f"{BASE}/start/brand").text
    assert client.post(f"{BASE}/start/brand/logo/remove").status_code == 303
    assert "brand-logo" not in client.get(f"{BASE}/start/brand").text


def test_places_are_added_changed_and_taken_away(client: PageClient, session: Session, here: Academy) -> None:
    client.post(f"{BASE}/start/places", data=PLACE)
    [place] = repository.places(session, here.id)
    url = f"{BASE}/start/places/{place.id}"
    assert 'value="2031 BN"' in client.get(url).text
    assert client.post(f"{BASE}/start/places", data=PLACE).status_code == 400
    assert client.post(url, data={**PLACE, "postcode": "x"}).status_code == 400
    assert client.post(url, data={**PLACE, "city": "Spaarndam"}).status_code == 303
    assert "Spaarndam" in client.get(f"{BASE}/start/places").text
    here.stage = "live"
    session.commit()
    assert client.post(f"{url}/remove").status_code == 409
    here.stage = "onboarding"
    session.commit()
    assert client.post(f"{url}/remove").status_code == 303
    assert client.post(f"{url}/remove").status_code == 404
    assert client.get(url).status_code == 404


def test_another_academys_place_is_no_place_here(client: PageClient, session: Session, here: Academy) -> None:
    from academies.tenants.models import AcademyPlace

    other = academies.academy(session, "elders")
    row = AcademyPlace(academy_id=other.id, **PLACE)
    session.add(row)
    session.commit()
    assert client.get(f"{BASE}/start/places/{row.id}").status_code == 404
    assert client.post(f"{BASE}/start/places/{row.id}", data=PLACE).status_code == 404
    assert client.post(f"{BASE}/start/places/{row.id}/remove").status_code == 404


def test_a_school_shows_its_proof_and_what_it_told_stays(client: PageClient, session: Session, here: Academy) -> None:
    form = {**VAT, "status": "crkbo", "reference": "CRKBO-12"}
    url = f"{BASE}/start/vat"
    refused = client.post(url, data=form)
    assert refused.status_code == 400
    assert 'id="evidence-error"' in refused.text
    assert 'value="CRKBO-12"' in refused.text
    assert client.post(url, data={**form, "evidence": upload("bewijs.pdf", made.PDF)}).status_code == 303
    assert client.post(url, data={**form, "reference": "CRKBO-13"}).status_code == 303
    newest, oldest = repository.vat_history(session, here.id)
    assert (newest.reference, oldest.reference) == ("CRKBO-13", "CRKBO-12")
    assert newest.evidence_id == oldest.evidence_id
    proof = client.get(f"{url}/{newest.id}/evidence")
    assert proof.data == made.PDF
    assert proof.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"{url}/{newest.id + 9}/evidence").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "rijk"}, "status"), ({"since": "ooit"}, "since"), ({"reference": "x" * 61}, "reference"),
        ({"evidence": upload("bewijs.pdf", made.HTML)}, "evidence"),
        ({"evidence": upload("bewijs.pdf", made.PDF[:-9])}, "evidence"),
        ({"evidence": upload("bewijs.docx", made.packed("[Content_Types].xml", "../x"))}, "evidence"),
    ],
)  # fmt: skip
def test_vat_that_is_not_right_is_told_at_its_field(
    client: PageClient, session: Session, here: Academy, change: dict[str, object], field: str
) -> None:
    answer = client.post(f"{BASE}/start/vat", data={**VAT, **change})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert repository.vat_history(session, here.id) == []


def test_a_line_that_is_not_there_is_refused(client: PageClient, session: Session, here: Academy) -> None:
    assert client.post(f"{BASE}/start/lines", data={"lines": ["bestaat-niet"]}).status_code == 400
    session.refresh(here)
    assert here.line_wishes == []


def test_only_who_was_never_open_opens_oneself(client: PageClient, session: Session, here: Academy) -> None:
    for url, form in (("brand", BRAND), ("places", PLACE), ("vat", VAT)):
        client.post(f"{BASE}/start/{url}", data=form)
    here.stage = "paused"
    session.commit()
    assert client.post(f"{BASE}/start/live").status_code == 400
    assert "gepauzeerd" in client.get(f"{BASE}/start").text


def test_the_page_is_seen_by_whom_its_stage_says(client: PageClient, session: Session) -> None:
    here, other = academies.academy(session), academies.academy(session, "elders")
    own, colleague = academies.worker(session, here.id, Role.ACADEMY_TRAINER), academies.worker(session, other.id)
    seen: dict[str, dict[str, int]] = {}
    for stage in ("onboarding", "live", "paused", "ended"):
        here.stage = stage
        session.commit()
        client.delete_cookie("session")
        seen[stage] = {"visitor": client.get(BASE).status_code}
        for name, who in (("own", own), ("other", colleague)):
            sign_in(client, session, who)
            seen[stage][name] = client.get(BASE).status_code
            assert client.get(f"{BASE}/brand-x.css").status_code == seen[stage][name]
    shown, hidden = {"visitor": 200, "own": 200, "other": 200}, {"visitor": 404, "own": 200, "other": 404}
    assert seen == {"onboarding": hidden, "live": shown, "paused": shown, "ended": hidden}
    sign_in(client, session, office_person(session))
    assert client.get(BASE).status_code == 200


def test_the_page_shows_what_the_academy_gives_in_the_newest_network(client: PageClient, session: Session) -> None:
    from lines.network.service import current_network

    catalogue = current_network(session).catalogue
    station = next(each for each in catalogue.stations if each.offerings and each.offerings[0].academy)
    slug = station.offerings[0].academy or ""
    academies.academy(session, slug, "live")
    session.commit()
    page = client.get(f"/academies/{slug}").text
    assert station.name.text_in("nl") in page
    assert f'href="/map/academy/{slug}"' in page
    assert client.get(f"/map/academy/{slug}").status_code == 200
