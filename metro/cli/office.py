"""`metro office appoint`: the first people of the network office, and the operators, are appointed from here."""

from __future__ import annotations

import click

from metro.accounts import people, repository
from metro.accounts.memberships import appoint_to_office
from metro.cli.sessions import transaction
from metro.kernel import audit
from metro.kernel.addresses import normal_address
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import OFFICE_ROLES, Role


@click.group()
def office() -> None:
    """Appoint somebody in the network office."""


@office.command()
@click.argument("email")
@click.option("--name", default="", help="The name, for somebody who has no account yet.")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice([role.value for role in OFFICE_ROLES]),
    default=(Role.NETWORK_OFFICE.value,), show_default=True,
)  # fmt: skip
def appoint(email: str, name: str, roles: tuple[str, ...]) -> None:
    """Give the person with EMAIL a place in the network office; an account is made when there is none."""
    address = normal_address(email)
    with transaction("appoint to the office") as session:
        credential = repository.credential_of(session, address)
        person = credential.person_id if credential else people.register(session, name or address, address)
        appoint_to_office(session, person, tuple(Role(role) for role in roles))
        audit.record(session, "office:person:appoint", actor=None, person=person)
    click.echo(_("%(email)s hoort nu bij het netwerkkantoor, en stapt in met een link per mail.", email=address))
