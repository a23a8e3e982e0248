"""Roles, permissions, and the one table that says who may do what.

A permission is named `area:thing:verb`; its area says in which kind of organisation the role has to be held. Closed by
default: what is not in the table is not allowed. `metro permissions` prints it (docs/permissions.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is, in one organisation; everybody who is signed in is a learner."""

    LEARNER = "learner"
    COMPANY_VIEWER = "viewer"
    COMPANY_MANAGER = "manager"
    ACADEMY_OWNER = "academy-owner"
    ACADEMY_MANAGER = "academy-manager"
    ACADEMY_EDITOR = "academy-editor"
    ACADEMY_TRAINER = "academy-trainer"
    ACADEMY_ASSESSOR = "academy-assessor"
    NETWORK_OFFICE = "network-office"
    OPERATOR = "operator"


COMPANY_ROLES = (Role.LEARNER, Role.COMPANY_VIEWER, Role.COMPANY_MANAGER)
ACADEMY_ROLES = (
    Role.ACADEMY_OWNER, Role.ACADEMY_MANAGER, Role.ACADEMY_EDITOR, Role.ACADEMY_TRAINER, Role.ACADEMY_ASSESSOR
)  # fmt: skip
OFFICE_ROLES = (Role.NETWORK_OFFICE, Role.OPERATOR)
SECOND_FACTOR_ROLES = frozenset({Role.ACADEMY_OWNER, Role.NETWORK_OFFICE, Role.OPERATOR})


class Permission(StrEnum):
    """What a route asks for."""

    ACCOUNT_HOME_READ = "account:home:read"
    ACCOUNT_PROFILE_EDIT = "account:profile:edit"
    ACCOUNT_SECURITY_EDIT = "account:security:edit"
    ACCOUNT_DATA_READ = "account:data:read"
    ACCOUNT_DATA_ERASE = "account:data:erase"
    ACCOUNT_PLACE_LEAVE = "account:place:leave"
    ACCOUNT_COMPANY_START = "account:company:start"
    COMPANY_HOME_READ = "company:home:read"
    COMPANY_PEOPLE_READ = "company:people:read"
    COMPANY_PEOPLE_MANAGE = "company:people:manage"
    COMPANY_PROFILE_EDIT = "company:profile:edit"
    COMPANY_ACCESS_ANSWER = "company:access:answer"
    COMPANY_AUDIT_READ = "company:audit:read"
    ACADEMY_MEMBERS_READ = "academy:members:read"
    ACADEMY_MEMBERS_MANAGE = "academy:members:manage"
    ACADEMY_SETTINGS_EDIT = "academy:settings:edit"
    ACADEMY_AUDIT_READ = "academy:audit:read"
    ACADEMY_LINES_EDIT = "academy:lines:edit"
    ACADEMY_STATIONS_READ = "academy:stations:read"
    ACADEMY_STATIONS_EDIT = "academy:stations:edit"
    ACADEMY_STATIONS_REVIEW = "academy:stations:review"
    OFFICE_HOME_READ = "office:home:read"
    OFFICE_ACCESS_ANSWER = "office:access:answer"
    OFFICE_ACADEMIES_MANAGE = "office:academies:manage"
    OFFICE_PIPELINE_MANAGE = "office:pipeline:manage"
    OFFICE_AUDIT_READ = "office:audit:read"
    OFFICE_STATIONS_REVIEW = "office:stations:review"
    OFFICE_SKILLS_MANAGE = "office:skills:manage"
    OFFICE_LINES_MANAGE = "office:lines:manage"
    OFFICE_PUBLICATIONS_MANAGE = "office:publications:manage"
    OPERATOR_HOME_READ = "operator:home:read"
    OPERATOR_PEOPLE_SUSPEND = "operator:people:suspend"
    OPERATOR_PERSON_VIEW_AS = "operator:person:view-as"

    @property
    def area(self) -> str:
        return self.value.partition(":")[0]


_EVERYBODY = frozenset({Role.LEARNER})
_COMPANY_READERS = frozenset({Role.COMPANY_VIEWER, Role.COMPANY_MANAGER})
_COMPANY_MANAGERS = frozenset({Role.COMPANY_MANAGER})
_ACADEMY_STAFF = frozenset(ACADEMY_ROLES)
_ACADEMY_HEADS = frozenset({Role.ACADEMY_OWNER, Role.ACADEMY_MANAGER})
_ACADEMY_MAKERS = _ACADEMY_HEADS | {Role.ACADEMY_EDITOR}
_OFFICE = frozenset({Role.NETWORK_OFFICE})
_OPERATORS = frozenset({Role.OPERATOR})

TABLE: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.ACCOUNT_HOME_READ: _EVERYBODY,
        Permission.ACCOUNT_PROFILE_EDIT: _EVERYBODY,
        Permission.ACCOUNT_SECURITY_EDIT: _EVERYBODY,
        Permission.ACCOUNT_DATA_READ: _EVERYBODY,
        Permission.ACCOUNT_DATA_ERASE: _EVERYBODY,
        Permission.ACCOUNT_PLACE_LEAVE: _EVERYBODY,
        Permission.ACCOUNT_COMPANY_START: _EVERYBODY,
        Permission.COMPANY_HOME_READ: _COMPANY_READERS,
        Permission.COMPANY_PEOPLE_READ: _COMPANY_READERS,
        Permission.COMPANY_PEOPLE_MANAGE: _COMPANY_MANAGERS,
        Permission.COMPANY_PROFILE_EDIT: _COMPANY_MANAGERS,
        Permission.COMPANY_ACCESS_ANSWER: _COMPANY_MANAGERS,
        Permission.COMPANY_AUDIT_READ: _COMPANY_MANAGERS,
        Permission.ACADEMY_MEMBERS_READ: _ACADEMY_STAFF,
        Permission.ACADEMY_MEMBERS_MANAGE: _ACADEMY_HEADS,
        Permission.ACADEMY_SETTINGS_EDIT: _ACADEMY_HEADS,
        Permission.ACADEMY_AUDIT_READ: _ACADEMY_HEADS,
        Permission.ACADEMY_LINES_EDIT: _ACADEMY_HEADS,
        Permission.ACADEMY_STATIONS_READ: _ACADEMY_STAFF,
        Permission.ACADEMY_STATIONS_EDIT: _ACADEMY_MAKERS,
        Permission.ACADEMY_STATIONS_REVIEW: _ACADEMY_MAKERS,
        Permission.OFFICE_HOME_READ: _OFFICE,
        Permission.OFFICE_ACCESS_ANSWER: _OFFICE,
        Permission.OFFICE_ACADEMIES_MANAGE: _OFFICE,
        Permission.OFFICE_PIPELINE_MANAGE: _OFFICE,
        Permission.OFFICE_AUDIT_READ: _OFFICE,
        Permission.OFFICE_STATIONS_REVIEW: _OFFICE,
        Permission.OFFICE_SKILLS_MANAGE: _OFFICE,
        Permission.OFFICE_LINES_MANAGE: _OFFICE,
        Permission.OFFICE_PUBLICATIONS_MANAGE: _OFFICE,
        Permission.OPERATOR_HOME_READ: _OPERATORS,
        Permission.OPERATOR_PEOPLE_SUSPEND: _OPERATORS,
        Permission.OPERATOR_PERSON_VIEW_AS: _OPERATORS,
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody belongs: a company, an academy (with its `slug`), or the network office (`organisation` None).

    `is_starting` is an academy that is still getting ready.
    """

    membership: int
    kind: str
    organisation: int | None
    slug: str | None
    name: str
    roles: frozenset[Role]
    is_starting: bool = False

    @property
    def url(self) -> str | None:
        """Its page; None for who only learns there."""
        if self.kind == "office":
            return "/office" if Role.NETWORK_OFFICE in self.roles else "/operator"
        if self.kind == "academy":
            leads = self.is_starting and allows(Permission.ACADEMY_SETTINGS_EDIT, self.roles)
            return f"/academies/{self.slug}/{'start' if leads else 'members'}"
        return f"/companies/{self.organisation}" if self.roles - {Role.LEARNER} else None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: a person, signed in, with the places he belongs to.

    `viewer` is the operator who looks along as this person, None when it is the person.
    """

    person: int
    session: int
    name: str
    has_second_factor: bool
    places: tuple[Place, ...]
    viewer: int | None = None

    @property
    def initials(self) -> str:
        """One or two letters for a small sign."""
        words = [word for word in self.name.split() if word[0].isalpha()] or [self.name or "?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    def place(self, kind: str, organisation: int | str | None) -> Place | None:
        """The place in the organisation with this id (an academy: or slug; the office: None); None for a stranger."""
        if (organisation is None) != (kind == "office"):
            return None
        wanted = (place for place in self.places if place.kind == kind)
        return next((place for place in wanted if organisation in (place.organisation, place.slug)), None)


def allows(permission: Permission, roles: frozenset[Role]) -> bool:
    """Whether one of `roles` has `permission`."""
    return bool(TABLE[permission] & roles)


def needs_second_factor(permission: Permission, roles: frozenset[Role]) -> bool:
    """Whether `permission` comes only from roles here that ask for a one-time code as well."""
    return not (TABLE[permission] & roles) - SECOND_FACTOR_ROLES


def as_markdown() -> str:
    """The table for people: a row per permission, a column per role."""
    lines = [
        "| permission | " + " | ".join(role.value for role in Role) + " |",
        "|---|" + ":-:|" * len(Role),
    ]
    for permission in Permission:
        marks = " | ".join("x" if role in TABLE[permission] else "" for role in Role)
        lines.append(f"| `{permission.value}` | {marks} |")
    return "\n".join(lines) + "\n"
