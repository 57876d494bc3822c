"""Rubrics and marks in words for a terminal: lines of at most 80 columns, no colour."""

from __future__ import annotations

from collections.abc import Sequence

from acumen.pages.columns import clip, pad, wrap
from acumen.pages.number_format import say_number, say_prob
from acumen.results.rubrics import CriteriaShown, CriterionShown, CriterionTrend, Marked, TrendShown

N_TITLE = 38
N_TREND_TITLE = 25


def write_criteria(told: CriteriaShown) -> list[str]:
    """The tree of criteria with weights and the latest marks."""
    ready = ", ready to use" if told.is_ready else ""
    lines = wrap(f"{told.title}{ready}: {_scale(told.scale)}{_about(told.is_me, told.name)}")
    is_marked = any(row.n for row in told.rows)
    heads = ("weight", "you", "others") if is_marked else ("weight",)
    lines.append(_row("", heads))
    lines += [_row("  " * (row.depth + 1) + row.title, _cells(row)[: len(heads)]) for row in told.rows]
    lines += _hidden(told.n_hidden)
    if not is_marked:
        lines += ["Mark yourself: acumen criteria rate speed 7 working 6" if told.is_ready else "No marks yet."]
    if told.is_ready:
        lines += ["Change it: acumen criteria show --yaml > mine.yaml"]
        lines += ["Then: acumen criteria use mine.yaml"]
    leaves = [row for row in told.rows if row.is_marked and row.n]
    n_once = sum(row.n == 1 for row in leaves)
    if n_once:
        lines.append(f"One rating: cannot tell (so of {n_once} of {len(leaves)}); over time: acumen criteria trend")
    return lines


def write_marked(told: Marked) -> list[str]:
    """What was said, and what is left."""
    said = ", ".join(f"{one.title} {say_number(one.score)}" for one in told.given)
    lines = wrap(f"Marked{_about(told.shown.is_me, told.shown.name)}: {said} ({_scale(told.shown.scale)})")
    by_others = [row for row in told.shown.rows if row.is_marked and row.n_others]
    shown = {one.criterion for one in told.given}
    lines += [_row(f"  {row.title}", _cells(row)) for row in by_others if row.criterion in shown]
    if told.unmarked:
        lines += wrap(f"  not marked: {', '.join(told.unmarked)}", "    ")
    return [*lines, "  over time: acumen criteria trend"]


def write_trend(told: TrendShown) -> list[str]:
    """A line for each criterion."""
    lines = wrap(f"{told.rubric}, points a year{_about(told.is_me, told.name)}: {_scale(told.scale)}")
    if not told.n_marks:
        return [*lines, "  No marks yet: acumen criteria rate CRITERION SCORE …", *_hidden(told.n_hidden)]
    heads = ("n", "first", "last", "a year", "90 %")
    lines.append(_trend_row("", heads) + "  verdict")
    lines += [_trend_line(row) for row in told.rows if row.n]
    if not told.rows[0].n:
        lines += wrap("  No total: on no day did one rater mark every criterion.")
    noise = max((row for row in told.rows if row.n), key=lambda row: row.n).noise
    lines += wrap(
        f"One mark is taken to be off by {say_number(noise)} (sd); no verdict below three marks of one rater.", ""
    )
    return [*lines, *_hidden(told.n_hidden)]


def _trend_line(row: CriterionTrend) -> str:
    verdict = row.verdict if row.verdict == "cannot tell" else f"{row.verdict} ({_sure(row)})"
    if row.n > 1:
        return f"{_trend_row(f'  {row.title}', _trend_cells(row))}  {verdict}"
    return _trend_row(f"  {row.title}", _trend_cells(row)[:3]) + "   one rating: cannot tell"


def _sure(row: CriterionTrend) -> str:
    prob = row.rising_prob if row.verdict == "rising" else 1.0 - row.rising_prob
    return ">99 %" if prob > 0.99 else say_prob(round(prob, 2))  # noqa: PLR2004 -- whole percents


def _trend_cells(row: CriterionTrend) -> tuple[str, ...]:
    slope = "" if row.per_year is None else _signed(row.per_year)
    ends = "" if row.low is None or row.high is None else f"{_signed(row.low)} to {_signed(row.high)}"
    return str(row.n), _figure(row.first), _figure(row.last), slope, ends


def _signed(figure: float) -> str:
    return f"{figure:+.1f}".replace("-", "−")


def _figure(score: float | None) -> str:
    return "-" if score is None else f"{round(score, 1):g}"


def _trend_row(name: str, cells: Sequence[str]) -> str:
    sizes = (4, 6, 6, 8, 15)
    left = pad(
        clip(name, N_TREND_TITLE - 1) if not name.startswith(" ") else _indented(name, N_TREND_TITLE - 1), N_TREND_TITLE
    )
    return left + "".join(pad(cell, size, is_right=True) for cell, size in zip(cells, sizes, strict=False))


def _row(name: str, cells: Sequence[str]) -> str:
    return (
        pad(_indented(name, N_TITLE - 1), N_TITLE) + "".join(pad(cell, 12, is_right=True) for cell in cells)
    ).rstrip()


def _indented(name: str, n_columns: int) -> str:
    """Cut, with the blanks in front kept."""
    n = len(name) - len(name.lstrip())
    return " " * n + clip(name, n_columns - n)


def _cells(row: CriterionShown) -> tuple[str, ...]:
    others = "-" if row.others is None else f"{_figure(row.others)} (n {row.n_others})"
    return say_prob(round(row.weight, 3)), _figure(row.mine), others


def _about(is_me: bool, name: str | None) -> str:  # noqa: FBT001 -- the two are one thing
    return "" if is_me else f", of {name}" if name else ", of the ledger's owner"


def _scale(scale: tuple[float, float]) -> str:
    return f"{say_number(scale[0])} to {say_number(scale[1])}"


def _hidden(n: int) -> list[str]:
    return wrap(f"{n} given by others, shown once you have marked the same", "") if n else []
