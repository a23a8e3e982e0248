"""The part of YAML that means one thing only: no anchors, no aliases, no tags, one document, plain values.

What readers of YAML 1.1 and 1.2 understand differently (`no`, `2026-01-31`, `1:30`, `0x1F`) becomes `Doubtful`, and
where a text is expected the person is asked to put it in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite

import yaml

from metro.kernel.documents_faults import Problem
from metro.kernel.documents_json import not_a_number
from metro.kernel.documents_tree import WHOLE_DIGITS, Doubtful, Event, Flaw, Stopped, build
from metro.kernel.i18n import gettext as _

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_LONGEST_WORD = len("false")
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)
_DOUBTFUL = re.compile(
    r"(?:yes|no|on|off|true|false|null|y|n)"
    r"|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t \t].*)?",
    re.IGNORECASE,
)
_ALWAYS_TEXT = frozenset("ynYN")
"""Single letters are often line codes, and no common reader takes them for true or false."""


def read_yaml(text: str) -> tuple[object, list[Problem]]:
    """The value of the YAML in `text`, and the problems of syntax, duplicate keys and refused features in it."""
    return build(yaml_events(text))


def is_text_when_bare(text: str) -> bool:
    """Whether `text` written without quotes is read as that text; a writer quotes what is not."""
    return isinstance(_resolved(text, is_plain=True), str)


def yaml_events(text: str) -> Iterator[Event]:
    """The events of the one document in `text`; raises Stopped where the syntax breaks."""
    try:
        yield from _events(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Stopped(_broken(), min(mark.index, len(text)) if mark else 0) from error
    except yaml.YAMLError as error:
        message = _("Hier staat een teken dat in YAML niet mag. Haal het weg.")
        raise Stopped(message, min(int(getattr(error, "position", 0) or 0), len(text))) from error


def _broken() -> str:
    return _("De YAML klopt hier niet. Kijk naar de inspringing, aanhalingstekens en haakjes rond deze plek.")


def _events(text: str) -> Iterator[Event]:
    awaits_key: list[bool | None] = []
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        offset = event.start_mark.index if event.start_mark else 0
        if isinstance(event, yaml.ScalarEvent):
            is_key = bool(awaits_key) and awaits_key[-1] is True
            value = _forbidden(event) or _resolved(event.value, not event.style)
            yield ("key", _as_key(value), offset) if is_key else ("value", value, offset)
            _turn(awaits_key)
        elif isinstance(event, yaml.CollectionStartEvent):
            if awaits_key and awaits_key[-1] is True:
                raise Stopped(_("Een naam moet gewone tekst zijn, geen lijst of groep."), offset)
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            yield ("{" if is_mapping else "["), _forbidden(event), offset
            awaits_key.append(True if is_mapping else None)
        elif isinstance(event, yaml.CollectionEndEvent):
            awaits_key.pop()
            yield ("}" if isinstance(event, yaml.MappingEndEvent) else "]"), None, offset
            _turn(awaits_key)
        elif isinstance(event, yaml.AliasEvent):
            raise Stopped(_("Een verwijzing (*) mag hier niet. Schrijf de waarde voluit."), offset)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Stopped(_("Er staan twee documenten in dit bestand. Maak er twee bestanden van."), offset)


def _turn(awaits_key: list[bool | None]) -> None:
    """After a key comes its value, after that value the next key; a list has no turns."""
    if awaits_key and awaits_key[-1] is not None:
        awaits_key[-1] = not awaits_key[-1]


def _forbidden(event: yaml.NodeEvent) -> Flaw | None:
    if event.anchor is not None:
        return Flaw(_("Een anker (&) mag hier niet. Schrijf de waarde voluit."))
    if getattr(event, "tag", None) is not None:
        return Flaw(_("Een typeaanduiding (!) mag hier niet. Haal die weg."))
    return None


def _resolved(text: str, is_plain: bool) -> object:
    if not is_plain or text in _ALWAYS_TEXT or (len(text) > _LONGEST_WORD and text[0].isalpha()):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text) if len(text) <= WHOLE_DIGITS else Flaw(not_a_number(text))
    if _DECIMAL.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else Flaw(not_a_number(text))
    if _ENDLESS.fullmatch(text):
        return Flaw(not_a_number(text))
    return Doubtful(text) if _DOUBTFUL.fullmatch(text) else text


def _as_key(value: object) -> object:
    if isinstance(value, (str, Flaw)):
        return value
    return Flaw(_("Zet deze naam tussen aanhalingstekens, zodat het zeker tekst is."))
