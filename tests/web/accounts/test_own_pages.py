"""A person's own pages: the journey, profile, security, data."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lines.journeys.service import progress_of
from lines.network.content import demo_catalogue
from metro.accounts import passwords, repository
from metro.accounts.second_factor import app_key
from metro.kernel.letters import Letter
from metro.kernel.mail import post_of
from metro.kernel.permissions import Role
from tests.support.pages import PageClient
from tests.support.people import office_person, person, sign_in

PAGES = ["/me", "/me/profile", "/me/security", "/me/second-factor", "/me/data", "/me/data/export"]
Ride = Callable[[PageClient], None]


def ride_scan(client: PageClient) -> None:
    """Answer a whole scan."""
    profile = demo_catalogue().job_profiles[0]
    answer = client.post("/scan", data={"job_profile": profile.id})
    while answer.status_code == 303 and "/scan/questions/" in answer.location:
        number = answer.location.rsplit("/", 1)[1]
        field = client.get(answer.location).text.split('type="radio" name="', 1)[1].split('"', 1)[0]
        answer = client.post(f"/scan/questions/{number}", data={field: "2"})
    answer = client.post("/scan/skills", data={f"level-{target.skill}": "0" for target in profile.targets})
    assert answer.location == "/scan/result"


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_is_sent_to_sign_in_and_back(client: PageClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location.split("?")[0]) == (303, "/sign-in")
    assert answer.location.endswith(path.replace("/", "%2F"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_own_page_opens(client: PageClient, session: Session, path: str, language: str) -> None:
    sign_in(client, session, person(session))
    assert client.get(f"{path}?lang={language}").status_code == 200


def test_a_scan_made_before_signing_in_goes_along_and_its_route_is_on_the_own_page(
    client: PageClient, session: Session
) -> None:
    ride_scan(client)
    anonymous = client.get("/route").text
    fatima = person(session)
    sign_in(client, session, fatima)
    assert client.post("/me/scan").status_code == 303
    page = client.get("/me").text
    assert "Je bent hier" in page
    assert page.count('class="ring') >= 3
    assert client.get("/route").text.count('class="stop"') == anonymous.count('class="stop"')
    assert progress_of(session, [fatima])[fatima].total > 0


def test_another_device_goes_on_where_the_first_one_stopped(client: PageClient, session: Session) -> None:
    fatima = person(session)
    sign_in(client, session, fatima)
    ride_scan(client)
    route = client.get("/route").text
    station = route.split('name="station" value="', 1)[1].split('"', 1)[0]
    client.post("/route/stops", data={"action": "known", "station": station})
    other = client.application.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, session, fatima)
    assert f"/stations/{station}" in other.get("/me").text
    client.get("/route")
    assert progress_of(session, [fatima])[fatima].done == 1


def test_a_name_that_is_empty_or_too_long_stays_in_the_form_with_its_error(
    client: PageClient, session: Session
) -> None:
    sign_in(client, session, person(session))
    for name in ("  ", "\u200b", "x" * 101):
        answer = client.post("/me/profile", data={"name": name, "language": "nl"})
        assert answer.status_code == 400
        assert 'id="name-error"' in answer.text
    answer = client.post("/me/profile", data={"name": "Fatima\r\nBcc: x", "language": "en"})
    assert answer.status_code == 303
    assert "Fatima Bcc: x" in client.get("/me/profile").text


@pytest.mark.parametrize(
    "new", ["kort", "welkom123456", "aaaaaaaaaaaaaaa", "fatima@nova.example", "x" * 201, "password1234"]
)
def test_a_weak_password_is_refused(client: PageClient, session: Session, new: str) -> None:
    sign_in(client, session, person(session))
    answer = client.post("/me/password", data={"new": new})
    assert answer.status_code == 400
    assert 'id="new-error"' in answer.text
    assert f'value="{new}"' not in answer.text.split('id="new"')[1]


def test_choosing_a_password_ends_the_other_sessions_and_asks_the_current_one_next_time(
    client: PageClient, session: Session
) -> None:
    fatima = person(session)
    other = client.application.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, session, fatima)
    sign_in(client, session, fatima)
    assert client.post("/me/password", data={"new": "paarden eten graag klaver"}).status_code == 303
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 303
    assert client.post("/me/password", data={"new": "koeien eten liever gras nu"}).status_code == 400
    session.expire_all()
    credential = repository.credential_for(session, fatima)
    assert credential is not None
    assert passwords.is_right(credential.password_hash, "paarden eten graag klaver")


def test_a_session_is_ended_from_another_one_and_only_by_its_own_person(client: PageClient, session: Session) -> None:
    fatima, bram = person(session), person(session, "Bram de Wit", "bram@nova.example")
    theirs = sign_in(client, session, bram)
    mine = sign_in(client, session, fatima)
    assert client.post(f"/me/sessions/{theirs.id}/end").status_code == 404
    assert client.post(f"/me/sessions/{mine.id + 10_000}/end").status_code == 404
    assert client.post(f"/me/sessions/{mine.id}/end").status_code == 303
    assert client.get("/me").status_code == 303


def test_the_code_app_is_set_up_with_a_first_code_and_gives_recovery_codes_once(
    client: PageClient, session: Session
) -> None:
    import pyotp

    fatima = person(session)
    sign_in(client, session, fatima, with_code=False)
    page = client.get("/me/second-factor").text
    key = page.split('<code class="breakable">', 1)[1].split("<", 1)[0]
    assert "<svg" in page
    assert client.post("/me/second-factor", data={"code": "000000"}).status_code == 400
    answer = client.post("/me/second-factor", data={"code": pyotp.TOTP(key).now()})
    assert answer.status_code == 200
    assert answer.text.count("<li>") >= 10
    session.expire_all()
    credential = repository.credential_for(session, fatima)
    assert credential is not None
    assert app_key(client.application.config["METRO_SETTINGS"].key(), credential) == key
    assert client.get("/me").status_code == 200


def test_who_must_have_a_code_cannot_turn_it_off(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session, Role.NETWORK_OFFICE))
    assert client.post("/me/second-factor/off", data={"code": "123456"}).status_code == 400


def test_without_the_code_that_a_role_asks_for_the_page_sends_to_set_it_up(
    client: PageClient, session: Session
) -> None:
    from metro.accounts.memberships import appoint_to_office

    karin = person(session)
    appoint_to_office(session, karin, (Role.OPERATOR,))
    sign_in(client, session, karin, with_code=False)
    answer = client.get("/operator")
    assert (answer.status_code, answer.location) == (303, "/me/second-factor")


def test_the_export_holds_everything_about_the_person_and_nothing_that_opens_a_door(
    client: PageClient, session: Session
) -> None:
    fatima = person(session)
    sign_in(client, session, fatima)
    client.post("/me/password", data={"new": "paarden eten graag klaver"})
    ride_scan(client)
    answer = client.get("/me/data/export")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        rows = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
    assert rows["person"][0]["name"] == "Fatima Jansen"
    assert rows["scan"][0]["answers"]["questions"]
    assert "argon2" not in json.dumps(rows) + page
    assert "token_hash" not in json.dumps(rows)
    assert "<h1>" in page


def test_erasing_asks_to_be_sure_and_then_leaves_no_byte_of_the_person(client: PageClient, session: Session) -> None:
    fatima = person(session, "Zzyzx Kanarie", "zzyzx@kanarie.example")
    sign_in(client, session, fatima)
    ride_scan(client)
    client.post("/me/profile", data={"name": "Zzyzx Kanarie", "language": "nl"})
    assert client.post("/me/data/erase").status_code == 400
    assert client.get("/me").status_code == 200
    settings = client.application.config["METRO_SETTINGS"]
    settings.mailbox.mkdir(parents=True, exist_ok=True)
    post_of(settings).send(Letter("zzyzx@kanarie.example", "Je link", "Hallo,", ("Stap in.",), None, "Groet"))
    assert client.post("/me/data/erase", data={"sure": "yes"}).status_code == 200
    assert [path for path in settings.mailbox.iterdir() if b"zzyzx" in path.read_bytes()] == []
    assert client.get("/me").status_code == 303
    tables = session.execute(text("select tablename from pg_tables where schemaname = 'public'")).scalars().all()
    held = [
        table
        for table in tables
        if session.execute(
            text(f'select count(*) from "{table}" t where t::text ilike :it'), {"it": "%zzyzx%"}
        ).scalar()
    ]
    assert held == []
    assert session.execute(text("select erased_at is not null from person where id = :id"), {"id": fatima}).scalar()


def test_an_operator_looks_along_with_a_reason_sees_no_answers_and_changes_nothing(
    client: PageClient, session: Session
) -> None:
    fatima = person(session)
    sign_in(client, session, fatima)
    ride_scan(client)
    operator = office_person(session, Role.OPERATOR)
    sign_in(client, session, operator)
    assert "Fatima Jansen" in client.get("/operator?q=fatima@nova.example").text
    assert client.post(f"/operator/people/{fatima}/view", data={"reason": "kort"}).status_code == 400
    reason = "Belde: de route blijft leeg op haar telefoon"
    assert client.post(f"/operator/people/{fatima}/view", data={"reason": reason}).status_code == 303
    page = client.get("/me").text
    assert "Je kijkt mee als Fatima Jansen" in page
    assert "Je bent hier" not in page
    assert client.get("/scan/result").status_code in (302, 303)
    assert client.get("/me/data").status_code == 200
    for path, data in [
        ("/me/profile", {"name": "X", "language": "nl"}),
        ("/scan", {}),
        ("/me/data/erase", {"sure": "yes"}),
    ]:
        assert client.post(path, data=data).status_code == 403, path
    assert client.get("/me/security").status_code == 403
    assert client.get("/operator").status_code == 404
    assert client.post("/operator/view/end").status_code == 303
    assert client.get("/operator").status_code == 200
    fatimas = client.application.test_client()
    assert isinstance(fatimas, PageClient)
    sign_in(fatimas, session, fatima)
    assert reason in fatimas.get("/me/data").text


def test_who_is_suspended_is_out_at_the_next_request(client: PageClient, session: Session) -> None:
    fatima = person(session)
    theirs = client.application.test_client()
    assert isinstance(theirs, PageClient)
    sign_in(theirs, session, fatima)
    assert theirs.get("/me").status_code == 200
    sign_in(client, session, office_person(session, Role.OPERATOR))
    reason = {"reason": "Account misbruikt voor spam"}
    assert client.post(f"/operator/people/{fatima}/suspend", data=reason).status_code == 303
    assert theirs.get("/me").status_code == 303
    assert client.post(f"/operator/people/{fatima}/restore", data=reason).status_code == 303
    assert theirs.get("/me").status_code == 303  # signed out, and to sign in anew


@pytest.mark.parametrize("role", [Role.NETWORK_OFFICE, Role.OPERATOR])
def test_the_office_and_the_operator_have_each_their_own_home(client: PageClient, session: Session, role: Role) -> None:
    sign_in(client, session, office_person(session, role))
    assert client.get("/operator").status_code == (200 if role is Role.OPERATOR else 403)


def test_a_stranger_to_the_office_gets_the_page_of_what_does_not_exist(client: PageClient, session: Session) -> None:
    sign_in(client, session, person(session))
    assert client.get("/operator").status_code == 404
