"""Classes from labels: crowd-kit as oracle, Dawid and Skene's patients, simulate and recover."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from acumen.errors import UsageError
from acumen.judgment.ratings.dawid_skene import Labels, collect, fit
from acumen.judgment.ratings.mixed_model import Floats, Ints
from tests.oracles import peers


def labelled(n_items: int, n_raters: int, *, seed: int) -> tuple[Labels, Ints, Floats, list[tuple[str, str, str]]]:
    """Three classes, raters of different accuracy, all label all."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(3, size=n_items, p=[0.5, 0.3, 0.2])
    right = rng.uniform(0.55, 0.95, n_raters)
    rows = []
    for item in range(n_items):
        for rater in range(n_raters):
            wrong = (truth[item] + rng.integers(1, 3)) % 3
            label = truth[item] if rng.random() < right[rater] else wrong
            rows.append((f"i{item}", f"r{rater}", "abc"[int(label)]))
    data, _ = collect(*([row[at] for row in rows] for at in range(3)))
    return data, truth, right, rows


def test_posteriors_and_shares_agree_with_crowd_kit() -> None:
    data, _, _, rows = labelled(60, 5, seed=1)
    found = fit(data, smoothing=0.0)

    def asked() -> list[object]:
        import pandas as pd
        from crowdkit.aggregation import DawidSkene

        peer = DawidSkene(n_iter=3000, tol=0.0).fit(pd.DataFrame(rows, columns=["task", "worker", "label"]))
        probas = peer.probas_.loc[[f"i{at}" for at in range(60)], ["a", "b", "c"]].to_numpy()
        return [probas.tolist(), peer.priors_.loc[["a", "b", "c"]].to_numpy().tolist()]

    probas, shares = peers.ask("classes", "crowd-kit", asked)
    assert found.posterior == pytest.approx(np.array(probas), abs=1e-4)
    assert found.shares == pytest.approx(shares, abs=1e-4)


def test_shares_and_confusion_are_recovered_and_classes_found() -> None:
    data, truth, right, _ = labelled(2000, 6, seed=2)
    found = fit(data)
    assert found.shares == pytest.approx([0.5, 0.3, 0.2], abs=0.04)
    assert found.accuracy == pytest.approx(right, abs=0.03)
    low, high = found.accuracy_interval()
    assert np.mean((low <= right) & (right <= high)) >= 0.5
    votes = np.zeros((2000, 3))
    np.add.at(votes, (data.item, data.label), 1.0)
    assert np.mean(found.posterior.argmax(axis=1) == truth) > np.mean(votes.argmax(axis=1) == truth)


def test_posteriors_and_confusions_are_distributions() -> None:
    data, _, _, _ = labelled(30, 4, seed=3)
    for smoothing in (0.0, 0.01, 1.0):
        found = fit(data, smoothing=smoothing)
        assert found.posterior.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
        assert found.confusion.sum(axis=2) == pytest.approx(1.0, abs=1e-12)
        assert found.shares.sum() == pytest.approx(1.0, abs=1e-12)


def test_more_rounds_never_make_the_labels_less_likely() -> None:
    import acumen.judgment.ratings.dawid_skene as module

    data, _, _, _ = labelled(40, 4, seed=4)
    likelihoods = []
    for rounds in (1, 2, 4, 8, 16):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "MOST_ROUNDS", rounds)
            likelihoods.append(fit(data, smoothing=0.0).log_likelihood)
    assert likelihoods == sorted(likelihoods)


def test_classes_that_are_numbers_are_in_the_order_of_numbers() -> None:
    _, (_, _, classes) = collect(["a", "a", "b"], ["x", "y", "x"], ["10", "9", "b"])
    assert classes == ["9", "10", "b"]
    with pytest.raises(UsageError, match="at least two classes"):
        collect(["a"], ["x"], ["1"])


def test_dawid_and_skenes_patients_have_the_published_figures(realdata: Callable[[str], Path]) -> None:
    with realdata("rater_anesthesia/anesthesia.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    data, (_, raters, _) = collect(*([row[key] for row in rows] for key in ("item", "rater", "rating")))
    found = fit(data)
    assert np.round(found.shares, 2).tolist() == [0.40, 0.42, 0.11, 0.07]
    assert np.round(np.diag(found.confusion[raters.index("1.0")]), 2).tolist() == [0.91, 0.88, 0.66, 0.44]
