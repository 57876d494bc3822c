import math
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.errors import UsageError
from acumen.judgment import evidence as weighing
from acumen.judgment.evidence import Artifact, Evidence, cap_bits, checked, log_odds_bits, posterior, trail

BUG = Artifact(id="bug", chance=0.05)
NAMES = ("bug", "leak", "noise")

chances = st.floats(0.01, 0.99)


def result(number: int, if_true: float = 1.0, if_false: float = 0.0, **shows: float) -> Evidence:
    return Evidence(id=f"e{number}", chances=(if_true, if_false), shows=shows)


@st.composite
def bodies(draw: st.DrawFn, *, n_most: int = 4) -> tuple[tuple[float, float], list[Evidence], list[Artifact]]:
    """A prior, some evidence and the artifacts it names."""
    prior = draw(chances)
    artifacts = [Artifact(id=name, chance=draw(st.floats(0.0, 0.99))) for name in NAMES]
    pieces = [
        Evidence(
            id=f"e{number}",
            chances=(draw(chances), draw(chances)),
            shows={name: draw(chances) for name in draw(st.sets(st.sampled_from(NAMES)))},
        )
        for number in range(draw(st.integers(1, n_most)))
    ]
    return (prior, 1.0 - prior), pieces, artifacts


def brute_force(prior: tuple[float, ...], pieces: list[Evidence], artifacts: list[Artifact]) -> list[float]:
    """Bayes' rule over all artifacts at once, by the words of the design."""
    weights = []
    for state, prob in enumerate(prior):
        total = 0.0
        for present in product((0, 1), repeat=len(artifacts)):
            here = {a.id for a, there in zip(artifacts, present, strict=True) if there}
            term = math.prod(a.chance if a.id in here else 1.0 - a.chance for a in artifacts)
            for piece in pieces:
                qs = [q for name, q in piece.shows.items() if name in here]
                term *= max(qs) if qs else piece.chances[state]
            total += term
        weights.append(prob * total)
    return [weight / sum(weights) for weight in weights]


def bits(prior: tuple[float, ...], after: tuple[float, ...]) -> float:
    return log_odds_bits(after, 0) - log_odds_bits(prior, 0)


def test_evidence_without_artifacts_multiplies_the_odds_by_its_likelihood_ratio() -> None:
    after = posterior((0.2, 0.8), [result(1, 0.9, 0.3), result(2, 0.5, 0.25)])
    assert after[0] / after[1] == pytest.approx(0.25 * 3 * 2)


def test_three_results_that_one_bug_of_5_percent_would_all_show_give_at_most_4_point_3_bits_together() -> None:
    prior = (0.5, 0.5)
    pieces = [result(number, bug=1.0) for number in range(3)]
    together = bits(prior, posterior(prior, pieces, [BUG]))
    assert together == pytest.approx(math.log2(1 / 0.05)) == pytest.approx(cap_bits(0.05, [1.0] * 3))
    assert together == pytest.approx(bits(prior, posterior(prior, pieces[:1], [BUG])))
    apart = [Artifact(id=f"bug{number}", chance=0.05) for number in range(3)]
    each = [Evidence(id=f"e{n}", chances=(1.0, 0.0), shows={f"bug{n}": 1.0}) for n in range(3)]
    assert bits(prior, posterior(prior, each, apart)) == pytest.approx(3 * math.log2(1 / 0.05))


@given(bodies())
def test_the_posterior_is_that_of_a_sum_over_all_artifacts(
    body: tuple[tuple[float, float], list[Evidence], list[Artifact]],
) -> None:
    assert posterior(*body) == pytest.approx(brute_force(*body), rel=1e-9)


@given(bodies(n_most=3))
def test_the_order_of_the_evidence_makes_no_difference(
    body: tuple[tuple[float, float], list[Evidence], list[Artifact]],
) -> None:
    prior, pieces, artifacts = body
    first = posterior(prior, pieces, artifacts)
    for order in permutations(pieces):
        assert trail(prior, order, artifacts)[-1] == pytest.approx(first, rel=1e-9)


def test_the_cap_is_the_ratio_where_nothing_but_the_artifact_shows_it_all_under_the_other_state() -> None:
    """((1 − a) + a·q)/(a·q) with a = .05 and q = .5·.4 = .2: 96, which evidence certain under one state alone attains."""
    assert cap_bits(0.05, [0.5, 0.4]) == pytest.approx(math.log2(96.0))
    said = [Evidence(id=str(q), chances=(1.0, 0.0), shows={"bug": q}) for q in (0.5, 0.4)]
    belief = posterior((0.5, 0.5), said, [Artifact(id="bug", chance=0.05)])
    assert belief[0] / belief[1] == pytest.approx(96.0)
    assert cap_bits(0.05, [0.5, 0.0]) == math.inf


@given(
    chances, st.lists(st.tuples(chances, chances, st.floats(0.05, 1.0)), min_size=1, max_size=4), st.floats(0.01, 0.9)
)
def test_the_joint_ratio_never_passes_the_cap_of_an_artifact_that_all_name(
    prior: float, pieces: list[tuple[float, float, float]], chance: float
) -> None:
    said = [result(number, yes, no, bug=q) for number, (yes, no, q) in enumerate(pieces)]
    belief = (prior, 1.0 - prior)
    gained = bits(belief, posterior(belief, said, [Artifact(id="bug", chance=chance)]))
    assert abs(gained) <= cap_bits(chance, [q for _, _, q in pieces]) + 1e-9


@given(bodies())
def test_an_artifact_ruled_out_is_as_if_it_had_not_been_named(
    body: tuple[tuple[float, float], list[Evidence], list[Artifact]],
) -> None:
    prior, pieces, artifacts = body
    bare = [
        Evidence(id=p.id, chances=p.chances, shows={name: q for name, q in p.shows.items() if name != "bug"})
        for p in pieces
    ]
    assert posterior(prior, pieces, checked(artifacts, "bug", chance=0.0)) == pytest.approx(
        posterior(prior, bare, artifacts), rel=1e-9
    )


def test_evidence_under_an_artifact_that_was_found_tells_nothing() -> None:
    found = checked([BUG], "bug", chance=1.0)
    assert posterior((0.3, 0.7), [result(1, 0.9, 0.1, bug=1.0)], found) == pytest.approx((0.3, 0.7))


def test_of_several_artifacts_present_the_largest_chance_counts() -> None:
    pieces = [result(1, 0.5, 0.2, bug=0.3, leak=0.9), result(2, 0.4, 0.8)]
    both = [Artifact(id="bug", chance=1.0), Artifact(id="leak", chance=1.0)]
    joint = weighing.joint_likelihoods(2, pieces, both)
    assert joint == pytest.approx((0.9 * 0.4, 0.9 * 0.8))


def test_a_repeated_source_is_one_piece_of_news() -> None:
    source = Artifact(id="one-paper", chance=0.5)
    once = [result(1, 0.9, 0.1, **{"one-paper": 1.0})]
    again = [*once, result(2, 0.9, 0.1, **{"one-paper": 1.0})]
    prior = (0.5, 0.5)
    gained, twice = bits(prior, posterior(prior, once, [source])), bits(prior, posterior(prior, again, [source]))
    assert gained < twice < 2 * math.log2(9)
    assert twice <= cap_bits(0.5, [1.0, 1.0])


def test_several_states_are_weighed_like_two() -> None:
    piece = Evidence(id="e", chances=(0.2, 0.5, 0.8), shows={"bug": 1.0})
    after = posterior((0.2, 0.3, 0.5), [piece], [Artifact(id="bug", chance=0.1)])
    weights = [0.2 * (0.9 * 0.2 + 0.1), 0.3 * (0.9 * 0.5 + 0.1), 0.5 * (0.9 * 0.8 + 0.1)]
    assert after == pytest.approx([weight / sum(weights) for weight in weights])


def test_thirteen_artifacts_that_meet_are_refused_and_twelve_are_not() -> None:
    names = [f"a{number}" for number in range(13)]
    artifacts = [Artifact(id=name, chance=0.1) for name in names]
    piece = Evidence(id="e", chances=(0.9, 0.1), shows=dict.fromkeys(names[:12], 1.0))
    assert posterior((0.5, 0.5), [piece], artifacts)[0] > 0.5
    bridge = Evidence(id="f", chances=(0.9, 0.1), shows={"a11": 1.0, "a12": 1.0})
    with pytest.raises(UsageError, match="at most 12 artifacts that meet in the same evidence, found 13"):
        posterior((0.5, 0.5), [piece, bridge], artifacts)


@pytest.mark.parametrize(
    ("pieces", "artifacts", "words"),
    [
        ([result(1, 1.5, 0.1)], [], "expected chances from 0 to 1 in the evidence 'e1', found 1.5"),
        ([result(1, 0.5, 0.1, bug=1.0)], [], "expected artifacts that have a chance, found 'bug' in 'e1'"),
        ([Evidence(id="e", chances=(0.5,))], [], "expected 2 chances, one for each state, in 'e', found 1"),
        ([result(1, 0.0, 0.0)], [], "found e1 impossible in every state"),
        ([], [Artifact(id="bug", chance=-1.0)], "expected chances from 0 to 1 in the artifact 'bug', found -1.0"),
    ],
)
def test_what_is_no_evidence_is_refused_with_what_was_found(
    pieces: list[Evidence], artifacts: list[Artifact], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        posterior((0.5, 0.5), pieces, artifacts)


def test_a_check_of_what_is_not_known_is_refused() -> None:
    with pytest.raises(UsageError, match="expected the id of an artifact, found 'leak'"):
        checked([BUG], "leak", chance=0.0)
