"""The figures on real forecasts that have to be reached, and that nothing was lost of them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from acumen.judgment.calibration import PERSON, SOURCE
from acumen.judgment.calibration.prequential import follow
from studies import predictionbook, replications
from studies.measured import Measured, measure


def reaches(found: Measured, brier: float, log: float) -> bool:
    return round(found.corrected[0].value, 4) <= brier and round(found.corrected[1].value, 4) <= log


@pytest.mark.realdata
def test_forecasts_of_replications_reach_their_figures(realdata: Callable[[str], Path]) -> None:
    data = replications.read(realdata("replication_markets"))
    people = replications.compare("individuals", *replications.individuals(data), PERSON)
    assert (people.n, people.n_questions) == (7377, 103)
    assert people.raw[0].value == pytest.approx(0.2428, abs=5e-5)
    assert reaches(people, 0.2272, 0.6475)
    crowds = {
        "survey mean": (data.means, 0.1805, 0.535),
        "market": (data.prices, 0.180, 0.545),
        "both": (data.both, 0.1725, 0.520),
    }
    for name, (chances, brier, log) in crowds.items():
        assert reaches(replications.compare(name, *replications.source(data, chances), SOURCE), brier, log), name


@pytest.mark.realdata
def test_answers_pooled_by_the_predicted_slope_beat_their_mean_without_learning_from_it(
    realdata: Callable[[str], Path],
) -> None:
    found = replications.pooled(replications.read(realdata("replication_markets")))
    assert reaches(found, 0.1784, 0.530)


@pytest.mark.realdata
def test_predictionbook_reaches_its_figure(realdata: Callable[[str], Path]) -> None:
    sayings = predictionbook.read(realdata("predictionbook/responses.csv"))
    rows = predictionbook.tested(sayings)
    assert len(rows) == 1764
    found = measure("", sayings, follow(sayings, prior=PERSON).corrected, rows)
    assert found.raw[1].value == pytest.approx(0.5066, abs=5e-5)
    assert reaches(found, 0.1537, 0.472)
    assert np.isfinite(found.gain[1].lower)
