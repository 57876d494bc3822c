"""What acumen's own forecasts of goals came to, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acumen.pages import Block, Column, Gap, Headline, Table, Text
from acumen.pages.number_format import say_count, say_hours, say_number, say_prob

if TYPE_CHECKING:
    from acumen.results.calibration import AdviceScored, AdviceScores, Share

FEW = 30  # plans below which a figure says next to nothing
N_NAME = 24
COLUMNS = (Column(width=N_NAME), *(Column(head=head, width=18, gap=2) for head in ("said", "as you said", "came")))


def write_advice_scored(told: AdviceScored) -> Iterator[Block]:
    """Said, as it would have been by your figures alone, and what came; then the squared miss of each."""
    if told.at_adoption is None:
        waiting = f" {say_count(told.n_open, 'goal')} it spoke of open." if told.n_open else ""
        yield Text(f"acumen's own forecasts: none has come out yet.{waiting}")
        return
    yield Headline(f"acumen's own forecasts of your goals: {say_count(told.at_adoption.n_plans, 'plan')} settled.")
    if told.at_adoption.n_plans < FEW:
        more = FEW - told.at_adoption.n_plans
        yield Text(f"Too few to judge it by: {say_count(more, 'more plan')} would begin to tell.")
    yield Gap()
    parts = [("when adopted", told.at_adoption), ("when acted on", told.acted_on)]
    shown = [(name, scores) for name, scores in parts if scores is not None]
    rows = [_chances(name, scores) for name, scores in shown]
    rows += [_misses(f"  Brier, {name}", scores) for name, scores in shown]
    yield Table(COLUMNS, tuple(rows))
    adopted = told.at_adoption
    if adopted.expected_hours is not None and adopted.taken_hours is not None:
        yield Gap()
        yield Text(
            f"Hours, when adopted: said {say_hours(adopted.expected_hours)} on average, took {say_hours(adopted.taken_hours)} "
            f"(n = {adopted.n_hours})."
        )
    yield Gap()
    yield Text(
        "In brackets: 95 % intervals. As you said: the same by your figures alone, without what your record corrects. "
        "None of this counts in your own score."
    )


def _chances(name: str, scores: AdviceScores) -> tuple[str, ...]:
    n = f"{name} (n = {scores.n})"
    return n, say_prob(scores.said), say_prob(scores.as_said), _interval(scores.came_true, is_prob=True)


def _misses(name: str, scores: AdviceScores) -> tuple[str, ...]:
    return name, _interval(scores.brier_interval), _interval(scores.brier_as_said), ""


def _interval(share: Share, *, is_prob: bool = False) -> str:
    value = say_prob(share.value) if is_prob else say_number(share.value)
    if share.lower is None or share.upper is None:
        return value
    ends = [f"{end:.0%}".removesuffix("%") if is_prob else say_number(end) for end in (share.lower, share.upper)]
    return f"{value} [{', '.join(ends)}]"
