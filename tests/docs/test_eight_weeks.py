"""The session of eight weeks goes through without an error, with two plans, and leaves nothing open."""

import re

from tests.docs.sessions import ROOT, sessions

PAGE = sessions((ROOT / "docs" / "eight-weeks.md").read_text(encoding="utf-8"))
PRINTED = re.compile(r"acumen ((?:start|next|done|resolve)\b[^(\n]*?)(?=$| \(| yes\|no)", re.MULTILINE)


def test_no_command_of_the_eight_weeks_ends_in_an_error() -> None:
    assert len(PAGE) > 30
    assert not [
        command for command, output in PAGE if re.search(r"^(error|hint|usage):", output, re.MULTILINE | re.IGNORECASE)
    ]


def test_what_the_program_told_to_type_was_typed() -> None:
    told = {" ".join(found.split()) for _, output in PAGE for found in PRINTED.findall(output)}
    shown = [command.partition(" | ")[0] for command, _ in PAGE]  # of some pages a part
    typed = [command.removeprefix("acumen ") for command in shown if re.match(r"acumen (start|next)\b", command)]
    assert len(typed) > 8
    own = {
        "start repro --chance 70% --hours '2 to 8' --plan grok-paper",
        "start outline --plan grant",
    }  # figures and a choice
    assert {one for one in typed if one not in told} <= own


def test_both_plans_are_over_at_the_end() -> None:
    told = "\n".join(output for _, output in PAGE)
    assert "The goal of grok-paper is reached." in told
    assert "Stopped grant" in told
