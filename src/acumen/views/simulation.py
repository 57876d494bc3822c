"""A simulation in words for a terminal: lines of at most 80 columns, no colour."""

from collections.abc import Iterator, Sequence

from acumen.desk.plans.simulate import PROBS
from acumen.pages.columns import N_COLUMNS, clip, cut, pad, wrap
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.plans import Simulated, StepUse
from acumen.views.answer import N_ID_COLUMNS

N_LABEL_COLUMNS = 22
N_FIGURE_COLUMNS = 11
N_SHARE_COLUMNS = 9
N_STEPS = 12


def write_lines(told: Simulated) -> list[str]:
    """The whole text."""
    runs = "1 run" if told.runs == 1 else f"{told.runs:,} runs"
    lines = [clip(f"{runs} of the advice for {told.plan} (seed {told.seed})", N_COLUMNS)]
    if told.n_situations:
        sections = (_means(told), _spread(told), _within(told), _steps(told))
        lines += [line for section in sections for line in ("", *section)]
    else:
        lines += ["", "The advice is to stop, so nothing is tried. `acumen next` says why."]
    if told.chance_together is not None:
        lines += ["", f"As your misses go together the chance of the goal is {say_prob(told.chance_together)}."]
    for note in told.notes:
        lines += ["", *wrap(f"Note: {note}")]
    return lines


def _row(label: str, cells: Sequence[str], n_columns: int = N_FIGURE_COLUMNS, n_label: int = N_LABEL_COLUMNS) -> str:
    return pad(label, n_label) + "".join(pad(cell, n_columns, is_right=True) for cell in cells)


def _means(told: Simulated) -> Iterator[str]:
    """Raw and controlled means with their standard errors, and what they estimate."""
    yield _row("", ("mean", "std. error", "controlled", "std. error", "exact"))
    if told.exact.net is not None and told.net_mean is not None and told.net_controlled is not None:
        cells = (told.net_mean, told.net_se, told.net_controlled, told.net_controlled_se, told.exact.net)
        yield _row("  worth less hours", [_hours(figure) for figure in cells])
    cells = (told.hours_mean, told.hours_se, told.hours_controlled, told.hours_controlled_se, told.exact.hours)
    yield _row("  hours", [_hours(figure) for figure in cells])
    error = "-" if told.chance_se is None else say_prob(told.chance_se)
    yield _row("  chance of the goal", (say_prob(told.chance), error, "-", "-", say_prob(told.exact.chance)))


def _hours(figure: float | None) -> str:
    return "-" if figure is None else say_hours(figure)


def _spread(told: Simulated) -> Iterator[str]:
    """The distribution of hours, and of net worth."""
    yield _row("Share of runs", [say_prob(prob) for prob in PROBS])
    for label, found in (("  took at most", told.hours), ("  brought at most", told.net)):
        if found is not None:
            cells = (found.q05, found.q25, found.q50, found.q75, found.q95)
            yield _row(label, [say_hours(figure) for figure in cells])


def _within(told: Simulated) -> Iterator[str]:
    """How likely it is to be done by then."""
    ends = (told.chance, told.failed, told.stopped)
    labels = ("goal reached", "goal failed", "given up")
    columns = [(entry.reached, entry.failed, entry.stopped) for entry in told.within]
    n_shown = (N_COLUMNS - N_LABEL_COLUMNS) // N_SHARE_COLUMNS - 1
    heads = [say_hours(entry.hours) for entry in told.within]
    for first in range(0, max(1, len(columns)), n_shown):
        place = slice(first, first + n_shown)
        yield _row("Share of runs within", [*heads[place], "at all"], N_SHARE_COLUMNS)
        for number, (label, end) in enumerate(zip(labels, ends, strict=True)):
            if end > 0.0:
                shares = [say_prob(column[number]) for column in columns[place]]
                yield _row(f"  {label}", [*shares, say_prob(end)], N_SHARE_COLUMNS)


def _steps(told: Simulated) -> Iterator[str]:
    """Where the hours go, and what is never tried."""
    tried = [use for use in told.steps if use.tried > 0.0]
    idle = [use for use in told.steps if use.tried <= 0.0]
    yield _row("Step", ("tried", "works", "left", "hours", "of all"), n_columns=10, n_label=N_ID_COLUMNS)
    shown, n_more = cut(tried, N_STEPS)
    for use in shown:
        yield _row("  " + clip(use.id, N_ID_COLUMNS - 3), _cells(use, told), n_columns=10, n_label=N_ID_COLUMNS)
    if n_more:
        yield f"  … and {n_more} more (--json has all)"
    if idle:
        yield from wrap(f"  Never tried: {', '.join(clip(use.id, N_ID_COLUMNS) for use in idle)}")


def _cells(use: StepUse, told: Simulated) -> tuple[str, ...]:
    share = say_prob(use.hours / told.hours_mean) if told.hours_mean > 0.0 else "-"
    worked, left = say_prob(use.worked / use.tried), say_prob(use.left / use.tried)
    return (say_prob(use.tried), worked, left, say_number(use.hours), share)
