"""Agreement and who was right in words."""

from __future__ import annotations

from collections.abc import Iterator

from acumen.pages import Block, Cell, Column, Gap, Hint, Row, Span, Table, Text
from acumen.pages.columns import clip, say_who
from acumen.pages.figures import chance, hours, number
from acumen.pages.number_format import say_count, say_number, say_prob
from acumen.results.ideas import Again, ComparedIdeas, IdeaKnown, RaterRecord, TrackRecord
from acumen.views.ideas import REDACTED, day, say_outcome, say_score, who

N_APART = 12
N_TITLE = 38
LEAST_RATED = 4  # as the desk has it
WHO = Column(head="who", width=22, gap=2)
INTERVAL = Column(head="interval", gap=2, is_loose=True, width=0)
AGREEMENT = (Column(head="agreement", width=14), Column(head="correlation", gap=2), INTERVAL)
RIGHT = (WHO, Column(head="correlation", gap=2, is_loose=True, width=0), INTERVAL, Column(head="n"))


def write_compared(told: ComparedIdeas) -> Iterator[Block]:
    """How far two agree, then the ideas both rated, those furthest apart first."""
    by = f" by {told.criterion}" if told.criterion else ""
    yield Text(f"You and {clip(told.name, 40)}{by}: {len(told.apart)} ideas that both rated")
    if told.agreement is None:
        yield Text(f"Agreement: {told.reason}", indent=2)
    else:
        found = told.agreement
        counted = _interval(found.counted, found.counted_low, found.counted_high)
        beyond = _interval(found.beyond_noise, found.low, found.high)
        yield Table(AGREEMENT, (("as counted", *counted), ("beyond noise", *beyond)), has_heads=False)
        yield Text(f"Any agreement at all: {_sure(found.positive_prob)}.", indent=2)
        yield Text(f"Noise: {_noise(told)}", indent=2)
    yield _apart(told)
    if told.n_not_blind:
        said = f"{told.n_not_blind} of them rated when the other's could be seen: agreement may look too good."
        yield Text(said, hang=0)
    if told.n_hidden:
        yield Hint(f"{told.n_hidden} more rated by {told.name} and not yet by you", "ideas next", hang=0)


def _interval(value: float, low: float, high: float) -> tuple[Cell, str]:
    return number(value, _signed(value)), f"(90 % from {_signed(low)} to {_signed(high)})"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _sure(prob: float) -> str:
    """In whole percent; draws know no more."""
    return ">99 %" if prob > 0.99 else "<1 %" if prob < 0.01 else say_prob(round(prob, 2))  # noqa: PLR2004 -- whole percents


def _noise(told: ComparedIdeas) -> str:
    parts = [_again("you", told.my_reliability), _again(told.name, told.their_reliability)]
    is_open = told.my_reliability.reliability is None or told.their_reliability.reliability is None
    hint = " Rate three ideas or more again on another day, before others' are in, to learn it." if is_open else ""
    return f"{'; '.join(parts)}.{hint}"


def _again(name: str, again: Again) -> str:
    if again.reliability is None:
        n = f"{again.n} rated twice" if again.n else "none rated twice"
        return f"{name}, any share of it ({n})"
    how = "as told" if again.is_told else f"from {again.n} ideas rated twice"
    return f"{name}, reliability {_signed(again.reliability)} {how}"


def _apart(told: ComparedIdeas) -> Table:
    heads = (
        Column(head="  Furthest apart first", gap=2, name="id"),
        Column(width=N_TITLE, name="title"),
        *(Column(head=head, width=10, is_right=True) for head in ("you", clip(told.name, 9), "real?")),
    )
    rows = [
        (
            Span(one.short, "id"),
            Span(one.title or REDACTED, "claim"),
            number(one.my_score, f"{round(one.my_score, 1):g}"),
            number(one.their_score, f"{round(one.their_score, 1):g}"),
            chance(one.sure_prob, "" if one.sure_prob is None else _sure(one.sure_prob)),
        )
        for one in told.apart[:N_APART]
    ]
    return Table(heads, tuple(rows), n_more=max(0, len(told.apart) - N_APART))


def write_known(told: IdeaKnown) -> Iterator[Block]:
    """What it turned out to be beside what was said, then who was right."""
    if told.shown is not None:
        idea = told.shown
        yield Text(f"Turned out {say_outcome(idea)}: {idea.title or REDACTED} (known {day(idea.known_at, told.now)})")
        rows: list[tuple[str, Cell]] = []
        if idea.worth_hours is not None:
            rows.append(("worth said", hours(idea.worth_hours)))
        rows += [(who(one), number(one.score, say_score(one.score, one.scale))) for one in idea.standing()]
        yield Table((WHO, Column(head="said", is_loose=True)), tuple(rows), has_heads=False)
        yield Gap()
    yield from write_right(told.track_record)


def write_right(told: TrackRecord) -> Iterator[Block]:
    """A line for each rater, then what a worth said has meant."""
    if not told.n_known:
        yield Hint("No idea has an outcome yet", "ideas outcome IDEA WORTH")
        return
    kind = "hours" if told.kind == "hours" else "scores"
    n = say_count(told.n_known, "idea")
    yield Text(f"Who was right ({n} with an outcome): scores against {kind}, by rank")
    worth = told.worth_said
    rows = [_rater(one) for one in told.raters]
    under = [_ahead(one) for one in told.raters]
    if not told.raters:
        yield Text("nobody had rated them before", indent=2)
    if told.n_other_kind:
        yield _right(rows, under)
        yield Text(f"{told.n_other_kind} with an outcome of the other kind are left out.", indent=2)
        rows, under = [], []
    if worth.n and (worth.correlation is None or worth.low is None or worth.high is None):
        rows.append(("worth said", Cell(None, f"too few to tell (n {worth.n})"), "", ""))
    elif worth.correlation is not None and worth.low is not None and worth.high is not None:
        rows.append(("worth said", *_interval(worth.correlation, worth.low, worth.high), f"n {worth.n}"))
    yield _right(rows, under)
    yield from _ratio(told)


def _right(rows: list[Row], under: list[str]) -> Table:
    return Table(RIGHT, tuple(rows), has_heads=False, under=tuple(under), hang=24)


def _rater(one: RaterRecord) -> Row:
    name = "you" if one.is_mine else say_who(one.name)
    if one.correlation is None or one.low is None or one.high is None:
        why = "too few to tell" if one.n < LEAST_RATED else "can't tell: all alike"
        return name, Cell(None, f"{why} (n {one.n})"), "", ""
    return name, *_interval(one.correlation, one.low, one.high), f"n {one.n}"


def _ahead(one: RaterRecord) -> str:
    if one.ahead_prob is None or one.correlation is None or one.low is None or one.high is None:
        return ""
    return f"better than you: {_sure(one.ahead_prob)} (on {one.n_common} both rated)"


def _ratio(told: TrackRecord) -> Iterator[Block]:
    worth = told.worth_said
    if (
        worth.correlation is None
        or worth.turned_out_ratio is None
        or worth.turned_out_ratio_low is None
        or worth.turned_out_ratio_high is None
    ):
        return
    ends = f"90 % from {say_number(worth.turned_out_ratio_low)} to {say_number(worth.turned_out_ratio_high)}"
    nothing = f"; besides, {worth.n_nothing} came to nothing" if worth.n_nothing else ""
    yield Text(f"What came of an hour said: {say_number(worth.turned_out_ratio)} h ({ends}){nothing}.", indent=2)
