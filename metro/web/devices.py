"""The browser as we know it: its address, its name for people, and whether somebody signed in with it before."""

from __future__ import annotations

import re
import secrets

from flask import Response, request

from metro.accounts.secrets import keyed_digest
from metro.web.actors import settings

KNOWN = "known"
CARD = "device"
YEAR_SECONDS = 31_536_000

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


def address() -> str:
    """The address that the request came from."""
    return request.remote_addr or "?"


def browser_name() -> str:
    """The browser as a person would say it: "Firefox, Android"."""
    agent = request.headers.get("User-Agent", "")
    found = [next((name for mark, name in names if mark in agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name)


def known_person() -> str | None:
    """The person who signed in with this browser before, as far as its cookie proves."""
    person, _dot, mark = request.cookies.get(KNOWN, "").partition(".")
    if not re.fullmatch(r"[0-9]{1,18}", person):
        return None
    return person if secrets.compare_digest(mark.encode(), _mark(person).encode()) else None


def is_known(person: int | None) -> bool:
    """Whether it was `person` who signed in with this browser before; False for nobody."""
    return person is not None and known_person() == str(person)


def remember_device(response: Response, person: int) -> Response:
    """Know this browser as one that `person` signed in with."""
    return keep_cookie(response, KNOWN, f"{person}.{_mark(str(person))}")


def keep_cookie(response: Response, name: str, value: str) -> Response:
    """Keep `value` in the browser for a year, out of reach of scripts and other sites."""
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure, path="/"
    )
    return response


def _mark(person: str) -> str:
    return keyed_digest(settings().key(), "known device", person).hex()
