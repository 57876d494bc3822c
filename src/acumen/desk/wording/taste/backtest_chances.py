"""A backtest of chances in words: lines of at most 80 columns, no colour."""

from collections.abc import Iterator

from acumen.desk.scoring.backtest_chances import Backtested, Interval, Scores
from acumen.desk.wording.figures import say_number
from acumen.desk.wording.lines import N_COLUMNS, clip, pad, wrap

N_LABEL_COLUMNS = 14
N_SCORE_COLUMNS = 32


def write_lines(told: Backtested) -> list[str]:
    """The whole text."""
    lines = [clip(f"Would a correction of these chances have helped? {told.file}", N_COLUMNS)]
    questions = "" if told.n_questions == told.n else f" about {told.n_questions:,} questions"
    forecasts = "1 forecast" if told.n == 1 else f"{told.n:,} forecasts"
    lines += wrap(f"{forecasts}{questions}; {told.by}.", "")
    lines += ["", *_table(told), "", *_verdict(told)]
    for note in told.notes:
        lines += ["", *wrap(f"Note: {note}")]
    lines += _left_out(told)
    return lines


def _table(told: Backtested) -> Iterator[str]:
    yield pad("", N_LABEL_COLUMNS) + pad("Brier", N_SCORE_COLUMNS) + "log, in nats"
    for label, scores in (("  as said", told.raw), ("  corrected", told.corrected), ("  gained", told.gain)):
        yield _row(label, scores)
    yield "In brackets 95 % intervals, forecasts on one question taken together."


def _row(label: str, scores: Scores) -> str:
    brier = _figure(scores.brier, scores.brier_interval)
    return pad(label, N_LABEL_COLUMNS) + pad(brier, N_SCORE_COLUMNS) + _figure(scores.log, scores.log_interval)


def _figure(value: float, interval: Interval) -> str:
    if interval.lower is None or interval.upper is None:
        return f"{value:.4f}"
    return f"{value:.4f} [{interval.lower:.4f}, {interval.upper:.4f}]"


def _verdict(told: Backtested) -> list[str]:
    earned = f"it gained {say_number(told.earned_nats)} nats on outcomes it had not seen, so its weight is now"
    if told.verdict == "apply":
        return wrap(f"Verdict: apply the correction; {earned} {told.weight:.2f}.")
    if told.earned_nats > 0.0:
        return wrap(f"Verdict: leave the chances as they are; {earned} {told.weight:.2f}, which is not enough.")
    if told.earned_nats == 0.0:
        return wrap("Verdict: leave the chances as they are; there is nothing yet to learn from.")
    lost = say_number(-told.earned_nats)
    return wrap(f"Verdict: leave the chances as they are; corrected before the gate they would have lost {lost} nats.")


def _left_out(told: Backtested) -> Iterator[str]:
    if told.n_left_out:
        rows = "1 row was" if told.n_left_out == 1 else f"{told.n_left_out:,} rows were"
        yield ""
        yield f"{rows} left out: no chance, no outcome or no date that can be read."
    for problem in told.problems:
        yield from wrap(f"  {problem}", "    ")
    if told.n_problems > len(told.problems):
        yield f"  … and {told.n_problems - len(told.problems):,} more"
