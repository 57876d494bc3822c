"""Figures stay with their units, and commands in one piece, however narrow the screen."""

import pytest

from acumen.pages import Hint, Span, Text
from acumen.pages.columns import width, wrap
from acumen.pages.text import render

PAIRS = (
    "5.2 h",
    "0 %",
    "41 min,",
    "18 Dec",
    "3 steps",
    "n = 40",
    "2 weeks;",
    "10,000 runs",
    "95 %:",
    "−9.8 points",
    "0.3 bits",
)
COMMAND = "acumen next --plan grok-paper"
SAID = " ".join(f"there {'are ' * (n % 4)}{pair} and {COMMAND} to" for n, pair in enumerate(PAIRS))


@pytest.mark.parametrize("n_columns", [*range(32, 60), 60, 80])
def test_neither_a_figure_and_its_unit_nor_a_command_part_at_the_end_of_a_line(n_columns: int) -> None:
    lines = wrap(SAID, n_columns=n_columns, whole=[COMMAND])
    assert " ".join(line.strip() for line in lines) == SAID
    assert all(width(line) <= n_columns for line in lines)
    assert sum(line.count(COMMAND) for line in lines) == len(PAIRS)
    for pair in PAIRS:
        assert any(pair in line for line in lines), pair


def test_a_command_that_has_room_in_no_line_is_broken_where_a_shell_reads_on() -> None:
    command = f"next {'x' * 60}.yaml --worth 100 --plan {'y' * 20}"
    shown = render((Hint("To see it", command),))
    assert shown.replace(" \\\n   ", "").splitlines() == ["To see it:", f"  acumen {command}"]
    assert render((Hint("Then", "next"),)) == "Then: acumen next"


def test_a_command_within_a_text_goes_on_a_line_of_its_own_where_it_does_not_fit() -> None:
    words = (
        "It took long, longer than anybody had said that it might, so you may ask: ",
        Span(COMMAND, "command"),
        ".",
    )
    assert render((Text(words),)).splitlines()[1] == f"  {COMMAND}."
