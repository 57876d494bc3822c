"""Questions and forecasts in words for a terminal: lines of at most 80 columns, no colour."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from acumen.desk.inputs.claims import name_claim
from acumen.desk.inputs.dates import day_meant, in_zone, say_due
from acumen.pages.columns import N_COLUMNS, clip, pad, say_who, width, wrap
from acumen.pages.number_format import say_number, say_prob
from acumen.results.forecasts import (
    Due,
    PeopleKnown,
    Person,
    Predicted,
    QuestionsListed,
    Resolved,
    ShownForecast,
    ShownQuestion,
)

N_DATE_COLUMNS = 12
N_SAID_COLUMNS = 18
N_NAME_COLUMNS = 22
N_ROWS = 40
VALUES = {"yes-no": "yes|no", "number": "NUMBER", "choice": "CHOICE"}
USUAL_LEVELS = (0.05, 0.95)


def write_predicted(told: Predicted) -> list[str]:
    """What was said, beside what was said before and by others."""
    question = told.shown
    made = next(one for one in question.forecasts if one.forecast == told.forecast)
    between = " (5 % to 95 %)" if _has_usual_levels(made) else ""
    lines = wrap(f"Said {say_forecast(made, question)}{between}: {_claim(question)}")
    lines += wrap(f"  {_place(question, told.now)}", "  ")
    before = [one for one in question.forecasts if one.is_mine and one.forecast != told.forecast]
    beside = [*before[-1:], *question.others]
    rows = [(_who(one), say_forecast(one, question), _day(one.said_at, told.now)) for one in beside]
    lines += [_row(*row) for row in rows]
    if question.resolution:
        lines += wrap(f"  decided by: {question.resolution}", "    ")
    lines += [f"  when it is known: acumen resolve {question.short} {VALUES[question.form]}"]
    return [*lines, *_notes(told.notes)]


def write_resolved(told: Resolved) -> list[str]:
    """What it turned out to be, and what had been said."""
    question = told.shown
    known = _day(question.known_at, told.now)
    lead = "" if told.is_new else "Known already, nothing written. "
    lines = wrap(f"{lead}{say_outcome(question)}: {_claim(question)} (known {known})")
    brier = {one.forecast: f"Brier {say_number(one.brier)}" for one in told.scores}
    for one in (*question.mine, *question.others):
        rest = ", ".join(filter(None, (brier.get(one.forecast, _hit(one, question)), _how(one))))
        lines.append(_row(_who(one), say_forecast(one, question), rest))
    if question.state == "void":
        lines += ["  Nothing said of it counts."]
    return [*lines, *_notes(told.notes)]


def write_due(told: Due) -> list[str]:
    """Open questions by how they stand to the day."""
    lines: list[str] = []
    heads = ("Past their date", f"Within {told.within_days} days", "Without a date")
    for head, part in zip(heads, (told.past, told.near, told.undated), strict=True):
        if part:
            lines += [*([""] if lines else []), f"{head} ({len(part)})", *_table(part, told.now)]
    if not lines:
        lines = ["Nothing is due."]
    if told.n_later:
        lines += ["", f"{told.n_later} more later: acumen questions"]
    if told.past or told.near or told.undated:
        lines += ["", "When one is known: acumen resolve ID VALUE (or void)"]
    return lines


def write_listed(told: QuestionsListed) -> list[str]:
    """A table, or the only question that was found in full."""
    if len(told.questions) == 1:
        lines = [*_in_full(told.questions[0], told.now), *_pooled(told)]
    elif told.questions:
        lines = list(_table(told.questions, told.now))
    elif told.n_all:
        n = f"{told.n_all:,} question{'' if told.n_all == 1 else 's'}"
        lines = [f"None of {n} is like that; --all shows settled ones too."]
    else:
        lines = ['Nothing was asked yet. Begin: acumen predict "It works by Friday" 70% --by 5d']
    if told.problems:
        n = f"{len(told.problems):,} record{'' if len(told.problems) == 1 else 's'}"
        lines += ["", f"{n} about questions can't be as written: acumen questions --problems"]
    return lines


def write_problems(told: QuestionsListed) -> list[str]:
    """What does not fit together, each with the position of its record."""
    lines: list[str] = []
    for problem in told.problems:
        lines += wrap(f"record {problem.where.line}: {problem.message} [{problem.code}]")
        lines += wrap(f"  hint: {problem.hint}", "    ") if problem.hint else []
    return lines or ["No record about questions contradicts another."]


def _pooled(told: QuestionsListed) -> list[str]:
    """The pooled forecast, and what it leans on."""
    if told.pooled is None:
        return []
    found = told.pooled
    learnt = "nothing is settled yet" if found.n_settled == 0 else f"weight {found.weight:.2f}, n = {found.n_settled:,}"
    prob = say_prob(round(found.prob, 3))
    return wrap(f"  pooled, {found.n_people} people: {prob}, by their records ({learnt})", "    ")


def write_people(told: PeopleKnown) -> list[str]:
    """A table of people."""
    named = [one for one in told.people if one.is_me or one.name is not None]
    others = [one for one in told.people if not one.is_me and one.name is None]
    lines = [_person_row("", ("forecasts", "open", "settled"))]
    lines += [_person_row(_name(one), _counts((one,))) for one in named[:N_ROWS]]
    if len(named) > N_ROWS:
        lines.append(f"  … and {len(named) - N_ROWS} more (--json has all)")
    if others:
        lines.append(_person_row(f"  {len(others)} without a name", _counts(others)))
    return lines


def say_forecast(one: ShownForecast, question: ShownQuestion) -> str:
    """A forecast in words: 70 %; 4 to 12 h; a 20 %, b 80 %."""
    if one.chance is not None:
        return say_prob(one.chance)
    unit = f" {question.unit}" if question.unit else ""
    if one.quantiles is not None:
        levels, values = zip(*one.quantiles, strict=True)
        figures = [_figure(value) for value in values]
        if _has_usual_levels(one):
            middle = f", median {figures[1]}" if len(figures) > len(USUAL_LEVELS) else ""
            return f"{figures[0]} to {figures[-1]}{unit}{middle}"
        return ", ".join(f"{figure} ({say_prob(level)})" for figure, level in zip(figures, levels, strict=True)) + unit
    chances = one.chances or ()
    names = question.choices or tuple(str(n) for n in range(len(chances)))
    return ", ".join(f"{name} {say_prob(chance)}" for name, chance in zip(names, chances, strict=True))


def _has_usual_levels(one: ShownForecast) -> bool:
    """Whether a number was said by its 5 % and 95 %, with or without a median."""
    levels = tuple(level for level, _ in one.quantiles or ())
    return levels in {USUAL_LEVELS, (USUAL_LEVELS[0], 0.5, USUAL_LEVELS[1])}


def say_outcome(question: ShownQuestion) -> str:
    """Yes, No, a number with its unit, a choice, or Void."""
    if question.state == "void":
        return "Void"
    if isinstance(question.outcome, bool):
        return "Yes" if question.outcome else "No"
    if isinstance(question.outcome, float):
        return f"{_figure(question.outcome)} {question.unit or ''}".rstrip()
    return str(question.outcome)


def _figure(value: float) -> str:
    """A figure as it was said, as far as that can be told."""
    return f"{value:.15g}"


def _claim(question: ShownQuestion) -> str:
    return name_claim(question.claim, question.source)


def _place(question: ShownQuestion, now: datetime) -> str:
    """Id, date, domain."""
    at = question.due_at
    due = "no date" if at is None else f"by {say_due(at, question.asked_at, now.tzinfo)}"
    return ", ".join([f"question {question.short}", due, *([question.domain] if question.domain else [])])


def _day(at: datetime | None, now: datetime) -> str:
    return "-" if at is None else in_zone(at, now.tzinfo).date().isoformat()


def _due_day(question: ShownQuestion, now: datetime) -> str:
    return "-" if question.due_at is None else day_meant(question.due_at, question.asked_at, now.tzinfo).isoformat()


def _who(one: ShownForecast) -> str:
    who = "you" if one.is_mine else ("owner" if one.is_owner and not one.name else say_who(one.name))
    return f"{who}, gut" if one.manner == "gut" else who


def _how(one: ShownForecast) -> str:
    """What else has to be said of how a forecast counts."""
    if one.withdrawn_at is not None:
        return "undone too late: counts"
    return "" if one.is_proven else "claimed, not proven" if one.is_proven is False else ""


def _hit(one: ShownForecast, question: ShownQuestion) -> str:
    """Whether a number fell between the outer quantiles that were said."""
    if one.quantiles is None or not isinstance(question.outcome, float) or len(one.quantiles) == 1:
        return ""
    return "inside" if one.quantiles[0][1] <= question.outcome <= one.quantiles[-1][1] else "outside"


def _row(who: str, said: str, rest: str) -> str:
    """Three columns; what is said runs on where it needs more."""
    left = f"  {pad(clip(who, N_NAME_COLUMNS), N_NAME_COLUMNS)}"
    said = clip(said, N_COLUMNS - width(left) - 1)
    room = N_COLUMNS - width(left) - max(width(said), N_SAID_COLUMNS) - 2
    return f"{left}{pad(said, N_SAID_COLUMNS)}  {clip(rest, room) if room > len(rest) else ''}".rstrip()


def _table(questions: Sequence[ShownQuestion], now: datetime) -> Iterator[str]:
    """A line for each: id, date, what one says, claim."""
    n_short = max(len(one.short) for one in questions) + 2
    n_left = 2 + n_short + N_DATE_COLUMNS + N_SAID_COLUMNS
    for one in questions[:N_ROWS]:
        said = " / ".join(say_forecast(made, one) for made in one.mine) or _hidden(one)
        when = _due_day(one, now) if one.state == "open" else say_outcome(one)
        cells = (pad(one.short, n_short), _cell(when, N_DATE_COLUMNS), _cell(said, N_SAID_COLUMNS))
        yield f"  {''.join(cells)}{clip(_claim(one), N_COLUMNS - n_left)}"
    if len(questions) > N_ROWS:
        yield f"  … and {len(questions) - N_ROWS} more (--json has all)"


def _cell(text: str, n_columns: int) -> str:
    return pad(clip(text, n_columns - 2), n_columns)


def _hidden(question: ShownQuestion) -> str:
    return f"({question.n_hidden} hidden)" if question.n_hidden else "-"


def _in_full(question: ShownQuestion, now: datetime) -> Iterator[str]:
    """Everything that may be seen of a question."""
    yield from wrap(_claim(question))
    yield from wrap(f"  {_place(question, now)}, asked {_day(question.asked_at, now)}", "  ")
    if question.resolution:
        yield from wrap(f"  decided by: {question.resolution}", "    ")
    if question.state != "open":
        yield f"  {say_outcome(question)}, known {_day(question.known_at, now)}"
    if question.withdrawn_at is not None:
        yield f"  undone {_day(question.withdrawn_at, now)}, after it was known: it counts all the same"
    for one in question.forecasts:
        mark = "late: not counted" if one.is_late else "said anew since" if one.is_superseded else _how(one)
        yield _row(_who(one), say_forecast(one, question), f"{_day(one.said_at, now)}  {mark}".rstrip())
        if one.reason:
            yield from wrap(f"      because: {one.reason}", "      ")
    if question.n_hidden:
        yield f"  {question.n_hidden} said by others, shown once you have said something yourself"


def _person_row(name: str, cells: Sequence[str]) -> str:
    return pad(name, N_NAME_COLUMNS + 8) + "".join(pad(cell, 11, is_right=True) for cell in cells)


def _name(one: Person) -> str:
    """Indented, cut to its column."""
    name = "you" if one.is_me else say_who(one.name)
    return "  " + clip(f"{name} ({one.name})" if one.is_me and one.name else name, N_NAME_COLUMNS + 5)


def _counts(people: Sequence[Person]) -> tuple[str, ...]:
    sums = (sum(p.n_forecasts for p in people), sum(p.n_open for p in people), sum(p.n_settled for p in people))
    return tuple(say_number(float(one)) for one in sums)


def _notes(notes: Sequence[str]) -> list[str]:
    return [line for note in notes for line in wrap(f"  {note}", "  ")]
