"""A backtest of chances in words: lines of at most 80 columns, no colour."""

from collections.abc import Iterator

from acumen.pages.columns import N_COLUMNS, clip, pad, wrap
from acumen.pages.commands import fold_command
from acumen.results.backtests import BacktestScores, ChancesBacktest, ScoreInterval
from acumen.views.earned import say_record
from acumen.views.verdict import say_verdict

N_LABEL_COLUMNS = 14
N_SCORE_COLUMNS = 32


def write_lines(told: ChancesBacktest) -> list[str]:
    """The whole text: what was found and how sure that is, the figures behind it, what to type."""
    lines = [*wrap(_first(told), ""), *wrap(_verdict(told), "")]
    questions = "" if told.n_questions == told.n else f" about {told.n_questions:,} questions"
    forecasts = "1 forecast" if told.n == 1 else f"{told.n:,} forecasts"
    lines += ["", *wrap(f"{clip(told.file, N_COLUMNS)}: {forecasts}{questions}; {told.by}.", "")]
    lines += ["", *_table(told)]
    for note in told.notes:
        lines += ["", *wrap(f"Note: {note}")]
    lines += _left_out(told)
    who = " (add --me NAME to say who of them you are)" if " --person " in told.command else ""
    act = wrap(f"To have them count in your plans and in acumen chance{who}:", "")
    return [*lines, "", *act, *fold_command(told.command)]


def _first(told: ChancesBacktest) -> str:
    """The sentence with which the report on such a record begins; of several people, or of few outcomes, the plain figures."""
    if told.record is None:
        return _direction(told)
    said = say_verdict(told.record, who="this record", is_me=False)
    if told.record.n_more:
        plain = f"said {_percent(told.direction.said)} on average, came true {_percent(told.direction.came_true)}"
        return f"{said.rstrip('.')}; {plain}."
    return said[0].upper() + said[1:]


def _direction(told: ChancesBacktest) -> str:
    """What was said on average, what came true: `Said 72 % on average, came true 58 % (n = 150): too high`."""
    one = told.direction
    between = ""
    if one.interval.lower is not None and one.interval.upper is not None:
        between = f", 95 % interval {100.0 * one.interval.lower:.0f} to {_percent(one.interval.upper)}"
    leans = "cannot tell yet whether that is too high or too low" if one.leans == "cannot tell yet" else one.leans
    figures = f"Said {_percent(one.said)} on average, came true {_percent(one.came_true)}"
    return f"{figures} (n = {told.n:,}{between}): {leans}."


def _verdict(told: ChancesBacktest) -> str:
    """In the words of every other place, and where the scores say otherwise, that."""
    against = ""
    if told.verdict == "apply" and told.gain.log < 0.0:
        against = "; over all of these it has not yet"
    return f"{say_record(told.weight, n=told.n_questions)}{against}."


def _percent(prob: float) -> str:
    return f"{100.0 * prob:.0f} %"


def _table(told: ChancesBacktest) -> Iterator[str]:
    yield pad("", N_LABEL_COLUMNS) + pad("Brier", N_SCORE_COLUMNS) + "log, in nats"
    for label, scores in (("  as said", told.raw), ("  corrected", told.corrected), ("  gained", told.gain)):
        yield _row(label, scores)
    yield "In brackets 95 % intervals, forecasts on one question taken together."


def _row(label: str, scores: BacktestScores) -> str:
    brier = _figure(scores.brier, scores.brier_interval)
    return pad(label, N_LABEL_COLUMNS) + pad(brier, N_SCORE_COLUMNS) + _figure(scores.log, scores.log_interval)


def _figure(value: float, interval: ScoreInterval) -> str:
    if interval.lower is None or interval.upper is None:
        return f"{value:.4f}"
    return f"{value:.4f} [{interval.lower:.4f}, {interval.upper:.4f}]"


def _left_out(told: ChancesBacktest) -> Iterator[str]:
    if told.n_left_out:
        rows = "1 row was" if told.n_left_out == 1 else f"{told.n_left_out:,} rows were"
        yield ""
        yield f"{rows} left out: no chance, no outcome or no date that can be read."
    for problem in told.problems:
        yield from wrap(f"  {problem}", "    ")
    if told.n_problems > len(told.problems):
        yield f"  … and {told.n_problems - len(told.problems):,} more"
