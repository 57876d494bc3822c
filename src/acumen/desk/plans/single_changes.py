"""The smallest single changes with which a plan starts that is not worth starting as it stands.

Every change is one that can be typed (`next PLAN --set STEP.KEY=VALUE`). The plan is solved with it and with a notch less,
and starts with the one and not with the other. A notch is a point of a chance (a tenth of one below 1 % and above 99 %), a
hundredth of the hours, a unit in the third digit of the worth.
"""

import math
from collections.abc import Iterator, Sequence

import msgspec

from acumen.decision import Solution
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses import information
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.tree_structure import OPEN
from acumen.desk.plans.changes import change
from acumen.desk.plans.questioned import Questioned, SpentError, with_step
from acumen.planfile.scalars import write_chance, write_hours
from acumen.readings.hours import within_limits
from acumen.records import Group, Hours, Interval, Step, walk
from acumen.results.anyway import Anyway, SingleChange
from acumen.results.plans import Figure

N_TOLD = 3
N_LADDER = 8  # plans that the smallest change of a kind takes
PERCENTS = tuple(figure / 1000.0 for figure in (*range(1, 10), *range(10, 1000, 10), *range(991, 1001)))
HOURS_SHARES = tuple(share / 100.0 for share in range(99, 0, -1))
N_DIGITS = 3
LOG_ODDS, LOG_HOURS = 0.5, math.log(1.5)  # changes that are called equally large


def find_turns(asking: Questioned, anyway: Anyway, order: Sequence[int]) -> Iterator[SingleChange]:
    """Every single change, the smallest first: of worth, of figures, what to leave out, what to find out."""
    yield from _of_worth(asking, anyway)
    found: list[tuple[float, int, SingleChange]] = []
    for number, step in enumerate(order):
        here = asking.posed.step(step)
        for make in (_of_chance, _of_hours):
            name = f"{'chance' if make is _of_chance else 'hours'} of {here.id}"
            if asking.may(N_LADDER, name):
                found += [(size, number, turn) for size, turn in make(asking, step)]
    if not asking.progress:
        for hypothesis in asking.plan.hypotheses:
            if hypothesis.is_binary and asking.may(2 * N_LADDER, f"chance of {hypothesis.id}"):
                found += [(size, len(order), turn) for size, turn in _of_belief(asking, hypothesis.id)]
    yield from (turn for _, _, turn in sorted(found, key=lambda entry: entry[:2]))
    yield from _drops(asking)
    yield from _told(asking, order)


def _of_worth(asking: Questioned, anyway: Anyway) -> Iterator[SingleChange]:
    """The least worth of three digits at which a start pays."""
    unit = 10.0 ** (math.floor(math.log10(anyway.worth_from)) - N_DIGITS + 1)
    to = math.ceil(anyway.worth_from * (1.0 + 1e-9) / unit) * unit
    to, short = (float(f"{figure:.12g}") for figure in (to, to - unit))
    short = max(short, asking.worth)
    setting = f"worth={write_hours(to)}"
    yield SingleChange(kind="worth", id="worth", current=asking.worth, enough=to, not_enough=short, setting=setting)


def _of_chance(asking: Questioned, step: int) -> Iterator[tuple[float, SingleChange]]:
    """The least chance of a step that turns it."""
    here, now = asking.posed.step(step), asking.posed.attempt(step).chance
    ladder = [prob for prob in PERCENTS if prob > now]

    def starts(prob: float) -> bool:
        return asking.starts(with_step(asking.plan, msgspec.structs.replace(here, chance=prob)))

    at = asking.least(ladder, starts, f"chance of {here.id}")
    if at is not None:
        to, short = ladder[at], ladder[at - 1] if at else now
        yield _distance(now, to), _figure_turn("chance", here.id, (now, to, short), write_chance(to))


def _distance(now: float, to: float) -> float:
    low, high = (min(1.0 - 1e-9, max(1e-9, prob)) for prob in sorted((now, to)))
    return (math.log(high / (1.0 - high)) - math.log(low / (1.0 - low))) / LOG_ODDS


def _figure_turn(kind: str, id_: str, figures: tuple[Figure, Figure, Figure], written: str) -> SingleChange:
    now, to, short = figures
    of = "hours" if kind == "hours" else "chance"
    return SingleChange(
        kind="hours" if kind == "hours" else "chance",
        id=id_,
        current=now,
        enough=to,
        not_enough=short,
        setting=f"{id_}.{of}={written}",
    )


def _of_hours(asking: Questioned, step: int) -> Iterator[tuple[float, SingleChange]]:
    """The most hours of a step with which it turns; what its failure takes stays."""
    here = asking.posed.step(step)
    ladder = list(dict.fromkeys(_share(here.hours, share) for share in HOURS_SHARES)) if here.hours != 0.0 else []

    def starts(hours: Hours) -> bool:
        return asking.starts(with_step(asking.plan, msgspec.structs.replace(here, hours=hours)))

    at = asking.least(ladder, starts, f"hours of {here.id}")
    if at is not None:
        to, short = ladder[at], ladder[at - 1] if at else here.hours
        size = math.log(_most(here.hours) / _most(to)) / LOG_HOURS
        yield size, _figure_turn("hours", here.id, (_shown(here.hours), _shown(to), _shown(short)), write_hours(to))


def _share(hours: Hours, share: float) -> Hours:
    """A part of the hours, in three digits."""
    if isinstance(hours, Interval):
        low, high = (float(f"{share * end:.{N_DIGITS}g}") for end in (hours.low_hours, hours.high_hours))
        return within_limits(low, high)
    return float(f"{share * hours:.{N_DIGITS}g}")


def _most(hours: Hours) -> float:
    return hours.high_hours if isinstance(hours, Interval) else hours


def _shown(hours: Hours) -> Figure:
    return (hours.low_hours, hours.high_hours) if isinstance(hours, Interval) else hours


def _of_belief(asking: Questioned, id_: str) -> Iterator[tuple[float, SingleChange]]:
    """The nearest chances of a hypothesis, above and below, that turn it."""
    hypothesis = next(one for one in asking.plan.hypotheses if one.id == id_)
    now = dict(hypothesis.states)["yes"]
    up = [prob for prob in PERCENTS if prob > now]
    down = [prob for prob in (*reversed(PERCENTS), 0.0) if prob < now]

    def starts(prob: float) -> bool:
        return asking.starts(change(asking.plan, settings={f"{id_}.chance": write_chance(prob)}))

    for ladder in (up, down):
        at = asking.least(ladder, starts, f"chance of {id_}")
        if at is not None:
            to, short = ladder[at], ladder[at - 1] if at else now
            yield _distance(now, to), _figure_turn("chance", id_, (now, to, short), write_chance(to))


def _drops(asking: Questioned) -> Iterator[SingleChange]:
    """Members of an `all` without which it starts: taken as not needed."""
    progress = asking.progress
    begun = {*progress.ended, *progress.under_way} if progress else set()
    for group in walk(asking.plan.goal):
        if not isinstance(group, Group) or group.kind != "all" or len(group.of) == 1:
            continue
        for member in group.of:
            id_ = member.id if isinstance(member, Step) else member.name
            inside = {node.id for node in walk(member) if isinstance(node, Step)}
            if id_ is None or inside & begun or not asking.may(1, f"without {id_}"):
                continue
            try:
                if asking.starts(change(asking.plan, drops=[id_])):
                    yield SingleChange(kind="drop", id=id_)
            except SpentError:
                asking.skipped.append(f"without {id_}")


def _told(asking: Questioned, order: Sequence[int]) -> Iterator[SingleChange]:
    """What it would pay to find out beforehand, and in how many hours: probes that are too dear, and the heaviest steps."""
    posed = asking.posed
    if posed.going is not None:
        return
    cuts = posed.cuts if posed.has_cuts else ()
    shared = posed.shared or SharedProblem(problem=posed.problem, probes=(), belief=(1.0,), chances={}, cuts=cuts)
    statuses = posed.statuses or (OPEN,) * (len(posed.nodes) + len(shared.probes))
    probes = range(len(posed.nodes), len(posed.nodes) + len(shared.probes))
    now: Solution | None = None
    found: list[SingleChange] = []
    for action in (*(number for number in probes if statuses[number] == OPEN), *order[:N_TOLD]):
        here = posed.action(action)
        if not asking.may(3, f"finding out about {here.id}"):
            continue
        asking.n_left -= 3
        try:
            now = now or information.value(shared, worth=asking.worth, statuses=statuses, limits=asking.limits)
            worth = information.evsi(shared, action, now=now, statuses=statuses, limits=asking.limits).evsi.lower
        except TooManyStatesError:
            continue
        to = _floor(worth)
        if to > 1e-6 * asking.worth:
            hours = posed.attempt(action).mean_hours if action in probes else None
            found.append(SingleChange(kind="told", id=here.id, current=hours, enough=to))
    yield from sorted(found, key=lambda turn: -_size(turn))


def _size(turn: SingleChange) -> float:
    return turn.enough if isinstance(turn.enough, float) else 0.0


def _floor(hours: float) -> float:
    """Down to three digits."""
    if hours <= 0.0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(hours)) - N_DIGITS + 1)
    return float(f"{math.floor(hours / unit) * unit:.12g}")
