import json
from typing import ClassVar

import msgspec
import pytest
from hypothesis import given

from acumen.records import KINDS, ForecastMade, Note, Part, QuestionAsked, Reader, Record, Sealed, encode, seal
from acumen.testing.kinds import records
from acumen.testing.records import MOMENT, sealed

AT = {"id": "i", "writer": "w", "count": 1, "happened_at": MOMENT, "written_at": MOMENT}


def sealed_as(record: Record) -> Sealed:
    return seal(record, id="i", writer="w", count=1, happened_at=MOMENT, written_at=MOMENT, salt=bytes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_kind_has_a_literal_name_a_version_and_words_that_are_fields_and_may_be_missing(kind: type[Record]) -> None:
    assert kind.KIND.islower()
    assert kind.VERSION >= 1
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    assert fields.keys() >= kind.WORDS
    assert all(fields[name].default is None for name in kind.WORDS)


def test_no_two_kinds_have_one_name() -> None:
    assert len({kind.KIND for kind in KINDS}) == len(KINDS)


@given(records())
def test_every_record_comes_back_as_it_was(record: Record) -> None:
    opened = Reader().open(sealed_as(record))
    assert opened.record == record
    assert (opened.problem, opened.is_redacted) == (None, False)
    assert (opened.envelope.kind, opened.envelope.version) == (record.KIND, record.VERSION)


@given(records())
def test_bodies_are_canonical_and_words_and_figures_apart(record: Record) -> None:
    for body, is_words in zip(encode(record), (False, True), strict=True):
        if body is None:
            continue
        fields = json.loads(body, object_pairs_hook=_sorted_once)
        assert fields
        assert body == json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() or any(
            isinstance(value, float) for value in _leaves(fields)
        )
        assert all((name in record.WORDS) == is_words for name in fields)
        assert encode(record) == encode(record)


def _sorted_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    assert names == sorted(set(names))
    return dict(pairs)


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for member in value.values() for leaf in _leaves(member)]
    if isinstance(value, list):
        return [leaf for member in value for leaf in _leaves(member)]
    return [value]


@given(records())
def test_without_its_words_a_record_says_what_its_figures_say(record: Record) -> None:
    whole = sealed_as(record)
    opened = Reader().open(msgspec.structs.replace(whole, words=None))
    assert opened.record == msgspec.structs.replace(record, **dict.fromkeys(record.WORDS))
    assert opened.is_redacted == (whole.words is not None)


@given(records())
def test_without_its_figures_a_record_says_nothing_and_is_no_problem(record: Record) -> None:
    whole = sealed_as(record)
    opened = Reader().open(msgspec.structs.replace(whole, words=None, figures=None))
    if whole.figures is not None:
        assert (opened.record, opened.problem, opened.is_redacted) == (None, None, True)


def test_the_bytes_of_a_record_are_those_that_were_written_by_the_first_version() -> None:
    record = ForecastMade(question="q", quantiles=((0.1, 3.0), (0.9, 1e22)), person="p", reason='so "ü"\n')
    figures, words = encode(record)
    assert figures == b'{"person":"p","quantiles":[[0.1,3.0],[0.9,1e22]],"question":"q"}'
    assert words == '{"reason":"so \\"ü\\"\\n"}'.encode()
    assert encode(Note(text="t")) == (None, b'{"text":"t"}')
    assert encode(Note()) == (None, None)


def test_a_name_redacted_leaves_the_chances() -> None:
    whole = sealed_as(QuestionAsked(form="choice", choices=("Ada", "Bob"), domain="people"))
    assert whole.figures is not None
    assert b"Ada" not in whole.figures.body + whole.envelope


class NoteOfTomorrow(Record, frozen=True, kw_only=True):
    """The kind `note` two versions later: its text in lines, and a mood that every note has."""

    KIND: ClassVar = "note"
    VERSION: ClassVar = 3
    WORDS: ClassVar = frozenset({"lines"})
    about: str | None = None
    mood: str
    lines: tuple[str, ...] | None = None


def test_an_aged_record_is_brought_up_one_version_after_another() -> None:
    upcasts = {
        ("note", 1): lambda fields: {**fields, "mood": "unknown"},
        ("note", 2): lambda fields: {
            ("lines" if name == "text" else name): value.split("\n") if name == "text" else value
            for name, value in fields.items()
        },
    }
    reader = Reader([NoteOfTomorrow], upcasts=upcasts)
    aged = sealed_as(Note(about="x", text="one\ntwo"))
    assert reader.open(aged).record == NoteOfTomorrow(about="x", mood="unknown", lines=("one", "two"))
    redacted = msgspec.structs.replace(aged, words=None)
    assert reader.open(redacted).record == NoteOfTomorrow(about="x", mood="unknown")
    assert reader.open(sealed_as(NoteOfTomorrow(mood="good"))).record == NoteOfTomorrow(mood="good")


def test_an_upcast_that_is_missing_or_fails_is_a_problem_of_that_record() -> None:
    aged = sealed_as(Note(text="one"))
    assert "can't be read" in (Reader([NoteOfTomorrow], upcasts={}).open(aged).problem or "")


@pytest.mark.parametrize(
    "strange",
    [sealed(1, figures=b"{}", kind="dream"), sealed(1, words=b"{}", kind="note", version=2)],
)
def test_a_kind_or_version_from_the_future_is_reported(strange: Sealed) -> None:
    opened = Reader().open(strange)
    assert opened.record is None
    assert (opened.problem or "").startswith("written by a later acumen: ")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"text":1}', b'{"text":"\xff"}', b"{}x", b"null"])
def test_a_body_that_can_not_be_read_is_a_problem_and_never_raises(body: bytes) -> None:
    opened = Reader().open(sealed(1, words=body, kind="note"))
    assert (opened.record, opened.is_redacted) == (None, False)
    assert "can't be read" in (opened.problem or "")


def test_a_field_that_a_later_acumen_added_without_a_new_version_is_passed_over() -> None:
    opened = Reader().open(sealed(1, words=b'{"text":"t","mood":"good"}', kind="note"))
    assert opened.record == Note(text="t")


@pytest.mark.parametrize(("figures", "words"), [(b"{}", b'{"text":"t"}'), (b"{}", None), (None, b'{"text":"t"}')])
def test_an_empty_body_joins_as_nothing(figures: bytes | None, words: bytes | None) -> None:
    parts = [None if body is None else Part(salt=b"", body=body) for body in (figures, words)]
    whole = msgspec.structs.replace(
        sealed(1, figures=figures, words=words, kind="note"), figures=parts[0], words=parts[1]
    )
    assert Reader().open(whole).record == Note(text="t" if words else None)
