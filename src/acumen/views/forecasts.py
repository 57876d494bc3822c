"""Questions and forecasts in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from acumen.inputs.claims import name_claim
from acumen.inputs.days import day_meant, in_zone, say_due
from acumen.pages import Block, Cell, Column, Gap, Hint, Row, Section, Span, Table, Text
from acumen.pages.columns import say_who
from acumen.pages.figures import columns, number
from acumen.pages.number_format import say_count, say_number, say_prob
from acumen.records import UNKNOWN_DAY
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
from acumen.views.due_days import write_days

N_NAME_COLUMNS = 22
QUESTIONS = (
    Column(head="id", gap=2),
    Column(head="when", width=12, gap=2),
    Column(head="said", width=18, gap=2),
    Column(head="claim"),
)
SAID = (
    Column(head="who", width=N_NAME_COLUMNS, gap=0),
    Column(head="said", width=20, gap=2, is_loose=True),
    Column(head="besides"),
)
N_ROWS = 40
VALUES = {"yes-no": "yes|no", "number": "NUMBER", "choice": "CHOICE"}
USUAL_LEVELS = (0.05, 0.95)


def write_predicted(told: Predicted) -> Iterator[Block]:
    """What was said, beside what was said before and by others."""
    question = told.shown
    made = next(one for one in question.forecasts if one.forecast == told.forecast)
    between = " (5 % to 95 %)" if _has_usual_levels(made) else ""
    yield Text(("Said ", Span(say_forecast(made, question), "chance"), f"{between}: ", _claim(question)))
    yield Text(_place(question, told.now), indent=2)
    before = [one for one in question.forecasts if one.is_mine and one.forecast != told.forecast]
    beside = [*before[-1:], *question.others]
    yield _said((_who(one), say_forecast(one, question), _day(one.said_at, told.now)) for one in beside)
    if question.settled_by:
        yield Text(f"decided by: {question.settled_by}", indent=2, hang=4)
    yield Hint("when it is known", f"resolve {question.short} {VALUES[question.form]}", indent=2)
    yield from (Text(note, indent=2) for note in told.notes)


def write_resolved(told: Resolved) -> Iterator[Block]:
    """What it turned out to be, and what had been said."""
    question = told.shown
    known = _day(question.known_at, told.now)
    lead = "" if told.is_new else "Known already, nothing written. "
    yield Text((lead, Span(say_outcome(question), "figure"), ": ", _claim(question), f" (known {known})"))
    brier = {one.forecast: f"Brier {say_number(one.brier)}" for one in told.scores}
    yield _said(
        (
            _who(one),
            say_forecast(one, question),
            ", ".join(filter(None, (brier.get(one.forecast, _hit(one, question)), _how(one)))),
        )
        for one in (*question.mine, *question.others)
    )
    if question.state == "void":
        yield Text("Nothing said of it counts.", indent=2)
    yield from (Text(note, indent=2) for note in told.notes)


def write_due(told: Due) -> Iterator[Block]:
    """Open questions by how they stand to the day."""
    heads = ("Past their date", f"Within {told.within_days} days", "Without a date")
    if told.dates:
        yield Section("Your plans", tuple(write_days(told.dates, told.now.date())))
    parts = [part for part in zip(heads, (told.past, told.near, told.undated), strict=True) if part[1]]
    for head, part in parts:
        yield Section(f"{head} ({len(part)})", (_table(part, told.now),))
    if not parts and not told.dates:
        yield Text(f"Nothing is due within {told.within_days} days.")
    if told.n_later:
        yield from (Gap(), Hint(f"{told.n_later} more later", "questions"))
    if parts:
        yield from (Gap(), Hint("When one is known", "resolve ID VALUE", " (or void)"))


def write_listed(told: QuestionsListed) -> Iterator[Block]:
    """A table, or the only question that was found in full."""
    if len(told.questions) == 1:
        yield from (*_in_full(told.questions[0], told.now), *_pooled(told))
    elif told.questions:
        yield _table(told.questions, told.now)
    elif told.n_all:
        yield Text(f"None of {say_count(told.n_all, 'question')} is like that; --all shows settled ones too.")
    else:
        yield Hint("Nothing was asked yet. Begin", 'predict "It works by Friday" 70% --by 5d')
    if told.problems:
        n = say_count(len(told.problems), "record")
        yield from (Gap(), Hint(f"{n} about questions can't be as written", "questions --problems"))


def write_problems(told: QuestionsListed) -> Iterator[Block]:
    """What does not fit together, each with the position of its record."""
    for problem in told.problems:
        yield Text(f"record {problem.where.line}: {problem.message} [{problem.code}]")
        if problem.hint:
            yield Text(f"hint: {problem.hint}", indent=2, hang=4)
    if not told.problems:
        yield Text("No record about questions contradicts another.")


def _pooled(told: QuestionsListed) -> Iterator[Block]:
    """The pooled forecast, and what it leans on."""
    found = told.pooled
    if found is None:
        return
    learnt = "nothing is settled yet" if found.n_settled == 0 else f"weight {found.weight:.2f}, n = {found.n_settled:,}"
    prob = Span(say_prob(round(found.prob, 3)), "chance")
    yield Text((f"pooled, {found.n_people} people: ", prob, f", by their records ({learnt})"), indent=2, hang=4)


def write_people(told: PeopleKnown) -> Iterator[Block]:
    """A table of people."""
    named = [one for one in told.people if one.is_me or one.name is not None]
    others = [one for one in told.people if not one.is_me and one.name is None]
    rows: list[Row] = [(_name(one), *_counts((one,))) for one in named[:N_ROWS]]
    rows += [(f"{len(others)} without a name", *_counts(others))] if others else []
    heads = columns("", ("forecasts", 11), ("open", 11), ("settled", 11), width=N_NAME_COLUMNS + 8, name="person")
    yield Table(heads, tuple(rows), n_more=max(0, len(named) - N_ROWS))


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
    return "-" if at is None or at == UNKNOWN_DAY else in_zone(at, now.tzinfo).date().isoformat()


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


def _said(rows: Iterable[tuple[str, str, str]], under: Iterable[str] = ()) -> Table:
    """Who said what, and what else is to be said of that; `under`: why."""
    cells = tuple((who, Span(said, "chance"), rest) for who, said, rest in rows)
    return Table(SAID, cells, has_heads=False, under=tuple(under), under_name="reason")


def _table(questions: Sequence[ShownQuestion], now: datetime) -> Table:
    """A row for each: id, date, what one says, claim."""
    rows = [
        (
            Span(one.short, "id"),
            _due_day(one, now) if one.state == "open" else say_outcome(one),
            " / ".join(say_forecast(made, one) for made in one.mine) or _hidden(one),
            Span(_claim(one), "claim"),
        )
        for one in questions[:N_ROWS]
    ]
    return Table(QUESTIONS, tuple(rows), n_more=max(0, len(questions) - N_ROWS), has_heads=False)


def _hidden(question: ShownQuestion) -> str:
    return f"({question.n_hidden} hidden)" if question.n_hidden else "-"


def _in_full(question: ShownQuestion, now: datetime) -> Iterator[Block]:
    """Everything that may be seen of a question."""
    yield Text(_claim(question))
    yield Text(f"{_place(question, now)}, asked {_day(question.asked_at, now)}", indent=2)
    if question.settled_by:
        yield Text(f"decided by: {question.settled_by}", indent=2, hang=4)
    if question.state != "open":
        yield Text(f"{say_outcome(question)}, known {_day(question.known_at, now)}", indent=2)
    if question.withdrawn_at is not None:
        yield Text(f"undone {_day(question.withdrawn_at, now)}, after it was known: it counts all the same", indent=2)
    rows = []
    for one in question.forecasts:
        mark = "late: not counted" if one.is_late else "another said since" if one.is_superseded else _how(one)
        rows.append((_who(one), say_forecast(one, question), f"{_day(one.said_at, now)}  {mark}".rstrip()))
    reasons = [f"because: {one.reason}" if one.reason else "" for one in question.forecasts]
    yield _said(rows, under=reasons)
    if question.n_hidden:
        yield Text(f"{question.n_hidden} said by others, shown once you have said something yourself", indent=2)


def _name(one: Person) -> str:
    name = "you" if one.is_me else say_who(one.name)
    return f"{name} ({one.name})" if one.is_me and one.name else name


def _counts(people: Sequence[Person]) -> tuple[Cell, ...]:
    sums = (sum(p.n_forecasts for p in people), sum(p.n_open for p in people), sum(p.n_settled for p in people))
    return tuple(number(one) for one in sums)
