"""A document is read safely or refused clearly: syntax, size, bombs and surprises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metro.kernel.documents import Fault, Refused, load
from metro.kernel.documents_faults import FileTooLarge
from metro.kernel.documents_reader import Reader


def refusal(source: bytes, name: str = "", limit_bytes: int = 5_000_000) -> Refused:
    with pytest.raises(Refused) as caught:
        Reader(load(source, limit_bytes=limit_bytes, name=name)).finish()
    return caught.value


def only_fault(source: bytes, name: str = "") -> Fault:
    faults = refusal(source, name).faults
    assert len(faults) == 1, faults
    return faults[0]


def test_json_and_yaml_of_the_same_structure_give_the_same_value() -> None:
    from_json = load(b'{"a": [1, -2.5, true, null, "x"], "b": {"c": "\\u00e9"}}')
    from_yaml = load("a: [1, -2.5, true, null, x]\nb: {c: é}\n".encode())
    assert from_json.value == from_yaml.value == {"a": [1, -2.5, True, None, "x"], "b": {"c": "é"}}
    assert (from_json.syntax, from_yaml.syntax) == ("json", "yaml")


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\xef\xbb\xbf", b"# only a comment\n", b"---\n", b"null"])
def test_an_empty_file_is_called_empty(content: bytes) -> None:
    assert "leeg" in only_fault(content).message


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x00" * 50, b"a: b\x00"])
def test_a_binary_file_is_no_text(content: bytes) -> None:
    assert "geen tekstbestand" in only_fault(content).message


def test_text_that_is_not_utf_8_is_refused_at_the_byte_that_is_wrong() -> None:
    fault = only_fault(b"\xef\xbb\xbfname: ok\ngoal: caf\xe9\n")
    assert (fault.line, fault.column) == (2, 10)
    assert "UTF-8" in fault.message


def test_utf_16_is_told_to_become_utf_8() -> None:
    assert "UTF-8" in only_fault("name: x".encode("utf-16")).message


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert load(b'\xef\xbb\xbf{"a": 1}').value == {"a": 1}
    assert load(b"\xef\xbb\xbfa: 1").value == {"a": 1}


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    path.write_bytes(b"[" + b" " * 2_000_000 + b"]")
    with pytest.raises(FileTooLarge) as caught:
        load(path, limit_bytes=1_500_000)
    assert caught.value.status == 413
    assert "1.5 MB" in caught.value.message
    assert load(path, limit_bytes=2_000_002).value == []


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(Refused, match="kan niet gelezen worden") as caught:
            load(path)
        assert str(path) in caught.value.message


@pytest.mark.parametrize("name", ["x.json", ""])
def test_a_repeated_key_is_refused_at_its_second_place_in_json(name: str) -> None:
    fault = only_fault(b'{"a": 1,\n "b": {"c": 1,\n       "c": 2}}', name)
    assert (fault.path, fault.line, fault.column) == ("b.c", 3, 8)


def test_a_repeated_key_is_refused_at_its_second_place_in_yaml() -> None:
    fault = only_fault(b"a:\n  - b: 1\n    c: 2\n    b: 3\n")
    assert (fault.path, fault.line, fault.column) == ("a[0].b", 4, 5)


def test_all_repeated_keys_are_reported_at_once() -> None:
    assert [fault.path for fault in refusal(b'{"a": 1, "a": 2, "b": 1, "b": 2}').faults] == ["a", "b"]


def test_a_yaml_alias_bomb_is_refused() -> None:
    bomb = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (98 + i, 98 + i, 97 + i, 97 + i) for i in range(20))
    faults = refusal(bomb).faults
    assert "anker" in faults[0].message
    assert any("verwijzing" in fault.message for fault in faults)


@pytest.mark.parametrize(
    "content",
    [b"a: !!python/object:os.system x", b"!!python/object/apply:os.system ['x']", b"a: !x {b: 1}", b"a: !!str 1"],
)
def test_a_yaml_tag_is_refused(content: bytes) -> None:
    assert "typeaanduiding" in only_fault(content).message


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b"{a: ", b"- ", b"? "])
def test_three_thousand_levels_are_refused_where_they_get_too_deep(opening: bytes) -> None:
    fault = refusal(opening * 3_000).faults[-1]
    assert "lagen" in fault.message or "naam" in fault.message


def test_a_million_brackets_are_refused() -> None:
    assert "lagen" in only_fault(b"[" * 1_000_000, "x.json").message
    assert "lagen" in only_fault(b"[" * 1_000_000, "x.yaml").message


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5_000, "1234567890123456"])
def test_a_number_that_json_cannot_carry_is_refused_in_its_place(number: str) -> None:
    fault = only_fault(b'{"a": [1,\n' + number.encode() + b"]}")
    assert (fault.path, fault.line, fault.column) == ("a[1]", 2, 1)
    assert "getal" in fault.message


@pytest.mark.parametrize("number", [".nan", ".inf", "-.INF", "1e999", "9" * 5_000])
def test_a_number_that_yaml_cannot_carry_is_refused_in_its_place(number: str) -> None:
    fault = only_fault(b"a:\n  - 1\n  - " + number.encode())
    assert (fault.path, fault.line, fault.column) == ("a[1]", 3, 5)


def test_two_yaml_documents_are_refused() -> None:
    assert only_fault(b"a: 1\n---\nb: 2\n").line == 2


@pytest.mark.parametrize("key", ["1", "true", "null", "no", "2026-01-31", "~"])
def test_a_yaml_key_that_is_no_text_is_refused(key: str) -> None:
    assert "aanhalingstekens" in only_fault(f"{key}: x\n".encode()).message


def test_a_yaml_key_that_is_a_list_is_refused() -> None:
    assert "naam" in only_fault(b"[a, b]: x\n", "x.yaml").message


def test_quoted_words_are_always_text_in_yaml() -> None:
    assert load(b"['no', \"2026-01-31\", '12', 'null', \"\", n, Y]", name="x.yaml").value == [
        "no", "2026-01-31", "12", "null", "", "n", "Y"]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [(b'{"a": 1,}', 1, 9), (b'{"a" 1}', 1, 6), (b'{"a": 1', 1, 8), (b'{"a": tru}', 1, 7), (b'{"a": "x\ny"}', 1, 9),
     (b'{"a": 1} x', 1, 10), (b'{"a": "\\q"}', 1, 8), (b'{"a": "x', 1, 7), (b'{"a": 1 "b": 2}', 1, 9)],
)  # fmt: skip
def test_broken_json_is_explained_where_it_breaks(content: bytes, line: int, column: int) -> None:
    fault = only_fault(content, "x.json")
    assert (fault.line, fault.column) == (line, column)
    assert fault.message.endswith(".")


@pytest.mark.parametrize(
    "content", [b"a: [1, 2\nb: 3\n", b"a: b: c\n", b"\ta: 1\n", b"a: 'x\n", b"a: \x07\n", b"@x: 1"]
)
def test_broken_yaml_is_explained_where_it_breaks(content: bytes) -> None:
    fault = only_fault(content, "x.yaml")
    assert fault.line is not None
    assert fault.message.endswith(".")


def test_the_message_names_file_place_path_and_fault() -> None:
    message = refusal(b'{"a": [NaN]}', "netwerk.json").message
    assert message.startswith("netwerk.json:1:8: a[0]: NaN is geen bruikbaar getal")


def test_a_hundred_faults_are_printed_and_the_rest_is_counted() -> None:
    lines = refusal(json.dumps([float("nan")] * 130).encode()).message.splitlines()
    assert len(lines) == 101
    assert lines[-1] == "En nog 30 fouten."


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**13), 10**13) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(values.filter(lambda value: value is not None), st.sampled_from([None, 1]))
def test_every_json_document_reads_as_the_standard_library_reads_it(value: object, indent: int | None) -> None:
    assert load(json.dumps(value, indent=indent).encode(), name="x.json").value == value


@given(st.binary(max_size=200) | st.text("{}[]\":,-&*!?|>#%@'\n \\ab01.eE~", max_size=60).map(str.encode),
       st.sampled_from(["", "x.json", "x.yaml"]))  # fmt: skip
def test_bytes_of_any_kind_are_read_or_refused(content: bytes, name: str) -> None:
    try:
        load(content, name=name)
    except Refused as refused:
        assert refused.faults
        assert refused.message
