"""A backtest of chances in words."""

from collections.abc import Iterator

from acumen.pages import Block, Column, Command, Gap, Headline, Row, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import N_COLUMNS, clip
from acumen.pages.commands import PROGRAM
from acumen.pages.figures import number
from acumen.pages.number_format import say_count
from acumen.results.backtests import BacktestScores, ChancesBacktest, ScoreInterval
from acumen.views.earned import say_record
from acumen.views.verdict import say_verdict

COLUMNS = (
    Column(width=12, name="chances"),
    Column(head="Brier", width=32, is_loose=True),
    Column(head="log score", is_loose=True),
)


def write_backtest(told: ChancesBacktest) -> Iterator[Block]:
    """The whole text: what was found and how sure that is, the figures behind it, what to type."""
    yield Headline(_first(told), hang=0)
    yield Text(_verdict(told), hang=0)
    questions = "" if told.n_questions == told.n else f" about {told.n_questions:,} questions"
    yield Gap()
    file = clip(told.file, N_COLUMNS)
    yield Text(f"{file}: {say_count(told.n, 'forecast')}{questions}; {told.by}.", hang=0)
    yield Gap()
    scores = (("as said", told.raw), ("corrected", told.corrected), ("gained", told.gain))
    yield Table(COLUMNS, tuple(_row(label, one) for label, one in scores))
    yield Text("In brackets 95 % intervals, forecasts on one question taken together.")
    yield from notes(told.notes)
    yield from _left_out(told)
    who = " (add --me NAME to say who of them you are)" if " --person " in told.command else ""
    yield Gap()
    yield Text(f"To have them count in your plans and in what `meant` says{who}:", hang=0)
    yield Command(told.command.removeprefix(f"{PROGRAM} "))


def _first(told: ChancesBacktest) -> str:
    """The sentence with which the report on such a record begins; of several people, or of few outcomes, the plain figures."""
    if told.record_verdict is None:
        return _direction(told)
    said = say_verdict(told.record_verdict, who="this record", is_me=False)
    if told.record_verdict.n_more:
        plain = f"said {_percent(told.direction.said)} on average, came true {_percent(told.direction.came_true_prob)}"
        return f"{said.rstrip('.')}; {plain}."
    return said[0].upper() + said[1:]


def _direction(told: ChancesBacktest) -> str:
    """What was said on average, what came true: `Said 72 % on average, came true 58 % (n = 150): too high`."""
    one = told.direction
    between = ""
    if one.interval.lower is not None and one.interval.upper is not None:
        between = f", 95 % interval {100.0 * one.interval.lower:.0f} to {_percent(one.interval.upper)}"
    leans = "cannot tell yet whether that is too high or too low" if one.leans == "cannot tell yet" else one.leans
    figures = f"Said {_percent(one.said)} on average, came true {_percent(one.came_true_prob)}"
    return f"{figures} (n = {told.n:,}{between}): {leans}."


def _verdict(told: ChancesBacktest) -> str:
    """In the words of every other place, and where the scores say otherwise, that."""
    against = ""
    if told.verdict == "apply" and told.gain.log < 0.0:
        against = "; over all of these it has not yet"
    return f"{say_record(told.weight, n=told.n_questions)}{against}."


def _percent(prob: float) -> str:
    return f"{100.0 * prob:.0f} %"


def _row(label: str, scores: BacktestScores) -> Row:
    brier = number(scores.brier, _figure(scores.brier, scores.brier_interval))
    return label, brier, number(scores.log, _figure(scores.log, scores.log_interval))


def _figure(value: float, interval: ScoreInterval) -> str:
    if interval.lower is None or interval.upper is None:
        return f"{value:.4f}"
    return f"{value:.4f} [{interval.lower:.4f}, {interval.upper:.4f}]"


def _left_out(told: ChancesBacktest) -> Iterator[Block]:
    if told.n_left_out:
        rows = "1 row was" if told.n_left_out == 1 else f"{told.n_left_out:,} rows were"
        yield Gap()
        yield Text(f"{rows} left out: no chance, no outcome or no date that can be read.")
    yield from (Text(str(problem), indent=2, hang=4) for problem in told.problems)
    if told.n_problems > len(told.problems):
        yield Text(f"… and {told.n_problems - len(told.problems):,} more", indent=2)
