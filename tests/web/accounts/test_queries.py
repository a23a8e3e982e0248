"""How many questions the pages of who is signed in ask the database: few, however much there is to show."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from academies.companies.domain import CompanyProfile
from academies.companies.service import start_company
from academies.members.domain import Organisation
from academies.members.joining import join
from metro.kernel.permissions import Role
from tests.support.pages import PageClient
from tests.support.people import office_person, person, sign_in
from tests.support.queries import counted_queries
from tests.web.pages.rides import ride_the_scan

MOST = 8
PROFILE = CompanyProfile("Nova Metaal BV", "90000017", "metal", "10-49", "Kade 1", "2011 AB", "Haarlem")
OWN = ("/", "/route", "/me", "/me/profile", "/me/security", "/me/data")
COMPANY = ("", "/people", "/teams", "/invitations", "/requests", "/settings", "/audit", "/skills")


def asked(client: PageClient, session: Session, path: str) -> list[str]:
    """The statements of the second visit, when what can be kept is kept."""
    assert client.get(path).status_code == 200, path
    bind = session.get_bind()
    engine = bind.engine if isinstance(bind, Connection) else bind
    assert isinstance(engine, Engine)
    with counted_queries(engine) as statements:
        client.get(path)
    return statements


@pytest.mark.parametrize("path", OWN)
def test_a_page_of_a_person_asks_at_most_eight_things(client: PageClient, session: Session, path: str) -> None:
    sign_in(client, session, person(session, "Sanne Bakker", "sanne@nova.example"))
    ride_the_scan(client)
    statements = asked(client, session, path)
    assert len(statements) <= MOST, statements


@pytest.mark.parametrize("path", COMPANY)
def test_a_page_of_a_company_of_twelve_asks_at_most_eight_things(
    client: PageClient, session: Session, path: str
) -> None:
    manager = person(session, "Fatima Jansen", "fatima@nova.example")
    company = start_company(session, PROFILE, manager).id
    for number in range(11):
        colleague = person(session, f"Collega {number}", f"collega{number}@nova.example")
        join(session, colleague, Organisation(company=company), [Role.LEARNER.value])
    sign_in(client, session, manager)
    statements = asked(client, session, f"/companies/{company}{path}")
    assert len(statements) <= MOST, statements


def test_the_home_of_the_network_office_asks_at_most_eight_things(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    statements = asked(client, session, "/office")
    assert len(statements) <= MOST, statements
