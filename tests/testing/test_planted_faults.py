"""Faults planted in the ledger, each of which turns a check red: a check that nothing can turn red proves nothing."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acumen.desk.ledgers import audit as walking
from acumen.errors import StaleHeadError
from acumen.ledger import rules, schema, sqlite
from acumen.ledger.contract import Head
from acumen.ledger.sqlite import SqliteLedger
from acumen.records import GENESIS, Imported, Sealed, chain
from acumen.testing.store_contract import StoreContract
from tests.desk.ledgers import test_merge as test_take_over
from tests.desk.ledgers import test_proof
from tests.ledger.power_cuts import Found, cut_power, delete_early, live
from tests.ledger.test_sqlite import TestSqliteLedger as Contract

N_CUTS = 200


N_OF_THE_TABLE = 2 + 6 + 6 + 1 + 1  # people, questions, forecasts, who one is oneself, that it was taken in


def cut() -> Found:
    return cut_power(live(), n_cuts=N_CUTS, seed=1)


def without(*starts: str) -> tuple[str, ...]:
    """The ledger's pragmas, but for some."""
    left = tuple(pragma for pragma in schema.PRAGMAS if not pragma.startswith(starts))
    assert len(left) < len(schema.PRAGMAS)
    return left


@contextlib.contextmanager
def no_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Every statement a commit of its own, and nothing taken back."""
    del connection
    yield


def one_by_one(
    true: Callable[..., Head],
) -> Callable[..., Head]:
    """An append that keeps records one after another."""

    def append(
        self: SqliteLedger, records: list[Sealed], *, expected: Head | None = None, writer: str | None = None
    ) -> Head:
        head = self.head()
        for number, record in enumerate(records):
            head = true(self, [record], expected=expected if number == 0 else None, writer=writer)
        return head

    return append


def test_without_a_fault_nothing_is_red() -> None:
    assert cut().is_well


def test_writes_that_are_not_synced_lose_acknowledged_records_in_a_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "PRAGMAS", ("synchronous = OFF", *without("synchronous")))
    assert cut().n_lost > 0


def test_a_journal_that_is_deleted_early_leaves_a_ledger_that_is_not_sound() -> None:
    found = cut_power(delete_early(live()), n_cuts=2 * N_CUTS, seed=1)
    assert found.n_unsound + found.n_half > 0


def test_an_undo_outside_of_the_transaction_leaves_half_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_transaction", no_transaction)
    assert cut().n_half > 0


def test_an_import_that_is_not_one_act_is_found_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    true = SqliteLedger.append
    monkeypatch.setattr(SqliteLedger, "append", one_by_one(true))
    life = live(n_batches=1)
    assert cut_power(life, n_cuts=N_CUTS, seed=1).n_half > 0


def test_a_table_taken_in_by_two_acts_is_found_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    true = SqliteLedger.append

    def in_two(
        self: SqliteLedger, records: list[Sealed], *, expected: Head | None = None, writer: str | None = None
    ) -> Head:
        is_table = records[-1].open_envelope().kind == Imported.KIND and len(records) == N_OF_THE_TABLE
        if not is_table:
            return true(self, records, expected=expected, writer=writer)
        true(self, records[-1:], expected=expected)
        return true(self, records[:-1])

    monkeypatch.setattr(SqliteLedger, "append", in_two)
    life = live(n_batches=1)
    assert cut_power(life, n_cuts=N_CUTS, seed=1).n_half > 0


def test_a_chain_that_is_not_carried_on_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sqlite, "chain", lambda before, envelope: chain(GENESIS, envelope) if before else b"")
    ledger = SqliteLedger(tmp_path / "l")
    with pytest.raises(AssertionError):
        Contract().test_records_come_back_byte_for_byte_with_the_chain_over_their_envelopes(ledger)
    assert walking.walk(ledger).faults


def test_a_cached_section_that_is_trusted_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(walking, "_compare_cached", lambda *_: ())
    with pytest.raises(AssertionError):
        test_proof.test_a_forged_cache_is_named_and_dropped_and_answers_are_right_again(tmp_path, is_file=True)


@pytest.mark.parametrize("is_emptied", [False, True])
def test_a_redaction_that_overwrites_nothing_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, is_emptied: bool
) -> None:
    monkeypatch.setattr(sqlite, "_vacuum", lambda _: None)
    if is_emptied:
        monkeypatch.setattr(schema, "PRAGMAS", ("secure_delete = OFF", *without("secure_delete")))
    else:
        monkeypatch.setattr(sqlite, "without_parts", lambda sealed, *_, **__: sealed)
    with pytest.raises(AssertionError):
        Contract().test_redacted_words_are_in_none_of_the_files(str(tmp_path / "kept" / "l"))


@pytest.mark.parametrize("compare", ["position", "hash", "none"])
def test_a_head_that_is_compared_in_part_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, compare: str
) -> None:
    def compare_heads(expected: Head | None, found: Head) -> None:
        if expected is not None and compare != "none" and getattr(expected, compare) != getattr(found, compare):
            raise StaleHeadError("stale")

    monkeypatch.setattr(sqlite, "compare_heads", compare_heads)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        StoreContract.test_a_stale_head_is_refused_and_the_true_one_is_not(Contract(), SqliteLedger(tmp_path / "l"))


def test_an_import_whose_claims_count_as_proof_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    import acumen.desk.ledgers.verify as verifying

    true = verifying._recognise
    monkeypatch.setattr(verifying, "_recognise", lambda *told: None if true(*told) is None else (true(*told)[0], 0))  # type: ignore[index]
    with pytest.raises(AssertionError):
        test_proof.test_an_import_that_only_claims_hashes_proves_no_head()


def test_a_redaction_that_is_forgotten_when_its_record_comes_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sqlite, "_find_removed", lambda *_: {})
    check = StoreContract.test_a_record_that_comes_after_its_redaction_is_kept_without_what_was_redacted
    with pytest.raises(AssertionError):
        check(Contract(), SqliteLedger(tmp_path / "l"), is_one_batch=False)


def test_content_that_is_not_compared_lets_an_id_be_written_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "is_same", lambda *_: True)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        test_take_over.test_a_record_of_the_same_id_with_other_content_is_refused_and_nothing_comes_in()
