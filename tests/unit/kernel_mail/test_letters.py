"""A letter says the same as text and as HTML, and no value in it reaches the headers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import in_language
from metro.kernel.letters import Letter, compose
from tests.unit.kernel_mail.letters import LETTER, LINK, SENDER, read, words

MOMENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type",
}  # fmt: skip
# Line ends of every alphabet, encoded words that hide one, and what they could add.
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            ["\r\n", "\n", "\r", "\0", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\u202e", "\ud800", "Bcc: x@y.nl",
             ":", "=?utf-8?q?=0D=0ABcc:_x@y.nl?=", "=?utf-8?b?DQpCY2M6IHhAeS5ubA==?=", "=?", "?=", "==??", "<", ">",
             '"', ",", "\\", "é", "😀", "x" * 90, " ", "</p><script>", "&", "\r\n.\r\n", "From "]
        ),
        st.text(max_size=8),
    ),
    max_size=8,
).map("".join)  # fmt: skip


def test_a_letter_carries_the_headers_of_an_automatic_mail() -> None:
    message = read(compose(LETTER, SENDER, MOMENT).as_bytes())
    assert set(message.keys()) == HEADERS
    assert message["From"] == SENDER
    assert message["To"] == "anna@werkplaats.example"
    assert message["Subject"] == "Je inloglink"
    assert message["Date"].datetime == MOMENT
    assert message["Message-ID"].endswith("@noord.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nl"


def test_no_two_mails_have_the_same_number() -> None:
    assert compose(LETTER, SENDER)["Message-ID"] != compose(LETTER, SENDER)["Message-ID"]


def test_a_letter_speaks_the_language_of_the_moment() -> None:
    with in_language("en"):
        message = compose(LETTER, SENDER)
    assert message["Content-Language"] == "en"
    assert '<html lang="en">' in words(message, "html")


def test_text_and_html_say_the_same_and_both_show_the_whole_address() -> None:
    message = read(compose(LETTER, SENDER).as_bytes())
    text, page = words(message, "plain"), words(message, "html")
    assert LINK in text.splitlines()
    for sentence in (LETTER.greeting, *LETTER.paragraphs, "Inloggen", LETTER.closing):
        assert sentence in text
        assert sentence in page
    link = LINK.replace("&", "&amp;")
    assert f'<a href="{link}">' in page
    assert f"<br>{link}</p>" in page


def test_the_html_is_valid_fetches_nothing_and_leaves_light_and_dark_to_the_reader() -> None:
    page = words(compose(LETTER, SENDER), "html")
    assert not JustHTML(page, collect_errors=True).errors
    assert '<meta name="color-scheme" content="light dark">' in page
    assert not [word for word in ("<img", "src=", "<link", "style", "url(", "color:") if word in page]


def test_a_letter_without_an_action_has_no_link() -> None:
    message = compose(replace(LETTER, action=None), SENDER)
    assert "http" not in words(message, "plain")
    assert "<a" not in words(message, "html")


@pytest.mark.parametrize(
    "to",
    ["anna@x.nl\nBcc: y@x.nl", "Anna <anna@x.nl>", "anna@x.nl, y@x.nl", "anna\u2028@x.nl", "", "anna", "ånna@x.nl"],
)
def test_a_receiver_that_is_no_plain_address_is_refused(to: str) -> None:
    with pytest.raises(InvalidInput):
        compose(replace(LETTER, to=to), SENDER)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//x.nl/a", "http://", "http://x.nl/a b", "http://x.nl/\nb", "http://x.nl/<b", "/a"]
)
def test_an_action_that_is_no_web_address_is_a_bug(url: str) -> None:
    with pytest.raises(ValueError, match="web address"):
        compose(replace(LETTER, action=("Klik", url)), SENDER)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_nothing_that_is_filled_in_adds_a_header_a_receiver_or_a_tag(
    name: str, subject: str, greeting: str, paragraph: str
) -> None:
    letter = Letter("anna@x.nl", subject, greeting, (paragraph,), (name, LINK), paragraph)
    message = read(compose(letter, SENDER, MOMENT).as_bytes())
    assert set(message.keys()) == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["anna@x.nl"]
    assert "\n" not in message["Subject"]
    assert len(message.get_payload()) == 2
    page = words(message, "html")
    assert page.count("<p>") == 5
    assert page.count("<a ") == 1
    assert "<script" not in page


@given(HOSTILE)
def test_no_name_of_a_sender_adds_a_header_or_another_sender(name: str) -> None:
    quoted = name.replace("\\", "").replace('"', "").replace("<", "").replace(">", "")
    message = read(compose(LETTER, f'"{quoted}" <office@noord.example>', MOMENT).as_bytes())
    assert set(message.keys()) == HEADERS
    assert [address.addr_spec for address in message["From"].addresses] == ["office@noord.example"]
    assert message["To"] == "anna@werkplaats.example"


@pytest.mark.parametrize("length", [1, 60, 76, 77, 78, 120, 190])
def test_long_words_end_no_headers(length: int) -> None:
    word = "x" * length
    letter = replace(LETTER, to=f"{word[:60]}@{word[:60]}.{word[:60]}.{word[:60]}.nl", subject=f"{word} {word}. {word}")
    message = read(compose(letter, f'"{word}. {word}, B.V." <{word[:60]}@{word[:60]}.nl>', MOMENT).as_bytes())
    assert set(message.keys()) == HEADERS
    assert message["To"] == letter.to
    assert [address.addr_spec for address in message["From"].addresses] == [f"{word[:60]}@{word[:60]}.nl"]


def test_the_sender_keeps_an_ordinary_name() -> None:
    message = read(compose(LETTER, '"Metronet Noord B.V. & Zn." <office@noord.example>').as_bytes())
    assert message["From"].addresses[0].display_name == "Metronet Noord B.V. & Zn."


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=120))
def test_an_ordinary_subject_arrives_as_it_was_written(subject: str) -> None:
    subject = normalize("NFC", subject)  # one line of text is composed
    message = read(compose(replace(LETTER, subject=subject), SENDER).as_bytes())
    assert message["Subject"] == subject.replace("=?", "= ?")
