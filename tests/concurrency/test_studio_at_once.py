"""Two people at once in the studio: editors, reviewers and publications take turns, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from lines.network import repository as network
from lines.network.content import demo_catalogue
from lines.network.service import current_network, publish
from lines.studio import faults, publishing, repository, reviewing, service
from lines.studio.domain import Draft
from lines.studio.models import StationDraft
from lines.studio.reviewing import Desk
from metro.kernel import db
from metro.kernel.errors import AppError, Conflict
from metro.kernel.scopes import Scope, system
from tests.factories import studio

LOCAL: dict[str, str | list[str]] = {"lines__0__line": "", "no_line": "yes", "prerequisites__all": []}


@pytest.fixture
def made(own_sessions: sessionmaker[Session]) -> studio.Studio:
    """An academy on the demo network."""
    with db.transaction(own_sessions, system("test")) as session:
        publish(session, demo_catalogue())
        return studio.studio(session)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of `acts` gives, or the failure it ends with; they begin together."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except (AppError, IntegrityError) as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def sent_in(sessions: sessionmaker[Session], made: studio.Studio, *names: str) -> list[Draft]:
    """Drafts with these names that wait for a colleague."""
    with db.transaction(sessions, system("test")) as session:
        drafts = [studio.draft(session, made, **LOCAL, name_nl=name) for name in names]
        return [reviewing.submit(session, made.academy, each.id, made.giver, made.editor) for each in drafts]


def approval(sessions: sessionmaker[Session], made: studio.Studio, draft: Draft, person: int) -> Callable[[], object]:
    """Approving the newest version of `draft`, in a transaction of `person`'s own."""

    def act() -> object:
        with db.transaction(sessions, Scope(person=person, academy=made.academy)) as session:
            number = reviewing.newest_version(session, draft).number
            return reviewing.approve(session, draft, number, Desk.ACADEMY, person).number

    return act


def stations(sessions: sessionmaker[Session]) -> set[str]:
    with db.transaction(sessions, system("test")) as session:
        return set(current_network(session).catalogue.station_by_id)


def both_saved(sessions: sessionmaker[Session], made: studio.Studio) -> tuple[object, object]:
    """Goal and place of a draft after two editors wrote one each at once."""
    with db.transaction(sessions, system("test")) as session:
        draft = studio.draft(session, made)

    def save(field: str, person: int) -> Callable[[], object]:
        def act() -> object:
            with db.transaction(sessions, Scope(person=person, academy=made.academy)) as session:
                return service.save(session, made.academy, draft.id, draft.revision, {field: "nieuw"}, person).clashes

        return act

    assert at_once(save("goal_nl", made.editor), save("place", made.colleague)) == [(), ()]
    with db.transaction(sessions, system("test")) as session:
        document = service.draft_of(session, made.academy, draft.id).document
    return document["goal_nl"], document["place"]


def test_two_editors_who_save_at_once_keep_both_fields(
    own_sessions: sessionmaker[Session], made: studio.Studio
) -> None:
    assert both_saved(own_sessions, made) == ("nieuw", "nieuw")


def test_without_taking_turns_one_editor_loses_a_field(
    own_sessions: sessionmaker[Session], made: studio.Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the race that holding the row is there for is real."""
    both_have_read = Barrier(2)

    def unheld(session: Session, draft_id: int) -> StationDraft | None:
        found = repository.draft(session, draft_id)
        if session.info["scope"].academy:
            both_have_read.wait(5)
        return found

    monkeypatch.setattr(repository, "held_draft", unheld)
    assert sorted(each == "nieuw" for each in both_saved(own_sessions, made)) == [False, True]


def test_of_two_reviewers_at_once_one_decides_and_the_other_hears_it(
    own_sessions: sessionmaker[Session], made: studio.Studio
) -> None:
    (draft,) = sent_in(own_sessions, made, "Voelen")
    results = at_once(*(approval(own_sessions, made, draft, each) for each in (made.colleague, made.owner)))
    assert [each for each in results if isinstance(each, int)] == [2]
    assert [type(each) for each in results if not isinstance(each, int)] == [Conflict]
    with db.transaction(own_sessions, system("test")) as session:
        assert len(reviewing.reviews_of(session, draft)) == 1


def test_two_stations_published_at_once_are_both_on_the_map(
    own_sessions: sessionmaker[Session], made: studio.Studio
) -> None:
    drafts = sent_in(own_sessions, made, "Voelen", "Horen")
    results = at_once(*(approval(own_sessions, made, each, made.colleague) for each in drafts))
    assert sorted(map(str, results)) == ["2", "3"]
    assert {"voelen", "horen"} <= stations(own_sessions)


def circle(sessions: sessionmaker[Session], made: studio.Studio) -> Sequence[Draft]:
    """Two stations of the map, and of each a next version that needs the other; both wait for a colleague."""
    drafts = sent_in(sessions, made, "Voelen", "Horen")
    for draft in drafts:
        assert approval(sessions, made, draft, made.colleague)()
    with db.transaction(sessions, system("test")) as session:
        for draft, needs in zip(drafts, ("horen", "voelen"), strict=True):
            now = service.draft_of(session, made.academy, draft.id)
            service.save(session, made.academy, draft.id, now.revision, {"prerequisites": [[needs]]}, made.editor)
            reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
        return [service.draft_of(session, made.academy, draft.id) for draft in drafts]


def test_of_two_browsers_that_close_a_circle_at_once_the_second_is_refused(
    own_sessions: sessionmaker[Session], made: studio.Studio
) -> None:
    drafts = circle(own_sessions, made)
    results = at_once(*(approval(own_sessions, made, each, made.colleague) for each in drafts))
    refused = [each for each in results if isinstance(each, publishing.Unfinished)]
    assert len(refused) == 1
    assert "wachten op elkaar" in refused[0].faults["prerequisites"]
    assert [each for each in results if isinstance(each, int)] == [4]
    with db.transaction(own_sessions, system("test")) as session:
        states = [service.draft_of(session, made.academy, each.id).state.value for each in drafts]
    assert sorted(states) == ["in_review", "published"]


def test_without_taking_turns_both_find_no_circle(
    own_sessions: sessionmaker[Session], made: studio.Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the lock both pass the look at the network, and only the number stops the second."""
    drafts = circle(own_sessions, made)
    both_have_looked, passed = Barrier(2), list[dict[str, str]]()

    def looked(*asked: object) -> dict[str, str]:
        found = real(*asked)  # type: ignore[arg-type]  # passed through as they came
        passed.append(found)
        with suppress(BrokenBarrierError):
            both_have_looked.wait(5)
        return found

    real = faults.faults
    monkeypatch.setattr(network, "lock_publishing", lambda session: None)
    monkeypatch.setattr(publishing, "faults", looked)
    results = at_once(*(approval(own_sessions, made, each, made.colleague) for each in drafts))
    assert passed == [{}, {}]
    assert [type(each) for each in results if not isinstance(each, int)] == [IntegrityError]
