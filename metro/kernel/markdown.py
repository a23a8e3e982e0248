"""Markdown that somebody else wrote, made into HTML that is safe on our pages.

CommonMark and tables, without HTML of the writer's own. What comes out is cleaned once more by a list of tags,
attributes and schemes (OWASP, Cross Site Scripting Prevention), so that one fault in either does not matter.
"""

from __future__ import annotations

import re
import time
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

LIMIT_BYTES = 100_000
LIMIT_SECONDS = 0.2
"""Of this thread's own work: a busy machine refuses nobody."""
DEEPEST = 20
CLOCK = "clock"

TAGS = frozenset({
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "img", "table", "thead", "tbody", "tr", "th", "td",
})  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
SCHEMES = frozenset({"https", "http", "mailto"})
_LINK = re.compile(r"(?:https?://[^\s]|mailto:[^\s]|/(?![/\\])|#)", re.IGNORECASE)
_OWN_FILE = re.compile(r"/files/[\w.-]+(?:/[\w.-]+)*", re.ASCII)


def to_html(markdown: str) -> str:
    """`markdown` as HTML, safe to put into a page; its headings begin at level 2.

    InvalidInput for what is larger than 100 kB, or too tangled to be read within 200 ms.
    """
    if len(markdown.encode("utf-8", "replace")) > LIMIT_BYTES:
        raise InvalidInput(_("Deze tekst is te lang: hoogstens 100 kB. Verdeel hem over meer stappen."))
    environment = {CLOCK: time.thread_time() + LIMIT_SECONDS}
    try:
        made = _parser().render(markdown, environment)
    except RecursionError:
        raise _too_tangled() from None
    return nh3.clean(
        made,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer nofollow",
    )


def is_own_file(address: str) -> bool:
    """Whether `address` is that of a file on our own origin."""
    return bool(_OWN_FILE.fullmatch(address)) and "/." not in address


def is_link(address: str) -> bool:
    """Whether `address` may be followed from our pages: http, https, mail, or a path of ours."""
    return bool(_LINK.match(address))


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute, None for one that goes."""
    if (tag, name) == ("a", "href"):
        return value if is_link(value) else None
    if (tag, name) == ("img", "src"):
        return value if is_own_file(value) else None
    return value


def _too_tangled() -> InvalidInput:
    return InvalidInput(_("Deze tekst is te ingewikkeld opgemaakt. Haal haakjes, sterretjes of inspringen weg."))


def _look_at_clock(state: StateBlock | StateInline, *_position: Any) -> bool:
    """A rule that matches nothing, tried at every step: it ends a text that takes too long."""
    if time.thread_time() > state.env[CLOCK]:
        raise _too_tangled()
    return False


def _lower_headings(state: Any) -> None:
    """A page has one h1, and that is not the writer's."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table")
    parser.validateLink = is_link  # type: ignore[method-assign,assignment]  # the documented way to choose the links
    parser.block.ruler.before("table", CLOCK, _look_at_clock)
    parser.inline.ruler.before("text", CLOCK, _look_at_clock)
    parser.core.ruler.push("lower_headings", _lower_headings)
    return parser
