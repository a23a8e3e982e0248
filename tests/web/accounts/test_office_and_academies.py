"""The network office, the people of an academy, and leaving a place."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from academies.members.domain import Organisation
from academies.members.joining import join
from academies.members.repository import open_invitations
from academies.tenants import repository
from academies.tenants.models import Academy
from metro.accounts.memberships import appoint_to_office
from metro.kernel import clock
from metro.kernel.permissions import Role
from tests.support.pages import PageClient
from tests.support.people import office_person, person, sign_in


def academy(session: Session, slug: str = "academie-haarlem") -> int:
    """An academy."""
    row = Academy(name="Academie Haarlem", slug=slug, created_at=clock.now())
    session.add(row)
    session.flush()
    return row.id


def staff(session: Session, academy_id: int, email: str, *roles: Role) -> tuple[int, int]:
    """Somebody who works at an academy: the person and the place."""
    made = person(session, f"Medewerker {email}", email)
    return made, join(session, made, Organisation(academy=academy_id), [role.value for role in roles]).id


def test_the_office_opens_an_academy_and_invites_its_owner(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    form = {"name": "Academie Zwolle", "slug": "academie-zwolle", "email": "Baas@Zwolle.example"}
    assert client.post("/office/academies", data=form).status_code == 303
    assert "Academie Zwolle" in client.get("/office").text
    made = repository.academy_at(session, "academie-zwolle")
    assert made is not None
    invitation = open_invitations(session, Organisation(academy=made.id))[0].Invitation
    assert (invitation.email, invitation.roles) == ("baas@zwolle.example", ["academy-owner"])
    again = client.post("/office/academies", data=form)
    assert again.status_code == 400
    assert 'value="academie-zwolle"' in again.text


@pytest.mark.parametrize(
    "change", [{"name": " "}, {"name": "x" * 101}, {"slug": "Met Spatie"}, {"slug": "-x"}, {"email": "geen adres"}]
)
def test_an_academy_that_cannot_be_opened_is_not_and_what_was_typed_stays(
    client: PageClient, session: Session, change: dict[str, str]
) -> None:
    sign_in(client, session, office_person(session))
    form = {"name": "Academie Zwolle", "slug": "academie-zwolle", "email": "baas@zwolle.example", **change}
    answer = client.post("/office/academies", data=form)
    assert answer.status_code == 400
    assert "academy-error" in answer.text
    assert repository.academies(session) == []


@pytest.mark.parametrize(
    ("role", "sees", "manages"),
    [
        (Role.ACADEMY_OWNER, 200, 303),
        (Role.ACADEMY_MANAGER, 200, 303),
        (Role.ACADEMY_EDITOR, 200, 403),
        (Role.ACADEMY_TRAINER, 200, 403),
        (Role.ACADEMY_ASSESSOR, 200, 403),
        (None, 404, 404),
    ],
)
def test_each_role_of_an_academy_does_what_the_table_says(
    client: PageClient, session: Session, role: Role | None, sees: int, manages: int
) -> None:
    here, elsewhere = academy(session), academy(session, "elders")
    someone, _ = staff(session, here if role else elsewhere, "iemand@haarlem.example", role or Role.ACADEMY_OWNER)
    sign_in(client, session, someone)
    assert client.get("/academies/academie-haarlem/members").status_code == sees
    form = {"email": "nieuw@haarlem.example", "roles": ["academy-editor"]}
    assert client.post("/academies/academie-haarlem/invitations", data=form).status_code == manages
    assert client.get("/academies/academie-haarlem/audit").status_code == (200 if manages == 303 else manages)
    assert client.get("/academies/bestaat-niet/members").status_code == 404


def test_a_manager_makes_no_owner_and_unmakes_none(client: PageClient, session: Session) -> None:
    here = academy(session)
    manager, place = staff(session, here, "m@haarlem.example", Role.ACADEMY_MANAGER)
    _, owner_place = staff(session, here, "o@haarlem.example", Role.ACADEMY_OWNER)
    staff(session, here, "o2@haarlem.example", Role.ACADEMY_OWNER)
    sign_in(client, session, manager)
    base = "/academies/academie-haarlem"
    owner = {"roles": ["academy-owner"]}
    assert client.post(f"{base}/members/{place}/roles", data=owner).status_code == 403
    assert client.post(f"{base}/members/{owner_place}/roles", data={"roles": ["academy-editor"]}).status_code == 403
    assert client.post(f"{base}/members/{owner_place}/end").status_code == 403
    assert client.post(f"{base}/invitations", data={"email": "x@y.example", **owner}).status_code == 403


def test_the_last_owner_stays(client: PageClient, session: Session) -> None:
    here = academy(session)
    owner, place = staff(session, here, "o@haarlem.example", Role.ACADEMY_OWNER)
    sign_in(client, session, owner)
    base = "/academies/academie-haarlem"
    assert client.post(f"{base}/members/{place}/roles", data={"roles": ["academy-editor"]}).status_code == 409
    assert client.post(f"{base}/members/{place}/end").status_code == 409
    assert client.post(f"/me/places/{place}/leave").status_code == 409
    staff(session, here, "o2@haarlem.example", Role.ACADEMY_OWNER)
    session.commit()
    assert client.post(f"/me/places/{place}/leave").status_code == 303
    assert client.get(f"{base}/members").status_code == 404


def test_a_place_of_somebody_else_is_no_page(client: PageClient, session: Session) -> None:
    here = academy(session)
    _, place = staff(session, here, "o@haarlem.example", Role.ACADEMY_OWNER)
    sign_in(client, session, person(session))
    assert client.get(f"/me/places/{place}").status_code == 404
    assert client.post(f"/me/places/{place}/leave").status_code == 404


def test_the_office_can_be_left(client: PageClient, session: Session) -> None:
    karin = office_person(session)
    sign_in(client, session, karin)
    place = client.get("/me").text.split("/me/places/", 1)[1].split('"', 1)[0]
    assert client.get(f"/me/places/{place}").status_code == 200
    assert client.post(f"/me/places/{place}/leave").status_code == 303
    assert client.get("/office").status_code == 404


def test_a_company_without_a_manager_is_given_one_by_the_office(client: PageClient, session: Session) -> None:
    founder, asker = person(session, "Bram", "bram@nova.example"), person(session, "Sanne", "sanne@nova.example")
    sign_in(client, session, founder)
    form = {
        "name": "Nova Metaal BV", "kvk_number": "12345678", "sector": "metal", "size_class": "10-49",
        "street": "Kade 1", "postcode": "2011 AB", "city": "Haarlem",
    }  # fmt: skip
    page = client.get("/companies/new").text
    for name in ("sector", "size_class"):
        form[name] = page.split(f'name="{name}"', 1)[1].split('<option value="', 2)[2].split('"', 1)[0]
    assert client.post("/companies/new", data=form).status_code == 303
    client.post("/me/data/erase", data={"sure": "yes"})
    sign_in(client, session, asker)
    client.post("/companies/new", data=form)
    client.post("/companies/access", data={"kvk_number": "12345678", "message": "Ik neem het over"})
    sign_in(client, session, office_person(session))
    page = client.get("/office").text
    assert "Zonder beheerder:" in page
    assert "Ik neem het over" in page
    request_id = page.split("/office/requests/", 1)[1].split('"', 1)[0]
    assert client.post(f"/office/requests/{request_id}", data={"answer": "misschien"}).status_code == 400
    assert client.post(f"/office/requests/{request_id}", data={"answer": "yes"}).status_code == 303
    assert client.post(f"/office/requests/{request_id}", data={"answer": "yes"}).status_code == 409
    roles = session.execute(text("select roles from membership where person_id = :id"), {"id": asker}).scalar()
    assert roles == ["manager"]
    assert client.get("/office/audit").status_code == 200
    assert client.get("/office/audit.csv").mimetype == "text/csv"


def test_the_office_alone_opens_its_pages(client: PageClient, session: Session) -> None:
    operator = person(session)
    appoint_to_office(session, operator, (Role.OPERATOR,))
    sign_in(client, session, operator)
    assert client.get("/office").status_code == 403
    sign_in(client, session, person(session, "Bram", "bram@nova.example"))
    assert client.get("/office").status_code == 404
