"""Two people in one draft: what one changed stays, unless the other changed the same field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lines.studio.domain import Draft, Touch


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else changed since it was read: what stands there, and what was typed."""

    field: str
    theirs: Any
    yours: Any
    person: int


@dataclass(frozen=True, slots=True)
class Merge:
    """What of the changes can be written, and what cannot."""

    changed: Mapping[str, Any]
    clashes: tuple[Clash, ...]


def merge(draft: Draft, seen: int, changes: Mapping[str, Any]) -> Merge:
    """How `changes`, made by somebody who read revision `seen`, fit into `draft` as it stands now."""
    news = {field: value for field, value in changes.items() if value != draft.document.get(field)}
    later = {field: touch for field, touch in draft.touched.items() if touch.revision > seen}
    return Merge(
        changed={field: value for field, value in news.items() if field not in later},
        clashes=tuple(
            Clash(field, draft.document.get(field), news[field], later[field].person)
            for field in news
            if field in later
        ),
    )


def touched_by(draft: Draft, fields: Mapping[str, Any], revision: int, person: int) -> dict[str, Touch]:
    """Who touched what, after `person` wrote `fields` as `revision`."""
    return {**draft.touched, **{field: Touch(revision, person) for field in fields}}
