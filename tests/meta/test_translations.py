"""Every sentence exists in Dutch and in English, and no template says one outside gettext."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from metro.config import ROOT
from metro.translations import collect, read_translations, untranslated

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
_CODE = re.compile(r"{%-?\s*trans.*?endtrans\s*-?%}|{#.*?#}|{%.*?%}", re.DOTALL)
_TAG_NAME = re.compile(r"(</?){{.*?}}", re.DOTALL)
_VALUE = re.compile(r"{{.*?}}", re.DOTALL)
_VALUES = re.compile(r"%\((\w+)\)")


def test_every_sentence_has_its_english() -> None:
    english = read_translations("en")
    assert {message.id for message in collect() if message.id} <= {message.id for message in english}
    assert untranslated(english) == []


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    said = {message.id for message in collect()}
    assert [message.id for message in read_translations("en") if message.id and message.id not in said] == []


def test_a_translation_fills_in_the_same_values_as_the_sentence() -> None:
    for message in read_translations("en"):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for sentence, translation in zip(ids, strings, strict=True):
            wanted, given = Counter(_VALUES.findall(str(sentence))), Counter(_VALUES.findall(str(translation)))
            assert set(given) <= set(wanted) | {"num"}, sentence


class _Words(HTMLParser):
    """The text and the spoken attributes of a template, without what stands in code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        spoken = ("alt", "title", "placeholder", "aria-label")
        self.found += [value for name, value in attrs if value and name in spoken]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_says_a_word_outside_gettext(path: Path) -> None:
    parser = _Words()
    source = _CODE.sub(" ", path.read_text(encoding="utf-8"))
    parser.feed(_VALUE.sub(" ", _TAG_NAME.sub(r"\1x", source)))
    words = {word for text in parser.found for word in re.findall(r"[^\W\d_]{2,}", text)}
    assert words <= {"Metronet", "NL", "EN", "Nederlands", "English"}, sorted(words)
