"""Moves of a good plan reader: what to drop, what a requirement costs, half the hours for most of the chance, foundations.

Suggestions with their numbers, never applied.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.parametric import ParametricOutcome, outcome
from acumen.decision.policies.varying import BracketVaried
from acumen.decision.tree_structure import subtree
from acumen.desk.plans.changes import change
from acumen.desk.plans.problem import pose
from acumen.desk.sensitivity.inputs import Asked
from acumen.distributions import Attempt
from acumen.pages.number_format import say_hours, say_prob
from acumen.records import Group, Interval, Node, Plan, Step, walk
from acumen.results.plans import Answer
from acumen.results.sensitivity import Move

SAME = 1e-9  # of the worth, or of the hours
MAX_EVALUATIONS = 200_000  # of all plans that are solved for moves
MAX_BRACKET_EVALUATIONS = 2_000_000  # the same, of a plan too big for more than bounds
N_SHOWN = 3  # of requirements, and of halves
MOST = 0.8  # of the chance
HALF = 0.5  # of the hours
MOST_STEPS = 0.5  # of the other steps


def find_moves(answer: Answer, asked: Asked) -> tuple[Move, ...]:
    """Every move that has something to it."""
    found = [*_halves(asked), *_foundations(answer, asked)]
    if asked.bracket is not None and answer.objective == "net" and answer.next != "stop":
        return (*_untried(answer, asked, asked.bracket), *_done_already(answer, asked, asked.bracket), *found)
    n_solved = len(asked.problem.steps) * max(1, answer.n_states) * len(asked.problem.steps)
    if answer.status not in {"bracketed", "estimated"} and answer.next != "stop" and n_solved <= MAX_EVALUATIONS:
        solved = () if asked.objective == "hours" else (*_drops(answer, asked), *_requirements(answer, asked))
        found = [*solved, *found]
    return tuple(found)


def _id(node: Node) -> str | None:
    return node.id if isinstance(node, Step) else node.name


def _members(plan: Plan, kind: Literal["all", "any"]) -> Iterator[Node]:
    """Members with an id of groups of a kind that have others besides."""
    for group in walk(plan.goal):
        if isinstance(group, Group) and group.kind == kind and len(group.of) > 1:
            yield from (member for member in group.of if _id(member))


def _without(asked: Asked, id_: str) -> ParametricOutcome | None:
    """What comes of the plan without a member; None where that is too big to solve."""
    problem = pose(change(asked.plan, drops=[id_])).problem
    try:
        return outcome(problem, objective=asked.objective, worth=asked.worth, limits=asked.limits)
    except TooManyStatesError:
        return None


def _drops(answer: Answer, asked: Asked) -> Iterator[Move]:
    """Ways of an `any` without which the value is the same or better."""
    needed = {need for node in walk(asked.plan.goal) if isinstance(node, Step) for need in node.needs}
    now = _value(answer)
    for member in _members(asked.plan, "any"):
        inside = {id_ for node in walk(member) if (id_ := _id(node))}
        if now is None or inside & needed:
            continue
        found = _without(asked, _id(member) or "")
        if found is None or found.value is None:
            continue
        gain = now - found.value if answer.status == "break-even" else found.value - now
        if gain >= -SAME * max(1.0, answer.worth or 0.0, abs(now)):
            yield Move(
                kind="drop", id=_id(member) or "", value=found.value, text=_say_drop(_id(member) or "", gain, answer)
            )


def _say_drop(id_: str, gain: float, answer: Answer) -> str:
    if gain > SAME * max(1.0, answer.worth or 0.0):
        return f"Drop {id_}: without it the plan is better by {say_hours(gain)}."
    return f"Drop {id_}: the plan is worth the same without it."


def _untried(answer: Answer, asked: Asked, bracket: BracketVaried) -> Iterator[Move]:
    """Ways of an `any` that the policy of a bracket never tries, and that nothing else needs."""
    needed = {need for node in walk(asked.plan.goal) if isinstance(node, Step) for need in node.needs}
    tried = {asked.posed.action(here.step).id for here in bracket.policy.situations}
    for member in _members(asked.plan, "any"):
        inside = {id_ for node in walk(member) if (id_ := _id(node))}
        if not inside & (needed | tried):
            id_ = _id(member) or ""
            text = f"Drop {id_}: the advice never tries it, so without it the plan brings as much."
            yield Move(kind="drop", id=id_, value=answer.value, text=text)


def _done_already(answer: Answer, asked: Asked, bracket: BracketVaried) -> Iterator[Move]:
    """What the dearest requirements cost, by the policy of a bracket: as if they were sure and took no time."""
    numbers = {_id(node): number for number, node in enumerate(asked.posed.nodes) if _id(node)}
    nodes, now = asked.posed.problem.nodes, answer.value or 0.0
    priced = []
    for member in list(_members(asked.plan, "all"))[: MAX_BRACKET_EVALUATIONS // bracket.n_evaluations]:
        id_ = _id(member) or ""
        inside = [step for step in subtree(asked.posed.problem, numbers[id_]) if nodes[step].attempt is not None]
        value = bracket.look(dict.fromkeys(inside, Attempt.plain(1.0, 0.0))).value or 0.0
        priced.append((value - now, id_, value))
    priced.sort(key=lambda entry: -entry[0])
    for gain, id_, value in priced[:N_SHOWN]:
        if gain > SAME * max(1.0, answer.worth or 0.0):
            yield Move(kind="requirement", id=id_, value=value, text=_say_requirement(id_, gain, value, answer))


def _requirements(answer: Answer, asked: Asked) -> Iterator[Move]:
    """What the dearest requirements cost: the value if one of them were not needed, or were there already."""
    now = _value(answer)
    if now is None:
        return
    sign = -1.0 if answer.status == "break-even" else 1.0
    priced = []
    for member in _members(asked.plan, "all"):
        found = _without(asked, _id(member) or "")
        if found is not None and found.value is not None:
            priced.append((sign * (found.value - now), _id(member) or "", found.value))
    priced.sort(key=lambda entry: -entry[0])
    for gain, id_, value in priced[:N_SHOWN]:
        if gain > SAME * max(1.0, answer.worth or 0.0):
            yield Move(kind="requirement", id=id_, value=value, text=_say_requirement(id_, gain, value, answer))


def _say_requirement(id_: str, gain: float, value: float, answer: Answer) -> str:
    if answer.status == "break-even":
        return f"If {id_} were not needed, or done already, the plan would break even at {say_hours(value)}."
    return f"If {id_} were not needed, or done already, the plan would be worth {say_hours(value)}, {say_hours(gain)} more."


def _value(answer: Answer) -> float | None:
    return answer.break_even_worth if answer.status == "break-even" else answer.value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half:
    """A part of the hours that brings most of the chance."""

    whole_hours: float
    hours: float
    whole_chance: float
    chance: float

    @property
    def is_worth_saying(self) -> bool:
        """Whether half the hours buy most of the chance."""
        return (
            0.0 < self.hours <= HALF * self.whole_hours * (1.0 + SAME) and self.chance >= MOST * self.whole_chance > 0.0
        )

    def say(self) -> str:
        """Hours and chance, of the whole."""
        hours = f"for {say_hours(self.hours)} on average instead of {say_hours(self.whole_hours)}"
        return f"{say_prob(self.chance)} instead of {say_prob(self.whole_chance)}, {hours}"


def _halves(asked: Asked) -> Iterator[Move]:
    """Open-ended steps, and groups of ways, where half the hours buy most of the chance; the most hours saved first."""
    found: list[tuple[float, Move]] = []
    for number, node in enumerate(asked.posed.nodes):
        if isinstance(node, Step) and isinstance(node.hours, Interval) and asked.objective == "net":
            attempt = asked.posed.attempt(number)
            patience_hours = _half_patience_hours(attempt)
            half = _Half(
                whole_hours=attempt.mean_hours,
                hours=attempt.expected_spent_hours(patience_hours),
                whole_chance=attempt.chance,
                chance=attempt.works_within(patience_hours),
            )
            text = f"Half the hours: {node.id}, left after {say_hours(patience_hours)}, works with {half.say()}."
            found.append((half.whole_hours - half.hours, _half_move(node.id, half, text)))
        elif isinstance(node, Group) and node.kind == "any" and all(isinstance(member, Step) for member in node.of):
            found += _half_group(asked, number, node)
    kept = [entry for entry in found if entry[1].text]
    yield from (move for _, move in sorted(kept, key=lambda entry: -entry[0])[:N_SHOWN])


def _half_move(id_: str, half: _Half, text: str) -> Move:
    return Move(kind="half", id=id_, chance=half.chance, hours=half.hours, text=text if half.is_worth_saying else "")


def _half_patience_hours(attempt: Attempt) -> float:
    """How long to try so that half the mean hours are spent."""
    low, high = 0.0, 1.0
    while attempt.expected_spent_hours(high) < HALF * attempt.mean_hours:
        high *= 2.0
    for _ in range(50):
        middle = (low + high) / 2.0
        low, high = (
            (middle, high) if attempt.expected_spent_hours(middle) < HALF * attempt.mean_hours else (low, middle)
        )
    return low


def _half_group(asked: Asked, number: int, group: Group) -> Iterator[tuple[float, Move]]:
    """Ways in the order of hours for chance, up to where most of the chance is had."""
    members = asked.problem.nodes[number].members
    bets = [(asked.posed.step(member).id, asked.posed.attempt(member)) for member in members]
    bets.sort(key=lambda bet: bet[1].mean_hours / bet[1].chance if bet[1].chance > 0.0 else float("inf"))
    spent, missing, sums = 0.0, 1.0, []
    for _, attempt in bets:
        spent += missing * attempt.mean_hours
        missing *= 1.0 - attempt.chance
        sums.append((spent, 1.0 - missing))
    for n_ways, (hours, chance) in enumerate(sums[:-1], start=1):
        half = _Half(whole_hours=spent, hours=hours, whole_chance=1.0 - missing, chance=chance)
        if half.is_worth_saying:
            ids = ", ".join(id_ for id_, _ in bets[:n_ways])
            where = f" in {group.name}" if group.name else ""
            text = f"Half the hours: {ids} alone{where} works with {half.say()}."
            yield spent - hours, _half_move(group.name or ids, half, text)
            return


def _foundations(answer: Answer, asked: Asked) -> Iterator[Move]:
    """Untried steps that at least half of the others can't start without; the one that most need."""
    nodes, n_steps = asked.problem.nodes, len(asked.problem.steps)
    waiting = {step: _rests_on(asked, step) for step in asked.problem.steps}
    counts = {step: sum(step in needed for needed in waiting.values()) for step in asked.problem.steps}
    step = max(counts, key=lambda number: counts[number])
    n_needers = counts[step]
    if n_needers < 2 or n_needers < MOST_STEPS * (n_steps - 1):  # noqa: PLR2004 -- one needer is a sequence
        return
    id_, attempt = nodes[step].id, asked.posed.attempt(step)
    text = f"Much rests on {id_}: {n_needers} of the other {n_steps - 1} steps need it and it is untried"
    text += f" ({say_prob(attempt.chance)}, {say_hours(attempt.mean_hours)})"
    regret = next((ranked.regret for ranked in answer.ranked if ranked.id == id_), None)
    if answer.next == id_:
        text += "; it is next."
    elif regret is not None and answer.next != "stop":
        text += f"; trying it first costs {say_hours(regret)}."
    else:
        text += "."
    yield Move(kind="foundation", id=id_, text=text, chance=attempt.chance, hours=attempt.mean_hours, n_steps=n_needers)


def _rests_on(asked: Asked, step: int) -> set[int]:
    """Steps that must have succeeded before `step` may start, whatever happens."""
    nodes, found = asked.problem.nodes, set[int]()
    stack = list(nodes[step].needs)
    while stack:
        number = stack.pop()
        if number in found:
            continue
        found.add(number)
        node = asked.posed.nodes[number]
        is_whole = isinstance(node, Group) and (node.kind == "all" or len(node.of) == 1)
        stack += [*nodes[number].needs, *(nodes[number].members if is_whole else ())]
    return found
