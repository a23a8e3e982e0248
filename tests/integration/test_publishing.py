"""Publishing makes numbered versions that never change; the same content twice makes one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session, sessionmaker

from lines.network import service
from lines.network.content import demo_catalogue
from lines.network.domain import Text
from metro.kernel.errors import NotFound, Unavailable


def test_the_demo_network_is_version_one(session: Session) -> None:
    version = service.current_network(session)
    assert version.number == 1
    assert version.catalogue == demo_catalogue()


def test_publishing_the_same_catalogue_again_changes_nothing(session: Session) -> None:
    publication = service.publish(session, demo_catalogue())
    assert (publication.number, publication.is_new, publication.changes) == (1, False, ())


def test_publishing_a_change_makes_the_next_version_and_leaves_the_old_one(session: Session) -> None:
    catalogue = demo_catalogue()
    renamed = replace(catalogue.stations[0], name=Text.of(nl="Anders", en="Different"))
    publication = service.publish(session, replace(catalogue, stations=(renamed, *catalogue.stations[1:])))
    assert (publication.number, publication.is_new) == (2, True)
    assert [change.id for change in publication.changes] == [renamed.id]
    assert service.current_network(session).catalogue.stations[0].name.text_in("nl") == "Anders"
    assert service.network_version(session, 1).catalogue == catalogue


def test_looking_at_what_would_change_stores_nothing(session: Session) -> None:
    catalogue = demo_catalogue()
    publication = service.publication_of(session, replace(catalogue, lines=catalogue.lines[1:]))
    assert publication.is_new
    assert service.current_network(session).number == 1


def test_a_version_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound, match="99"):
        service.network_version(session, 99)


def test_without_any_network_one_is_told_how_to_load_one(own_sessions: sessionmaker[Session]) -> None:
    with own_sessions() as session, pytest.raises(Unavailable, match="metro catalogue import"):
        service.current_network(session)
