"""People for tests: made, given a place, signed in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from metro.accounts import people, repository, sessions
from metro.accounts.memberships import appoint_to_office
from metro.accounts.models import LoginSession
from metro.kernel import clock
from metro.kernel.permissions import Role
from metro.web.actors import COOKIE
from tests.support.pages import PageClient


def person(session: Session, name: str = "Fatima Jansen", email: str | None = "fatima@nova.example") -> int:
    """Somebody with an account."""
    return people.register(session, name, email)


def office_person(session: Session, *roles: Role, email: str = "kantoor@netwerk.example") -> int:
    """Somebody in the network office, with a confirmed second factor."""
    made = person(session, "Karin Kantoor", email)
    appoint_to_office(session, made, roles or (Role.NETWORK_OFFICE,))
    credential = repository.credential_for(session, made)
    assert credential is not None
    credential.totp_nonce, credential.totp_confirmed_at = b"0" * 16, clock.now()
    session.flush()
    return made


def sign_in(client: PageClient, session: Session, person_id: int, *, with_code: bool = True) -> LoginSession:
    """Give `client` a session of `person_id`."""
    token = sessions.start_session(session, person_id, "test", "Firefox, Linux", has_second_factor=with_code)
    session.commit()
    client.set_cookie(COOKIE, token)
    found = sessions.session_with(session, token)
    assert found is not None
    return found
