"""Rubrics and marks in words."""

from __future__ import annotations

from collections.abc import Iterator

from acumen.pages import Block, Cell, Column, Hint, Row, Table, Text
from acumen.pages.figures import chance, columns, number
from acumen.pages.number_format import say_number, say_prob
from acumen.results.rubrics import CriteriaShown, CriterionShown, CriterionTrend, Marked, TrendShown

N_TITLE = 38
N_TREND_TITLE = 25
FIGURES = (("weight", 12), ("you", 12), ("others", 12))
TREND = (
    *columns(
        "", ("n", 4), ("first", 6), ("last", 6), ("a year", 8), ("90 %", 15), width=N_TREND_TITLE, name="criterion"
    ),
    Column(head="verdict", gap=2),
)


def write_criteria(told: CriteriaShown) -> Iterator[Block]:
    """The tree of criteria with weights and the latest marks."""
    ready = ", ready to use" if told.is_ready else ""
    yield Text(f"{told.title}{ready}: {_scale(told.scale)}{_about(told.is_me, told.name)}")
    is_marked = any(row.n for row in told.rows)
    heads = columns("", *FIGURES[: 3 if is_marked else 1], width=N_TITLE, name="criterion")
    rows: list[Row] = [("  " * row.depth + row.title, *_cells(row)[: len(heads) - 1]) for row in told.rows]
    yield Table(heads, tuple(rows))
    yield from _hidden(told.n_hidden)
    if not is_marked and told.is_ready:
        yield Hint("Mark yourself", "criteria rate speed 7 working 6")
    elif not is_marked:
        yield Text("No marks yet.")
    if told.is_ready:
        yield Hint("Change it", "criteria show --yaml > mine.yaml")
        yield Hint("Then", "criteria use mine.yaml")
    leaves = [row for row in told.rows if row.is_marked and row.n]
    n_once = sum(row.n == 1 for row in leaves)
    if n_once:
        yield Hint(f"One rating: cannot tell (so of {n_once} of {len(leaves)}); over time", "criteria trend")


def write_marked(told: Marked) -> Iterator[Block]:
    """What was said, and what is left."""
    said = ", ".join(f"{one.title} {say_number(one.score)}" for one in told.given)
    yield Text(f"Marked{_about(told.shown.is_me, told.shown.name)}: {said} ({_scale(told.shown.scale)})")
    shown = {one.criterion for one in told.given}
    by_others = [row for row in told.shown.rows if row.is_marked and row.n_others and row.criterion in shown]
    heads = columns("", *FIGURES, width=N_TITLE, name="criterion")
    yield Table(heads, tuple((row.title, *_cells(row)) for row in by_others), has_heads=False)
    if told.unmarked:
        yield Text(f"not marked: {', '.join(told.unmarked)}", indent=2, hang=4)
    yield Hint("over time", "criteria trend", indent=2)


def write_trend(told: TrendShown) -> Iterator[Block]:
    """A line for each criterion."""
    yield Text(f"{told.rubric}, points a year{_about(told.is_me, told.name)}: {_scale(told.scale)}")
    if not told.n_marks:
        yield Hint("No marks yet", "criteria rate CRITERION SCORE …", indent=2)
        yield from _hidden(told.n_hidden)
        return
    yield Table(TREND, tuple(_trend(row) for row in told.rows if row.n))
    if not told.rows[0].n:
        yield Text("No total: on no day did one rater mark every criterion.", indent=2)
    noise = max((row for row in told.rows if row.n), key=lambda row: row.n).noise
    said = f"One mark is taken to be off by {say_number(noise)} (sd); no verdict below three marks of one rater."
    yield Text(said, hang=0)
    yield from _hidden(told.n_hidden)


def _trend(row: CriterionTrend) -> Row:
    marks = (
        number(row.n, str(row.n)),
        number(row.first_score, _figure(row.first_score)),
        number(row.last_score, _figure(row.last_score)),
    )
    if row.n < 2:  # noqa: PLR2004 -- one says nothing about change
        return row.title, *marks, "one rating: cannot tell"
    slope = number(row.per_year, "" if row.per_year is None else _signed(row.per_year))
    ends = "" if row.low is None or row.high is None else f"{_signed(row.low)} to {_signed(row.high)}"
    verdict = row.tendency if row.tendency == "cannot tell" else f"{row.tendency} ({_sure(row)})"
    return row.title, *marks, slope, ends, verdict


def _sure(row: CriterionTrend) -> str:
    prob = row.rising_prob if row.tendency == "rising" else 1.0 - row.rising_prob
    return ">99 %" if prob > 0.99 else say_prob(round(prob, 2))  # noqa: PLR2004 -- whole percents


def _signed(figure: float) -> str:
    return f"{figure:+.1f}".replace("-", "−")


def _figure(score: float | None) -> str:
    return "-" if score is None else f"{round(score, 1):g}"


def _cells(row: CriterionShown) -> tuple[Cell, ...]:
    others = "-" if row.others_score is None else f"{_figure(row.others_score)} (n {row.n_others})"
    weight = chance(row.weight, say_prob(round(row.weight, 3)))
    return weight, number(row.my_score, _figure(row.my_score)), number(row.others_score, others)


def _about(is_me: bool, name: str | None) -> str:  # noqa: FBT001 -- the two are one thing
    return "" if is_me else f", of {name}" if name else ", of the ledger's owner"


def _scale(scale: tuple[float, float]) -> str:
    return f"{say_number(scale[0])} to {say_number(scale[1])}"


def _hidden(n: int) -> Iterator[Block]:
    if n:
        yield Text(f"{n} given by others, shown once you have marked the same", hang=0)
