"""Where to go after signing in: a page of ours, or the traveller's own page."""

from __future__ import annotations

from urllib.parse import urlsplit

HOME = "/me"
LONGEST = 500


def safe_next(wanted: str | None) -> str:
    """`wanted` when it is the path of one of our pages, else the traveller's own page.

    A browser reads `//host` and `/\\host` as another site, and drops tabs and line ends before it reads.
    """
    if not wanted or len(wanted) > LONGEST or not wanted.isprintable() or "\\" in wanted:
        return HOME
    if not wanted.startswith("/") or wanted.startswith("//"):
        return HOME
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc else wanted
