"""What a record teaches: the posterior of how sayings are off, and the chances it turns them into."""

from collections.abc import Hashable

import msgspec
import numpy as np

from acumen.judgment.chances.effects import Floats, Ints, Posterior, Seen, Spread, fit
from acumen.judgment.chances.integral import mean_prob
from acumen.judgment.chances.sayings import Sayings, number_labels, soft_logits

HALVING_DAYS = 365.0  # an outcome counts half as much a year later
PERSON = Spread(shared=(0.5, 0.5), label=(0.3, 0.3))  # people's own sayings
SOURCE = Spread(shared=(1.0, 1.0), label=(0.3, 0.3))  # a crowd's mean, a market, a model: off by more, and either way


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """Persons and domains as numbers; the names that have one."""

    codes: tuple[Ints, ...]  # one (n,) for each grouping
    names: tuple[dict[Hashable, int], ...]


def label(sayings: Sayings) -> Labels:
    """Number the persons, where any is named, and each kind of domain."""
    columns = [sayings.persons, *sayings.domains]
    found = [number_labels(column) for column in columns]
    return Labels(codes=tuple(codes for codes, _ in found), names=tuple(names for _, names in found))


def learn(
    sayings: Sayings,
    labels: Labels,
    rows: Ints,
    *,
    spread: Spread,
    now_days: float | None = None,
    start: Posterior | None = None,
    halving_days: float = HALVING_DAYS,
) -> Posterior:
    """The posterior from these rows; outcomes fade by ½^(age/`halving_days`) where days and `now_days` are known."""
    weights = sayings.weights[rows] if len(rows) else np.zeros(0)
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
    return fit(seen, spread=spread, start=start)


def forecast(sayings: Sayings, labels: Labels, rows: Ints, posterior: Posterior) -> Floats:
    """Corrected chances of these rows, the posterior integrated, (n_rows,)."""
    mean, variance = posterior.predict(soft_logits(sayings.probs[rows]), tuple(codes[rows] for codes in labels.codes))
    return mean_prob(mean, variance)
