"""Publishing the network and reading what is published."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row
from sqlalchemy.orm import Session

from lines.network import repository
from lines.network.differences import Change, differences
from lines.network.domain import Catalogue
from lines.network.files import read_catalogue
from lines.network.models import NetworkVersionRow
from lines.network.writing import digest_of, write_catalogue
from metro.kernel import clock
from metro.kernel.documents import CLI_LIMIT_BYTES
from metro.kernel.errors import NotFound, Unavailable
from metro.kernel.i18n import gettext as _

KEPT_CATALOGUES = 8
VERSION = "network_version"


@dataclass(frozen=True)
class NetworkVersion:
    """A published network. Immutable, so everything made from it may be kept under its number and digest."""

    number: int
    digest: str
    published_at: datetime
    catalogue: Catalogue


@dataclass(frozen=True)
class Publication:
    """What publishing did, or would do: the version it made (the one there was when nothing changed)."""

    number: int
    is_new: bool
    changes: tuple[Change, ...]


# Parsed catalogues by digest: a request asks for the newest number and reads the document only when it is new here.
_catalogues: OrderedDict[str, Catalogue] = OrderedDict()


def current_network(session: Session) -> NetworkVersion:
    """The newest published network; Unavailable when nothing is published yet."""
    head = repository.newest(session)
    if head is None:
        raise Unavailable(
            _("Er is nog geen netwerk gepubliceerd. De beheerder laadt er een met metro catalogue import.")
        )
    return _version(session, head)


def network_version(session: Session, number: int) -> NetworkVersion:
    """Version `number`; NotFound when there is no such version."""
    known: NetworkVersion | None = session.info.get((VERSION, number))
    if known is not None:
        return known
    head = repository.numbered(session, number)
    if head is None:
        raise NotFound(_("Netwerkversie %(number)s bestaat niet.", number=number))
    return _version(session, head)


def publication_of(session: Session, catalogue: Catalogue) -> Publication:
    """What `publish` would do with `catalogue`, without doing it."""
    head = repository.newest(session)
    if head is not None and head.digest == digest_of(write_catalogue(catalogue)):
        return Publication(head.number, is_new=False, changes=())
    before = _version(session, head).catalogue if head is not None else None
    number = head.number + 1 if head is not None else 1
    return Publication(number, is_new=True, changes=tuple(differences(before, catalogue)))


def publish(session: Session, catalogue: Catalogue) -> Publication:
    """Make `catalogue` the newest version. The same content twice changes nothing."""
    repository.lock_publishing(session)
    publication = publication_of(session, catalogue)
    if publication.is_new:
        document = write_catalogue(catalogue)
        session.add(
            NetworkVersionRow(
                number=publication.number, digest=digest_of(document), document=document, published_at=clock.now()
            )
        )
        session.flush()
    return publication


def _version(session: Session, head: Row[int, str, datetime]) -> NetworkVersion:
    catalogue = _catalogues.get(head.digest)
    if catalogue is None:
        document = repository.document(session, head.number)
        catalogue = read_catalogue(document.encode(), limit_bytes=CLI_LIMIT_BYTES)
        _catalogues[head.digest] = catalogue
        while len(_catalogues) > KEPT_CATALOGUES:
            _catalogues.popitem(last=False)
    version = NetworkVersion(head.number, head.digest, head.published_at, catalogue)
    session.info[VERSION, head.number] = version  # a page often asks for the newest version and for that of a scan
    return version
