"""What a record teaches: the posterior of how sayings are off, and the chances it turns them into."""

from collections.abc import Hashable

import msgspec
import numpy as np

from acumen.judgment.calibration.fitting import fit
from acumen.judgment.calibration.forecasts import Sayings, number_labels, soft_logits
from acumen.judgment.calibration.hierarchical_model import Floats, Ints, Posterior, Prior, Seen
from acumen.judgment.gate import SOURCE_SHARE, share_days

HALVING_DAYS = 365.0  # an outcome counts half as much a year later
PERSON = Prior()  # people's own sayings
# A crowd's mean, a market, a model: off by more, and mostly in how sharp it is.
SOURCE = Prior(shared=(1.0, 0.7, 0.25), label=(0.3, 0.3, 0.1), share=SOURCE_SHARE)


class FitLabels(msgspec.Struct, frozen=True, kw_only=True):
    """Persons and domains as numbers; the names that have one."""

    codes: tuple[Ints, ...]  # one (n,) for each grouping
    names: tuple[dict[Hashable, int], ...]


def label(sayings: Sayings) -> FitLabels:
    """Number the persons, where any is named, and each kind of domain."""
    columns = [sayings.persons, *sayings.domains]
    found = [number_labels(column) for column in columns]
    return FitLabels(codes=tuple(codes for codes, _ in found), names=tuple(names for _, names in found))


def learn(
    sayings: Sayings,
    labels: FitLabels,
    rows: Ints,
    *,
    prior: Prior,
    now_days: float | None = None,
    start: Posterior | None = None,
    halving_days: float = HALVING_DAYS,
) -> Posterior:
    """The posterior from these rows. Those of one day share it, and fade by ½^(age/`halving_days`), where days are known."""
    weights = sayings.weights[rows] * share_days(sayings.days[rows], sayings.questions[rows])
    if now_days is not None and sayings.known_days is not None:
        age = np.maximum(0.0, now_days - sayings.known_days[rows])
        weights = weights * np.exp2(-age / halving_days)
    seen = Seen(
        logits=soft_logits(sayings.probs[rows]),
        if_true=sayings.if_true[rows],
        if_false=sayings.if_false[rows],
        weights=weights,
        labels=tuple(codes[rows] for codes in labels.codes),
        n_labels=tuple(len(names) for names in labels.names),
    )
    return fit(seen, prior=prior, start=start)


def forecast(sayings: Sayings, labels: FitLabels, rows: Ints, posterior: Posterior) -> Floats:
    """Corrected chances of these rows, the posterior integrated, (n_rows,)."""
    return posterior.predict(soft_logits(sayings.probs[rows]), tuple(codes[rows] for codes in labels.codes)).prob
