"""`--format`, on every command that gives a result."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from acumen.cli.commands import acumen_group, all_commands
from acumen.cli.forms import FORMS

PLAN = str(Path(__file__).resolve().parents[2] / "examples" / "countdown-priming.yaml")


def run(*words: str) -> str:
    found = CliRunner().invoke(acumen_group, words, catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.output


@pytest.mark.parametrize("words_command", all_commands().items(), ids=lambda found: " ".join(found[0]))
def test_every_command_that_writes_json_has_every_form(words_command: tuple[tuple[str, ...], click.Command]) -> None:
    flags = {flag: one for one in words_command[1].params for flag in one.opts}
    if "--json" in flags:
        choices = flags["--format"].type
        assert isinstance(choices, click.Choice)
        assert set(FORMS) <= set(choices.choices)


def test_json_by_either_option_is_the_same() -> None:
    assert run("check", PLAN, "--format", "json") == run("check", PLAN, "--json")


def test_text_is_what_is_printed_unless_another_form_is_asked_for() -> None:
    assert run("check", PLAN, "--format", "text") == run("check", PLAN)
    assert run("check", PLAN, "--format", "html") != run("check", PLAN)
    assert run("check", PLAN, "--format", "text") == run("check", PLAN)


def test_two_forms_at_once_are_refused() -> None:
    found = CliRunner().invoke(acumen_group, ["check", PLAN, "--json", "--format", "md"])
    assert found.exit_code == 2
    assert "expected --json or --format md, found both" in found.output
