"""The laws of evidence, through the ledger: what is written down in any order comes to the belief that Bayes' rule says."""

import math
from collections.abc import Callable
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.desk.beliefs.artifact_checks import checked
from acumen.desk.beliefs.believe import believe
from acumen.desk.beliefs.critique import doubt
from acumen.desk.beliefs.evidence import evidence, read_lean
from acumen.desk.beliefs.information_rate import rate
from acumen.desk.book import Book
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError
from acumen.records import EvidenceSeen, Leaning
from tests.desk.beliefs.books import PROBED, TWO, belief, odds_bits
from tests.desk.loop.books import later, new_book, written

PRIOR = 0.65
chances = st.integers(1, 99).map(lambda percent: percent / 100)


def see(book: Book, if_true: float, if_false: float, *artifacts: str, source: str | None = None) -> float:
    """Evidence on h; the belief that follows."""
    return evidence(book, "h", if_true=if_true, if_false=if_false, artifacts=artifacts, source=source).after[0]


def test_evidence_multiplies_the_odds_by_its_likelihood_ratio() -> None:
    book = new_book(PROBED)
    seen = evidence(book, "h", if_true="80%", if_false="20%", why="it moved")
    assert seen.before == pytest.approx((PRIOR, 1.0 - PRIOR))
    assert odds_bits(seen.after[0]) == pytest.approx(odds_bits(PRIOR) + 2.0)
    assert seen.bits == pytest.approx(2.0)
    assert belief(book) == seen.after[0]


@given(chance=chances, if_false=st.lists(chances, min_size=3, max_size=3))
@settings(max_examples=30)
def test_three_results_that_one_artifact_would_all_show_give_its_bits_together_and_not_each(
    chance: float, if_false: list[float]
) -> None:
    book = new_book(PROBED)
    see(book, 1.0, if_false[0], f"bug: {chance}")
    for figure in if_false[1:]:
        see(book, 1.0, figure, "bug")
    gained = odds_bits(belief(book)) - odds_bits(PRIOR)
    assert 0.0 <= gained <= math.log2(1.0 / chance) + 1e-9


def test_three_perfect_results_that_share_a_bug_of_5_percent_give_its_4_bits() -> None:
    book = new_book(PROBED)
    see(book, 1.0, 0.0, "bug: 5%")
    for _ in range(2):
        see(book, 1.0, 0.0, "bug")
    assert odds_bits(belief(book)) - odds_bits(PRIOR) == pytest.approx(math.log2(1.0 / 0.05))
    alone = new_book(PROBED)
    for number in range(3):
        see(alone, 1.0, 0.0, f"bug-{number}: 5%")
    assert odds_bits(belief(alone)) - odds_bits(PRIOR) == pytest.approx(3 * math.log2(1.0 / 0.05))


def test_the_order_of_evidence_checks_and_results_does_not_matter() -> None:
    acts: tuple[Callable[[Book], object], ...] = (
        lambda book: see(book, 0.9, 0.3, "bug: 10%"),
        lambda book: see(book, 0.7, 0.2, "bug: 10%, shows 60%", "leak: 30%"),
        lambda book: see(book, 0.4, 0.6, "leak: 30%, shows 20%"),
        lambda book: done(book, "negative", "ask", hours=1),
    )
    found = []
    for order in permutations(acts):
        book = new_book(PROBED)
        for act in order:
            act(later(book))
        found.append(belief(book))
    assert found == pytest.approx([found[0]] * len(found), rel=1e-12)


def test_what_arrives_in_another_order_means_the_same() -> None:
    heard = []
    for order in permutations(range(3)):
        book = new_book(PROBED)
        plan = believe(book).id
        for number in order:
            lean = Leaning(artifact="bug", chance=(0.1, None, 0.4)[number])
            record = EvidenceSeen(
                plan=plan, hypothesis="h", chances=(("yes", 0.9), ("no", 0.3 + 0.1 * number)), leans=(lean,)
            )
            book.write(record, happened_at=later(book, 0.0).now.replace(day=3 + number))
        heard.append(belief(book))
    assert heard == pytest.approx([heard[0]] * 6, rel=1e-12)


def test_a_check_that_rules_an_artifact_out_weighs_the_evidence_as_if_it_had_never_been_named() -> None:
    book, plain = new_book(PROBED), new_book(PROBED)
    for if_false in (0.3, 0.1):
        see(book, 0.9, if_false, "bug: 20%, shows 70%")
        see(plain, 0.9, if_false)
    told = checked(book, "bug", is_ruled_out=True, why="read it twice")
    assert belief(book) == pytest.approx(belief(plain))
    (moved,) = told.moved
    assert moved.after[0] > moved.before[0]
    undo(book)
    assert belief(book) == pytest.approx(moved.before[0])


@pytest.mark.parametrize(
    ("chance", "certainty"), [(0.0, "is_ruled_out"), ("0%", "is_ruled_out"), (1.0, "is_found"), ("100%", "is_found")]
)
def test_a_chance_of_0_or_1_of_an_artifact_is_that_it_is_ruled_out_or_found(
    chance: str | float, certainty: str
) -> None:
    said, told = new_book(PROBED), new_book(PROBED)
    for book in (said, told):
        see(book, 0.9, 0.2, "bug: 20%, shows 70%")
    one = checked(said, "bug", chance=chance)
    other = checked(told, "bug", is_ruled_out=certainty == "is_ruled_out", is_found=certainty == "is_found")
    assert one.chance == other.chance
    assert belief(said) == pytest.approx(belief(told))


def test_an_artifact_that_is_found_leaves_nothing_of_what_it_shows() -> None:
    book = new_book(PROBED)
    see(book, 0.9, 0.1, "bug: 20%")
    checked(book, "bug", is_found=True)
    assert belief(book) == pytest.approx(PRIOR)
    checked(book, "bug", chance="20%")
    lasting = (0.8 * 0.9 + 0.2) / (0.8 * 0.1 + 0.2)
    assert odds_bits(belief(book)) == pytest.approx(odds_bits(PRIOR) + math.log2(lasting))


def test_evidence_read_off_a_result_replaces_its_own_likelihood() -> None:
    book = new_book(PROBED)
    done(book, "positive", "ask", hours=1)
    assert odds_bits(belief(book)) == pytest.approx(odds_bits(PRIOR) + 2.0)
    besides = evidence(book, "h", if_true=0.6, if_false=0.3)
    assert odds_bits(besides.after[0]) == pytest.approx(odds_bits(PRIOR) + 3.0)
    (other,) = besides.if_from
    assert other.source == "ask"
    assert odds_bits(other.belief[0]) == pytest.approx(odds_bits(PRIOR) + 1.0)
    undo(book)
    instead = evidence(book, "h", if_true=0.6, if_false=0.3, source="ask")
    assert instead.after[0] == pytest.approx(other.belief[0])
    assert instead.if_from == ()
    assert next_(book).answer.beliefs[0].current == pytest.approx(other.belief[0])


def test_a_result_counts_by_itself_again_once_the_evidence_that_stood_for_it_is_undone() -> None:
    book = new_book(PROBED)
    done(book, "negative", "ask", hours=1)
    before = belief(book)
    see(book, 0.9, 0.3, source="ask")
    assert belief(book) > PRIOR
    undo(book)
    assert belief(book) == pytest.approx(before)


def test_evidence_on_several_states_weighs_each_of_them() -> None:
    book = new_book(TWO)
    seen = evidence(book, "k", states={"high": "60%", "low": "30%", "none": "0"})
    assert seen.after == pytest.approx((0.18 / 0.33, 0.15 / 0.33, 0.0))
    assert seen.states == ("high", "low", "none")


@given(figures=st.lists(chances, min_size=9, max_size=9), priors=st.tuples(chances, chances))
@settings(max_examples=25)
def test_an_artifact_shared_by_evidence_on_two_hypotheses_ties_them_as_brute_force_says(
    figures: list[float], priors: tuple[float, float]
) -> None:
    a, b, bug, *rest = figures
    text = PROBED.replace("65%", str(priors[0])).replace(
        "probes:", f"  j: {{claim: And so does this, chance: {priors[1]}}}\nprobes:"
    )
    book = new_book(text)
    evidence(book, "h", if_true=a, if_false=rest[0], artifacts=[f"bug: {bug}, shows {rest[1]}"])
    evidence(book, "j", if_true=b, if_false=rest[2], artifacts=[f"bug, shows {rest[3]}".replace("bug,", "bug:")])
    total, true = 0.0, 0.0
    for holds, also, there in product((True, False), repeat=3):
        prob = (
            (priors[0] if holds else 1 - priors[0])
            * (priors[1] if also else 1 - priors[1])
            * (bug if there else 1 - bug)
        )
        prob *= rest[1] if there else (a if holds else rest[0])
        prob *= rest[3] if there else (b if also else rest[2])
        total += prob
        true += prob * holds
    assert belief(book) == pytest.approx(true / total)


@pytest.mark.parametrize("shared", [False, True])
def test_next_starts_from_the_belief_that_believe_shows(shared: bool) -> None:  # noqa: FBT001 (pytest hands it over by name)
    book = new_book(TWO)
    start(book, "fast", plan="two")
    spend(book, 5, "fast")
    evidence(book, "g", if_true=0.9, if_false=0.4, artifacts=["leak: 10%, shows 80%"])
    evidence(book, "k", states={"high": 0.2, "low": 0.5, "none": 0.9}, artifacts=["leak: shows 30%"] * shared)
    done(book, "positive", "look", hours=1)
    shown = {
        (one.hypothesis, state): prob
        for one in next_(book).answer.beliefs
        for state, prob in [(one.state, one.current)]
    }
    for stand in believe(book).hypotheses:
        for state, prob in zip(stand.states, stand.current, strict=True):
            if (stand.hypothesis, state) in shown:
                assert shown[stand.hypothesis, state] == pytest.approx(prob, rel=1e-9)
    assert {name for name, _ in shown} == {"g", "k"}


def test_the_trail_leads_from_the_prior_to_the_belief_in_bits() -> None:
    book = new_book(PROBED)
    see(book, 0.9, 0.3, "bug: 10%")
    done(later(book), "positive", "ask", hours=1)
    checked(later(book), "bug", is_ruled_out=True)
    (stand,) = believe(later(book)).hypotheses
    assert [turn.kind for turn in stand.trail] == ["evidence", "probe", "artifact"]
    assert stand.trail[0].before == stand.prior
    assert stand.trail[-1].after == stand.current
    assert sum(turn.bits or 0.0 for turn in stand.trail) == pytest.approx(
        odds_bits(stand.current[0]) - odds_bits(PRIOR)
    )


def test_a_new_prior_shows_old_new_and_resulting_belief_and_evidence_goes_on_counting() -> None:
    book = new_book(PROBED)
    see(book, 0.8, 0.2)
    (moved,) = adopt(later(book), PROBED.replace("65%", "50%")).moved_priors
    assert (moved.old_prior, moved.new_prior) == (PRIOR, 0.5)
    assert moved.new_belief == pytest.approx(0.8) == belief(book)
    assert odds_bits(moved.old_belief or 0.0) == pytest.approx(odds_bits(PRIOR) + 2.0)


def test_belief_now_is_the_belief_at_that_moment_and_what_was_seen_before_stops_counting() -> None:
    book = new_book(PROBED)
    see(book, 0.8, 0.2)
    done(book, "negative", "ask", hours=1)
    adopted = adopt(later(book), PROBED.replace("65%", "30%"), belief_now=True)
    assert adopted.moved_priors[0].new_belief == pytest.approx(0.3) == belief(book)
    assert next_(book).answer.beliefs[0].current == pytest.approx(0.3)
    assert believe(book).n_earlier == 1
    done(later(book), "positive", "again", hours=1)
    see(book, 0.8, 0.4)
    assert odds_bits(belief(book)) == pytest.approx(odds_bits(0.3) + 3.0)
    assert next_(book).answer.beliefs[0].current == pytest.approx(belief(book))


def test_belief_now_may_be_said_of_a_plan_that_says_what_it_said() -> None:
    book = new_book(PROBED)
    see(book, 0.8, 0.2)
    assert adopt(later(book), PROBED, belief_now=True).is_belief_now
    assert belief(book) == pytest.approx(PRIOR)
    undo(book)
    assert odds_bits(belief(book)) == pytest.approx(odds_bits(PRIOR) + 2.0)


def test_of_a_step_under_way_only_the_hours_since_the_belief_was_set_count() -> None:
    book, whole = new_book(TWO), new_book(TWO)
    start(book, "fast")
    start(whole, "fast")
    spend(book, 3, "fast")
    spend(whole, 3, "fast")
    then = belief(whole, "g")
    text = TWO.replace("g: {claim: The ground holds, chance: 40%}", f"g: {{claim: The ground holds, chance: {then!r}}}")
    adopt(later(book), text, belief_now=True)
    assert belief(book, "g") == pytest.approx(then)
    spend(later(book), 4, "fast")
    spend(later(whole), 4, "fast")
    assert belief(whole, "g") < then
    assert belief(book, "g") == pytest.approx(belief(whole, "g"))
    for one in (book, whole):
        done(one, "left", "fast")
    assert belief(book, "g") == pytest.approx(belief(whole, "g"))
    assert next_(book).answer.beliefs[0].current == pytest.approx(belief(whole, "g"))


def test_evidence_that_fits_the_plan_no_longer_is_reported_and_does_not_count() -> None:
    book = new_book(TWO)
    evidence(book, "k", states={"high": 0.6, "low": 0.3, "none": 0.1})
    adopt(later(book), TWO.replace("none: 20%", "little: 20%"))
    assert belief(book, "k") == pytest.approx(0.3)
    assert [problem.code for problem in next_(book).problems] == ["evidence-does-not-fit"]


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("bug: 5%", Leaning(artifact="bug", chance=0.05)),
        ("bug: 5%, shows 80%", Leaning(artifact="bug", chance=0.05, shows=0.8)),
        ("bug", Leaning(artifact="bug")),
        (" bug : shows 1/2".replace("1/2", "0.5"), Leaning(artifact="bug", shows=0.5)),
    ],
)
def test_an_artifact_is_read_as_it_is_written(text: str, lean: Leaning) -> None:
    assert read_lean(text) == lean


@pytest.mark.parametrize("text", ["", "a bug: 5%", "bug: 5%, 6%", "bug: often", "bug: 5%, shows all"])
def test_what_is_no_artifact_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_lean(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"hypothesis": "g", "if_true": 0.5, "if_false": 0.5}, "hypothesis of probed"),
        ({"hypothesis": "h", "if_true": 0.5}, "if it is false"),
        ({"hypothesis": "h", "states": {"yes": 0.5, "no": 0.1, "else": 0.2}}, "if it is false"),
        ({"hypothesis": "h", "if_true": 0.5, "states": {"yes": 0.5, "no": 0.1}}, "each state once"),
        ({"hypothesis": "h", "if_true": 0, "if_false": 0}, "chance of 0"),
        ({"hypothesis": "h", "if_true": 0.5, "if_false": 0.1, "source": "ask"}, "has not ended"),
        ({"hypothesis": "h", "if_true": 0.5, "if_false": 0.1, "source": "nobody"}, "step or probe"),
        ({"hypothesis": "h", "if_true": 0.5, "if_false": 0.1, "artifacts": ["bug"]}, "chance of the artifact"),
        ({"hypothesis": "h", "if_true": 0.5, "if_false": 0.1, "artifacts": ["a: 1%", "a: 1%"]}, "once"),
    ],
)
def test_evidence_that_can_t_be_is_refused_before_it_is_written(arguments: dict[str, object], word: str) -> None:
    book = new_book(PROBED)
    with pytest.raises(UsageError, match=word):
        evidence(book, **arguments)  # type: ignore[arg-type]
    assert written(book, EvidenceSeen) == 0


def test_an_artifact_keeps_its_chance_until_it_is_checked() -> None:
    book = new_book(PROBED)
    see(book, 0.9, 0.1, "bug: 5%")
    with pytest.raises(UsageError, match="has a chance of 5 %"):
        see(book, 0.9, 0.1, "bug: 50%")
    with pytest.raises(UsageError, match="artifact that evidence names"):
        checked(book, "leak", is_found=True)
    with pytest.raises(UsageError, match="one of ruled out"):
        checked(book, "bug", is_found=True, chance=0.5)


def test_what_refutes_a_certainty_is_refused() -> None:
    book = new_book(PROBED.replace("65%", "100%"))
    with pytest.raises(UsageError, match="impossible in every state"):
        see(book, 0.0, 0.9)
    assert written(book, EvidenceSeen) == 0


def test_where_what_was_seen_can_t_come_about_work_goes_on_and_asking_says_why() -> None:
    book = new_book(PROBED)
    see(book, 1.0, 0.0)
    adopt(later(book), PROBED.replace("65%", "0%"))
    for ask in (next_, believe, doubt):
        with pytest.raises(UsageError, match="impossible in every state"):
            ask(book)
    assert status(book).plans[0].n_untried == 3
    assert "impossible in every state" in start(later(book), "ask").notes[0]
    assert "impossible in every state" in done(later(book), "positive").notes[0]
    assert rate(book).n_unread == 1
    undo(book)
    adopt(later(book), PROBED)
    assert belief(book) == 1.0


def test_at_most_12_artifacts_meet() -> None:
    book = new_book(PROBED)
    with pytest.raises(UsageError, match="at most 12 artifacts"):
        see(book, 0.9, 0.1, *(f"a{number}: 1%" for number in range(13)))
    assert written(book, EvidenceSeen) == 0
