"""An `all` of commitments: nothing but the order is to be found, since whoever has begun never stops before a failure.

With chance p and mean hours c of each step, an order costs Σ cₖ · ∏ p of the steps before, and A before B costs no more than B
before A where c_A / (1 − p_A) ≤ c_B / (1 − p_B); the same of runs of steps, with C their cost and P their chance (Monma &
Sidney 1979, doi:10.1287/moor.4.3.215). So with `needs` as a partial order, until nothing changes:

    ordered   of two steps that don't depend on one another, i goes first where all that is before i is before j, all that is
              after j is after i, and the ratio of i is no larger
    joined    i and j are one step where i stands directly before j, nothing else comes between them on either side, and the
              ratio of i is no smaller

Why: let j B i be a run of the best order. Nothing in B depends on j (it would on i) or comes before i (it would before j). If
the ratio of B is at most that of j, B goes first at no loss, and then i before j; else i moves before B, and then before j.
Likewise for a join: B between i and j depends on neither, and moves before or behind the two. Needs in series and parallel are
brought into one order by this. What is left is swept: a state is the set of steps that have succeeded.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.tree_structure import TIE, Branch, Chain, Entangled, Single, View, attempt_of, is_leavable

PLAIN_SETS = 3_000  # of sets swept in plain Python, before compiled code pays


@dataclass(slots=True)
class _Run:
    """Steps that are taken one right after another, with their chance and their cost, and what is before and after them."""

    number: int
    steps: tuple[int, ...]
    chance: float
    hours: float
    before: int  # masks of runs, direct or not
    after: int


def steps_in_sequence(seen: View, branch: Branch) -> tuple[int, ...] | None:
    """The steps of an `all` that holds nothing but commitments, some of them tied by needs; None of any other."""
    if branch.kind != Kind.ALL or not any(isinstance(part, Entangled) for part in branch.parts):
        return None
    steps: list[int] = []
    for part in branch.parts:
        if isinstance(part, Chain):
            steps.extend(part.steps)
        elif isinstance(part, Entangled):
            steps.extend(part.members)
        elif not isinstance(part, Single):
            return None
    problem = seen.problem
    is_plain = all(
        problem.nodes[step].kind == Kind.STEP and not is_leavable(attempt_of(problem, step), seen.objective)
        for step in steps
    )
    return tuple(sorted(steps)) if is_plain and not any(isinstance(part, Single) for part in branch.parts) else None


def in_best_order(seen: View, steps: Sequence[int], max_sets: int) -> tuple[int, ...]:
    """The steps in the order of least expected hours until one fails. TooManyStatesError beyond `max_sets` sets of steps."""
    runs = _runs(seen, _chains(seen.problem, steps))
    _simplify(runs)
    left = sorted(runs.values(), key=lambda run: (run.before.bit_count(), run.steps))
    return tuple(step for run in _swept(left, max_sets) for step in run.steps)


def _chains(problem: DecisionProblem, steps: Sequence[int]) -> list[tuple[int, ...]]:
    """Steps of which each waits for the one before it alone, and nothing else does: runs, each after those that it needs."""
    inside = set(steps)
    needs = {step: [need for need in problem.nodes[step].needs if need in inside] for step in steps}
    n_needers = Counter(need for found in needs.values() for need in found)
    chains: list[list[int]] = []
    home: dict[int, list[int]] = {}
    for step in _needed_first(problem, steps, inside):
        follows = len(needs[step]) == 1 and n_needers[needs[step][0]] == 1
        home[step] = home[needs[step][0]] if follows else []
        if not follows:
            chains.append(home[step])
        home[step].append(step)
    return [run for chain in chains for run in _pooled(problem, chain)]


def _pooled(problem: DecisionProblem, chain: Sequence[int]) -> list[tuple[int, ...]]:
    """A chain as runs of rising ratios: those that stand side by side are joined where the first has no smaller one."""
    pooled: list[tuple[list[int], float, float]] = []  # steps, chance, hours
    for step in chain:
        attempt = attempt_of(problem, step)
        last = ([step], attempt.chance, attempt.mean_hours)
        while pooled and last[2] * (1.0 - pooled[-1][1]) <= pooled[-1][2] * (1.0 - last[1]):
            earlier, chance, hours = pooled.pop()
            earlier.extend(last[0])
            last = (earlier, chance * last[1], hours + chance * last[2])
        pooled.append(last)
    return [tuple(steps) for steps, _, _ in pooled]


def _runs(seen: View, chains: Sequence[Sequence[int]]) -> dict[int, _Run]:
    """Each chain as a run, with all that has to come before and after it; those that a chain needs stand before it."""
    problem: DecisionProblem = seen.problem
    home = {step: number for number, chain in enumerate(chains) for step in chain}
    runs: dict[int, _Run] = {}
    directly: list[set[int]] = []
    for number, chain in enumerate(chains):
        chance, hours = 1.0, 0.0
        for step in chain:
            attempt = attempt_of(problem, step)
            hours += chance * attempt.mean_hours
            chance *= attempt.chance
        needed = {home[need] for step in chain for need in problem.nodes[step].needs if need in home} - {number}
        before = 0
        for earlier in needed:
            before |= runs[earlier].before | 1 << earlier
        directly.append(needed)
        runs[number] = _Run(number, tuple(chain), chance, hours, before, 0)
    for number in reversed(runs):
        for earlier in directly[number]:
            runs[earlier].after |= runs[number].after | 1 << number
    return runs


def _needed_first(problem: DecisionProblem, steps: Sequence[int], inside: set[int]) -> Iterator[int]:
    """The steps, each after those that it needs."""
    waiting = {step: {need for need in problem.nodes[step].needs if need in inside} for step in steps}
    needers: dict[int, list[int]] = {}
    for step, needs in waiting.items():
        for need in needs:
            needers.setdefault(need, []).append(step)
    ready = [step for step in reversed(steps) if not waiting[step]]
    while ready:
        step = ready.pop()
        yield step
        for needer in needers.get(step, ()):
            waiting[needer].discard(step)
            if not waiting[needer]:
                ready.append(needer)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _goes_first(one: _Run, other: _Run) -> bool:
    """Whether the ratio of one is no larger than the other's, as cross products."""
    return one.hours * (1.0 - other.chance) <= other.hours * (1.0 - one.chance)


def _simplify(runs: dict[int, _Run]) -> None:
    """Order and join until nothing changes."""
    everything = 0
    for number in runs:
        everything |= 1 << number
    queue = dict.fromkeys(runs)
    while queue:
        number = next(iter(queue))
        del queue[number]
        if number not in runs:
            continue
        changed = _order(runs, number, everything)
        joined = _join(runs, number)
        if joined is not None:
            everything &= ~(1 << joined)
            changed.add(number)
        for kept in changed:
            queue.update(dict.fromkeys(_bits(1 << kept | runs[kept].before | runs[kept].after)) if kept in runs else {})
        queue = {kept: None for kept in queue if kept in runs}


def _order(runs: dict[int, _Run], number: int, everything: int) -> set[int]:
    """Put the run before or behind others it does not depend on, where that costs nothing; returns those."""
    changed: set[int] = set()
    run = runs[number]
    for other in _bits(everything & ~(run.before | run.after | 1 << number)):
        if (run.before | run.after) >> other & 1:
            continue
        for first, second in ((number, other), (other, number)):
            one, two = runs[first], runs[second]
            if not (one.before & ~two.before or two.after & ~one.after) and _goes_first(one, two):
                _put_before(runs, first, second)
                changed.add(other)
                break
    return changed | {number} if changed else changed


def _put_before(runs: dict[int, _Run], first: int, second: int) -> None:
    earlier = runs[first].before | 1 << first
    later = runs[second].after | 1 << second
    for number in _bits(later):
        runs[number].before |= earlier
    for number in _bits(earlier):
        runs[number].after |= later


def _join(runs: dict[int, _Run], number: int) -> int | None:
    """Make the run one with the one that comes directly after it, where both are a module and the order is a loss."""
    run = runs[number]
    for other in _bits(run.after):
        next_ = runs[other]
        is_module = next_.before == run.before | 1 << number and run.after == next_.after | 1 << other
        if is_module and _goes_first(next_, run):
            runs[number] = _Run(
                number,
                run.steps + next_.steps,
                run.chance * next_.chance,
                run.hours + run.chance * next_.hours,
                run.before,
                next_.after,
            )
            del runs[other]
            for kept in runs.values():
                kept.before &= ~(1 << other)
                kept.after &= ~(1 << other)
            return other
    return None


def _swept(left: Sequence[_Run], max_sets: int) -> list[_Run]:
    """The runs in the best order, by backward induction over the sets of them that can have succeeded."""
    before = _renumbered(left)
    if all(mask.bit_count() == place for place, mask in enumerate(before)):  # each comes after all that stand before it
        return list(left)
    order = _swept_plainly(left, before, min(max_sets, PLAIN_SETS))
    if order is None:
        if max_sets <= PLAIN_SETS:
            raise TooManyStatesError
        from acumen.decision.backward_induction.explored import sequenced  # noqa: PLC0415 -- costs half a second

        order = sequenced(before, [run.chance for run in left], [run.hours for run in left], max_sets)
        if order is None:
            raise TooManyStatesError
    return [left[place] for place in order]


def _renumbered(left: Sequence[_Run]) -> list[int]:
    """What comes before each run, as a mask over places in the list."""
    place_of = {run.number: place for place, run in enumerate(left)}
    return [sum(1 << place_of[number] for number in _bits(run.before)) for run in left]


def _swept_plainly(left: Sequence[_Run], before: Sequence[int], max_sets: int) -> list[int] | None:
    """Places in the best order; None beyond `max_sets`."""
    sets, known = [0], {0}
    for done in sets:  # grows while it is gone through
        for place in _ready(done, before):
            after = done | 1 << place
            if after not in known:
                known.add(after)
                sets.append(after)
        if len(sets) > max_sets:
            return None
    costs: dict[int, tuple[float, int]] = {}
    for done in reversed(sets):
        best, best_place = 0.0, -1
        for place in _ready(done, before):
            hours = left[place].hours + left[place].chance * costs[done | 1 << place][0]
            if best_place < 0 or hours < best - TIE * best:
                best, best_place = hours, place
        costs[done] = best, best_place
    order, done = [], 0
    while costs[done][1] >= 0:
        order.append(costs[done][1])
        done |= 1 << costs[done][1]
    return order


def _ready(done: int, before: Sequence[int]) -> Iterator[int]:
    return (place for place, mask in enumerate(before) if not done >> place & 1 and mask & done == mask)
