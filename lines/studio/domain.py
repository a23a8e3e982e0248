"""The values of the studio: drafts, their versions, reviews, and what a station's content is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

Document = Mapping[str, Any]
"""A draft's fields by name, as JSON: texts and lists of what was typed (lines.studio.document)."""

LEAST_MINUTES, MOST_MINUTES = 60, 480
LEAST_QUESTIONS, MOST_QUESTIONS = 3, 8
MOST_STOPS = 60
"""Stations on a line: more than these nobody finds his way on."""


class State(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


class Reason(StrEnum):
    """Why a version was kept."""

    SUBMITTED = "submitted"
    PUBLISHED = "published"
    RESTORED = "restored"


class Decision(StrEnum):
    """What a reviewer said."""

    APPROVED = "approved"
    RETURNED = "returned"


class Kind(StrEnum):
    """What a traveller does in a step."""

    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    DOWNLOAD = "download"
    ASSIGNMENT = "assignment"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Giver:
    """The academy that gives a station: its id in the network (its address with us) and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Touch:
    """Who last changed a field, and in which revision of the draft."""

    revision: int
    person: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A station as an academy is writing it. `station` is its id on the map, None before it was ever published.

    `based_on` is the station whose fields it began with. `touched` says of each changed field who did it when.
    """

    id: int
    academy: int
    giver: Giver
    station: str | None
    based_on: str | None
    state: State
    revision: int
    published_revision: int
    document: Document
    touched: Mapping[str, Touch]
    author: int
    updated_at: datetime

    @property
    def name(self) -> str:
        """What it is called so far, "" for nothing yet."""
        name: str = self.document.get("name_nl") or self.document.get("name_en") or ""
        return name

    @property
    def writers(self) -> frozenset[int]:
        """Who wrote what was not published yet."""
        return frozenset(each.person for each in self.touched.values() if each.revision > self.published_revision)


@dataclass(frozen=True, slots=True)
class Version:
    """A draft as it was kept once; `id` is the version's own, `number` counts within the draft from 1."""

    id: int
    draft: int
    number: int
    document: Document
    saved_by: int
    saved_at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer said about version `number`: comments by field."""

    number: int
    reviewer: int
    decision: Decision
    comments: Mapping[str, str]
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """The published steps of a station: version `number`, since network `network`, written by `academy`."""

    station: str
    number: int
    network: int
    academy: str
    document: Mapping[str, Any]
