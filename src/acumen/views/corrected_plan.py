"""What one's record makes of a plan, in words: said and meant side by side, and what that changes in the advice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acumen.pages import Block, Cell, Row, Table, Text
from acumen.pages.blocks import plain
from acumen.pages.columns import cut
from acumen.pages.figures import chance, columns
from acumen.pages.number_format import say_hours, say_number, say_prob

if TYPE_CHECKING:
    from acumen.results.calibration import Calibrated, CorrelatedOutcome
    from acumen.results.plans import Answer

N_STEPS = 8  # shown, those that moved most
BORROWED = "borrowed"
SAME_CHANCE = 0.005
COLUMNS = columns("  step", ("you said", 13), ("counts as", 15), ("outcomes (all)", 16), width=28)


def write_meant(
    answer: Answer,
    said: Answer,
    meant: tuple[Calibrated, ...],
    together: CorrelatedOutcome | None,
    *,
    n_chances: int,
    n_hours: int,
) -> Iterator[Block]:
    """What the record changes; nothing where it moves no figure. `n_chances`, `n_hours`: outcomes behind it in all."""
    moved = sorted((step for step in meant if step.is_changed), key=_size, reverse=True)
    if not moved:
        return
    yield Text(_change(answer, said))
    shown, n_more = cut(moved, N_STEPS)
    rows = [row for step in shown for row in _rows(step, n_chances, n_hours)]
    yield Table(COLUMNS, tuple(rows), n_more=n_more)
    if any(BORROWED in plain(row[-1]) for row in rows):
        yield Text("(borrowed from other kinds of work: none of this kind has come out yet)", indent=2)
    if together is not None and together.turns:
        yield Text(_turn(together), indent=2, hang=4)


def _turn(together: CorrelatedOutcome) -> str:
    """That starting pays where stopping is advised, or the reverse, as misses come together."""
    drawn = f"{say_prob(together.chance)} rather than {say_prob(together.chance_alone)}"
    as_one = f"your misses tend to come together: the chance of the goal is {drawn}"
    value = say_hours(abs(together.value or 0.0))
    how = f"{together.n_draws} draws, seed {together.seed}"
    if together.is_begun:
        return f"But {as_one}, and starting then costs {value} more than it brings ({how})."
    return f"But {as_one}, and starting then brings {value} more than it costs ({how})."


def _change(answer: Answer, said: Answer) -> str:
    """Whether the advice is another one."""
    if said.next != answer.next:
        return f"Your record changes the advice: as said it would be {_name(said)}."
    if said.value is None or answer.value is None:
        return "Your record does not change the advice, by these figures:"
    as_said, as_meant = say_hours(said.value), say_hours(answer.value)
    if as_said == as_meant:
        return f"Your record does not change the advice; it is worth {as_said} either way:"
    return f"Your record does not change the advice; it is worth {as_said} as said, {as_meant} as meant:"


def _name(answer: Answer) -> str:
    return "to stop" if answer.next == "stop" else answer.next


def _rows(step: Calibrated, n_chances: int, n_hours: int) -> Iterator[Row]:
    """A row for the chance and one for the hours, where they moved; the name stands once."""
    name = step.id
    if step.said_chance is not None and step.chance is not None and abs(step.chance - step.said_chance) >= SAME_CHANCE:
        cells = (chance(step.said_chance), chance(step.chance, _percent(step.chance)), _of(step.n, n_chances))
        yield Cell(step.id, name, role="id"), *cells
        name = ""
    if step.said_hours is not None and step.meant_hours is not None and _moved(step.said_hours, step.meant_hours):
        yield (
            Cell(step.id, name, role="id"),
            _range(step.said_hours),
            _range(step.meant_hours),
            _of(step.n_hours, n_hours),
        )


def _of(n: int, n_all: int) -> str:
    """Outcomes in the step's domain, and in all where that is more; where there are none, that the others are borrowed."""
    if n == 0 and n_all > 0:
        return f"{BORROWED} ({n_all:,})"
    return f"{n:,}" if n == n_all else f"{n:,} ({n_all:,})"


def _percent(prob: float) -> str:
    """Whole percents, as no record of this size tells tenths."""
    return say_prob(prob) if not 0.01 <= prob <= 0.99 else f"{100.0 * prob:.0f} %"  # noqa: PLR2004


def _range(hours: tuple[float, float]) -> str:
    low, high = (float(f"{ends:.2g}") for ends in hours)
    return f"{say_number(low)} to {say_number(high)} h"


def _moved(said: tuple[float, float], meant: tuple[float, float]) -> bool:
    return any(abs(new - old) >= 0.02 * old for new, old in zip(meant, said, strict=True))


def _size(step: Calibrated) -> float:
    """How far a step has moved, for the order."""
    chance = abs((step.chance or 0.0) - (step.said_chance or 0.0))
    if step.meant_hours is None or step.said_hours is None:
        return chance
    return chance + max(abs(new / old - 1.0) for new, old in zip(step.meant_hours, step.said_hours, strict=True))
