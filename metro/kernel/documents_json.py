"""JSON, read by the standard library and explained by a scanner of our own when something is wrong.

40 MB of JSON takes about half a second to read; the scanner takes ten times that, so it runs for faults only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isfinite

from metro.kernel.documents_faults import Problem
from metro.kernel.documents_tree import WHOLE_DIGITS, Event, Flaw, build, too_deep
from metro.kernel.i18n import gettext as _

_PIECE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]+')

_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}


class _Suspect(Exception):
    """Something the scanner has to name and to place."""


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Suspect
    return members


def _whole(digits: str) -> int:
    if len(digits) > WHOLE_DIGITS:
        raise _Suspect
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise _Suspect
    return number


def _constant(_word: str) -> object:
    raise _Suspect


_decoder = json.JSONDecoder(object_pairs_hook=_members, parse_int=_whole, parse_float=_finite, parse_constant=_constant)
_lenient = json.JSONDecoder(parse_int=len)


def read_json(text: str) -> tuple[object, list[Problem]]:
    """The value of the JSON in `text`, and the problems of syntax, duplicate keys and numbers in it."""
    try:
        return _decoder.decode(text), []
    except json.JSONDecodeError as error:
        return None, [_broken(error)]
    except RecursionError:
        value, problems = build(json_events(text))
        return value, problems or [Problem((), too_deep())]
    except _Suspect:
        return _examined(text)


def _examined(text: str) -> tuple[object, list[Problem]]:
    """Read again what holds something to name; the scanner may trust the syntax after the second decoder."""
    try:
        _lenient.decode(text)
    except json.JSONDecodeError as error:
        return None, [_broken(error)]
    except RecursionError:
        pass
    return build(json_events(text))


def _broken(error: json.JSONDecodeError) -> Problem:
    return Problem((), _explained(error.msg), error.pos)


def _explained(message: str) -> str:
    if message.startswith("Extra data"):
        return _("Hier had het bestand klaar moeten zijn. Haal weg wat er nog achter staat.")
    if message.startswith("Unterminated string"):
        return _("Deze tekst wordt niet afgesloten. Zet er een aanhalingsteken achter.")
    if message.startswith("Invalid control character"):
        return _("In deze tekst staat een stuurteken of een nieuwe regel. Haal dat weg.")
    if message.startswith("Invalid \\"):
        return _("Achter deze backslash staat een onbekend teken. Schrijf \\\\ voor een backslash zelf.")
    if message.startswith(("Expecting property name", "Illegal trailing comma")):
        return _("Hier hoort een naam tussen dubbele aanhalingstekens. Let op een komma te veel.")
    if message.startswith("Expecting ':'"):
        return _("Hier hoort een dubbelepunt tussen de naam en de waarde.")
    if message.startswith("Expecting ','"):
        return _("Hier hoort een komma of een haakje sluiten.")
    return _("Hier hoort een waarde te staan. Let op een komma te veel of een haakje te weinig.")


def _scalar(piece: str) -> object:
    if piece[0] == '"' and "\\" not in piece:
        return piece[1:-1]
    if piece in _WORDS:
        return _WORDS[piece]
    try:
        if piece[0] == '"':
            return json.loads(piece, strict=False)
        return _whole(piece) if piece.lstrip("-").isdecimal() else _finite(piece)
    except (_Suspect, ValueError):
        return Flaw(not_a_number(piece))


def not_a_number(piece: str) -> str:
    """The message for a number that no format takes: NaN, Infinity, 1e999 or too many digits."""
    return _("%(found)s is geen bruikbaar getal. Schrijf een gewoon getal.", found=piece[:40])


def json_events(text: str) -> Iterator[Event]:
    """The events of JSON that is well formed, at least up to the depth that is refused; ends where it is not."""
    inside: list[str] = []
    awaits_key = False
    for match in _PIECE.finditer(text):
        piece, offset = match.group(), match.start()
        if piece in ("{", "["):
            yield ("{" if piece == "{" else "["), None, offset
            inside.append(piece)
            awaits_key = piece == "{"
        elif piece == ":":
            awaits_key = False
        elif piece in ("}", "]", ",") and not inside:
            return
        elif piece == ",":
            awaits_key = inside[-1] == "{"
        elif piece in ("}", "]"):
            inside.pop()
            awaits_key = False
            yield ("}" if piece == "}" else "]"), None, offset
        else:
            yield ("key" if awaits_key else "value"), _scalar(piece), offset
