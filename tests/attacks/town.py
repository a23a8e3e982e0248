"""A town to attack: a company, an academy, the network office, and one person who may do everything in all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session, sessionmaker

from academies.members.domain import INVITATION_VALID, Organisation
from academies.members.holders import print_card, register_holder
from academies.members.joining import join
from academies.members.models import Invitation
from academies.tenants.models import Academy
from metro.accounts import links, sessions
from metro.accounts.memberships import appoint_to_office
from metro.accounts.secrets import digest_of, new_secret
from metro.kernel import clock
from metro.kernel.permissions import Role
from metro.web.actors import COOKIE
from tests.factories import academies, companies
from tests.support.pages import PageClient

SLUG = "academie-haarlem"


@dataclass(frozen=True)
class Town:
    """The ids and secrets of what stands there; `everyone` has every role, `owner` owns the academy as well."""

    world: companies.World
    academy: int
    everyone: int
    own_place: int
    owner_place: int
    academy_invitation: int
    office_request: int
    login: int
    other_login: int
    stranger: int
    secrets: dict[str, str]
    token: str
    slug: str
    academy_request: int
    place: int


def build(session: Session, slug: str = SLUG) -> Town:
    """The town with an academy at `slug`, committed; a second one on the same database takes another."""
    world, now = companies.world(session), clock.now()
    everyone = companies.person(session, "Alle Rollen", f"alles@{slug}.example")
    place = join(session, everyone, Organisation(company=world.company), [Role.COMPANY_MANAGER.value])
    academy = Academy(name="Academie Haarlem", slug=slug, created_at=now)
    session.add(academy)
    session.flush()
    own = Organisation(academy=academy.id)
    join(session, everyone, own, [Role.ACADEMY_OWNER.value])
    owner = join(session, companies.person(session, "Eigen Aar"), own, [Role.ACADEMY_OWNER.value])
    appoint_to_office(session, everyone, (Role.NETWORK_OFFICE, Role.OPERATOR))
    invitation_secret = new_secret()
    invitation = Invitation(
        academy_id=academy.id, email="trainer@werk.example", name="Tess Trainer", roles=["academy-trainer"],
        invited_by=everyone, language="nl", token_hash=digest_of(invitation_secret), created_at=now, sent_at=now,
        expires_at=now + INVITATION_VALID,
    )  # fmt: skip
    session.add(invitation)
    left, manager = companies.company(session, "Verlaten BV")
    manager.ended_at = now
    holder = register_holder(session, world.company, "Kas Kaart", None, None, everyone)
    _name, card = print_card(session, world.company, holder, everyone)
    token = sessions.start_session(session, everyone, "test", "Firefox, Linux", has_second_factor=True)
    other = sessions.start_session(session, everyone, "test", "Firefox, Android", has_second_factor=True)
    held, elsewhere = (sessions.session_with(session, each) for each in (token, other))
    assert held is not None
    assert elsewhere is not None
    made = Town(
        world, academy.id, everyone, place.id, owner.id, invitation.id,
        companies.access_request(session, left.id, "Wil Beheren").id, held.id, elsewhere.id,
        companies.person(session, "Vreem Deling", f"vreemd@{slug}.example"),
        {
            "mail": links.arm_link(links.ask_link(session, f"nieuw@{slug}.example")),
            "invitations": invitation_secret,
            "card": card,
        },
        token,
        slug,
        academies.request(session).id,
        academies.place(session, academy.id).id,
    )  # fmt: skip
    session.commit()
    return made


def browser(app: Flask, token: str | None = None) -> FlaskClient:
    """A browser whose pages are not checked, signed in by `token`; it says that it comes from our own pages."""
    client = FlaskClient(app, app.response_class)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    if token is not None:
        client.set_cookie(COOKIE, token)
    return client


def checked_browser(app: Flask, token: str | None = None) -> PageClient:
    """The same with every page checked as HTML."""
    client = PageClient(app, app.response_class)
    if token is not None:
        client.set_cookie(COOKIE, token)
    return client


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Whatever is committed within the block is taken back, by requests and by `session` alike."""
    connection = session.get_bind()
    assert isinstance(connection, Connection)
    session.commit()
    point = connection.begin_nested()
    try:
        yield
    finally:
        session.rollback()
        session.expire_all()
        point.rollback()


def signed_in(app: Flask, factory: sessionmaker[Session], person: int, *, with_code: bool = False) -> FlaskClient:
    """A browser in which `person` is signed in."""
    with factory() as session:
        token = sessions.start_session(session, person, "test", "Firefox, Linux", has_second_factor=with_code)
        session.commit()
    return browser(app, token)
