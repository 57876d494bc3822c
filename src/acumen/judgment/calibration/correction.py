"""The correction a record has earned: what a chance that someone says has meant."""

import math
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from acumen.distributions.special import expit
from acumen.judgment.calibration.fit import HALVING_DAYS, PERSON, label, learn
from acumen.judgment.calibration.forecasts import Sayings, settled, soft_logits
from acumen.judgment.calibration.hierarchical_model import Floats, Ints, Meant, Posterior, Prior
from acumen.judgment.calibration.posterior_draws import draw_logits
from acumen.judgment.calibration.prequential import follow
from acumen.judgment.gate import choose, mix

FARTHEST, N_HALVINGS = 40.0, 40  # of log-odds, and of the search for an end
Domain = str | tuple[str | None, ...] | None


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """What a saying has meant: its mean chance, how unsure that is, and how much record stands behind it."""

    said: float  # the chance as it was said
    prob: float  # the mean chance, after the gate; `said` itself where nothing has been earned
    lower: float  # 5 % and
    upper: float  # 95 % points: as said with 1 − w, as corrected with w
    weight: float  # w of the gate, 0 to 1
    n: int  # sayings of this person in this domain whose outcome (or leaving) is known


class FittedCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """A fitted record; nothing in it changes. `n` and `gained` speak of the whole of it."""

    posterior: Posterior
    names: tuple[dict[str, int], ...]  # the number of each person, and of each domain of each kind
    counts: dict[tuple[str | None, ...], int]  # sayings by (person, domain, …)
    n: int
    n_questions: int
    n_days: int  # on which something became known
    gained: float  # S in nats, on outcomes it had not seen
    weight: float  # w
    on_the_way: Floats  # (n,) each saying as it would have been corrected when it was made

    def correct(self, prob: float, *, person: str | None = None, domain: Domain = None) -> Corrected:
        """What `prob`, said by this person in this domain, has meant; unknown names get the mean of all."""
        said = np.array([prob], dtype=float)
        found = self.posterior.predict(soft_logits(said), self._codes([person], [domain]))
        mixed = float(mix(said, found.prob, self.weight)[0])
        ends = [_mixed_point(level, prob, found, self.weight) for level in (0.05, 0.95)]
        return Corrected(
            said=prob,
            prob=mixed,
            lower=min(ends[0], mixed),
            upper=max(ends[1], mixed),
            weight=self.weight,
            n=self.count(person=person, domain=domain),
        )

    def draw(
        self,
        probs: Sequence[float],
        persons: Sequence[str | None],
        domains: Sequence[Domain],
        *,
        rng: np.random.Generator,
        n_draws: int,
    ) -> Floats:
        """Chances under shared draws of all effects, (n_draws, n): a row is one way the person may be off in all of them.

        A share w of the rows is corrected, the others are as said.
        """
        said = np.asarray(probs, dtype=float)
        if self.weight <= 0.0:
            return np.tile(said, (n_draws, 1))
        drawn = self.draw_logits(soft_logits(said), persons, domains, rng=rng, n_draws=n_draws)
        corrected = choose(self.weight, n_draws, rng=rng)
        return np.where(corrected[:, None], expit(drawn), said)

    def draw_logits(
        self,
        logits: Floats,  # (n,)
        persons: Sequence[str | None],
        domains: Sequence[Domain],
        *,
        rng: np.random.Generator,
        n_draws: int,
    ) -> Floats:
        """Corrected log-odds under shared draws, before the gate, (n_draws, n)."""
        return draw_logits(self.posterior, logits, self._codes(persons, domains), rng=rng, n_draws=n_draws)

    def count(self, *, person: str | None = None, domain: Domain = None) -> int:
        """Sayings in the record by this person (anyone's: None) in this domain (any: None)."""
        wanted = (person, *self._kinds(domain))
        return sum(
            count
            for key, count in self.counts.items()
            if all(want is None or want == has for want, has in zip(wanted, key, strict=True))
        )

    def _kinds(self, domain: Domain) -> tuple[str | None, ...]:
        """A domain as one name for each kind of domain in the record."""
        n_kinds = len(self.names) - 1
        given = domain if isinstance(domain, tuple) else (domain,)
        return (*given[:n_kinds], *(None,) * (n_kinds - len(given)))

    def _codes(self, persons: Sequence[str | None], domains: Sequence[Domain]) -> tuple[Ints, ...]:
        """Numbers of the names, (n,) for each grouping; below −1 for names without a record, one number each name."""
        columns = [list(persons), *map(list, zip(*(self._kinds(domain) for domain in domains), strict=True))]
        columns += [[None] * len(persons)] * (len(self.names) - len(columns))
        return tuple(_codes(column, names) for column, names in zip(columns, self.names, strict=True))


def fit(
    sayings: Sayings,
    *,
    prior: Prior = PERSON,
    now_days: float | None = None,
    halving_days: float = HALVING_DAYS,
) -> FittedCorrection:
    """Learn from a record of settled sayings; an empty one gives the correction that changes nothing.

    prior: PERSON for people's own sayings, SOURCE for a crowd's mean, a market, a model. now_days: outcomes fade up to
    this day (the last one known, where it is None). The gate is learnt from sayings in the order in which they were known.
    """
    labels = label(sayings)
    rows = np.arange(sayings.n)
    days = sayings.known_days
    now = now_days if now_days is not None or days is None or not sayings.n else float(days.max())
    followed = follow(sayings, prior=prior, labels=labels, halving_days=halving_days)
    return FittedCorrection(
        posterior=learn(sayings, labels, rows, prior=prior, now_days=now, halving_days=halving_days),
        names=tuple({str(name): number for name, number in names.items()} for names in labels.names),
        counts=dict(Counter(zip(sayings.persons, *sayings.domains, strict=True))),
        n=sayings.n,
        n_questions=len(set(sayings.questions.tolist())),
        n_days=followed.n_days,
        gained=followed.total,
        weight=followed.weight,
        on_the_way=followed.corrected,
    )


def unearned() -> FittedCorrection:
    """The correction of an empty record: everything stays as said."""
    return fit(settled([], [], domains=((),)))


def correct_small(
    probs: Sequence[float],  # (n,) said by one person in one domain, in the order in which they were known
    outcomes: Sequence[bool],  # (n,)
    prob: float,
) -> Corrected:
    """What `prob` has meant by one person's small record of one domain."""
    n = len(probs)
    record = settled(probs, outcomes, persons=("",) * n, domains=(("",) * n,))
    return fit(record).correct(prob, person="", domain="")


def _mixed_point(level: float, said: float, meant: Meant, weight: float) -> float:
    """Where the chance, as said with 1 − w and as meant with w, has so much of its mass below it."""
    place = math.log(said) - math.log1p(-said) if 0.0 < said < 1.0 else math.copysign(math.inf, said - 0.5)
    below = weight * float(meant.below(place)[0])
    if below <= level <= below + 1.0 - weight:
        return said
    wanted = (level if level < below else level - 1.0 + weight) / weight
    low, high = -FARTHEST, FARTHEST
    for _ in range(N_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if meant.below(middle)[0] < wanted else (low, middle)
    return float(expit(middle))


def _codes(column: Sequence[str | None], names: dict[str, int]) -> Ints:
    new: dict[str | None, int] = {}
    return np.array(
        [names[name] if name in names else -1 - new.setdefault(name, len(new)) for name in column], dtype=np.intp
    )
