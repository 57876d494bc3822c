"""Some of `make study ONLY=attacks`, small."""

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from studies import __main__ as studies
from studies.attack_bytes import damage, tamper
from studies.attack_histories import histories
from studies.attack_row import Row
from studies.attack_storms import kill_exports, kill_redactions, storm


def test_directed_tampering_is_found_every_time_and_no_verb_ends_in_a_traceback() -> None:
    row = tamper()
    assert (row.n >= 20, row.n_bad) == (True, 0), row


def test_random_damage_is_found_or_changes_nothing_and_no_verb_ends_in_a_traceback() -> None:
    row = damage(60, seed=2)
    assert row.n_bad == 0, row
    assert "found" in row.found


def test_copies_merges_and_undo_of_undo_of_random_histories_agree() -> None:
    row = histories(12, seed=3)
    assert row.n_bad == 0, row


@pytest.mark.parametrize("attack", [kill_redactions, kill_exports])
def test_a_kill_within_an_act_leaves_it_done_or_not_begun(attack: Callable[..., Row]) -> None:
    row = attack(6, seed=4)
    assert row.n_bad == 0, row


def test_a_storm_of_processes_that_are_killed_loses_nothing() -> None:
    row = storm(12, seed=5, n_processes=12)
    assert row.n_bad == 0, row


def test_every_study_is_run_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    for name in studies.NAMES:
        assert callable(importlib.import_module(f"studies.{name}").main), name
    assert studies.main(["no-such-study"]) == 2
    assert "no study called no-such-study" in capsys.readouterr().err
    recipe = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    assert "python -m studies $(ONLY)" in recipe
