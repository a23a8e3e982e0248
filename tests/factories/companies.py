"""Companies with people, made as the application makes them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from academies.companies.models import AccessRequest, Company, Team
from academies.companies.service import add_team, start_company
from academies.members.domain import INVITATION_VALID, Organisation
from academies.members.joining import join
from academies.members.models import Invitation
from metro.accounts import sessions
from metro.accounts.models import Membership
from metro.accounts.people import register
from metro.accounts.secrets import digest_of, new_secret
from metro.kernel import clock
from metro.kernel.permissions import Role
from metro.web.actors import COOKIE
from tests.factories import numbers
from tests.factories.profiles import profile
from tests.support.pages import PageClient


@dataclass(frozen=True)
class World:
    """A company with one of each role, a team, an open invitation and a request, and its neighbour with the same."""

    company: int
    team: int
    manager: Membership
    viewer: Membership
    learner: Membership
    invitation: int
    secret: str
    request: int


def person(session: Session, name: str, email: str | None = None) -> int:
    """Somebody with an account; the address is made up from a number when there is none given."""
    return register(session, name, email or f"reiziger{numbers.next_number()}@werk.example")


def company(session: Session, name: str = "Nova Metaal BV") -> tuple[Company, Membership]:
    """A company with its first manager."""
    made = start_company(session, profile(name=name, kvk_number=numbers.kvk_number()), person(session, f"{name} baas"))
    session.flush()
    manager = session.query(Membership).filter_by(company_id=made.id).one()
    return made, manager


def member(
    session: Session, company_id: int, name: str, role: Role = Role.LEARNER, team: int | None = None
) -> Membership:
    """Somebody new who belongs to a company."""
    return join(session, person(session, name), Organisation(company=company_id), [role.value], team)


def team(session: Session, company_id: int, name: str, actor: int) -> Team:
    """A team."""
    return add_team(session, company_id, name, actor)


def invitation(
    session: Session, company_id: int, email: str, inviter: int, role: Role = Role.LEARNER
) -> tuple[Invitation, str]:
    """An invitation whose mail left: the row and the secret in its link."""
    secret, now = new_secret(), clock.now()
    row = Invitation(
        company_id=company_id, email=email, name="Sanne Bakker", roles=[role.value], invited_by=inviter, language="nl",
        token_hash=digest_of(secret), created_at=now, sent_at=now, expires_at=now + INVITATION_VALID,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row, secret


def access_request(session: Session, company_id: int, name: str = "Vera Vrager") -> AccessRequest:
    """Somebody who asks to be let in."""
    row = AccessRequest(
        company_id=company_id, person_id=person(session, name), name=name, email="vera@werk.example",
        message="Ik werk in de planning.", asked_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def world(session: Session, name: str = "Nova Metaal BV") -> World:
    """A company with one of everything."""
    made, manager = company(session, name)
    crew = team(session, made.id, "Ploeg 1", manager.person_id)
    viewer = member(session, made.id, f"{name} kijker", Role.COMPANY_VIEWER)
    learner = member(session, made.id, f"{name} monteur", team=crew.id)
    row, secret = invitation(session, made.id, f"sanne{made.id}@werk.example", manager.person_id)
    asked = access_request(session, made.id)
    session.flush()
    return World(made.id, crew.id, manager, viewer, learner, row.id, secret, asked.id)


def signed_in(app: Flask, session: Session, person_id: int) -> PageClient:
    """A new browser in which `person_id` is signed in."""
    token = sessions.start_session(session, person_id, "test", "Firefox, Linux")
    session.commit()
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.set_cookie(COOKIE, token)
    return client
