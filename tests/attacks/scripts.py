"""Scripts to be typed where words are asked; each calls `pwned` when a browser takes it for more than words."""

from __future__ import annotations

PAYLOADS = (
    "<script>pwned(1)</script>",
    "\"><img src=x onerror=pwned(2)>",
    "'><svg/onload=pwned(3)>",
    "</title><script>pwned(4)</script>",
    "</textarea><script>pwned(5)</script>",
    "\" autofocus onfocus=pwned(6) x=\"",
    "<a href=javascript:pwned(7)>x</a>",
    "<iframe srcdoc='<script>parent.pwned(8)</script>'>",
    "<style>*{background:url(//x.example)}</style>",
    "{{constructor.constructor('pwned(10)')()}}",
    "--><script>pwned(11)</script><!--",
    "&lt;script&gt;pwned(12)&lt;/script&gt;",
    "<math><mi xlink:href='javascript:pwned(13)'>",
    "＜script＞pwned(14)＜/script＞",
)  # fmt: skip
MOST = 100  # as long as a name may be
assert all(len(payload) <= MOST for payload in PAYLOADS)


def is_in(page: str, payload: str) -> bool:
    """Whether `payload` stands in `page` as it was typed, so that its marks work."""
    return any(mark in payload for mark in "<\"'") and payload in page
