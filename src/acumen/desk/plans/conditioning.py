"""A plan that has been begun, as a problem: what ended counts as it did, what is under way is a bet on its rest.

Where steps share hypotheses, what ended has told about them: the belief over worlds is multiplied, for each telling action, by
its chance of that end in each world; for one left or under way after t hours by p·S_s(t) + (1−p)·S_f(t).
"""

import math
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from acumen.decision import DecisionProblem, Ranked, Solution
from acumen.decision.hypotheses.problem import Belief
from acumen.decision.missing import find_missed
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, view
from acumen.desk.plans.hypotheses import listed, note_artifacts, notes
from acumen.desk.plans.problem import Posed, bet
from acumen.desk.plans.progress import End, Going, Progress, Tied
from acumen.desk.plans.shown_hours import shown_hours
from acumen.distributions import Attempt, UnderWay, carry_on
from acumen.errors import UsageError
from acumen.pages.number_format import is_left
from acumen.records import Conditional, Hours, Interval
from acumen.results.plans import Remaining

ROUNDING = 1e-9  # of hours told: what is spent to the last digit is spent


def begin(posed: Posed, progress: Progress | None) -> Posed:
    """The problem from where the plan stands. Ids that the plan doesn't have count for nothing."""
    if not progress:
        return posed
    beginning = _Beginning(posed, progress.ended)
    for tied in progress.tied:
        beginning.tie(tied)
    for number in beginning.numbers:
        id_ = posed.action(number).id
        if id_ in progress.ended:
            beginning.end(number, progress.ended[id_])
        elif id_ in progress.under_way:
            beginning.go(number, id_, progress.under_way[id_])
    return msgspec.structs.replace(beginning.posed(), shown=shown_hours(progress))


class _Beginning:
    """Nodes, statuses and beliefs as what has happened changes them."""

    def __init__(self, posed: Posed, ended: Container[str]) -> None:
        self._ended = ended
        self._posed, self._shared = posed, posed.shared
        self._nodes = list(posed.problem.nodes)
        self._probes = list(posed.shared.probes) if posed.shared else []
        self._chances = dict(posed.shared.chances) if posed.shared else {}
        self._belief = list(posed.shared.belief) if posed.shared else []
        self._statuses = [OPEN] * (len(self._nodes) + len(self._probes))
        self._lefts: list[Remaining] = []
        self._by_hypothesis: dict[str, tuple[int, Going, Attempt]] = {}
        self._silent: dict[
            str, tuple[Belief, Sequence[float]]
        ] = {}  # what is overdue: its chances, and what that tells
        self._going: list[int] = []
        self._overdue: list[int] = []

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every action of the problem: steps, then the probes that tell."""
        n_nodes = len(self._nodes)
        return (*self._posed.problem.steps, *range(n_nodes, n_nodes + len(self._probes)))

    def tie(self, tied: Tied) -> None:
        """Worlds as likely as evidence makes them together, where the plan has the product of the chances of their states."""
        here = {hypothesis.id for hypothesis in self._posed.ties.hypotheses}
        places = [place for place, name in enumerate(tied.hypotheses) if name in here]
        if self._shared is None or len(places) < 2:  # noqa: PLR2004 -- one alone is as the plan has it
            return
        alone = [dict[str, float]() for _ in tied.hypotheses]
        together: dict[tuple[str, ...], float] = {}
        for states, prob in tied.joints:
            for chances, state in zip(alone, states, strict=True):
                chances[state] = chances.get(state, 0.0) + prob
            key = tuple(states[place] for place in places)
            together[key] = together.get(key, 0.0) + prob
        told = []
        for world in self._posed.ties.worlds:
            key = tuple(world[tied.hypotheses[place]] for place in places)
            product = math.prod(alone[place][state] for place, state in zip(places, key, strict=True))
            told.append(together[key] / product if product > 0.0 else 0.0)
        self._believe(told)

    def end(self, number: int, end: End) -> None:
        """An action that ended."""
        self._statuses[number] = TRUE if end.is_true else FALSE
        if number not in self._chances:
            return
        told = told_by_end(self._chances[number], self._planned(number), end)
        if told is not None:
            self._believe(told)

    def go(self, number: int, id_: str, going: Going) -> None:
        """An action under way."""
        whole = _whole(self._planned(number), going)
        rest = carry_on(whole, going.since_hours)
        is_step = number < len(self._nodes)
        if rest is not None and isinstance(going.chance, Conditional) and number in self._chances:
            self._by_hypothesis[id_] = number, going, whole
        self._lefts.append(_left(id_, going, whole, rest, is_step=is_step))
        row = self._chances.get(number)
        if rest is None:
            self._statuses[number] = FALSE  # the forecast settles no; the plan goes on as if it were left
            self._overdue.append(number)
            if row is not None:
                told = told_by_going(row, self._planned(number), going, is_step=is_step)
                self._believe(told)
                if isinstance(going.chance, Conditional):
                    self._silent[id_] = row, told
            return
        if row is not None:
            self._believe(told_by_going(row, self._planned(number), going, is_step=is_step))
            row = row if isinstance(going.chance, Conditional) or not is_step else (whole.chance,) * len(row)
            if any(_lasting(row, whole, going.since_hours)):
                row = tuple(replace(whole, chance=prob).chance_after(going.since_hours) for prob in row)
            self._chances[number] = row  # of a commitment whose hours are all spent: as it was
        self._place(number, rest)
        self._going.append(number)

    def posed(self) -> Posed:
        """The problem as it stands now."""
        problem = DecisionProblem(nodes=tuple(self._nodes))
        shared = self._shared
        if shared is not None:
            shared = replace(
                shared,
                problem=problem,
                probes=tuple(self._probes),
                belief=_normalised(self._belief),
                chances=self._chances,
            )
        return msgspec.structs.replace(
            self._posed,
            problem=problem,
            notes=self._notes(),
            shared=shared,
            statuses=tuple(self._statuses),
            lefts=tuple(self._as_believed(left) for left in self._lefts),
            overdue=tuple(self._overdue),
            going=self._going[0] if len(self._going) == 1 else None,
        )

    def _as_believed(self, left: Remaining) -> Remaining:
        """A bet whose chance hangs on hypotheses, at what is believed of them now and not at what the plan says of them.

        With q the chance now, as nothing has shown by t: q/(1−q) = p/(1−p)·S_s(t)/S_f(t) gives p, the chance of the whole.
        """
        if left.id in self._silent:  # what was said of it is what was believed of it but for its own silence
            row, told = self._silent[left.id]
            if min(told) <= 0.0:
                return left
            before = _normalised([prob / silent for prob, silent in zip(self._belief, told, strict=True)])
            said = math.fsum(prob * chance for prob, chance in zip(before, row, strict=True))
            return msgspec.structs.replace(left, said_chance=said)
        if left.id not in self._by_hypothesis:
            return left
        number, going, whole = self._by_hypothesis[left.id]
        belief, row = _normalised(self._belief), self._chances[number]
        now = math.fsum(prob * chance for prob, chance in zip(belief, row, strict=True))
        works, fails = whole.success.survival(going.since_hours), whole.failure.survival(going.since_hours)
        if works <= 0.0 or fails <= 0.0:
            return left  # one end alone is possible, or all hours are spent
        whole = replace(whole, chance=now * fails / (now * fails + (1.0 - now) * works))
        return _left(left.id, going, whole, carry_on(whole, going.since_hours))

    def _notes(self) -> tuple[str, ...]:
        """What is assumed, of steps and probes that have not ended only."""
        posed = self._posed
        still_open = [probe for probe in posed.ties.probes if probe.id not in self._ended] if posed.shared else []
        assumed = notes(posed.plan, posed.ties, posed.shared, ended=self._ended)
        return (*assumed, *note_artifacts(still_open))

    def _planned(self, number: int) -> Attempt:
        if number < len(self._nodes):
            return self._posed.attempt(number)
        return self._probes[number - len(self._nodes)].attempt

    def _place(self, number: int, attempt: UnderWay) -> None:
        if number < len(self._nodes):
            self._nodes[number] = replace(self._nodes[number], attempt=attempt)
        else:
            place = number - len(self._nodes)
            self._probes[place] = replace(self._probes[place], attempt=attempt)

    def _believe(self, likelihood: list[float]) -> None:
        self._belief = [prob * likely for prob, likely in zip(self._belief, likelihood, strict=True)]


def told_by_end(row: Belief, planned: Attempt, end: End) -> list[float] | None:
    """How likely an end is in every world, up to a factor; None where it tells nothing. `row`: the chance in every world."""
    if end.is_silent:
        return None
    whole = planned if end.going is None else _whole(planned, end.going)
    known = _known(row, planned, end.going)
    if not end.is_left:
        return _by_world([prob if end.is_true else 1.0 - prob for prob in row], known)
    if end.going is None or not end.going.is_told:
        return None
    lasting = _lasting(row, whole, end.going.since_hours)
    if not any(lasting) and not whole.may_be_left:
        return None
    if not any(lasting):
        return _by_world([1.0 - prob for prob in row], known)
    is_plain_rest = end.going.earlier and not isinstance(end.going.chance, Conditional)
    told = [1.0] * len(row) if is_plain_rest else lasting
    return _by_world(_told_before(row, planned, end.going, told), known)


def told_by_going(row: Belief, planned: Attempt, going: Going, *, is_step: bool = True) -> list[float]:
    """How likely it is in every world that neither end has shown by now; of what has had all its hours, that it failed.

    A chance that was said whatever the world tells nothing, and what was said before it, with its hours, still does.
    """
    whole = _whole(planned, going)
    known = _known(row, planned, going)
    if carry_on(whole, going.since_hours) is None:
        return _by_world([1.0 - prob for prob in row], known)
    is_telling = isinstance(going.chance, Conditional) or not is_step
    lasting = _lasting(row, whole, going.since_hours) if is_telling else ()
    return _by_world(_told_before(row, planned, going, lasting if any(lasting) else [1.0] * len(row)), known)


def _by_world(told: Sequence[float], known: Sequence[float]) -> list[float]:
    return [prob / before for prob, before in zip(told, known, strict=True)]


def _told_before(row: Belief, planned: Attempt, going: Going, told: Sequence[float]) -> list[float]:
    """Times how likely it is that nothing has shown in the hours of each earlier saying that hangs on the hypotheses.

    Where those were all the hours it had, it had not worked within them.
    """
    found = list(told)
    for past in going.earlier:
        if isinstance(past.chance, Conditional):
            silent = _silent(row, _whole(planned, past), past.since_hours)
            found = [prob * likely for prob, likely in zip(found, silent, strict=True)]
    return found


def _known(row: Belief, planned: Attempt, going: Going | None) -> list[float]:
    """What of it was in the belief when that was set; 1 in every world where nothing was."""
    known = [1.0] * len(row)
    for said in () if going is None else (*going.earlier, going):
        if said.known_hours > 0.0 and isinstance(said.chance, Conditional):
            silent = _silent(row, _whole(planned, said), min(said.known_hours, said.since_hours))
            known = [before * (prob if prob > 0.0 else 1.0) for before, prob in zip(known, silent, strict=True)]
    return known


def _silent(row: Belief, whole: Attempt, hours: float) -> list[float]:
    """How likely it is in every world that nothing good has been heard by `hours`: of all hours that it had, that it failed."""
    lasting = _lasting(row, whole, hours)
    if any(lasting):
        return lasting
    return [1.0 - prob for prob in row] if carry_on(whole, hours) is None else [1.0] * len(row)


def _lasting(row: Belief, whole: Attempt, hours: float) -> list[float]:
    """P(neither success nor failure has shown by `hours`) in every world."""
    works, fails = whole.success.survival(hours), whole.failure.survival(hours)
    return [prob * works + (1.0 - prob) * fails for prob in row]


def _normalised(belief: list[float]) -> Belief:
    total = math.fsum(belief)
    if total <= 0.0:
        raise UsageError(
            "what has happened can't be, by the chances of the plan's hypotheses",
            hint="put a chance of 0% or 100% that has been refuted right in the file, and adopt it again",
        )
    return tuple(prob / total for prob in belief)


def _whole(planned: Attempt, going: Going) -> Attempt:
    """The bet as it was last said; a chance that depends on hypotheses is taken from the plan as it stands."""
    chance = planned.chance if isinstance(going.chance, Conditional) else going.chance
    if not planned.may_be_left and isinstance(going.hours, Interval) and planned.success == planned.failure:
        return planned  # a probe: its hours are the same whatever it answers, and it is not left
    return bet(chance, going.hours, going.fails)


def left_of(id_: str, going: Going) -> Remaining | None:
    """What is left of a step by what was last said of it; None where its chance depends on hypotheses."""
    if isinstance(going.chance, Conditional):
        return None
    whole = bet(going.chance, going.hours, going.fails)
    return _left(id_, going, whole, carry_on(whole, going.since_hours))


def has_had_its_hours(going: Going) -> bool:
    """Whether all the hours last said of it are spent; of open-ended work whose failure shows of itself never."""
    if isinstance(going.hours, Interval) and going.fails is not None:
        return False
    return going.since_hours >= max(_most_hours(going.hours), _most_hours(going.fails or 0.0))


def _left(id_: str, going: Going, whole: Attempt, rest: UnderWay | None, *, is_step: bool = True) -> Remaining:
    is_open_ended = isinstance(going.hours, Interval) and whole.may_be_left
    most_hours = max(_most_hours(going.hours), _most_hours(going.fails or 0.0))
    is_spent = not is_open_ended and going.since_hours >= most_hours
    is_late = is_step and going.since_hours > most_hours * (1.0 + ROUNDING) and is_spent
    return Remaining(
        id=id_,
        spent_hours=going.spent_hours,
        is_told=going.is_told,
        said_chance=whole.chance,
        said_hours=going.before_hours + _most_hours(going.hours),
        chance=0.0 if rest is None else rest.chance,
        hours=0.0 if rest is None else rest.mean_hours,
        is_open_ended=is_open_ended,
        is_over=rest is None or is_spent,
        is_overdue=rest is None or is_late,
    )


def _most_hours(hours: Hours) -> float:
    return hours.high_hours if isinstance(hours, Interval) else hours


def goal_of(posed: Posed) -> bool | None:
    """Whether the goal is true or false already, as it is solved for; None while it is open."""
    return None if posed.statuses is None else _truth(posed, posed.statuses)


def known_goal(posed: Posed) -> bool | None:
    """The same as people mean it: what is overdue has not failed, so a goal that hangs on it is open."""
    if posed.statuses is None or not posed.overdue:
        return goal_of(posed)
    return _truth(posed, tuple(OPEN if number in posed.overdue else one for number, one in enumerate(posed.statuses)))


def _truth(posed: Posed, statuses: tuple[int, ...]) -> bool | None:
    if posed.has_cuts:
        return find_missed(posed.problem, posed.cuts, statuses).goal(posed.plan.worth)
    truth = view(posed.problem, "net", statuses[: len(posed.nodes)]).truths[0]
    return None if truth == OPEN else truth == TRUE


def note_overdue(posed: Posed) -> tuple[str, ...]:
    """What is assumed of steps that have had their hours, for whoever does not ask about them."""
    if not posed.overdue:
        return ()
    names, one = listed(posed.action(number).id for number in posed.overdue), len(posed.overdue) == 1
    has, it = ("has", "it is") if one else ("have", "they are")
    return (
        f"{names} {has} had the hours that were said, and {it} taken as left until you say how much remains (`next` asks).",
    )


def after(posed: Posed, how: Literal["won", "lost", "left"]) -> Posed:
    """The problem once the one action under way has succeeded, failed, or been left now."""
    number, shared, statuses = posed.going, posed.shared, posed.statuses
    if number is None or statuses is None:
        return posed
    if shared is not None and how != "left" and number in shared.chances:
        row = [prob if how == "won" else 1.0 - prob for prob in shared.chances[number]]
        weighed = [prob * likely for prob, likely in zip(shared.belief, row, strict=True)]
        shared = replace(shared, belief=_normalised(weighed) if any(weighed) else shared.belief)
    changed = (*statuses[:number], TRUE if how == "won" else FALSE, *statuses[number + 1 :])
    return msgspec.structs.replace(posed, shared=shared, statuses=changed, going=None)


def leave_prob(attempt: Attempt, patience_hours: float) -> float:
    """P(neither success nor failure has shown before the patience is over)."""
    just_before = math.nextafter(patience_hours, 0.0)  # what has not worked by b fails at b: that counts as left
    lasts = attempt.chance * attempt.success.survival(just_before)
    return lasts + (1.0 - attempt.chance) * attempt.failure.survival(just_before)


def weigh(posed: Posed, solution: Solution) -> tuple[Remaining, ...]:
    """What is left of each step under way, with how long it deserves by this solution."""
    numbers = {posed.problem.nodes[number].id: number for number in posed.problem.steps}
    numbers |= {probe.id: len(posed.nodes) + place for place, probe in enumerate(posed.ties.probes)}
    ranked = {entry.step: entry for entry in solution.ranked}
    return tuple(_weigh(left, posed, ranked.get(numbers[left.id]), solution) for left in posed.lefts)


def _weigh(left: Remaining, posed: Posed, entry: Ranked | None, solution: Solution) -> Remaining:
    if entry is None:  # over, or what hangs on it is settled
        return msgspec.structs.replace(left, is_worth_it=False, patience_hours=left.spent_hours)
    if entry.value is None or solution.objective != "net":
        return left
    hours = entry.patience_hours
    if not math.isfinite(hours) or not is_left(leave_prob(posed.attempt(entry.step), hours)):
        return msgspec.structs.replace(left, is_worth_it=True)
    return msgspec.structs.replace(left, is_worth_it=hours > 0.0, patience_hours=left.spent_hours + hours)
