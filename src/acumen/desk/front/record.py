"""A table of past chances, by the names of its columns."""

from acumen.desk.calibration.backtest_chances import ChanceColumns
from acumen.desk.calibration.backtest_chances import backtest_chances as test
from acumen.results.backtests import ChancesBacktest


def backtest_chances(
    path: str,
    *,
    prob: str,
    outcome: str,
    person: str | None = None,
    domains: tuple[str, ...] = (),
    question: str | None = None,
    at: str | None = None,
    known: str | None = None,
    split: str | None = None,
    is_percent: bool = False,
) -> ChancesBacktest:
    """Chances as said and as corrected by their record."""
    columns = ChanceColumns(
        prob=prob, outcome=outcome, person=person, domains=domains, question=question, at=at, known=known, split=split
    )
    return test(path, columns, is_percent=is_percent)
