"""One spelling per mailbox, and nothing but plain addresses."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metro.kernel.addresses import LONGEST_ADDRESS, is_email_address, normal_address
from metro.kernel.errors import InvalidInput

LOCAL_PARTS = st.from_regex(r"[A-Za-z0-9_+-]{1,20}(\.[A-Za-z0-9_+-]{1,10})?", fullmatch=True)
DOMAINS = st.from_regex(r"([A-Za-z0-9]{1,20}\.){1,3}[A-Za-z]{2,6}", fullmatch=True)
BREAKERS = ["\n", "\r", "\r\n", "\0", "\t", "\x0b", "\x1f", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", " "]


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("  Jan@Bedrijf.NL\n", "jan@bedrijf.nl"),
        ("jan+scan@bedrijf.nl", "jan+scan@bedrijf.nl"),
        ("o'neill@bedrijf.nl", "o'neill@bedrijf.nl"),
        ("jan@BÜCHER.de", "jan@xn--bcher-kva.de"),
        ("jan@XN--BCHER-KVA.de", "jan@xn--bcher-kva.de"),
        ("jan@пример.рф", "jan@xn--e1afmkfd.xn--p1ai"),
        ("metronet@localhost", "metronet@localhost"),
    ],
)
def test_two_spellings_of_a_mailbox_become_one(typed: str, normal: str) -> None:
    assert normal_address(typed) == normal


@pytest.mark.parametrize(
    "typed",
    [
        "", "@", "jan", "jan@", "@bedrijf.nl", "jan@bedrijf", "jan@@bedrijf.nl", "a@b@bedrijf.nl", "jan@.nl",
        "jan@bedrijf..nl", "jan@bedrijf.nl.", "jan@-bedrijf.nl", "jan@bedrijf-.nl", ".jan@bedrijf.nl",
        "jan.@bedrijf.nl", "j..an@bedrijf.nl", "jan@127.0.0.1", "jan@[127.0.0.1]", '"jan de boer"@bedrijf.nl',
        "Jan <jan@bedrijf.nl>", "jan(werk)@bedrijf.nl", "jan@bedrijf.nl, piet@bedrijf.nl", "jan@bedrijf.nl;piet@x.nl",
        "x" * 65 + "@bedrijf.nl", "jan@" + "x" * 64 + ".nl", "jan@" + "é" * 60 + ".nl", "jan@xn--a.nl",
        "jan@" + "abcdefghi." * 25 + "nl", "jan@bed_rijf.nl",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(typed: str) -> None:
    assert not is_email_address(typed)
    with pytest.raises(InvalidInput, match="e-mailadres"):
        normal_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "jаn@bedrijf.nl", "josé@bedrijf.nl", "ｊan@bedrijf.nl", "jan@ｂedrijf.nl", "jan@bed\u200brijf.nl",
        "jan@bed\u00adrijf.nl", "jan@stra\u00dfe.nl", "jan@ban\u212a\u00e9.nl", "jan@\ufb01rma.nl",
        "jan@bedrijf\u3002nl", "jan@be\u0301drijf.nl", "jan＠bedrijf.nl", "jan@bedrijf.nl\u2060", "jan@\ud800.nl",
        "jan@\u202efjirdeb.nl",
    ],
)  # fmt: skip
def test_a_second_spelling_of_somebody_elses_mailbox_is_refused(typed: str) -> None:
    assert not is_email_address(typed)


@given(LOCAL_PARTS, DOMAINS)
def test_capitals_and_spaces_around_make_no_other_mailbox(local_part: str, domain: str) -> None:
    address = normal_address(f" {local_part}@{domain} ")
    assert address == f"{local_part}@{domain}".lower()
    assert normal_address(address) == address


@given(LOCAL_PARTS, DOMAINS, st.sampled_from(BREAKERS), st.data())
def test_nothing_that_breaks_a_line_or_a_word_stands_inside_an_address(
    local_part: str, domain: str, breaker: str, data: st.DataObject
) -> None:
    address = f"{local_part}@{domain}"
    at = data.draw(st.integers(1, len(address) - 1))
    assert not is_email_address(address[:at] + breaker + address[at:])


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_accepted_is_short_plain_ascii_and_stays_as_it_is(one: str, other: str) -> None:
    typed = f"{one}@{other}.nl"
    if not is_email_address(typed):
        return
    address = normal_address(typed)
    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set(' ,;:<>()[]"\\')
    assert len(address) <= LONGEST_ADDRESS
    assert normal_address(address) == address


@given(st.characters(exclude_characters="@."))
def test_no_letter_of_a_domain_passes_for_a_plain_one(letter: str) -> None:
    if not is_email_address(f"jan@x{letter}y.nl"):
        return
    host = normal_address(f"jan@x{letter}y.nl").partition("@")[2]
    assert host.startswith("xn--") or host == f"x{letter}y.nl".lower()
    assert host.startswith("xn--") or unicodedata.normalize("NFKC", letter) == letter
