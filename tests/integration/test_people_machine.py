"""People come, join, change, leave and are erased in any order; who may open what is always what the rules say."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import hypothesis.strategies as st
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.orm import Session

from academies.companies.service import start_company
from academies.members.domain import Organisation
from academies.members.forgetting import forget_person
from academies.members.joining import join
from academies.tenants.service import end_place
from lines.assessments.models import ScanRow
from metro.accounts import erasure, links, people, sessions
from metro.accounts.memberships import appoint_to_office
from metro.accounts.models import Membership
from metro.kernel import clock
from metro.kernel.permissions import Role
from metro.kernel.tables import Base
from tests.attacks.town import browser
from tests.factories import companies, numbers
from tests.factories.profiles import profile

IS_FULL = os.environ.get("METRO_TEST_SIZE") == "full"
EXAMPLES, STEPS = (200, 40) if IS_FULL else (6, 22)
CANARY = "kanarie-antwoord-7"
PICK = st.integers(0, 30)
ROLES = st.sampled_from(["learner", "viewer", "manager"])


@dataclass
class Known:
    """Somebody as the model knows him: where he stands with which role, and whether he may come in at all."""

    person: int
    name: str
    email: str
    token: str | None = None
    places: dict[int, str] = field(default_factory=dict)
    is_office: bool = False
    is_suspended: bool = False

    @property
    def is_in(self) -> bool:
        return self.token is not None and not self.is_suspended


class People(RuleBasedStateMachine):
    """The program beside a model of a few lines."""

    app: Flask
    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.known: list[Known] = []
        self.gone: list[Known] = []
        self.companies: list[int] = []
        self.headless: set[int] = set()

    def one(self, number: int) -> Known:
        return self.known[number % len(self.known)]

    def place(self, person: int, company: int) -> Membership:
        return self.session.query(Membership).filter_by(person_id=person, company_id=company, ended_at=None).one()

    def managers(self, company: int) -> list[Known]:
        return [each for each in self.known if each.places.get(company) == "manager"]

    def asks(self, who: Known, path: str, form: dict[str, str] | None = None) -> int:
        """The status of a request by `who`."""
        client = browser(self.app, who.token)
        answer = client.get(path) if form is None else client.post(path, data=form)
        self.session.expire_all()
        return answer.status_code

    @rule()
    @precondition(lambda self: len(self.known) < 8)
    def register(self) -> None:
        number = numbers.next_number()
        name, email = f"Unieknaam{number}q", f"uniekadres{number}q@werk.example"
        person = people.register(self.session, name, email)
        # An answer that nobody but its owner may ever see.
        answers = {"job_profile": CANARY, "questions": {}, "levels": {}}
        self.session.add(ScanRow(person_id=person, network_number=1, answers=answers, completed=[CANARY], excluded=[],
                                 changed_at=clock.now()))  # fmt: skip
        self.session.commit()
        self.known.append(Known(person, name, email))

    @rule(number=PICK)
    @precondition(lambda self: self.known)
    def sign_in(self, number: int) -> None:
        who = self.one(number)
        link = links.ask_link(self.session, who.email)
        secret = links.arm_link(link)
        self.session.commit()
        client = browser(self.app)
        answer = client.post(f"/mail/{secret}")
        cookie = client.get_cookie("session")
        assert (answer.status_code == 303) == (not who.is_suspended)
        if cookie is not None and not who.is_office:
            who.token = cookie.value
        elif who.is_office:
            who.token = sessions.start_session(self.session, who.person, "test", "", has_second_factor=True)
            self.session.commit()

    @rule(number=PICK)
    @precondition(lambda self: any(each.is_in for each in self.known))
    def sign_out(self, number: int) -> None:
        who = self.one(number)
        if who.is_in:
            assert self.asks(who, "/sign-out", {}) == 303
            assert self.asks(who, "/me") == 303
            who.token = None

    @rule(number=PICK)
    @precondition(lambda self: self.known and len(self.companies) < 3)
    def start_company(self, number: int) -> None:
        who = self.one(number)
        made = start_company(self.session, profile(kvk_number=numbers.kvk_number()), who.person)
        self.session.commit()
        self.companies.append(made.id)
        who.places[made.id] = "manager"

    @rule(number=PICK, company=PICK, role=ROLES)
    @precondition(lambda self: self.known and self.companies)
    def join_company(self, number: int, company: int, role: str) -> None:
        who, chosen = self.one(number), self.companies[company % len(self.companies)]
        join(self.session, who.person, Organisation(company=chosen), [role])
        self.session.commit()
        who.places.setdefault(chosen, role)

    @rule(number=PICK, company=PICK, role=ROLES)
    @precondition(lambda self: self.known and self.companies)
    def invite_and_accept(self, number: int, company: int, role: str) -> None:
        who, chosen = self.one(number), self.companies[company % len(self.companies)]
        _row, secret = companies.invitation(self.session, chosen, who.email, who.person, Role(role))
        self.session.commit()
        status = self.asks(who, f"/invitations/{secret}", {})
        assert status == 303
        if who.is_in:
            who.places.setdefault(chosen, role)
        else:
            self.session.execute(text("delete from invitation where accepted_at is null"))
            self.session.commit()

    @rule(number=PICK, other=PICK, role=ROLES)
    @precondition(lambda self: self.known and self.companies)
    def change_role(self, number: int, other: int, role: str) -> None:
        who, whom = self.one(number), self.one(other)
        for company in [each for each in whom.places if each in who.places][:1]:
            path = f"/companies/{company}/people/{self.place(whom.person, company).id}"
            status = self.asks(who, path, {"role": role})
            is_last = self.managers(company) == [whom] and role != "manager"
            if not who.is_in:
                assert status == 303
            elif who.places[company] != "manager":
                assert status == 403
            else:
                assert status == (409 if is_last else 303)
                if not is_last:
                    whom.places[company] = role

    @rule(number=PICK, other=PICK)
    @precondition(lambda self: self.known and self.companies)
    def end_place_of(self, number: int, other: int) -> None:
        who, whom = self.one(number), self.one(other)
        for company in [each for each in whom.places if each in who.places][:1]:
            path = f"/companies/{company}/people/{self.place(whom.person, company).id}/end"
            is_last = self.managers(company) == [whom]
            may = who.is_in and who.places[company] == "manager"
            assert self.asks(who, path, {}) == ((409 if is_last else 303) if may else 403 if who.is_in else 303)
            if may and not is_last:
                del whom.places[company]

    @rule(number=PICK)
    @precondition(lambda self: self.known and self.companies)
    def leave(self, number: int) -> None:
        who = self.one(number)
        for company in list(who.places)[:1]:
            is_last = self.managers(company) == [who]
            status = self.asks(who, f"/me/places/{self.place(who.person, company).id}/leave", {})
            assert status == (303 if not is_last or not who.is_in else 409)
            if who.is_in and not is_last:
                del who.places[company]

    @rule(number=PICK)
    @precondition(lambda self: self.known)
    def suspend(self, number: int) -> None:
        who = self.one(number)
        people.suspend(self.session, who.person)
        self.session.commit()
        assert self.asks(who, "/me") == 303
        who.is_suspended, who.token = True, None

    @rule(number=PICK)
    @precondition(lambda self: self.known)
    def restore(self, number: int) -> None:
        who = self.one(number)
        people.restore(self.session, who.person)
        self.session.commit()
        assert self.asks(who, "/me") == (200 if who.is_in else 303)
        who.is_suspended = False

    @rule(number=PICK)
    @precondition(lambda self: self.known)
    def appoint_to_the_office(self, number: int) -> None:
        who = self.one(number)
        appoint_to_office(self.session, who.person, (Role.NETWORK_OFFICE,))
        if who.is_in:
            who.token = sessions.start_session(self.session, who.person, "test", "", has_second_factor=True)
        self.session.commit()
        who.is_office = True

    @rule(number=PICK)
    @precondition(lambda self: any(each.is_office for each in self.known))
    def leave_the_office(self, number: int) -> None:
        who = self.one(number)
        if who.is_office:
            place = self.session.query(Membership).filter_by(
                person_id=who.person, company_id=None, academy_id=None, ended_at=None
            ).one()  # fmt: skip
            end_place(self.session, place, who.person)
            self.session.commit()
            who.is_office = False

    @rule(number=PICK)
    @precondition(lambda self: len(self.known) > 2)
    def erase(self, number: int) -> None:
        who = self.one(number)
        if who.is_in:
            assert self.asks(who, "/me/data/erase", {"sure": "yes"}) == 200
        else:
            erasure.erase(self.session, who.person, [forget_person])
            self.session.commit()
        self.known.remove(who)
        self.gone.append(who)
        self.headless |= {company for company, role in who.places.items() if role == "manager"}

    @invariant()
    def everybody_opens_what_the_model_says_and_no_answer_is_seen(self) -> None:
        for who in self.known:
            client = browser(self.app, who.token)
            for company in self.companies:
                role = who.places.get(company)
                expected = {None: 404, "learner": 403}.get(role or None, 200) if who.is_in else 303
                for page in ("", "/people"):
                    answer = client.get(f"/companies/{company}{page}")
                    assert answer.status_code == expected, (who, company, page)
                    assert CANARY not in answer.text
            office = client.get("/office")
            assert office.status_code == ((200 if who.is_office else 404) if who.is_in else 303)
            assert CANARY not in office.text

    @invariant()
    def a_company_keeps_a_manager_unless_who_managed_it_was_erased(self) -> None:
        for company in self.companies:
            held = self.session.query(Membership).filter(
                Membership.company_id == company, Membership.ended_at.is_(None),
                Membership.roles.contains(["manager"]),
            )  # fmt: skip
            assert held.count() == len(self.managers(company))
            assert held.count() > 0 or company in self.headless

    @invariant()
    def of_who_was_erased_no_byte_is_left(self) -> None:
        if not self.gone:
            return
        tables = [
            table.name for table in Base.metadata.sorted_tables if table.name not in ("network_version", "map_layout")
        ]
        stored = " union all ".join(f"select t::text as row from {name} t" for name in [*tables, "procrastinate_jobs"])
        rows = "\n".join(self.session.execute(text(stored)).scalars())
        for who in self.gone:
            assert who.name not in rows
            assert who.email not in rows


def test_people_come_and_go_in_any_order(app: Flask, session: Session) -> None:
    """Each example begins where the last one ended, with the people and companies of before beside its own."""
    attributes = {"app": app, "session": session}
    run_state_machine_as_test(
        type("Here", (People,), attributes),
        settings=settings(
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
        ),
    )
    assert session.execute(text("select count(*) from company")).scalar_one() > 0, "somebody started a company"
