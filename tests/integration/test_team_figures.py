"""Team figures on the real tables: made at night, seen by the company alone, never about somebody."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from academies.companies.models import Company, Team
from academies.impact import repository, service
from academies.members.domain import Organisation
from academies.members.joining import join
from lines.assessments.models import ScanRow
from metro.kernel import clock
from metro.kernel.db import scoped
from metro.kernel.permissions import Role
from metro.kernel.scopes import Scope
from tests.support.pages import PageClient
from tests.support.people import person, sign_in

SKILL = "trillingen-meten"


def company(session: Session, kvk: str, people: int) -> tuple[int, int]:
    """A company with a team of `people` who did the scan, and one manager beside it: the ids of company and manager."""
    made = Company(
        name=f"Bedrijf {kvk}", kvk_number=kvk, sector="metal", size_class="10-49", street="Kade 1",
        postcode="2011 AB", city="Haarlem", created_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    team = Team(company_id=made.id, name="Onderhoud")
    session.add(team)
    session.flush()
    manager = person(session, "Baas", f"baas@{kvk}.example")
    join(session, manager, Organisation(company=made.id), [Role.COMPANY_MANAGER.value])
    for number in range(people):
        someone = person(session, f"Mens {number}", f"{number}@{kvk}.example")
        join(session, someone, Organisation(company=made.id), [Role.LEARNER.value], team.id)
        session.add(
            ScanRow(
                person_id=someone, network_number=1, answers={"levels": {SKILL: number % 5}}, completed=[],
                excluded=[], changed_at=clock.now(),
            )
        )  # fmt: skip
    session.flush()
    return made.id, manager


def test_from_five_people_a_company_reads_its_means_and_another_company_does_not(
    session: Session, sessions: sessionmaker[Session]
) -> None:
    here, _ = company(session, "10000001", 5)
    there, _ = company(session, "10000002", 4)
    assert service.make_all_figures(session) == 2
    session.commit()
    with scoped(sessions, Scope(company=here)) as own:
        assert [(row.TeamFigure.people, row.TeamFigure.tenths, row.team) for row in repository.figures(own, here)] == [
            (5, 20, None),
            (5, 20, "Onderhoud"),
        ]
    with scoped(sessions, Scope(company=there)) as other:
        assert repository.figures(other, here) == repository.figures(other, there) == []


def test_figures_are_made_anew_and_go_with_their_team(session: Session) -> None:
    here, _ = company(session, "10000001", 6)
    service.make_figures(session, here)
    service.make_figures(session, here)
    assert len(repository.figures(session, here)) == 2
    session.execute(text("update membership set team_id = null"))
    session.execute(text("delete from team"))
    assert [row.team for row in repository.figures(session, here)] == [None]


def test_the_page_shows_means_and_no_names(client: PageClient, session: Session) -> None:
    here, manager = company(session, "10000001", 7)
    sign_in(client, session, manager)
    assert "De volgende ochtend" in client.get(f"/companies/{here}/skills").text.replace("; de", " De")
    service.make_figures(session, here)
    session.commit()
    page = client.get(f"/companies/{here}/skills").text
    assert "Onderhoud" in page
    assert "Mens 1" not in page
