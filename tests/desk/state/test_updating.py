"""Bayes' rule for several hypotheses at once, against pyAgrum, and the limits of it."""

import random
from datetime import UTC, datetime

import pytest

from acumen.desk.state.updating import weigh
from acumen.errors import UnsolvableError
from acumen.history import Piece
from acumen.records import Hypothesis, Plan, Step
from tests.oracles import peers
from tests.oracles.belief_network import Question, Seen, posteriors

AT = datetime(2026, 3, 2, tzinfo=UTC)
N_QUESTIONS = 60


def draw(rng: random.Random) -> Question:
    """Up to 3 hypotheses of 2 or 3 states, 3 artifacts, 6 pieces."""
    priors = []
    for _ in range(rng.randint(1, 3)):
        weights = [rng.random() + 0.05 for _ in range(rng.randint(2, 3))]
        priors.append([weight / sum(weights) for weight in weights])
    artifacts = [rng.random() for _ in range(rng.randint(1, 3))]
    seen = []
    for _ in range(rng.randint(1, 6)):
        about = rng.randrange(len(priors))
        names = rng.sample(range(len(artifacts)), rng.randint(0, len(artifacts)))
        chances = [rng.random() for _ in priors[about]]
        seen.append(Seen(about=about, chances=chances, shows={str(name): rng.random() for name in names}))
    return Question(priors=priors, artifacts=artifacts, seen=seen)


def plan_of(priors: list[list[float]]) -> Plan:
    hypotheses = tuple(
        Hypothesis(id=f"h{number}", claim="c", states=tuple((f"s{state}", prob) for state, prob in enumerate(prior)))
        for number, prior in enumerate(priors)
    )
    return Plan(plan="p", goal=Step(id="a", chance=0.5, hours=1.0), hypotheses=hypotheses)


def piece_of(number: int, seen: Seen) -> Piece:
    return Piece(
        id=f"{number:024}",
        position=number,
        seen_at=AT,
        hypothesis=f"h{seen['about']}",
        chances=tuple(seen["chances"]),
        source=None,
        shows=tuple(seen["shows"].items()),
        why=None,
    )


def test_beliefs_are_those_of_a_bayes_network() -> None:
    rng = random.Random(6)
    questions = [draw(rng) for _ in range(N_QUESTIONS)]
    found = peers.ask("beliefs", "pyagrum", lambda: posteriors(questions))
    for question, expected in zip(questions, found, strict=True):
        pieces = [piece_of(number, seen) for number, seen in enumerate(question["seen"])]
        chances = {str(number): chance for number, chance in enumerate(question["artifacts"])}
        weighed = weigh(plan_of(question["priors"]), pieces, chances)
        for number, belief in enumerate(expected):
            assert weighed.belief(f"h{number}") == pytest.approx(belief, abs=1e-9)


def test_too_many_states_that_hang_together_are_refused_by_name() -> None:
    priors = [[0.1] * 10 for _ in range(4)]
    pieces = [
        piece_of(number, Seen(about=number, chances=[0.5] * 10, shows={"bug": 1.0})) for number in range(len(priors))
    ]
    with pytest.raises(UnsolvableError, match="hang together and have 10,000"):
        weigh(plan_of(priors), pieces, {"bug": 0.1})
    apart = [piece_of(number, Seen(about=number, chances=[0.5] * 10, shows={})) for number in range(len(priors))]
    assert weigh(plan_of(priors), apart, {}).belief("h3") == pytest.approx((0.1,) * 10)
