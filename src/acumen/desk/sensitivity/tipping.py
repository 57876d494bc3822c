"""Tips and swings: where the advice would change, and how far the value moves, when one input were other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

import msgspec

from acumen.borders.doing import counting
from acumen.decision import STOP, Limits
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.parametric import ParametricOutcome, looks_by_worth, outcome, remembering
from acumen.decision.dated.undated import PartsVaried
from acumen.decision.policies.varying import StandingPolicy, find_bracket
from acumen.decision.tipping import PRECISION, first_change
from acumen.desk.plans.problem import pose
from acumen.desk.plans.solving import counts_cuts, find_policy
from acumen.desk.sensitivity.inputs import FACTOR_GRID, Asked, Lever, levers
from acumen.records import Plan, Step, walk
from acumen.results.plans import Answer, TipShown
from acumen.results.sensitivity import Sensitivities, Swing

LIMITS = Limits(max_states=200_000, max_expansions=500_000, max_explored=20_000)
N_LOOKS = 20  # that finding the tips of one lever takes, more or less
MAX_EVALUATIONS = 800_000  # of all looks together
MAX_SMALL = 400  # steps times situations, up to which `next --json` carries tips; a quarter without a worth
N_NAMED = 6
SHARED = "Tips and swings are not computed where steps share hypotheses; `next --set` and `probes` tell more."
MAX_BRACKET_EVALUATIONS = 3_000_000  # the same, of a plan that is too big: its policy's states are swept compiled
ROUGH_PRECISION = 5e-3  # of a tip of such a plan
LEAST_ASKED = 2  # levers whose tips are looked for all the same
OF_POLICY = "The plan is too big for more than bounds: tips and swings are those of the advice as it was found."
OF_STANDING = (
    "Where steps share hypotheses, swings are those of the advice as it stands, and tips are not looked for; `next --set` "
    "and `probes` tell more."
)
TOO_BIG = "Tips are not computed: the plan is too big for the limits."


def with_tips(answer: Answer, plan: Plan) -> Answer:
    """The answer with its tips, where the plan is small; else with a note."""
    if answer.beliefs:
        return msgspec.structs.replace(answer, notes=(*answer.notes, SHARED))
    n_steps = sum(isinstance(node, Step) for node in walk(plan.goal))
    limit = MAX_SMALL // 4 if answer.status == "break-even" else MAX_SMALL
    if answer.n_states * n_steps > limit or answer.status in {"bracketed", "estimated"}:
        note = "Tips are not looked for in a plan of this size; `why` does."
        return msgspec.structs.replace(answer, notes=(*answer.notes, note))
    found = lean(answer, plan, has_swings=False)
    return msgspec.structs.replace(answer, tips=found.tips, notes=(*answer.notes, *found.notes))


def ask(answer: Answer, plan: Plan, limits: Limits | None = None) -> Asked:
    """The question an answer answers, to be asked again. `limits`: those it was solved with."""
    posed = pose(plan)
    problem = remembering(posed.problem)
    asked = Asked(
        plan=plan, posed=posed, problem=problem, objective=answer.objective, worth=answer.worth, limits=LIMITS
    )
    if answer.status not in {"bracketed", "estimated"}:
        return asked
    if counts_cuts(posed, answer.objective, answer.worth):
        return asked
    found = find_bracket(posed.problem, answer.objective, answer.worth, limits or Limits())
    return replace(asked, bracket=found)


def lean(
    answer: Answer,
    plan: Plan,
    *,
    has_swings: bool = True,
    max_evaluations: int = MAX_EVALUATIONS,
    asked: Asked | None = None,
) -> Sensitivities:
    """Tips and swings of every step, as far as `max_evaluations` reach: those that move the value most come first.

    `asked`: the question, where it was put before.
    """
    asked = asked or ask(answer, plan)
    if asked.posed.shared is not None:
        return _standing_swings(answer, asked)
    too_big = Sensitivities(tips=(), worth_tips=(), swings=(), notes=(TOO_BIG,))
    if asked.bracket is not None:
        return _lean_on_bracket(answer, asked)
    if answer.status in {"bracketed", "estimated"}:
        return too_big
    try:
        found = [lever for number in asked.problem.steps for lever in levers(asked, number)]
    except TooManyStatesError:
        return too_big
    left = max_evaluations
    swings: dict[int, Swing] = {}
    for number, lever in enumerate(found) if has_swings else ():
        cost = 3 * lever.varied.n_evaluations
        if cost <= left:
            left -= cost
            swings[number] = _swing(lever, asked)
    order = sorted(range(len(found)), key=lambda number: -_width(swings.get(number)))
    tips: list[tuple[float, int, TipShown]] = []
    skipped: list[Lever] = []
    for number in counting("asking what would change the advice", order):
        lever = found[number]
        cost = N_LOOKS * lever.varied.n_evaluations
        if cost > left:
            skipped.append(lever)
            continue
        left -= cost
        tips += [(distance, number, tip) for distance, tip in _tips(lever, answer.next, asked)]
    notes = [f"Not looked at, to keep the effort small: {_listed(skipped)}."] if skipped else []
    return Sensitivities(
        tips=tuple(tip for _, _, tip in sorted(tips, key=lambda entry: entry[:2])),
        worth_tips=_worth_tips(answer, asked),
        swings=tuple(swings[number] for number in order if number in swings),
        notes=tuple(notes),
    )


def _standing_swings(answer: Answer, asked: Asked) -> Sensitivities:
    """Swings of the policy as it stands, where steps share hypotheses and so no step can be looked at alone."""
    shared = asked.posed.shared
    if shared is None or answer.status == "break-even" or answer.next == "stop":
        return Sensitivities(tips=(), worth_tips=(), swings=(), notes=(SHARED,))
    try:
        policy = find_policy(asked.posed, objective=answer.objective, worth=answer.worth, limits=asked.limits)
    except TooManyStatesError:
        return Sensitivities(tips=(), worth_tips=(), swings=(), notes=(SHARED,))
    asked = replace(asked, standing=StandingPolicy(policy, shared.chances))
    found = [lever for number in asked.problem.steps for lever in levers(asked, number)]
    swings = sorted((_swing(lever, asked, stands=True) for lever in found), key=lambda swing: -_width(swing))
    return Sensitivities(tips=(), worth_tips=(), swings=tuple(swings), notes=(OF_STANDING,))


def _lean_on_bracket(answer: Answer, asked: Asked) -> Sensitivities:
    """The same by the policy that was found: as it stands, and for what moves it most with its own states swept anew."""
    found = [lever for number in asked.problem.steps for lever in levers(asked, number)]
    swings = {number: _swing(lever, asked, stands=True) for number, lever in enumerate(found)}
    order = sorted(range(len(found)), key=lambda number: -_width(swings[number]))
    n_each = N_LOOKS * found[0].varied.n_evaluations if found else 1
    n_asked = max(LEAST_ASKED, MAX_BRACKET_EVALUATIONS // n_each) if answer.objective == "net" else 0
    tips: list[tuple[float, int, TipShown]] = []
    for number in counting("asking what would change the advice", order[:n_asked]):
        swings[number] = _swing(found[number], asked)
        tips += [(distance, number, tip) for distance, tip in _tips(found[number], answer.next, asked)]
    skipped = [found[number] for number in order[n_asked:] if _width(swings[number]) > 0.0]
    notes = [OF_POLICY, *([f"Not looked at, to keep the effort small: {_listed(skipped)}."] if skipped else [])]
    return Sensitivities(
        tips=tuple(tip for _, _, tip in sorted(tips, key=lambda entry: entry[:2])),
        worth_tips=_worth_tips(answer, asked),
        swings=tuple(swings[number] for number in sorted(swings, key=lambda number: -_width(swings[number]))),
        notes=tuple(notes),
    )


def _listed(found: list[Lever]) -> str:
    names = [f"{lever.input} of {lever.step.id}" for lever in found]
    return ", ".join(names[:N_NAMED]) + (f" and {len(names) - N_NAMED} more" if len(names) > N_NAMED else "")


def _name(asked: Asked, step: int) -> str:
    return "stop" if step == STOP else asked.posed.action(step).id


def _swing(lever: Lever, asked: Asked, *, stands: bool = False) -> Swing:
    low, high = lever.ends
    at_low, at_high = (lever.stand(x) if stands else lever.look(x) for x in (low, high))
    return Swing(
        id=lever.step.id,
        input=lever.input,
        current=lever.figure(lever.now),
        low=lever.figure(low),
        high=lever.figure(high),
        value_low=at_low.value,
        value_high=at_high.value,
        next_low=_name(asked, at_low.next),
        next_high=_name(asked, at_high.next),
    )


def _width(swing: Swing | None) -> float:
    """How far the value moves; -1 where that is not known, so that it comes last."""
    if swing is None:
        return -1.0
    if swing.value_low is None or swing.value_high is None:
        return 0.0 if swing.value_low is swing.value_high else float("inf")
    return abs(swing.value_high - swing.value_low)


def _tips(lever: Lever, advice: str, asked: Asked) -> list[tuple[float, TipShown]]:
    """The nearest change below and above, or one entry that says there is none; each with its distance."""
    if _name(asked, lever.look(lever.now).next) != advice:  # a tie that a layout of its own has broken differently
        lever.seen.clear()
        lever.varied.is_whole = True
    found = []
    for is_up in (False, True):
        tip = first_change(lever.look, lever.now, lever.grid(is_up=is_up), precision=_precision(asked))
        if tip is not None:
            found.append((lever.distance(tip.at), _tip(lever, tip.at, _name(asked, tip.then))))
    return found or [(float("inf"), _tip(lever, None, None))]


def _precision(asked: Asked) -> float:
    """Of a tip: two digits where the value itself is known to within a percent."""
    return PRECISION if asked.bracket is None else ROUGH_PRECISION


def _tip(lever: Lever, at: float | None, then: str | None) -> TipShown:
    return TipShown(
        id=lever.step.id,
        input=lever.input,
        current=lever.figure(lever.now),
        at=None if at is None else lever.figure(at),
        next=then,
    )


def _worth_tips(answer: Answer, asked: Asked) -> tuple[TipShown, ...]:
    """The worths, from a tenth to ten times, between which the advice holds."""
    worth = answer.worth
    if answer.objective == "hours" or not worth:
        return ()
    if counts_cuts(asked.posed, answer.objective, worth):
        found = asked.varied(asked.problem.steps[0])
        return tuple(_worth_changes(found.at_worth, worth, asked)) if isinstance(found, PartsVaried) else ()
    try:
        look = (
            looks_by_worth(asked.problem, asked.limits)
            if asked.bracket is None
            else cache(partial(asked.bracket.look, {}))
        )
    except TooManyStatesError:
        return ()
    if asked.bracket is None and _name(asked, look(worth).next) != answer.next:
        look = lambda other: outcome(asked.problem, objective="net", worth=other, limits=asked.limits)  # noqa: E731
    return tuple(_worth_changes(look, worth, asked))


def _worth_changes(look: Callable[[float], ParametricOutcome], worth: float, asked: Asked) -> Iterator[TipShown]:
    for grid in ([1.0 / factor for factor in FACTOR_GRID], FACTOR_GRID):
        tip = first_change(look, worth, [worth * factor for factor in grid], precision=_precision(asked))
        if tip is not None:
            yield TipShown(id="worth", input="worth", current=worth, at=tip.at, next=_name(asked, tip.then))
