"""A station taken over from the map stays linked to it: what the original says is offered, and taken field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from lines.network.content import demo_catalogue
from lines.network.domain import Text
from lines.network.service import current_network, publish
from lines.studio import reviewing, service, variants
from lines.studio.domain import Draft
from tests.factories import studio as factory
from tests.factories.studio import Studio, studio
from tests.support.pages import PageClient
from tests.support.people import sign_in

CATALOGUE = demo_catalogue()
ORIGINAL = CATALOGUE.station_by_id["trillingen-meten"]
BASE = "/academies/academie-haarlem/stations"


@pytest.fixture
def made(session: Session) -> Studio:
    return studio(session)


@pytest.fixture
def variant(session: Session, made: Studio) -> Draft:
    """Haarlem's own station that began as trillingen-meten."""
    template = service.template_of(ORIGINAL, CATALOGUE)
    return service.start_like(session, made.academy, made.giver, made.editor, template, ORIGINAL.id)


def renewed(session: Session) -> None:
    """A network in which the original has another goal and takes longer."""
    changed = replace(ORIGINAL, goal=Text.of(nl="Nu ook draadloos."), minutes=ORIGINAL.minutes + 30)
    stations = tuple(changed if each.id == ORIGINAL.id else each for each in CATALOGUE.stations)
    publish(session, replace(CATALOGUE, stations=stations))


def test_what_the_original_says_now_is_offered_and_never_forced(
    client: PageClient, session: Session, made: Studio, variant: Draft
) -> None:
    sign_in(client, session, made.editor)
    where = f"{BASE}/{variant.id}/original"
    assert "Er is geen verschil" in client.get(where).text
    renewed(session)
    assert service.draft_of(session, made.academy, variant.id).document == variant.document
    page = client.get(where).text
    assert 'value="goal_nl"' in page
    assert 'value="minutes"' in page
    assert client.post(where, data={"field": "minutes"}).status_code == 303
    document = service.draft_of(session, made.academy, variant.id).document
    assert document["minutes"] == str(ORIGINAL.minutes + 30)
    assert document["goal_nl"] == variant.document["goal_nl"], "what was not chosen stays"
    assert set(variants.offered(service.draft_of(session, made.academy, variant.id),
                                current_network(session).catalogue)) == {"goal_nl", "goal_en"}  # fmt: skip


@pytest.mark.parametrize("fields", [[], ["price"], ["steps"], ["nergens"]])
def test_only_what_differs_and_is_shared_can_be_taken(
    client: PageClient, session: Session, made: Studio, variant: Draft, fields: list[str]
) -> None:
    renewed(session)
    sign_in(client, session, made.editor)
    assert client.post(f"{BASE}/{variant.id}/original", data={"field": fields}).status_code == 400
    assert service.draft_of(session, made.academy, variant.id).document == variant.document


def test_a_variant_in_review_stays_as_it_is(client: PageClient, session: Session, made: Studio) -> None:
    template = {**factory.document(lines__0__line="", no_line="yes")}
    draft = service.start_like(session, made.academy, made.giver, made.editor, template, ORIGINAL.id)
    reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    sign_in(client, session, made.editor)
    assert client.post(f"{BASE}/{draft.id}/original", data={"field": "minutes"}).status_code == 409


def test_who_may_take_it_over(client: PageClient, session: Session, made: Studio, variant: Draft) -> None:
    where = f"{BASE}/{variant.id}/original"
    sign_in(client, session, made.trainer)
    assert client.get(where).status_code == 200
    assert client.post(where, data={"field": "minutes"}).status_code == 403
    sign_in(client, session, studio(session, "academie-twente").owner)
    assert client.get(where).status_code == 404
    assert client.post(where, data={"field": "minutes"}).status_code == 404
    assert client.get(where.replace("academie-haarlem", "academie-twente")).status_code == 404
    sign_in(client, session, made.editor)
    own = factory.draft(session, made)
    assert client.get(f"{BASE}/{own.id}/original").status_code == 404, "it came from no other station"
    assert client.get(f"{BASE}/9000000/original").status_code == 404
    assert client.delete(where).status_code == 405
