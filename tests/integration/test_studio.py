"""From a draft to the map and off it again, on the demo network."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from lines.network.domain import Offering
from lines.network.service import current_network, network_version
from lines.studio import publishing, reviewing, service
from lines.studio.domain import Draft, Reason, State
from lines.studio.models import StationContent, StationDraft
from lines.studio.reviewing import Desk
from metro.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from tests.factories import studio
from tests.support.people import office_person

NATIONAL = {"lines__0__line": "slim-onderhoud"}
LOCAL = {"lines__0__line": "", "no_line": "yes"}


def submitted(session: Session, made: studio.Studio, **changes: str | list[str]) -> Draft:
    draft = studio.draft(session, made, **changes)
    return reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)


def published(session: Session, made: studio.Studio, **changes: str | list[str]) -> Draft:
    """A station on the map, approved by whoever has to."""
    draft = submitted(session, made, **changes)
    is_local = bool(changes.get("no_line"))
    reviewer = made.colleague if is_local else office_person(session, email=f"kantoor{draft.id}@netwerk.example")
    number = reviewing.newest_version(session, draft).number
    reviewing.approve(session, draft, number, Desk.ACADEMY if is_local else Desk.OFFICE, reviewer)
    return service.draft_of(session, made.academy, draft.id)


def test_an_approved_station_is_on_the_map_with_its_offering_its_stop_and_its_steps(session: Session) -> None:
    made = studio.studio(session)
    draft = published(session, made)
    network = current_network(session)
    station = network.catalogue.station_by_id["trillingen-voelen"]
    assert (draft.state, draft.station) == (State.PUBLISHED, station.id)
    assert station.offerings == (Offering("academie-haarlem", 14_500, "workshop", "Haarlem", ("nl",)),)
    assert network.catalogue.line_by_id["slim-onderhoud"].stations[2] == station.id
    assert network.catalogue.academy_by_id["academie-haarlem"].name.text_in("nl") == "Academie Haarlem"
    content = publishing.content_of_station(session, station.id)
    assert content is not None
    assert (content.number, content.network, content.academy) == (1, network.number, "academie-haarlem")
    assert [step["kind"] for step in content.document["steps"]] == ["text", "check"]
    assert content.document["steps"][1]["questions"][0]["answers"] == [0]


def test_a_publication_says_who_made_it_what_changed_and_has_the_map_drawn(session: Session) -> None:
    made = studio.studio(session)
    before = session.execute(text("select count(*) from procrastinate_jobs")).scalar_one()
    published(session, made)
    newest, first = publishing.history(session)
    assert (newest.academy, newest.note) == ("academie-haarlem", "Trillingen voelen")
    assert newest.person is not None
    assert "Station erbij: Trillingen voelen (trillingen-voelen)" in [str(change) for change in newest.changes]
    assert (first.number, first.person, first.changes) == (1, None, ())
    assert session.execute(text("select count(*) from procrastinate_jobs")).scalar_one() == before + 1


def test_a_draft_that_is_not_ready_is_not_sent_in(session: Session) -> None:
    made = studio.studio(session)
    draft = studio.draft(session, made, price="veel")
    with pytest.raises(publishing.Unfinished) as refused:
        reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    assert set(refused.value.faults) == {"price"}
    assert service.draft_of(session, made.academy, draft.id).state is State.DRAFT


def test_what_comes_on_a_national_line_is_for_the_office_and_the_rest_for_a_colleague(session: Session) -> None:
    made = studio.studio(session)
    national, local = submitted(session, made), submitted(session, made, **LOCAL, name_nl="Anders")
    assert [draft.id for draft in reviewing.waiting_for_office(session)] == [national.id]
    with pytest.raises(NotFound):
        reviewing.draft_for_office(session, local.id)
    with pytest.raises(Forbidden, match="netwerkkantoor"):
        reviewing.approve(session, national, 1, Desk.ACADEMY, made.colleague)
    reviewing.approve(session, local, 1, Desk.ACADEMY, made.colleague)
    assert service.draft_of(session, made.academy, local.id).state is State.PUBLISHED


def test_nobody_reviews_what_he_wrote_or_sent_in(session: Session) -> None:
    made = studio.studio(session)
    draft = studio.draft(session, made, **LOCAL)
    reviewing.submit(session, made.academy, draft.id, made.giver, made.owner)
    for writer in (made.editor, made.owner):
        with pytest.raises(Forbidden, match="zelf"):
            reviewing.approve(session, draft, 1, Desk.ACADEMY, writer)
    reviewing.approve(session, draft, 1, Desk.ACADEMY, made.colleague)
    review = reviewing.reviews_of(session, draft)[0]
    assert (review.reviewer, review.decision.value, review.number) == (made.colleague, "approved", 1)


def test_a_reviewer_gives_back_with_comments_and_the_next_version_is_looked_at_anew(session: Session) -> None:
    made = studio.studio(session)
    draft = submitted(session, made, **LOCAL)
    with pytest.raises(InvalidInput):
        reviewing.give_back(session, draft, 1, Desk.ACADEMY, made.colleague, {"goal_nl": " "})
    comments = {"goal_nl": "Wat kun je daarna?", "onbekend": "x"}
    back = reviewing.give_back(session, draft, 1, Desk.ACADEMY, made.colleague, comments)
    assert back.state is State.DRAFT
    assert reviewing.reviews_of(session, draft)[0].comments == {"goal_nl": "Wat kun je daarna?"}
    again = reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    with pytest.raises(Conflict, match="nieuwere"):
        reviewing.approve(session, again, 1, Desk.ACADEMY, made.colleague)
    assert reviewing.approve(session, again, 2, Desk.ACADEMY, made.colleague).is_new


def test_in_review_nothing_is_written_until_it_is_withdrawn(session: Session) -> None:
    made = studio.studio(session)
    draft = submitted(session, made)
    with pytest.raises(Conflict, match="beoordeeld"):
        service.save(session, made.academy, draft.id, draft.revision, {"name_nl": "Nieuw"}, made.editor)
    reviewing.withdraw(session, made.academy, draft.id, made.editor)
    service.save(session, made.academy, draft.id, draft.revision, {"name_nl": "Nieuw"}, made.editor)
    with pytest.raises(Conflict):
        reviewing.withdraw(session, made.academy, draft.id, made.editor)


def test_two_editors_of_different_fields_merge_and_of_the_same_field_nothing_is_overwritten(session: Session) -> None:
    made = studio.studio(session)
    draft = studio.draft(session, made)
    seen = draft.revision
    first = service.save(session, made.academy, draft.id, seen, {"goal_nl": "Van Sanne"}, made.colleague)
    second = service.save(session, made.academy, draft.id, seen, {"goal_nl": "Van Ed", "place": "Delft"}, made.editor)
    assert first.clashes == ()
    clash = second.clashes[0]
    assert (clash.field, clash.theirs, clash.yours, clash.person) == ("goal_nl", "Van Sanne", "Van Ed", made.colleague)
    assert (second.draft.document["goal_nl"], second.draft.document["place"]) == ("Van Sanne", "Delft")
    agreed = service.save(session, made.academy, draft.id, seen, {"goal_nl": "Van Sanne"}, made.editor)
    assert agreed.clashes == ()


def test_an_older_version_comes_back_and_what_stood_there_is_kept(session: Session) -> None:
    made = studio.studio(session)
    draft = submitted(session, made)
    reviewing.withdraw(session, made.academy, draft.id, made.editor)
    service.save(session, made.academy, draft.id, draft.revision, {"goal_nl": "Anders"}, made.editor)
    back = service.restore(session, made.academy, draft.id, 1, made.colleague)
    assert back.document["goal_nl"] == studio.FORM["goal_nl"]
    kept = service.versions_of(session, back)[0]
    assert (kept.reason, kept.document["goal_nl"]) == (Reason.RESTORED, "Anders")
    with pytest.raises(NotFound):
        service.restore(session, made.academy, draft.id, 9, made.editor)


def test_a_new_version_gets_new_steps_and_the_old_steps_stay(session: Session) -> None:
    made = studio.studio(session)
    draft = published(session, made)
    changes = {"steps": [{**studio.document()["steps"][0], "body_nl": "Nieuw"}, studio.document()["steps"][1]]}  # type: ignore[index]  # a list
    service.save(session, made.academy, draft.id, draft.revision, changes, made.editor)
    again = reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    publication = reviewing.approve(
        session, again, reviewing.newest_version(session, again).number, Desk.OFFICE,
        office_person(session, email="tweede@netwerk.example"),
    )  # fmt: skip
    assert not publication.is_new, "the network itself says the same"
    mine = select(StationContent.number).where(StationContent.station_id == "trillingen-voelen")
    numbers = session.execute(mine.order_by(StationContent.number)).scalars().all()
    assert numbers == [1, 2]
    content = publishing.content_of_station(session, "trillingen-voelen")
    assert content is not None
    assert content.document["steps"][0]["body"] == {"nl": "Nieuw"}


@pytest.mark.parametrize("statement", ["update station_content set academy = 'x'", "delete from station_content",
                                       "update publication set note = 'x'", "delete from publication"])  # fmt: skip
def test_what_is_published_is_never_changed(session: Session, statement: str) -> None:
    published(session, studio.studio(session))
    with pytest.raises(ProgrammingError, match=r"not changed|permission denied"):
        session.connection().exec_driver_sql(statement)


def test_a_retired_station_is_off_the_map_and_its_steps_stay(session: Session) -> None:
    made = studio.studio(session)
    draft = published(session, made)
    number = current_network(session).number
    gone = publishing.retire(session, made.academy, draft.id, made.editor)
    assert gone.state is State.RETIRED
    assert "trillingen-voelen" not in current_network(session).catalogue.station_by_id
    assert "trillingen-voelen" in network_version(session, number).catalogue.station_by_id
    assert publishing.content_of_station(session, "trillingen-voelen") is not None
    with pytest.raises(Conflict):
        publishing.retire(session, made.academy, draft.id, made.editor)


def test_a_station_that_others_need_is_not_retired(session: Session) -> None:
    made = studio.studio(session)
    first = published(session, made)
    published(session, made, name_nl="Daarna", prerequisites__all=["trillingen-voelen"])
    with pytest.raises(Conflict, match="Daarna"):
        publishing.retire(session, made.academy, first.id, made.editor)


def test_a_station_of_the_map_taken_over_is_one_station_with_one_more_offering(session: Session) -> None:
    made = studio.studio(session)
    catalogue = current_network(session).catalogue
    station = catalogue.station_by_id["trillingen-meten"]
    template = {**service.template_of(station, catalogue), "steps": studio.document()["steps"], "price": "99"}
    draft = service.adopt(session, made.academy, made.giver, made.editor, template, station.id)
    assert service.adopt(session, made.academy, made.giver, made.editor, template, station.id).id == draft.id
    sent = reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    reviewing.approve(session, sent, 1, Desk.OFFICE, office_person(session))
    after = current_network(session).catalogue
    assert after.station_by_id[station.id].offerings[:-1] == station.offerings
    assert after.station_by_id[station.id].offerings[-1].academy == "academie-haarlem"
    assert after.lines == catalogue.lines
    publishing.retire(session, made.academy, draft.id, made.editor)
    assert current_network(session).catalogue.station_by_id[station.id].offerings == station.offerings


def test_the_office_goes_back_to_an_older_network(session: Session) -> None:
    made, office = studio.studio(session), office_person(session)
    published(session, made)
    publishing.roll_back(session, 1, office)
    assert current_network(session).catalogue == network_version(session, 1).catalogue
    assert publishing.history(session)[0].note == "Terug naar versie 1"
    with pytest.raises(Conflict):
        publishing.roll_back(session, 1, office)


def test_nothing_is_half_saved_when_publishing_is_refused(session: Session) -> None:
    made = studio.studio(session)
    draft = submitted(session, made)
    published(session, made)  # of the same name, and quicker
    with pytest.raises(publishing.Unfinished, match="zo heet"), session.begin_nested():
        reviewing.approve(session, draft, 1, Desk.OFFICE, office_person(session))
    assert service.draft_of(session, made.academy, draft.id).state is State.IN_REVIEW
    assert reviewing.reviews_of(session, draft) == ()
    assert session.execute(select(func.count()).select_from(StationDraft)).scalar_one() == 2
