"""What `acumen.ledger.contract` promises, as tests that any store can be held to.

A store's own tests subclass StoreContract under a name that pytest collects:

    class TestMyStore(StoreContract):
        OPENER = "my_package.my_store:open_ledger"  # called with a place, opens the ledger there

Override `place` where a place is not a path, `files` where the ledger's bytes lie in files, `open` where one process is all.
"""

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest

from acumen.errors import ConflictError, DamageError, StaleHeadError, UsageError
from acumen.ledger import EMPTY, Head, Ledger
from acumen.ledger.memory import MemoryLedger
from acumen.records import GENESIS, Kept, Part, Sealed, chain
from acumen.testing.records import draw, id_of, named, noted, redacted, sealed
from acumen.testing.writers import N_BATCH, N_EVERY, open_ledger

QUIMBY = "Wenceslaus-Quimby"
N_PROCESSES = 8
N_APPENDS = 150
N_KILLS = 80
N_SEQUENCES = 25
END_SECONDS = 300.0  # for what takes seconds: what has not ended by then never will


def everything(ledger: Ledger) -> list[Kept]:
    """All that is kept."""
    return list(ledger.read())


class StoreContract:
    """The suite. Each test gets a new place."""

    OPENER: ClassVar[str | None] = None  # None: a ledger that lasts no longer than its process

    @pytest.fixture
    def place(self, tmp_path: Path) -> str:
        """Where a new ledger may be."""
        return str(tmp_path / "kept" / "ledger")

    @pytest.fixture
    def ledger(self, place: str) -> Iterator[Ledger]:
        """A new ledger."""
        opened = self.open(place)
        yield opened
        opened.close()

    def open(self, place: str) -> Ledger:
        """The ledger at that place, new or not."""
        if self.OPENER is None:
            raise NotImplementedError("say OPENER, or override `open`")
        return open_ledger(self.OPENER, place)

    def files(self, place: str) -> list[Path]:
        """Files that hold bytes of the ledger at that place."""
        del place
        return []

    def opener(self) -> str:
        """OPENER, for tests that only a lasting ledger can be put to."""
        if self.OPENER is None:
            pytest.skip("this store does not outlive its process")
        return self.OPENER

    def test_an_empty_ledger_has_no_records(self, ledger: Ledger) -> None:
        assert ledger.head() == EMPTY == Head(position=0, hash=GENESIS)
        assert everything(ledger) == []
        assert ledger.append([]) == EMPTY
        assert ledger.find([id_of(1)]) == {}
        assert ledger.match("0") == []
        assert ledger.get_cached("a") is None
        assert ledger.inspect() == []

    def test_reading_makes_nothing(self, place: str) -> None:
        ledger = self.open(place)
        assert (ledger.head(), everything(ledger), ledger.inspect()) == (EMPTY, [], [])
        assert ledger.writer
        ledger.put_cached("a", b"1", at=EMPTY)
        assert self.files(place) == []
        ledger.close()

    def test_records_come_back_byte_for_byte_with_the_chain_over_their_envelopes(self, ledger: Ledger) -> None:
        bodies = [None, b"{}", b"", b"\x00\xff\r\n", '{"ü":"\u2028"}'.encode(), b"x" * 100_000]
        put = [sealed(number, figures=bodies[number % 6], words=bodies[number // 6]) for number in range(36)]
        head = ledger.append(put[:20])
        assert (head.position, ledger.head()) == (20, head)
        for single in put[20:]:
            head = ledger.append([single])
        kept = everything(ledger)
        assert [one.sealed for one in kept] == put
        assert [one.position for one in kept] == list(range(1, 37))
        hashed = GENESIS
        for one in kept:
            hashed = chain(hashed, one.sealed.envelope)
            assert one.hash == hashed
        assert ledger.head() == head == Head(position=36, hash=hashed)

    def test_what_was_written_is_there_when_it_is_opened_again(self, place: str) -> None:
        self.opener()
        first = self.open(place)
        first.append([named(1), noted(2, "words", about=id_of(1))])
        before = (first.head(), everything(first), first.writer)
        first.close()
        again = self.open(place)
        assert (again.head(), everything(again), again.writer) == before
        again.close()

    def test_two_that_are_open_at_once_see_one_another(self, place: str) -> None:
        self.opener()
        one, other = self.open(place), self.open(place)
        assert other.head() == EMPTY
        one.append([named(1)])
        assert other.append([named(2)]).position == 2
        assert one.head() == other.head()
        assert one.writer == other.writer
        one.close()
        other.close()

    def test_the_same_id_twice_is_written_once(self, ledger: Ledger) -> None:
        head = ledger.append([noted(1, "words"), noted(2, "more")])
        before = everything(ledger)
        assert ledger.append([noted(1, "words")]) == head, "other salts"
        assert ledger.append([noted(2, "more"), noted(1, "words"), noted(2, "more")]) == head
        assert everything(ledger) == before
        assert ledger.append([noted(3, "third"), noted(3, "third")]).position == 3

    def test_what_only_tells_of_the_writing_is_no_content(self, ledger: Ledger) -> None:
        head = ledger.append([named(1, count=1)])
        assert ledger.append([named(1, count=77)]) == head

    @pytest.mark.parametrize(
        "other",
        [
            sealed(1, figures=b"{}", words=b"{ }"),
            sealed(1, figures=b"1", words=b"{}"),
            sealed(1, figures=b"{}"),
            sealed(1, words=b"{}"),
            sealed(1, figures=b"{}", words=b"{}", kind="other"),
            sealed(1, figures=b"{}", words=b"{}", version=2),
            sealed(1, figures=b"{}", words=b"{}", writer="other"),
            sealed(1, figures=b"{}", words=b"{}", minutes=1),
        ],
    )
    def test_the_same_id_with_other_content_is_refused_and_all_that_came_with_it(
        self, ledger: Ledger, other: Sealed
    ) -> None:
        ledger.append([sealed(1, figures=b"{}", words=b"{}")])
        before = everything(ledger)
        with pytest.raises(ConflictError):
            ledger.append([named(2), other, named(3)])
        with pytest.raises(ConflictError):
            ledger.append([named(4), sealed(5, words=b"{}"), sealed(5, words=b"[]")])
        assert everything(ledger) == before

    def test_a_stale_head_is_refused_and_the_true_one_is_not(self, ledger: Ledger) -> None:
        head = ledger.append([named(1)], expected=EMPTY)
        after = ledger.append([named(2)], expected=head)
        for stale in (EMPTY, head, Head(position=2, hash=head.hash), Head(position=3, hash=after.hash)):
            with pytest.raises(StaleHeadError):
                ledger.append([named(3)], expected=stale)
        assert ledger.head() == after
        assert ledger.append([named(3)], expected=after).position == 3

    def test_a_known_id_is_looked_up_before_the_expected_head_is_compared(self, ledger: Ledger) -> None:
        head = ledger.append([named(1), named(2)])
        assert ledger.append([named(2), named(1)], expected=EMPTY) == head
        with pytest.raises(StaleHeadError):
            ledger.append([named(2), named(3)], expected=EMPTY)

    def test_a_record_that_is_not_what_its_envelope_says_is_refused_and_all_that_came_with_it(
        self, ledger: Ledger
    ) -> None:
        true = sealed(1, figures=b"{}", words=b"{}")
        assert true.figures is not None
        salt = true.figures.salt
        for false in (
            msgspec.structs.replace(true, words=Part(salt=salt, body=b"{}")),
            msgspec.structs.replace(true, figures=Part(salt=salt, body=b"{ }")),
            msgspec.structs.replace(sealed(1, words=b"{}"), figures=true.figures),
            msgspec.structs.replace(true, envelope=b"{}"),
            msgspec.structs.replace(true, envelope=b"\xff"),
        ):
            with pytest.raises(DamageError):
                ledger.append([named(2), false])
            assert ledger.head() == EMPTY

    def test_a_range_is_read_after_one_position_and_until_another(self, ledger: Ledger) -> None:
        ledger.append([named(number) for number in range(1, 6)])
        assert [one.position for one in ledger.read(after=2)] == [3, 4, 5]
        assert [one.position for one in ledger.read(after=1, until=3)] == [2, 3]
        assert [one.position for one in ledger.read(after=4, until=99)] == [5]
        assert list(ledger.read(after=5)) == list(ledger.read(after=9)) == list(ledger.read(after=3, until=2)) == []

    def test_a_reader_on_its_way_hinders_no_writer_and_ends_where_the_head_was(self, ledger: Ledger) -> None:
        ledger.append([named(number) for number in range(1, 5_001)])
        reading = ledger.read()
        assert next(reading).position == 1
        ledger.append([named(5_001)])
        assert [one.position for one in reading] == list(range(2, 5_001))

    def test_ids_are_found_and_matched_by_their_beginning(self, ledger: Ledger) -> None:
        numbers = (0x30, 0x31, 0x10)
        ledger.append([named(number) for number in numbers])
        assert ledger.find([id_of(0x31), id_of(1), id_of(0x10)]) == {id_of(0x31): 2, id_of(0x10): 3}
        assert ledger.match(id_of(0x30)[:-1]) == [id_of(0x30), id_of(0x31)]
        assert ledger.match("0") == [id_of(number) for number in numbers]
        assert ledger.match("0", limit=1) == [id_of(0x30)]
        assert ledger.match("%") == ledger.match("_") == ledger.match("f") == []

    def test_an_empty_ledger_can_become_a_copy_of_anothers_and_no_other(self, ledger: Ledger) -> None:
        ledger.append([named(1)], writer="theirs")
        assert ledger.writer == "theirs"
        with pytest.raises(UsageError):
            ledger.append([named(2)], writer="mine")
        assert (ledger.writer, ledger.head().position) == ("theirs", 1)

    def test_the_writer_stays_once_something_was_written(self, ledger: Ledger) -> None:
        before = ledger.writer
        ledger.append([named(1)])
        assert ledger.writer == before

    def test_a_redaction_takes_the_words_and_leaves_figures_envelopes_and_chain(self, ledger: Ledger) -> None:
        ledger.append([noted(1, QUIMBY, about=id_of(9)), named(2, name=QUIMBY)])
        before = everything(ledger)
        ledger.append([redacted(3, id_of(1))])
        after = everything(ledger)
        assert after[0].sealed == msgspec.structs.replace(before[0].sealed, words=None)
        assert after[0].sealed.figures is not None
        assert after[1] == before[1]
        assert [one.hash for one in after[:2]] == [one.hash for one in before]

    def test_a_redaction_of_all_takes_the_figures_too(self, ledger: Ledger) -> None:
        ledger.append([noted(1, QUIMBY, about=id_of(9))])
        ledger.append([redacted(2, id_of(1))])
        ledger.append([redacted(3, id_of(1), is_all=True)])
        (first, *_) = everything(ledger)
        assert (first.sealed.figures, first.sealed.words) == (None, None)

    def test_what_a_redaction_says_it_took_stays_when_it_is_redacted_itself(self, ledger: Ledger) -> None:
        ledger.append([named(1, name=QUIMBY), redacted(2, id_of(1), why=QUIMBY)])
        ledger.append([redacted(3, id_of(2), is_all=True)])
        kept = everything(ledger)[1].sealed
        assert kept.words is None
        assert kept.figures is not None

    @pytest.mark.parametrize("is_all", [False, True])
    def test_what_was_redacted_does_not_come_back(self, ledger: Ledger, *, is_all: bool) -> None:
        full = noted(1, QUIMBY, about=id_of(9))
        ledger.append([full])
        ledger.append([redacted(2, id_of(1), is_all=is_all)])
        head = ledger.head()
        before = everything(ledger)
        assert ledger.append([full]) == head
        assert everything(ledger) == before

    @pytest.mark.parametrize("is_one_batch", [False, True])
    def test_a_record_that_comes_after_its_redaction_is_kept_without_what_was_redacted(
        self, ledger: Ledger, *, is_one_batch: bool
    ) -> None:
        redaction, full = redacted(1, id_of(2)), noted(2, QUIMBY, about=id_of(9))
        for batch in [[redaction, full]] if is_one_batch else [[redaction], [full]]:
            ledger.append(batch)
        assert everything(ledger)[1].sealed == msgspec.structs.replace(full, words=None)

    def test_redacted_words_are_in_none_of_the_files(self, place: str) -> None:
        ledger = self.open(place)
        for first in range(1, 400, 40):
            ledger.append(
                [noted(number, f"{QUIMBY} {number} " + "y" * (number * 9)) for number in range(first, first + 40)]
            )
        ledger.put_cached("names", QUIMBY.encode() * 1_000, at=ledger.head())
        for number in range(1, 401):
            if number % 3 == 0:
                ledger.append([noted(1_000 + number, f"between {number}")])
        assert not self.files(place) or any(QUIMBY.encode() in path.read_bytes() for path in self.files(place))
        ledger.append([redacted(2_000 + number, id_of(number)) for number in range(1, 401)])
        assert not [path.name for path in self.files(place) if QUIMBY.encode() in path.read_bytes()]
        ledger.close()
        assert not [path.name for path in self.files(place) if QUIMBY.encode() in path.read_bytes()]

    def test_cached_values_are_kept_replaced_and_dropped_by_a_redaction(self, ledger: Ledger) -> None:
        head = ledger.append([named(1)])
        ledger.put_cached("a", b"one", at=head)
        ledger.put_cached("a", b"\x00two", at=head)
        ledger.put_cached("b", b"", at=head)
        assert (ledger.get_cached("a"), ledger.get_cached("b"), ledger.get_cached("c")) == (b"\x00two", b"", None)
        ledger.append([redacted(2, id_of(1))])
        assert (ledger.get_cached("a"), ledger.get_cached("b")) == (None, None)
        ledger.put_cached("a", b"what was read before the redaction", at=head)
        assert ledger.get_cached("a") is None

    @pytest.mark.parametrize("seed", range(N_SEQUENCES))
    def test_it_does_what_the_ledger_in_memory_does(self, ledger: Ledger, seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311 -- nothing secret
        model = MemoryLedger()
        heads = [EMPTY]
        for _ in range(40):
            batch = [draw(rng) for _ in range(rng.randrange(4))]
            expected = rng.choice([None, None, *heads[-3:]])
            told = [_try(tried, batch, expected) for tried in (ledger, model)]
            assert told[0] == told[1]
            heads.append(model.head())
        assert everything(ledger) == everything(model)
        assert ledger.inspect() == []

    def test_threads_that_race_for_the_head_lose_and_double_nothing(self, ledger: Ledger) -> None:
        def write(first: int) -> None:
            for number in range(first, first + 25):
                while True:
                    try:
                        ledger.append([named(number)], expected=ledger.head())
                        break
                    except StaleHeadError:
                        continue

        threads = [threading.Thread(target=write, args=(1_000 * place,), daemon=True) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=END_SECONDS)
        _check_sound(everything(ledger), {id_of(1_000 * place + number) for place in range(4) for number in range(25)})

    def test_processes_that_append_at_once_lose_and_double_nothing(self, place: str) -> None:
        opener = self.opener()
        firsts = [10_000 * number for number in range(N_PROCESSES)]
        running = [_start("append", opener, place, first, N_APPENDS) for first in firsts]
        for process in running:
            said, error = process.communicate(timeout=END_SECONDS)
            assert process.returncode == 0, (said, error)
        ledger = self.open(place)
        _check_sound(everything(ledger), {id_of(first + number) for first in firsts for number in range(N_APPENDS)})
        assert ledger.inspect() == []
        ledger.close()

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
    def test_a_writer_killed_at_any_instant_loses_nothing_acknowledged_and_keeps_no_half_batch(
        self, place: str
    ) -> None:
        process = _start("crash", self.opener(), place, N_KILLS, 20261124)
        said, error = process.communicate(timeout=END_SECONDS)
        assert process.returncode == 0, error
        last = 0
        found = [pair for pair in json.loads(said) if pair[0] >= 0]
        for start, end in found:
            assert last <= start <= last + N_BATCH, "one batch at most was kept and not acknowledged"
            last = end
        assert len(found) > N_KILLS / 2
        assert last > N_KILLS
        ledger = self.open(place)
        kept = everything(ledger)
        assert len(kept) % N_BATCH == 0
        _check_sound(kept, {id_of(number) for number in range(1, len(kept) + 1)})
        redactions = range(N_BATCH * N_EVERY, len(kept) + 1, N_BATCH * N_EVERY)
        gone = [one.position for one in kept if one.sealed.words is None]
        assert gone == [position - N_BATCH for position in redactions]
        assert ledger.inspect() == []
        ledger.close()


def _start(what: str, opener: str, place: str, first: int, second: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "acumen.testing.writers", what, opener, place, str(first), str(second)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603


def _check_sound(kept: list[Kept], ids: set[str]) -> None:
    """Positions without gaps, a chain that holds, and each id once."""
    hashed = GENESIS
    for place, one in enumerate(kept, start=1):
        hashed = chain(hashed, one.sealed.envelope)
        assert (one.position, one.hash) == (place, hashed)
    found = [one.sealed.open_envelope().id for one in kept]
    assert len(found) == len(set(found))
    assert set(found) == ids


def _try(ledger: Ledger, batch: list[Sealed], expected: Head | None) -> Head | str:
    try:
        return ledger.append(batch, expected=expected)
    except (ConflictError, DamageError, StaleHeadError) as error:
        return type(error).__name__
