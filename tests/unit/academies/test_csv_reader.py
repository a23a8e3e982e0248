"""Lists of people are read however a spreadsheet wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academies.members.csv_reader import ListedPerson, as_list, decode, read_list
from academies.members.domain import LARGEST_IMPORT_BYTES, LARGEST_IMPORT_ROWS
from metro.kernel.errors import InvalidInput

BRAM = ("Bram de Wit", "bram@werk.example", "Ploeg 1", "Lasser", "reiziger")
DUTCH = "Naam;E-mailadres;Afdeling;Beroep;Rol\nBram de Wit;bram@werk.example;Ploeg 1;Lasser;reiziger\n"


def _values(person: ListedPerson) -> tuple[str, ...]:
    return (person.name, person.email, person.team, person.job_profile, person.role)


@pytest.mark.parametrize(
    "text",
    [
        DUTCH,
        DUTCH.replace(";", ","),
        DUTCH.replace(";", "\t"),
        DUTCH.replace("\n", "\r\n"),
        DUTCH.replace("\n", "\r"),
        "\n\n" + DUTCH + "\n ; ; \n",
        "Name,Email,Team,Job profile,Role\nBram de Wit,bram@werk.example,Ploeg 1,Lasser,reiziger",
        "ROL;NAAM;leeftijd;EMAIL;TEAM;FUNCTIE\nreiziger;Bram de Wit;41;bram@werk.example;Ploeg 1;Lasser",
        'naam;email;team;beroep;rol\n"Bram  de\nWit";bram@werk.example;"Ploeg 1";Lasser;reiziger',
        "Bram de Wit;bram@werk.example;Ploeg 1;Lasser;reiziger",
        "bram@werk.example;Bram de Wit;Ploeg 1;Lasser;reiziger",
        "Bram de Wit <bram@werk.example>;Ploeg 1;Lasser;reiziger",
    ],
)
def test_the_same_person_is_read_from_every_form(text: str) -> None:
    assert [_values(person) for person in read_list(text)] == [BRAM]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_accents_survive_every_encoding(encoding: str) -> None:
    assert read_list(decode("José Müller;jose@werk.example".encode(encoding)))[0].name == "José Müller"


def test_rows_keep_the_number_they_have_in_the_file() -> None:
    rows = read_list("naam;email\nA;a@werk.example\n;\nB;b@werk.example")
    assert [row.number for row in rows] == [2, 4]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_cell_that_our_export_made_harmless_is_read_back(sign: str) -> None:
    assert read_list(f"naam;email\n'{sign}SUM(A1);a@werk.example")[0].name == f"{sign}SUM(A1)"


@pytest.mark.parametrize("text", ["", " \n;;\n", "naam;email\n", "naam;team\nBram;Ploeg 1"])
def test_a_list_without_people_or_addresses_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_list(text)


def test_as_many_rows_as_may_be_and_not_one_more() -> None:
    rows = "\n".join(f"a{number}@werk.example" for number in range(LARGEST_IMPORT_ROWS))
    assert len(read_list(rows)) == LARGEST_IMPORT_ROWS
    with pytest.raises(InvalidInput, match="501"):
        read_list(f"{rows}\nb@werk.example")


def test_a_file_that_is_too_large_is_refused() -> None:
    assert decode(b"a" * LARGEST_IMPORT_BYTES)
    with pytest.raises(InvalidInput):
        decode(b"a" * (LARGEST_IMPORT_BYTES + 1))


def test_a_field_longer_than_the_reader_takes_is_no_crash() -> None:
    with pytest.raises(InvalidInput):
        read_list('naam;email\n"' + "x" * 200_000)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_is_a_list_or_a_sentence(data: bytes) -> None:
    try:
        people = read_list(decode(data))
    except InvalidInput as error:
        assert error.message
    else:
        assert 0 < len(people) <= LARGEST_IMPORT_ROWS


@given(st.text(max_size=200))
def test_a_list_that_is_written_down_again_reads_the_same(text: str) -> None:
    try:
        people = read_list(text)
    except InvalidInput:
        return
    again = read_list(as_list(people))
    assert [_values(person) for person in again] == [_values(person) for person in people]


CELL = st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=20)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=20), st.sampled_from(";,\t"))
def test_separators_and_quotes_inside_cells_move_nothing(cells: list[tuple[str, str, str]], separator: str) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    header = separator.join(("email", "naam", "team"))
    lines = [separator.join((f"a{at}@b.nl", quoted(name), quoted(team))) for at, (name, team, _) in enumerate(cells)]
    people = read_list("\n".join([header, *lines]))
    assert [person.email for person in people] == [f"a{at}@b.nl" for at in range(len(cells))]
