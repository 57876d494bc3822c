"""Ideas in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from shlex import quote

from acumen.pages import Block, Cell, Column, Hint, Row, Span, Table, Text
from acumen.pages.columns import one_line, say_who
from acumen.pages.number_format import say_count, say_hours, say_number, say_prob
from acumen.results.ideas import IdeaAdded, IdeaRow, IdeasListed, NextIdea, RatedIdea, Scale, ShownIdea, ShownRating

N_ROWS = 40
N_TITLE = 29
REDACTED = "(words redacted)"
BEGIN = Hint("No idea yet. Begin", 'ideas add "what you would try" --worth HOURS')
FIGURES = (
    Column(head="you", width=6, is_right=True),
    Column(head="others", width=13, is_right=True),
    Column(head="estimate", width=10, is_right=True),
    Column(head="90 %", width=13, is_right=True),
)
SAID = (
    Column(head="who", width=22, gap=2),
    Column(head="score", width=18, gap=2, is_loose=True),
    Column(head="besides", is_loose=True),
)


def write_added(told: IdeaAdded) -> Iterator[Block]:
    """The idea, and what comes next."""
    lead = "Listed" if told.is_new else "Listed already, nothing written"
    yield Text(f"{lead}: {_title(told.shown)}")
    yield Text(_place(told.shown), indent=2)
    yield Hint(f"{say_count(told.n_ideas, 'idea')}; rate them blind", "ideas next", indent=2)


def write_rated(told: RatedIdea) -> Iterator[Block]:
    """What was said, beside what others say."""
    made = next(one for one in told.shown.ratings if one.rating == told.rating)
    by = f" by {made.criterion}" if made.criterion else ""
    yield Text(f"Rated {say_score(made.score, made.scale)}{by}: {_title(told.shown)}")
    yield _said([one for one in told.shown.standing(made.criterion) if not one.is_mine], told.now)
    if not told.is_blind:
        yield Text(
            "Said when others' ratings could be seen: shown, but estimates keep to what was said blind.", indent=2
        )
    left, command = (f"{told.n_left} left", "ideas next") if told.n_left else ("none left to rate", "ideas")
    yield Hint(left, command, indent=2)


def write_next(told: NextIdea) -> Iterator[Block]:
    """One idea, and how to rate it."""
    if told.to_rate is None and not told.n_open:
        yield Hint("No idea is open. Begin", BEGIN.command)
    elif told.to_rate is None:
        yield Hint(f"All {told.n_open} open ideas are rated", "ideas")
    else:
        yield Text(told.to_rate.title or REDACTED)
        yield from [Text(told.to_rate.text, indent=2)] if told.to_rate.text else []
        domain = f", {told.to_rate.domain}" if told.to_rate.domain else ""
        yield Text(("idea ", Span(told.to_rate.short, "id"), domain), indent=2)
        who = f" --as {quote(one_line(told.person))}" if told.person else ""
        left = f"{told.n_left} of {told.n_open} to rate"
        yield Hint(left, f"ideas rate {told.to_rate.short} SCORE{who}", indent=2)


def write_listed(told: IdeasListed) -> Iterator[Block]:
    """A table, or the only idea that was looked for in full."""
    if told.is_one_wanted:
        yield from _in_full(told.rows[0], told)
    elif told.rows:
        yield from (_table(told), *_basis(told))
    else:
        yield Text(f"None of {told.n_all} ideas is like that.") if told.n_all else BEGIN
    if told.n_left and not told.is_one_wanted:
        yield Hint(f"{told.n_left} to be rated by you, blind", "ideas next")
    for problem in told.problems:
        yield Text(f"record {problem.where.line}: {problem.message} [{problem.code}]")


def say_score(score: float, scale: Scale) -> str:
    """7 of 0 to 10."""
    return f"{say_number(score)} on {say_number(scale[0])} to {say_number(scale[1])}"


def _table(told: IdeasListed) -> Table:
    by = f" by {told.criterion}" if told.criterion else ""
    head = f"Ideas{by}, {say_number(told.scale[0])} to {say_number(told.scale[1])}"
    heads = (Column(head=head, gap=2, name="id"), Column(width=N_TITLE, name="title"), *FIGURES)
    rows = [(Span(row.shown.short, "id"), Span(_title(row.shown), "claim"), *_cells(row)) for row in told.rows[:N_ROWS]]
    return Table(heads, tuple(rows), n_more=max(0, len(told.rows) - N_ROWS))


def _cells(row: IdeaRow) -> Row:
    mine = Cell(
        row.my_scores[-1] if row.my_scores else None,
        "/".join(_short(score) for score in row.my_scores) or "-",
        "number",
    )
    others = Cell(None, "-")
    if row.others_scores:
        mean = sum(row.others_scores) / len(row.others_scores)
        others = Cell(mean, f"{_short(mean)} (n {len(row.others_scores)})", "number")
    elif row.shown.n_hidden:
        others = Cell(None, f"({row.shown.n_hidden} hidden)")
    found = row.estimate
    if found is None:
        return mine, others, Cell(None, ""), ""
    return mine, others, Cell(found.mean, f"{found.mean:.1f}", "number"), f"{found.low:.1f} to {found.high:.1f}"


def _short(score: float) -> str:
    return f"{round(score, 1):g}"


def _basis(told: IdeasListed) -> Iterator[Block]:
    if told.item_share is None:
        return
    share = say_prob(round(told.item_share, 2))
    if told.basis == "assumed":
        yield Text(
            f"Shrunk as if {share} of a score were the idea and the rest noise, as in most ratings: fewer than three ideas "
            "have two raters, so these ratings can't tell.",
            hang=0,
        )
        return
    low, high = say_prob(round(told.icc_low or 0.0, 2)), say_prob(round(told.icc_high or 0.0, 2))
    yield Text(f"Of one score {share} is the idea ({low} to {high}); the rest is raters and noise.", hang=0)


def _in_full(row: IdeaRow, told: IdeasListed) -> Iterator[Block]:
    """Everything that may be seen of an idea."""
    idea = row.shown
    yield Text(_title(idea))
    yield from [Text(idea.text, indent=2)] if idea.text else []
    yield Text(f"{_place(idea)}, listed {day(idea.listed_at, told.now)}", indent=2)
    if idea.state == "known":
        yield Text(f"turned out {say_outcome(idea)}, known {day(idea.known_at, told.now)}", indent=2)
    if row.estimate is not None:
        found = row.estimate
        said = f"estimate {found.mean:.1f}, 90 % from {found.low:.1f} to {found.high:.1f} (n {found.n})"
        yield Text(said, indent=2)
    yield _said(idea.ratings, told.now, has_reasons=True)
    if idea.n_hidden:
        yield Text(f"{idea.n_hidden} rated by others, shown once you have rated it yourself", indent=2)


def say_outcome(idea: ShownIdea) -> str:
    """Hours, or a score on its scale."""
    if idea.outcome_hours is not None:
        return say_hours(idea.outcome_hours)
    return say_score(idea.outcome_score or 0.0, idea.outcome_scale or (0.0, 1.0))


def _said(ratings: Iterable[ShownRating], now: datetime, *, has_reasons: bool = False) -> Table:
    """A row for each, with why below it where it `has_reasons`."""
    rows, reasons = [], []
    for one in ratings:
        marks = [
            day(one.said_at, now),
            *(["late: not counted"] if one.is_late else ["another said since"] if one.is_superseded else []),
            *([] if one.is_blind else ["not blind"]),
            *(["undone too late: counts"] if one.withdrawn_at is not None else []),
        ]
        by = f"by {one.criterion}, " if one.criterion else ""
        score = Cell(one.score, say_score(one.score, one.scale), "number")
        rows.append((who(one), score, f"{by}{', '.join(marks)}"))
        reasons.append(f"because: {one.reason}" if one.reason and has_reasons else "")
    return Table(SAID, tuple(rows), has_heads=False, under=tuple(reasons), under_name="reason")


def who(one: ShownRating) -> str:
    """You, a name, or somebody."""
    said = "you" if one.is_mine else ("owner" if one.is_owner and not one.name else say_who(one.name))
    return f"{said}, gut" if one.manner == "gut" else said


def day(at: datetime | None, now: datetime) -> str:
    """Its date in the zone of the clock."""
    return "-" if at is None else at.astimezone(now.tzinfo).date().isoformat()


def _title(idea: ShownIdea) -> str:
    return idea.title or REDACTED


def _place(idea: ShownIdea) -> str:
    """Id, owner, domain, worth."""
    owner = "yours" if idea.is_mine else f"of {idea.owner}" if idea.owner else "of the ledger's owner"
    worth = [] if idea.worth_hours is None else [f"said to be worth {say_hours(idea.worth_hours)}"]
    hidden = ["worth hidden until you have rated it"] if idea.is_worth_hidden else []
    return ", ".join([f"idea {idea.short}", owner, *([idea.domain] if idea.domain else []), *worth, *hidden])
