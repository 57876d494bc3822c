"""Agreement and who was right in words for a terminal: lines of at most 80 columns, no colour."""

from __future__ import annotations

from collections.abc import Iterator

from acumen.pages.columns import clip, pad, say_who, wrap
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.ideas import Again, ComparedIdeas, IdeaKnown, RaterRecord, TrackRecord
from acumen.views.ideas import REDACTED, day, say_outcome, say_score, who

N_APART = 12
N_TITLE = 38


def write_compared(told: ComparedIdeas) -> list[str]:
    """How far two agree, then the ideas both rated, those furthest apart first."""
    by = f" by {told.criterion}" if told.criterion else ""
    lines = [f"You and {clip(told.name, 40)}{by}: {len(told.apart)} ideas that both rated"]
    if told.agreement is None:
        lines += wrap(f"  Agreement: {told.why}")
    else:
        found = told.agreement
        lines += [f"  as counted    {_interval(found.counted, found.counted_low, found.counted_high)}"]
        lines += [f"  beyond noise  {_interval(found.beyond_noise, found.low, found.high)}"]
        lines += wrap(f"  Any agreement at all: {_sure(found.positive_prob)}.")
        lines += wrap(f"  Noise: {_noise(told)}")
    lines += list(_apart(told))
    if told.n_not_blind:
        lines += wrap(
            f"{told.n_not_blind} of them rated when the other's could be seen: agreement may look too good.", ""
        )
    if told.n_hidden:
        lines += wrap(f"{told.n_hidden} more rated by {told.name} and not yet by you: acumen ideas next", "")
    return lines


def _interval(value: float, low: float, high: float) -> str:
    return f"{_signed(value)}  (90 % from {_signed(low)} to {_signed(high)})"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _sure(prob: float) -> str:
    """In whole percent; draws know no more."""
    return ">99 %" if prob > 0.99 else "<1 %" if prob < 0.01 else say_prob(round(prob, 2))  # noqa: PLR2004 -- whole percents


def _noise(told: ComparedIdeas) -> str:
    parts = [_again("you", told.mine), _again(told.name, told.theirs)]
    is_open = told.mine.reliability is None or told.theirs.reliability is None
    hint = " Rate three ideas or more again on another day, before others' are in, to learn it." if is_open else ""
    return f"{'; '.join(parts)}.{hint}"


def _again(name: str, again: Again) -> str:
    if again.reliability is None:
        n = f"{again.n} rated twice" if again.n else "none rated twice"
        return f"{name}, any share of it ({n})"
    how = "as told" if again.is_told else f"from {again.n} ideas rated twice"
    return f"{name}, reliability {_signed(again.reliability)} {how}"


def _apart(told: ComparedIdeas) -> Iterator[str]:
    if not told.apart:
        return
    n_short = max(len(one.short) for one in told.apart) + 2
    heads = ("you", clip(told.name, 9), "real?")
    yield pad("  Furthest apart first", 2 + n_short + N_TITLE) + "".join(pad(head, 10, is_right=True) for head in heads)
    for one in told.apart[:N_APART]:
        sure = "" if one.sure_prob is None else _sure(one.sure_prob)
        cells = (f"{round(one.mine, 1):g}", f"{round(one.theirs, 1):g}", sure)
        title = pad(clip(one.title or REDACTED, N_TITLE - 1), N_TITLE)
        yield f"  {pad(one.short, n_short)}{title}" + "".join(pad(cell, 10, is_right=True) for cell in cells).rstrip()
    if len(told.apart) > N_APART:
        yield f"  … and {len(told.apart) - N_APART} more (--json has all)"


def write_known(told: IdeaKnown) -> list[str]:
    """What it turned out to be beside what was said, then who was right."""
    lines: list[str] = []
    if told.shown is not None:
        idea = told.shown
        lines += wrap(
            f"Turned out {say_outcome(idea)}: {idea.title or REDACTED} (known {day(idea.known_at, told.now)})"
        )
        if idea.worth_hours is not None:
            lines.append(f"  {pad('worth said', 22)}{say_hours(idea.worth_hours)}")
        lines += [f"  {pad(clip(who(one), 20), 22)}{say_score(one.score, one.scale)}" for one in idea.standing()]
        lines.append("")
    return [*lines, *write_right(told.right)]


def write_right(told: TrackRecord) -> list[str]:
    """A line for each rater, then what a worth said has meant."""
    if not told.n_known:
        return ["No idea has an outcome yet: acumen ideas outcome IDEA WORTH"]
    n = f"{told.n_known} idea{'' if told.n_known == 1 else 's'} with an outcome"
    kind = "hours" if told.kind == "hours" else "scores"
    lines = [f"Who was right ({n}): scores against {kind}, by rank"]
    lines += [line for one in told.raters for line in _rater(one)]
    if not told.raters:
        lines.append("  nobody had rated them before")
    if told.n_other_kind:
        lines += wrap(f"  {told.n_other_kind} with an outcome of the other kind are left out.")
    return [*lines, *_worth(told)]


def _rater(one: RaterRecord) -> Iterator[str]:
    name = pad(clip("you" if one.is_mine else say_who(one.name), 20), 22)
    if one.correlation is None or one.low is None or one.high is None:
        yield f"  {name}too few to tell (n {one.n})" if one.n < 4 else f"  {name}can't tell: all alike (n {one.n})"  # noqa: PLR2004 -- as the desk has it
        return
    yield f"  {name}{_interval(one.correlation, one.low, one.high)}  n {one.n}"
    if one.ahead_prob is not None:
        yield f"  {pad('', 22)}better than you: {_sure(one.ahead_prob)} (on {one.n_common} both rated)"


def _worth(told: TrackRecord) -> list[str]:
    worth = told.worth
    if not worth.n:
        return []
    if worth.correlation is None or worth.low is None or worth.high is None:
        return [f"  {pad('worth said', 22)}too few to tell (n {worth.n})"]
    lines = [f"  {pad('worth said', 22)}{_interval(worth.correlation, worth.low, worth.high)}  n {worth.n}"]
    if worth.ratio is not None and worth.ratio_low is not None and worth.ratio_high is not None:
        ends = f"90 % from {say_number(worth.ratio_low)} to {say_number(worth.ratio_high)}"
        nothing = f"; besides, {worth.n_nothing} came to nothing" if worth.n_nothing else ""
        lines += wrap(f"  What came of an hour said: {say_number(worth.ratio)} h ({ends}){nothing}.")
    return lines
