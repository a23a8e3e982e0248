"""How much mail an organisation may have sent: to everybody, and to one receiver, so that it cannot fill a mailbox."""

from __future__ import annotations

from datetime import timedelta

from academies.members.domain import Organisation
from metro.accounts.throttling import Limit
from metro.kernel.typed import one_line
from metro.web.sign_in import limit

BY_ORGANISATION = Limit("invitation by organisation", 300, timedelta(days=1))
BY_RECEIVER = Limit("invitation by receiver", 6, timedelta(days=1))


def count_mail(organisation: Organisation, receiver: str) -> None:
    """Count a mail, before the session opens; TooManyTries when there were too many."""
    count_list(organisation)
    limit(BY_RECEIVER, f"{_name(organisation)} {one_line(receiver)}")


def count_list(organisation: Organisation) -> None:
    """Count a list of mails as one; TooManyTries as above."""
    limit(BY_ORGANISATION, _name(organisation))


def _name(organisation: Organisation) -> str:
    return f"{organisation.company or ''} {organisation.academy or ''}"
