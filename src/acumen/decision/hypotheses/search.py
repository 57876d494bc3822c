"""Best-first search between two proven bounds (AO*), for problems whose steps share hypotheses.

A place is a state of the tree, what has been told, and the belief that follows from it. Its lower bound is the best of some
fixed policies, its upper bound what the goal is worth to someone who knows the world (`worlds.py`). To expand a place is to
look at every action and at the places after both of its ends; bounds are then carried back along the way. The search goes
where the upper bound is largest, and there to the end of the action that is least certain; it ends when the bounds meet, or
when as many places have been expanded as the limit allows. Sources: Nilsson 1980, AO*; Smith & Simmons 2004, HSVI,
doi:10.48550/arXiv.1207.4166 (bounds on both sides, the widest gap first).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from acumen.decision.hypotheses.histories import Histories
from acumen.decision.hypotheses.problem import Belief, SharedProblem, may_start, truths_of
from acumen.decision.hypotheses.worlds import Worlds
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import FALSE, OPEN, TIE, TRUE, Objective, dependencies_first, is_leavable, view
from acumen.distributions import Attempt

STOP, FIXED = -1, -2  # in the place of the number of an option: stop, or follow a fixed policy

Statuses = tuple[
    int, ...
]  # of all nodes and then of all probes: 0 untried, 1 succeeded or positive, 2 failed or negative


class SearchOption(NamedTuple):
    """An action with the places after it. `prob` None: it is telling, and what follows is weighed already."""

    action: int
    won: "Place"
    lost: "Place"
    prob: float | None
    hours: float  # expected, times the weight of the place
    leavable: Attempt | None


@dataclass(slots=True)
class Place:
    """Bounds, chance of the goal and hours are unnormalised: divided by `weight` they are those of somebody who stands here."""

    state: int
    statuses: Statuses
    belief: Belief
    weight: float
    low: float
    up: float
    chance: float
    hours: float
    column: int  # of the fixed policy that attains `low`
    choice: int = FIXED  # number of the option that attains `low`, STOP or FIXED
    options: tuple[SearchOption, ...] | None = None  # None: not expanded

    @property
    def gap(self) -> float:
        """How much is not known."""
        return self.up - self.low


class Search:
    """What has been found so far about one problem, from one start."""

    def __init__(
        self,
        shared: SharedProblem,
        guide: Worlds | Histories,
        statuses: Statuses,
        *,
        objective: Objective,
        worth: float,
    ) -> None:
        """Nothing is expanded yet."""
        self.shared, self.guide, self.objective, self.worth = shared, guide, objective, worth
        self.may_stop = objective == "net"
        self.telling = tuple(shared.chances)
        self.asking = tuple(action for action in self.telling if action < shared.first_way)
        self.needed = {action: _steps_needed(shared, action) for action in self.telling}
        self.has_needs = any(shared.needs(action) for action in self.telling)
        self.useful: dict[int, tuple[bool, ...]] = {}
        self.places: dict[tuple[int, ...], Place] = {}
        self.n_expanded = 0
        self.limit: float | None = None  # a bound on the whole problem, where this is only a part of it
        self.limit_by: tuple[str, ...] = ()  # what that came from
        self.is_near = False  # given up as close enough
        self.root = self._place(0, statuses, shared.belief)

    def run(self, tolerance: float, max_expansions: int) -> None:
        """Narrow the bounds of the root until they are `tolerance` apart, or the limit is reached."""
        self.settle(self.root, tolerance, max_expansions)

    def settle(self, place: Place, tolerance: float, max_expansions: int) -> None:
        """The same for another place; ends too where only roundings are left to be narrowed."""
        while place.gap > tolerance and self.n_expanded < max_expansions:
            if not self._trial(place, tolerance):
                break

    def _trial(self, start: Place, tolerance: float) -> bool:
        """One walk from `start` to a place not yet expanded, and back; False where nothing came of it."""
        path: list[Place] = []
        is_changed = False
        place = start
        while place.options is not None:
            is_changed |= self.renew(place)
            path.append(place)
            if place.gap <= 0.0 or not place.options:
                break
            bold = self._boldest(place.options)
            place = self._wider(bold)
            if place.gap <= tolerance * 1e-3:
                other = bold.lost if place is bold.won else bold.won
                if other.gap > 0.0:
                    place = other
                elif place.gap <= 0.0:
                    break
        else:
            self.expand(place)
            path.append(place)
            is_changed = True
        for passed in reversed(path):
            is_changed |= self.renew(passed)
        return is_changed

    def _boldest(self, options: tuple[SearchOption, ...]) -> SearchOption:
        """The option of the largest upper bound, of those about which something is left to be found out.

        One whose bounds have met may still hold up the bound of the place: a step not worth starting is worth what follows
        its being left, and that is attained by other options, whose own bounds have yet to come down to it.
        """
        bounds = [self.up_of(option) for option in options]
        order = sorted(range(len(options)), key=lambda number: -bounds[number])
        for number in order:
            if bounds[number] > self.low_of(options[number]):
                return options[number]
        return options[order[0]]

    def _wider(self, option: SearchOption) -> Place:
        """The end whose value is less certain, as it counts in the action's value."""
        won, lost = option.won.gap, option.lost.gap
        prob = option.prob
        if prob is None:
            return option.won if won >= lost else option.lost
        if option.leavable is not None:  # so far as it is carried on with, when as much is at stake as may be
            prob = option.leavable.gain((option.won.up - option.lost.up) / option.won.weight).slope
        return option.won if prob * won > (1.0 - prob) * lost else option.lost

    def truth(self, place: Place) -> int:
        """Whether the goal is open, true or false at a place."""
        return self.guide.truth(place.state, place.statuses)

    def expand(self, place: Place) -> None:
        """Look at every action of a place."""
        if place.options is None:
            self.n_expanded += 1
            place.options = tuple(self._options(place))
            self.renew(place)

    def renew(self, place: Place) -> bool:
        """Carry the bounds of what follows back to a place; False where they stay."""
        if not place.options:
            return False
        before = (place.low, place.up)
        low, choice = (0.0, STOP) if self.may_stop else (-math.inf, FIXED)
        up = low
        for number, option in enumerate(place.options):
            value, limit = self.low_of(option), self.up_of(option)
            is_start = option.leavable is None or value > option.lost.low  # starting only to leave at once is none
            if is_start and value > low + self._slack(option):
                low, choice = value, number
            up = max(up, limit)
        if low >= place.low - self._spread(place):
            place.low, place.choice = low, choice
            place.chance, place.hours = (0.0, 0.0) if choice < 0 else self.totals_of(place.options[choice])
        place.up = max(place.low, min(place.up, up))
        return before != (place.low, place.up)

    def low_of(self, option: SearchOption) -> float:
        """What is attained by starting with an action."""
        return self._value(option, option.won.low, option.lost.low)

    def up_of(self, option: SearchOption) -> float:
        """What nobody who starts with an action can pass."""
        return self._value(option, option.won.up, option.lost.up)

    def _spread(self, place: Place) -> float:
        """Likewise of the value of a place; where its chance is not known yet, of its weight in worth."""
        terms = self.worth * place.chance + place.hours
        return TIE * (terms if math.isfinite(terms) else max(1.0, self.worth) * place.weight)

    def _slack(self, option: SearchOption) -> float:
        """By how much values may differ and still be a tie: what rounding may make of the terms they are made of."""
        won, lost = abs(option.won.low), abs(option.lost.low)
        if option.prob is not None:
            won, lost = option.prob * won, (1.0 - option.prob) * lost
        return TIE * (won + lost + option.hours)

    def _value(self, option: SearchOption, won: float, lost: float) -> float:
        if option.prob is None:
            return won + lost - option.hours
        if option.leavable is None:
            return option.prob * won + (1.0 - option.prob) * lost - option.hours
        weight = option.won.weight
        return lost + weight * option.leavable.gain((won - lost) / weight).value

    def patience(self, option: SearchOption) -> tuple[float, float]:
        """(chance of success within the patience, patience) of an action as it counts here."""
        if option.leavable is not None:
            best = option.leavable.gain((option.won.low - option.lost.low) / option.won.weight)
            return best.slope, best.patience_hours
        if option.prob is None:
            whole = option.won.weight + option.lost.weight
            return option.won.weight / whole if whole > 0.0 else 0.0, math.inf
        return option.prob, math.inf

    def totals_of(self, option: SearchOption) -> tuple[float, float]:
        """Chance of the goal and expected hours from an action on, unnormalised."""
        return self.sum_up(option, (option.won.chance, option.won.hours), (option.lost.chance, option.lost.hours))

    def sum_up(self, option: SearchOption, won: tuple[float, float], lost: tuple[float, float]) -> tuple[float, float]:
        """The same from chance and hours at both ends."""
        if option.prob is None:
            return won[0] + lost[0], option.hours + won[1] + lost[1]
        prob, hours = option.prob, option.hours
        if option.leavable is not None:
            best = option.leavable.gain((option.won.low - option.lost.low) / option.won.weight)
            prob, hours = best.slope, option.won.weight * best.spent_hours
        return prob * won[0] + (1.0 - prob) * lost[0], hours + prob * won[1] + (1.0 - prob) * lost[1]

    def _options(self, place: Place) -> Iterator[SearchOption]:
        if place.weight <= 0.0 or self.truth(place) != OPEN:
            return
        moves = self.guide.moves(place.state, place.statuses)
        for action in sorted({*moves, *self._beside_the_tree(place, moves)}):
            won, lost = moves.get(action, (place.state, place.state))
            yield self.option(place, action, won, lost)

    def _beside_the_tree(self, place: Place, moves: dict[int, tuple[int, int]]) -> Iterator[int]:
        """Probes, steps that would only tell, and steps that only these need."""
        shared, statuses = self.shared, place.statuses
        ready, waiting = self._only_telling(place.state, statuses)
        yield from (action for action in ready if self._tells(place, action))
        if waiting:
            truths = truths_of(shared.problem, statuses)
            steps = {step for action in waiting if self._tells(place, action) for step in self.needed[action]}
            yield from (step for step in steps - moves.keys() if may_start(shared, step, statuses, truths))

    def _only_telling(self, state: int, statuses: Statuses) -> tuple[list[int], list[int]]:
        """Telling actions that are of no use to the tree and not ended: those that may start, and those that wait."""
        useful = self._useful(state, statuses)
        found = [
            action
            for action in self.asking
            if statuses[action] == OPEN and not (action < self.shared.n_nodes and useful[action])
        ]
        if not found or not self.has_needs:
            return found, []
        truths = truths_of(self.shared.problem, statuses)
        ready: list[int] = []
        waiting: list[int] = []
        for action in found:
            needs = [truths[need] for need in self.shared.needs(action)]
            if FALSE not in needs:
                (waiting if OPEN in needs else ready).append(action)
        return ready, waiting

    def _useful(self, state: int, statuses: Statuses) -> tuple[bool, ...]:
        """Which nodes can matter to the tree; in one state of the tree always the same ones."""
        if isinstance(self.guide, Histories):
            return view(self.shared.problem, self.objective, statuses[: self.shared.n_nodes]).is_useful
        found = self.useful.get(state)
        if found is None:
            seen = view(self.shared.problem, self.objective, statuses[: self.shared.n_nodes])
            found = self.useful[state] = seen.is_useful
        return found

    def _tells(self, place: Place, action: int) -> bool:
        """Whether its end would move the belief at all."""
        row = self.shared.chances[action]
        possible = [p for p, b in zip(row, place.belief, strict=True) if b > 0.0]
        return min(possible) < max(possible)

    def option(self, place: Place, action: int, won: int, lost: int) -> SearchOption:
        """An action at a place, where its ends lead to these states of the tree."""
        shared = self.shared
        statuses = place.statuses
        after = [self._after(statuses, action, truth) for truth in (TRUE, FALSE)]
        row = shared.chances.get(action)
        if row is None:
            attempt = shared.attempt(action)
            places = [self._place(s, to, place.belief) for s, to in zip((won, lost), after, strict=True)]
            is_left = is_leavable(attempt, self.objective)
            hours = place.weight * attempt.mean_hours
            return SearchOption(action, places[0], places[1], attempt.chance, hours, attempt if is_left else None)
        if_won = tuple(b * p for b, p in zip(place.belief, row, strict=True))
        if_lost = tuple(b - c for b, c in zip(place.belief, if_won, strict=True))
        first, second = self._place(won, after[0], if_won), self._place(lost, after[1], if_lost)
        if action >= shared.first_way:
            spent = shared.ways[action - shared.first_way].hours
            return SearchOption(
                action, first, second, None, sum(b * h for b, h in zip(place.belief, spent, strict=True)), None
            )
        attempt = shared.attempt(action)
        hours = first.weight * attempt.success.mean_hours + second.weight * attempt.failure.mean_hours
        return SearchOption(action, first, second, None, hours, None)

    def _after(self, statuses: Statuses, action: int, truth: int) -> Statuses:
        """The statuses once an action has ended; a way ends the group it goes through."""
        ended = (*statuses[:action], truth, *statuses[action + 1 :])
        if action < self.shared.first_way:
            return ended
        node = self.shared.ways[action - self.shared.first_way].node
        return (*ended[:node], truth, *ended[node + 1 :])

    def _place(self, state: int, statuses: Statuses, belief: Belief) -> Place:
        """The place, known already or new."""
        key = self._key(state, statuses)
        found = self.places.get(key)
        if found is None:
            low, up, chance, hours, column = self.guide.bounds(state, statuses, belief)
            found = self.places[key] = Place(state, statuses, belief, sum(belief), low, up, chance, hours, column)
        return found

    def _key(self, state: int, statuses: Statuses) -> tuple[int, ...]:
        """What tells places apart: the tree, what has been told, and how far that is which can only tell."""
        if isinstance(self.guide, Histories):
            return statuses
        told = tuple(statuses[action] for action in self.telling)
        if not self.has_needs:
            return (state, *told)
        ready, waiting = self._only_telling(state, statuses)
        steps = sorted({step for action in waiting for step in self.needed[action]})
        return (state, *told, -1, *ready, -1, *waiting, -1, *(statuses[step] for step in steps))


def _steps_needed(shared: SharedProblem, action: int) -> tuple[int, ...]:
    """Steps that an action needs, directly or through what it needs."""
    found = dependencies_first(shared.problem, shared.needs(action))
    return tuple(node for node in found if shared.problem.nodes[node].kind == Kind.STEP)
