"""Signing a company up, and asking for access to one that is here."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academies.companies.models import AccessRequest, Company
from academies.companies.repository import requests_without_manager
from metro.accounts.models import Membership
from metro.kernel.audit import AuditEntry
from tests.factories.companies import access_request, member, person, signed_in, world
from tests.factories.profiles import typed
from tests.support.pages import PageClient


def test_who_signs_a_company_up_manages_it(app: Flask, session: Session) -> None:
    founder = person(session, "Fatima Jansen")
    client = signed_in(app, session, founder)
    answer = client.post("/companies/new", data=typed(kvk_number="1234 56.78"))
    company = session.execute(select(Company).where(Company.kvk_number == "12345678")).scalar_one()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/companies/{company.id}")
    place = session.execute(select(Membership).where(Membership.company_id == company.id)).scalar_one()
    assert (place.person_id, place.roles) == (founder, ["manager"])
    assert "Nova Metaal BV" in client.get(f"/companies/{company.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "naam van het bedrijf"),
        ("kvk_number", "1234567", "8 cijfers"),
        ("kvk_number", "１２３４５６７８", "8 cijfers"),
        ("sector", "banking", "wat het beste past"),
        ("size_class", "", "hoeveel mensen"),
        ("street", "", "huisnummer"),
        ("postcode", "B-9000", "4 cijfers en 2 letters"),
        ("city", "x" * 81, "korter"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_keeps_what_was_typed(
    app: Flask, session: Session, field: str, value: str, words: str
) -> None:
    client = signed_in(app, session, person(session, "Fatima Jansen"))
    answer = client.post(
        "/companies/new", data=typed() | {field: value, "street": value if field == "street" else "Kade 9"}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert words in page
    assert f'id="{field}-error"' in page
    assert field == "street" or "Kade 9" in page
    assert session.execute(select(Company)).first() is None


def test_a_visitor_signs_in_first(client: PageClient) -> None:
    for path in ("/companies/new", "/companies/access"):
        answer = client.post(path, data=typed())
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=%2Fcompanies%2Fnew")


def test_a_second_sign_up_with_the_number_leads_to_asking_for_access(app: Flask, session: Session) -> None:
    nova = world(session)
    number = session.get_one(Company, nova.company).kvk_number
    client = signed_in(app, session, person(session, "Vera Vrager"))
    page = client.post("/companies/new", data=typed("Mijn naam ervoor", number)).get_data(as_text=True)
    assert "Vraag toegang" in page
    assert "Nova Metaal BV rijdt al mee" in page
    assert "Waarderweg" not in page
    asked = [client.post("/companies/access", data={"kvk_number": number, "message": "Hoi"}) for _each in range(2)]
    assert [answer.status_code for answer in asked] == [303, 303]
    rows = session.execute(select(AccessRequest).where(AccessRequest.message == "Hoi")).scalars().all()
    assert [row.company_id for row in rows] == [nova.company]


def test_who_belongs_already_just_goes_there(app: Flask, session: Session) -> None:
    nova = world(session)
    number = session.get_one(Company, nova.company).kvk_number
    for place, target in ((nova.viewer, f"/companies/{nova.company}"), (nova.learner, "/me")):
        client = signed_in(app, session, place.person_id)
        for path in ("/companies/new", "/companies/access"):
            assert client.post(path, data=typed(kvk_number=number)).headers["Location"] == target


def test_a_manager_lets_somebody_in_with_a_role(app: Flask, session: Session) -> None:
    nova = world(session)
    client = signed_in(app, session, nova.manager.person_id)
    page = client.get(f"/companies/{nova.company}/requests").get_data(as_text=True)
    assert "Vera Vrager" in page
    path = f"/companies/{nova.company}/requests/{nova.request}"
    assert client.post(f"{path}/grant", data={"role": "boss"}).status_code == 400
    assert client.post(f"{path}/grant", data={"role": "viewer"}).status_code == 303
    assert client.post(f"{path}/refuse").status_code == 409
    session.expire_all()
    row = session.get_one(AccessRequest, nova.request)
    place = session.execute(select(Membership).where(Membership.person_id == row.person_id)).scalar_one()
    assert (row.answer, place.company_id, place.roles) == ("granted", nova.company, ["viewer"])


def test_somebodys_own_request_elsewhere_is_out_of_reach_through_his_company(app: Flask, session: Session) -> None:
    nova, other = world(session), world(session, "Andere BV")
    row = access_request(session, other.company)
    row.person_id = nova.manager.person_id
    session.commit()
    client = signed_in(app, session, nova.manager.person_id)
    assert (
        client.post(f"/companies/{nova.company}/requests/{row.id}/grant", data={"role": "manager"}).status_code == 404
    )


def test_a_request_to_a_company_without_a_manager_waits_for_the_office(session: Session) -> None:
    nova = world(session)
    assert requests_without_manager(session) == []
    nova.manager.roles = ["viewer"]
    member(session, nova.company, "Nog iemand")
    session.flush()
    assert [row.id for row in requests_without_manager(session)] == [nova.request]


def test_what_a_company_tells_of_itself_can_be_changed_but_its_number(app: Flask, session: Session) -> None:
    nova = world(session)
    number = session.get_one(Company, nova.company).kvk_number
    client = signed_in(app, session, nova.manager.person_id)
    path = f"/companies/{nova.company}/settings"
    assert client.post(path, data=typed("Nova Nieuw BV", "99999999")).status_code == 303
    assert client.post(path, data=typed("") | {"city": "Zaandam"}).status_code == 400
    session.expire_all()
    company = session.get_one(Company, nova.company)
    assert (company.name, company.kvk_number, company.city) == ("Nova Nieuw BV", number, "Haarlem")
    verbs = session.execute(select(AuditEntry.verb).where(AuditEntry.company_id == nova.company)).scalars().all()
    assert "company:profile:edit" in verbs
