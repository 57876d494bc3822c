"""What one's record makes of a plan, in words: said and meant side by side, and what that changes in the advice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acumen.pages.columns import clip, cut, pad, wrap
from acumen.pages.number_format import say_number, say_prob

if TYPE_CHECKING:
    from acumen.results.calibration import Calibrated, CorrelatedOutcome
    from acumen.results.plans import Answer

N_STEPS = 8  # shown, those that moved most
BORROWED = "borrowed"
SAME_CHANCE = 0.005
N_NAME_COLUMNS = 26


def write_meant(
    answer: Answer,
    said: Answer,
    meant: tuple[Calibrated, ...],
    together: CorrelatedOutcome | None,
    *,
    n_chances: int,
    n_hours: int,
) -> Iterator[str]:
    """What the record changes; nothing where it moves no figure. `n_chances`, `n_hours`: outcomes behind it in all."""
    moved = sorted((step for step in meant if step.is_changed), key=_size, reverse=True)
    if not moved:
        return
    yield from wrap(_change(answer, said))
    yield "  " + pad("step", N_NAME_COLUMNS) + f"{'you said':>13}{'has meant':>15}{'n (of all)':>16}"
    shown, n_more = cut(moved, N_STEPS)
    rows = [row for step in shown for row in _rows(step, n_chances, n_hours)]
    yield from rows
    if n_more:
        yield f"  … and {n_more} more (--json has all)"
    if any(BORROWED in row for row in rows):
        yield "  (borrowed from other kinds of work: none of this kind has come out yet)"
    if together is not None and together.turns:
        yield from wrap(f"  {_turn(together)}", indent="    ")


def _turn(together: CorrelatedOutcome) -> str:
    """That starting pays where stopping is advised, or the reverse, as misses come together."""
    drawn = f"{say_prob(together.chance)} rather than {say_prob(together.chance_alone)}"
    as_one = f"as your misses go together the chance of the goal is {drawn}"
    value = say_number(abs(together.value or 0.0))
    how = f"{together.n_draws} draws, seed {together.seed}"
    if together.is_begun:
        return f"But {as_one}, and starting then costs {value} h more than it brings ({how})."
    return f"But {as_one}, and starting then brings {value} h more than it costs ({how})."


def _change(answer: Answer, said: Answer) -> str:
    """Whether the advice is another one."""
    if said.next != answer.next:
        return f"Your record changes the advice: as said it would be {_name(said)}."
    if said.value is None or answer.value is None:
        return "Your record does not change the advice, by these figures:"
    as_said, as_meant = say_number(said.value), say_number(answer.value)
    if as_said == as_meant:
        return f"Your record does not change the advice; it is worth {as_said} h either way:"
    return f"Your record does not change the advice; it is worth {as_said} h as said, {as_meant} h as meant:"


def _name(answer: Answer) -> str:
    return "to stop" if answer.next == "stop" else answer.next


def _rows(step: Calibrated, n_chances: int, n_hours: int) -> Iterator[str]:
    """A line for the chance and one for the hours, where they moved."""
    name = pad(clip(step.id, N_NAME_COLUMNS - 2), N_NAME_COLUMNS)
    if step.said_chance is not None and step.chance is not None and abs(step.chance - step.said_chance) >= SAME_CHANCE:
        yield f"  {name}{say_prob(step.said_chance):>13}{_percent(step.chance):>15}{_of(step.n, n_chances):>16}"
        name = " " * N_NAME_COLUMNS
    if step.said_hours is not None and step.hours is not None and _moved(step.said_hours, step.hours):
        yield f"  {name}{_range(step.said_hours):>13}{_range(step.hours):>15}{_of(step.n_hours, n_hours):>16}"


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
    if step.hours is None or step.said_hours is None:
        return chance
    return chance + max(abs(new / old - 1.0) for new, old in zip(step.hours, step.said_hours, strict=True))
