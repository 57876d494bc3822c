import base64
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.errors import DamageError, LedgerError
from acumen.ledger import EMPTY
from acumen.ledger.lines import read_lines, write_lines
from acumen.ledger.memory import MemoryLedger
from acumen.records import chain
from acumen.testing.records import WRITER, id_of, named, noted, redacted, sealed

BODIES = (
    st.none()
    | st.binary()
    | st.text().map(str.encode)
    | st.dictionaries(st.text(), st.text()).map(json.dumps).map(str.encode)
)


def ledger_of(*records: object) -> MemoryLedger:
    ledger = MemoryLedger(writer=WRITER)
    ledger.append(records)  # type: ignore[arg-type]
    return ledger


def small() -> list[bytes]:
    """Five lines: the first one, and four records of which the second was redacted."""
    notes = [noted(1, "one", about=id_of(9)), noted(2, "two"), named(3)]
    return list(write_lines(ledger_of(*notes, redacted(4, id_of(2)))))


@given(st.lists(st.tuples(BODIES, BODIES), max_size=5))
def test_any_bodies_come_back_byte_for_byte_with_the_same_head_and_writer(bodies: list[tuple[bytes, bytes]]) -> None:
    ledger = ledger_of(*[sealed(number, figures=one, words=other) for number, (one, other) in enumerate(bodies)])
    lines = list(write_lines(ledger))
    assert all(line.count(b"\n") == 1 for line in lines)
    export = read_lines(lines, source="f")
    assert (export.head, export.writer) == (ledger.head(), WRITER)
    assert list(export.records) == [kept.sealed for kept in ledger.read()]


def test_ours_are_written_for_people_to_read() -> None:
    line = json.loads(small()[1])
    assert line["figures"] == {"about": id_of(9)}
    assert line["words"] == {"text": "one"}
    assert line["envelope"]["kind"] == "note"
    assert not [name for name in line if name.endswith("base64")]


def test_an_empty_ledger_is_one_line() -> None:
    lines = list(write_lines(ledger_of()))
    assert len(lines) == 1
    assert read_lines(lines, source="f").head == EMPTY


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_changed_line_is_refused_with_its_number(number: int) -> None:
    for old, new in (
        (b"2026", b"2027"),
        (b'"count":', b'"count":1'),
        (b'{"', b'{ "'),
        (b'"version":1', b'"version":2'),
    ):
        lines = small()
        place = lines[number].index(b'"envelope":')
        lines[number] = lines[number][:place] + lines[number][place:].replace(old, new, 1)
        with pytest.raises(DamageError, match=rf"^f:{number + 1}: ") as raised:
            read_lines(lines, source="f")
        assert raised.value.position == number
        assert "export again" in raised.value.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"text":"one"', b'"text":"two"'),
        (b'"words":{', b'"words":{ '),
        (b'"words_salt":"', b'"words_salt":"00'),
        (b'"words_salt":"', b'"words_salt":"zz'),
        (b'"position":1', b'"position":2'),
        (b'"position":1', b'"further":0,"position":1'),
        (b"}\n", b"\n"),
        (b'"hash":"', b'"hash":"0'),
    ],
)
def test_whatever_is_changed_in_a_line_is_refused(old: bytes, new: bytes) -> None:
    lines = small()
    assert old in lines[1]
    lines[1] = lines[1].replace(old, new, 1)
    with pytest.raises(DamageError, match=r"^f:2: "):
        read_lines(lines, source="f")


@given(st.data())
def test_any_changed_byte_is_refused_or_changes_nothing(data: st.DataObject) -> None:
    lines = small()
    export = read_lines(lines, source="f")
    text = b"".join(lines)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + bytes([data.draw(st.integers(0, 255))]) + text[place + 1 :]
    try:
        found = read_lines(changed.splitlines(keepends=True), source="f")
    except LedgerError:
        return
    assert (found.head, found.records) == (export.head, export.records)


def test_a_missing_a_swapped_and_a_doubled_line_are_refused_with_their_numbers() -> None:
    one, two, three, four, five = small()
    for lines, number in (
        ([one, three, four, five], 2),
        ([one, two, four, five], 3),
        ([one, two, four, three, five], 3),
        ([one, two, two, three, four, five], 3),
        ([one, two, three, four], 4),
        ([one, two, three, four, five, five], 6),
        ([one], 1),
    ):
        with pytest.raises(DamageError, match=rf"^f:{number}: "):
            read_lines(lines, source="f")


def test_a_file_cut_anywhere_is_refused() -> None:
    text = b"".join(small())
    for end in range(len(text) - 1):
        with pytest.raises(LedgerError, match=r"^f:\d: "):
            read_lines(text[:end].splitlines(keepends=True), source="f")
    assert read_lines(text[:-1].splitlines(keepends=True), source="f").head.position == 4


def test_ends_of_lines_that_a_mail_program_changed_and_blank_lines_change_nothing() -> None:
    lines = small()
    mailed = b"".join(lines).replace(b"\n", b"\r\n\r\n").splitlines(keepends=True)
    assert read_lines(mailed, source="f") == read_lines(lines, source="f")


def test_a_part_that_is_missing_without_a_redaction_is_refused() -> None:
    lines = list(write_lines(ledger_of(*(noted(n, f"note {n}", about=id_of(9)) for n in (1, 2, 3)))))
    for number in range(1, 4):
        line = json.loads(lines[number])
        for name in ("words", "figures"):
            missing = {key: value for key, value in line.items() if not key.startswith(name)}
            text = json.dumps(missing, separators=(",", ":")).encode() + b"\n"
            told = rf"^f:{number + 1}: its {name} are missing, and no redaction says why"
            with pytest.raises(DamageError, match=told) as refused:
                read_lines([*lines[:number], text, *lines[number + 1 :]], source="f")
            assert refused.value.position == number


def test_what_is_no_export_and_what_a_later_acumen_exported_is_refused_in_words() -> None:
    for text in (
        b"",
        b"plan: p\n",
        b"{}\n",
        b'{"format":"other","version":1,"position":0,"hash":"","writer":""}',
        b"\xff",
    ):
        with pytest.raises(LedgerError, match="expected the first line of an exported ledger"):
            read_lines([text], source="f")
    later = small()[0].replace(b'"version":1', b'"version":2')
    with pytest.raises(LedgerError, match="expected an export of version 1 at most, found 2"):
        read_lines([later], source="f")


def test_bytes_that_are_no_json_are_written_in_base64() -> None:
    (_, line) = write_lines(ledger_of(sealed(1, words=b"\xff\n")))
    assert base64.b64decode(json.loads(line)["words_base64"]) == b"\xff\n"


def test_figures_that_are_missing_are_not_explained_by_a_redaction_of_words() -> None:
    lines = list(write_lines(ledger_of(noted(1, "one", about=id_of(9)), redacted(2, id_of(1)))))
    assert read_lines(lines, source="f").head.position == 2
    line = json.loads(lines[1])
    assert "words" not in line
    bare = {key: value for key, value in line.items() if not key.startswith("figures")}
    lines[1] = json.dumps(bare, separators=(",", ":")).encode() + b"\n"
    with pytest.raises(DamageError, match=r"^f:2: its figures are missing, and no redaction says why"):
        read_lines(lines, source="f")


def test_every_changed_letter_of_the_first_line_is_refused() -> None:
    lines = small()
    export = read_lines(lines, source="f")
    for place in range(len(lines[0]) - 1):
        for letter in b"0a}":
            changed = lines[0][:place] + bytes([letter]) + lines[0][place + 1 :]
            if changed == lines[0]:
                continue
            with pytest.raises(LedgerError, match=r"^f:1: |^f:5: expected"):
                read_lines([changed, *lines[1:]], source="f")
    assert export.writer == WRITER


def test_another_writer_in_the_first_line_is_refused() -> None:
    lines = small()
    lines[0] = lines[0].replace(WRITER.encode(), WRITER.replace("1", "2").encode())
    with pytest.raises(DamageError, match=r"^f:1: it names another writer than its records"):
        read_lines(lines, source="f")


@pytest.mark.parametrize("signs", [b"[" * 100_000, b'{"a":' * 100_000, b'{"position":1,"x":' + b"[" * 300])
def test_deep_nesting_is_refused_before_it_is_followed(signs: bytes) -> None:
    lines = small()
    lines[2] = signs + b"\n"
    with pytest.raises(DamageError, match=r"^f:3: expected at most 200 lists and objects inside one another"):
        read_lines(lines, source="f")
    with pytest.raises(LedgerError, match=r"^f:1: "):
        read_lines([signs], source="f")


def test_brackets_in_words_are_no_nesting() -> None:
    text = '[{"\\' * 500
    lines = list(write_lines(ledger_of(noted(1, text))))
    assert read_lines(lines, source="f").head.position == 1


def swap(lines: list[bytes], number: int, old: bytes, new: bytes) -> list[bytes]:
    """The lines (counted from 1) with something in one of them replaced."""
    assert old in lines[number - 1]
    return [line.replace(old, new, 1) if at == number else line for at, line in enumerate(lines, start=1)]


@pytest.mark.parametrize(
    ("damage", "line", "position", "message"),
    [
        (lambda lines: [*lines[:2], b"\n", *lines[2:], lines[-1]], 7, 5, "expected record 5, found record 4"),
        (lambda lines: [b"\n", *lines], None, None, "expected the first line"),
        (lambda lines: lines[:-1], 4, 3, "expected 4 records, found 3"),
        (lambda lines: [*lines[:-1], b"\n", b"\n"], 6, 3, "expected 4 records, found 3"),
        (lambda lines: swap(lines, 1, b'"position":4', b'"position":3'), 5, 4, "expected 3 records, found more"),
        (lambda lines: swap(lines, 1, b'"position":4', b'"position":0'), 1, 0, "its head is none"),
        (lambda lines: swap(lines, 1, WRITER.encode(), b"f" * len(WRITER)), 1, 0, "it names another writer"),
        (lambda lines: swap(lines, 3, b'"position":2', b'"position":3'), 3, 2, "expected record 2, found record 3"),
        (lambda lines: [*lines[:2], b"[" * 3_000 + b"\n", *lines[3:]], 3, 2, "lists and objects inside one another"),
        (lambda lines: [*lines[:3], b"{}\n", *lines[4:]], 4, 3, "can't be read"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_its_record(
    damage: Callable[[list[bytes]], list[bytes]], line: int | None, position: int | None, message: str
) -> None:
    with pytest.raises(LedgerError, match=re.escape(message)) as caught:
        read_lines(damage(small()), source="f")
    assert str(caught.value).startswith("f:1:" if line is None else f"f:{line}: ")
    if isinstance(caught.value, DamageError):
        assert caught.value.position == position


def test_a_record_that_stands_twice_is_named_with_the_line_where_it_stood_first() -> None:
    ledger = ledger_of(noted(1, "one"), noted(2, "two"))
    lines = list(write_lines(ledger))
    told = [json.loads(line) for line in lines]
    envelope = next(iter(ledger.read())).sealed.envelope
    hashed = chain(bytes.fromhex(told[2]["hash"]), envelope).hex().encode()
    again = lines[1].replace(b'"position":1', b'"position":3').replace(told[1]["hash"].encode(), hashed)
    first = lines[0].replace(b'"position":2', b'"position":3').replace(told[0]["hash"].encode(), hashed)
    with pytest.raises(DamageError, match=r"^f:4: record \w+ stands in line 2 already") as caught:
        read_lines([first, *lines[1:], again], source="f")
    assert caught.value.position == 3
