"""Ideas in words for a terminal: lines of at most 80 columns, no colour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from shlex import quote

from acumen.pages.columns import clip, one_line, pad, say_who, wrap
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.ideas import IdeaAdded, IdeaRow, IdeasListed, NextIdea, RatedIdea, Scale, ShownIdea, ShownRating

N_ROWS = 40
N_TITLE = 29
REDACTED = "(words redacted)"


def write_added(told: IdeaAdded) -> list[str]:
    """The idea, and what comes next."""
    lead = "Listed" if told.is_new else "Listed already, nothing written"
    lines = wrap(f"{lead}: {_title(told.shown)}")
    lines += wrap(f"  {_place(told.shown)}", "  ")
    n = f"{told.n_ideas} idea{'' if told.n_ideas == 1 else 's'}"
    return [*lines, f"  {n}; rate them blind: acumen ideas next"]


def write_rated(told: RatedIdea) -> list[str]:
    """What was said, beside what others say."""
    made = next(one for one in told.shown.ratings if one.rating == told.rating)
    by = f" by {made.criterion}" if made.criterion else ""
    lines = wrap(f"Rated {say_score(made.score, made.scale)}{by}: {_title(told.shown)}")
    others = [one for one in told.shown.standing(made.criterion) if not one.is_mine]
    lines += [_said(one, told.now) for one in others]
    if not told.is_blind:
        lines += wrap("  Said when others' ratings could be seen: shown, but estimates keep to what was said blind.")
    left = f"{told.n_left} left: acumen ideas next" if told.n_left else "none left to rate: acumen ideas"
    return [*lines, f"  {left}"]


def write_next(told: NextIdea) -> list[str]:
    """One idea, and how to rate it."""
    if told.next is None:
        if not told.n_open:
            return ['No idea is open. Begin: acumen ideas add "what you would try" --worth HOURS']
        return [f"All {told.n_open} open ideas are rated: acumen ideas"]
    lines = wrap(told.next.title or REDACTED)
    lines += wrap(f"  {told.next.text}") if told.next.text else []
    lines += [f"  idea {told.next.short}" + (f", {told.next.domain}" if told.next.domain else "")]
    who = f" --as {quote(one_line(told.person))}" if told.person else ""
    return [*lines, f"  {told.n_left} of {told.n_open} to rate: acumen ideas rate {told.next.short} SCORE{who}"]


def write_listed(told: IdeasListed) -> list[str]:
    """A table, or the only idea that was looked for in full."""
    if told.is_one_wanted:
        lines = list(_in_full(told.rows[0], told))
    elif told.rows:
        lines = [*_table(told), *_basis(told)]
    elif told.n_all:
        lines = [f"None of {told.n_all} ideas is like that."]
    else:
        lines = ['No idea was listed yet. Begin: acumen ideas add "what you would try" --worth HOURS']
    if told.n_left and not told.is_one_wanted:
        lines += [f"{told.n_left} to be rated by you, blind: acumen ideas next"]
    for problem in told.problems:
        lines += wrap(f"record {problem.where.line}: {problem.message} [{problem.code}]")
    return lines


def say_score(score: float, scale: Scale) -> str:
    """7 of 0 to 10."""
    return f"{say_number(score)} on {say_number(scale[0])} to {say_number(scale[1])}"


def _table(told: IdeasListed) -> Iterator[str]:
    by = f" by {told.criterion}" if told.criterion else ""
    n_short = max(len(row.shown.short) for row in told.rows) + 2
    heads = ("you", "others", "estimate", "90 %")
    yield pad(
        f"Ideas{by}, {say_number(told.scale[0])} to {say_number(told.scale[1])}", 2 + n_short + N_TITLE
    ) + "".join(pad(head, size, is_right=True) for head, size in zip(heads, _SIZES, strict=True))
    for row in told.rows[:N_ROWS]:
        cells = "".join(pad(cell, size, is_right=True) for cell, size in zip(_cells(row), _SIZES, strict=True))
        title = pad(clip(_title(row.shown), N_TITLE - 1), N_TITLE)
        yield f"  {pad(row.shown.short, n_short)}{title}{cells}".rstrip()
    if len(told.rows) > N_ROWS:
        yield f"  … and {len(told.rows) - N_ROWS} more (--json has all)"


_SIZES = (6, 13, 10, 13)


def _cells(row: IdeaRow) -> tuple[str, ...]:
    mine = "/".join(_short(score) for score in row.mine) or "-"
    others = f"{_short(sum(row.others) / len(row.others))} (n {len(row.others)})" if row.others else "-"
    if row.shown.n_hidden and not row.others:
        others = f"({row.shown.n_hidden} hidden)"
    found = row.estimate
    if found is None:
        return mine, others, "", ""
    return mine, others, f"{found.mean:.1f}", f"{found.low:.1f} to {found.high:.1f}"


def _short(score: float) -> str:
    return f"{round(score, 1):g}"


def _basis(told: IdeasListed) -> list[str]:
    if told.icc is None:
        return []
    share = say_prob(round(told.icc, 2))
    if told.basis == "assumed":
        return wrap(
            f"Shrunk as if {share} of a score were the idea and the rest noise, as is usual: fewer than three ideas "
            "have two raters, so these ratings can't tell.",
            "",
        )
    low, high = say_prob(round(told.icc_low or 0.0, 2)), say_prob(round(told.icc_high or 0.0, 2))
    return wrap(f"Of one score {share} is the idea ({low} to {high}); the rest is raters and noise.", "")


def _in_full(row: IdeaRow, told: IdeasListed) -> Iterator[str]:
    """Everything that may be seen of an idea."""
    idea = row.shown
    yield from wrap(_title(idea))
    yield from wrap(f"  {idea.text}") if idea.text else []
    yield from wrap(f"  {_place(idea)}, listed {day(idea.listed_at, told.now)}", "  ")
    if idea.state == "known":
        yield f"  turned out {say_outcome(idea)}, known {day(idea.known_at, told.now)}"
    if row.estimate is not None:
        found = row.estimate
        yield f"  estimate {found.mean:.1f}, 90 % from {found.low:.1f} to {found.high:.1f} (n {found.n})"
    for one in idea.ratings:
        yield _said(one, told.now)
        yield from wrap(f"      because: {one.reason}", "      ") if one.reason else []
    if idea.n_hidden:
        yield f"  {idea.n_hidden} rated by others, shown once you have rated it yourself"


def say_outcome(idea: ShownIdea) -> str:
    """Hours, or a score on its scale."""
    if idea.outcome_hours is not None:
        return say_hours(idea.outcome_hours)
    return say_score(idea.outcome_score or 0.0, idea.outcome_scale or (0.0, 1.0))


def _said(one: ShownRating, now: datetime) -> str:
    marks = [
        day(one.said_at, now),
        *(["late: not counted"] if one.is_late else ["said anew since"] if one.is_superseded else []),
        *([] if one.is_blind else ["not blind"]),
        *(["undone too late: counts"] if one.withdrawn_at is not None else []),
    ]
    by = f"by {one.criterion}, " if one.criterion else ""
    return f"  {pad(clip(who(one), 20), 20)}  {pad(say_score(one.score, one.scale), 16)}  {by}{', '.join(marks)}"


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
