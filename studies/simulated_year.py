"""A year of small plans with and without the correction: `python -m studies.simulated_year`.

A researcher meets 40 plans in a year, says chances and hours of their steps as a stated generator has it, acts on the best
policy for them, and learns from how the steps ended. The same plans are met by two of them: one acts on what was said, the
other on what such sayings have meant by the record of the steps that he himself tried. What a policy is worth is computed
exactly under the true chances and hours (`decision.reappraise`), so that luck is only in the record and in the plans.
Prints a Markdown table for docs/studies.md; intervals are over researchers.
"""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy import stats

from acumen.decision.policies import reappraisal
from acumen.decision.policies.policy import Policy
from acumen.desk.calibration.corrected_plan import mean as as_meant
from acumen.desk.calibration.data import Settled
from acumen.desk.calibration.fit import Learned, fit
from acumen.desk.plans.policy import follow
from acumen.desk.plans.problem import pose
from acumen.history import StepRow
from acumen.records import Group, Interval, Plan, Step, walk

N_PLANS = 40
N_RESEARCHERS = 24
EVERY = 2  # plans between two looks at the record
DAYS_BETWEEN = 365.0 / N_PLANS
DOMAINS = ("code", "experiment")
Z95 = 1.6448536269514722


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A step as it is. Success shows log-normally between the ends (5 % and 95 %), failure between those of `fails`."""

    id: str
    domain: str
    logit: float
    low_hours: float
    high_hours: float
    fails: tuple[float, float]
    luck: float  # uniform: it works where this is below its chance
    pace: float  # standard normal: where in its hours it shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """How a researcher says what is true: `say(logit, domain, year, noise)` gives log-odds; hours said = true / `hours`."""

    name: str
    say: Callable[[float, str, float, float], float]
    hours: float = 1.0
    worth: float = 1.0  # of the goals, beside the others'


GENERATORS = (
    Generator(name="calibrated", say=lambda x, _domain, _year, _noise: x),
    Generator(name="calibrated, goals worth 20 times as much", say=lambda x, _domain, _year, _noise: x, worth=20.0),
    Generator(name="over-confident", say=lambda x, _domain, _year, _noise: 1.3 * x + 1.2),
    Generator(
        name="over-confident, goals worth 20 times as much",
        say=lambda x, _domain, _year, _noise: 1.3 * x + 1.2,
        worth=20.0,
    ),
    Generator(
        name="over-confident in experiments only",
        say=lambda x, domain, _year, _noise: x + 1.5 * (domain == "experiment"),
    ),
    Generator(name="under-confident", say=lambda x, _domain, _year, _noise: 0.7 * x - 1.2),
    Generator(
        name="over-confident at first, calibrated at the end",
        say=lambda x, _domain, year, _noise: x + 1.5 * (1.0 - year),
    ),
    Generator(name="noisy (sd 1), right on average", say=lambda x, _domain, _year, noise: x + noise),
    Generator(name="hours said half as long as they are", say=lambda x, _domain, _year, _noise: x, hours=2.0),
)


@dataclass(slots=True)
class Arm:
    """One way to plan, through a year."""

    learned: Learned | None = None  # None: act on what was said
    rows: list[StepRow] = field(default_factory=list)
    gained: list[float] = field(default_factory=list)  # worth times true chance, of each plan
    hours: list[float] = field(default_factory=list)


def main() -> None:
    """Print the table, row by row; a number as argument sets how many researchers there are of each kind."""
    n_researchers = int(sys.argv[1]) if len(sys.argv) > 1 else N_RESEARCHERS
    heads = (
        "researchers",
        "net a plan, h: as said",
        "knowing the truth",
        "gained by the correction, h",
        "in the second half",
    )
    print(f"| {' | '.join((*heads, 'worth per hour: as said', 'corrected', 'difference'))} |")
    print("|:--|--:|--:|:--|:--|--:|--:|:--|")
    for generator in GENERATORS:
        years = [live(generator, seed) for seed in range(n_researchers)]
        print(_row(generator, years), flush=True)


def live(generator: Generator, seed: int) -> tuple[Arm, Arm, Arm]:
    """A year: as said, corrected, and by one who knows the truth."""
    rng = np.random.default_rng([seed, 2026])
    said_arm, meant_arm, true_arm = Arm(), Arm(), Arm()
    for number in range(N_PLANS):
        truths, shape, worth = draw_plan(rng)
        noise = {truth.id: float(rng.normal()) for truth in truths}
        year = number / (N_PLANS - 1)
        said = _plan(
            shape, worth * generator.worth, {one.id: say(generator, one, year, noise[one.id]) for one in truths}
        )
        true = _plan(shape, worth * generator.worth, {one.id: _as_it_is(one) for one in truths})
        if number % EVERY == 0 and meant_arm.rows:
            settled = Settled(person="", questions=(), steps=tuple(meant_arm.rows))
            meant_arm.learned = fit(settled, now_days=number * DAYS_BETWEEN)
        corrected = said if meant_arm.learned is None else as_meant(said, None, meant_arm.learned).plan
        for arm, believed in ((said_arm, said), (meant_arm, corrected), (true_arm, true)):
            act(arm, believed, said, true, truths, number)
    return said_arm, meant_arm, true_arm


def draw_plan(rng: np.random.Generator) -> tuple[list[Truth], int, float]:
    """Three or four steps, how they hang together, and what the goal is worth in hours."""
    truths = []
    for place in range(int(rng.integers(3, 5))):
        middle, half = math.exp(rng.normal(1.6, 0.6)), math.exp(rng.uniform(0.4, 1.0))
        fails = (0.4 * middle, 2.5 * middle)
        truths.append(
            Truth(
                id=f"s{place}",
                domain=DOMAINS[int(rng.integers(2))],
                logit=float(rng.normal(0.0, 1.0)),
                low_hours=middle / half,
                high_hours=middle * half,
                fails=fails,
                luck=float(rng.random()),
                pace=float(rng.normal()),
            )
        )
    return truths, int(rng.integers(3)), float(rng.uniform(8.0, 50.0))


def say(
    generator: Generator, truth: Truth, year: float, noise: float
) -> tuple[float, float, float, str, tuple[float, float]]:
    """Chance, low, high, domain, fails as said."""
    chance = round(1.0 / (1.0 + math.exp(-generator.say(truth.logit, truth.domain, year, noise))), 2)
    low, high = truth.low_hours / generator.hours, truth.high_hours / generator.hours
    return min(0.98, max(0.02, chance)), low, high, truth.domain, truth.fails


def _as_it_is(truth: Truth) -> tuple[float, float, float, str, tuple[float, float]]:
    return _chance(truth), truth.low_hours, truth.high_hours, truth.domain, truth.fails


def _chance(truth: Truth) -> float:
    return 1.0 / (1.0 + math.exp(-truth.logit))


def _plan(shape: int, worth: float, said: dict[str, tuple[float, float, float, str, tuple[float, float]]]) -> Plan:
    """All of them; any of them; or the first and any of the others."""
    steps = tuple(
        Step(
            id=id_,
            chance=chance,
            hours=Interval(low_hours=low, high_hours=high),
            fails=Interval(low_hours=fails[0], high_hours=fails[1]),
            domain=domain,
        )
        for id_, (chance, low, high, domain, fails) in said.items()
    )
    if shape < 2:
        goal = Group(kind=("all", "any")[shape], of=steps)
    else:
        goal = Group(kind="all", of=(steps[0], Group(kind="any", of=steps[1:])))
    return Plan(plan="year", worth=worth, goal=goal)


def act(arm: Arm, believed: Plan, said: Plan, true: Plan, truths: list[Truth], number: int) -> None:
    """Follow the best policy for what is believed: note what it is worth in truth, and write down how its steps ended."""
    policy = follow(believed).policy
    found = reappraisal.reappraise(policy, pose(true).problem)
    arm.gained.append((true.worth or 0.0) * found.chance)
    arm.hours.append(found.hours)
    arm.rows += _walk(policy, said, {truth.id: truth for truth in truths}, number)


def _walk(policy: Policy, said: Plan, truths: dict[str, Truth], number: int) -> list[StepRow]:
    """One run of the policy with the luck of the steps."""
    steps = {step.id: step for step in walk(said.goal) if isinstance(step, Step)}
    rows, at, day = [], policy.start, number * DAYS_BETWEEN
    while at >= 0:
        here = policy.situations[at]
        truth = truths[policy.problem.nodes[here.step].id]
        works = truth.luck < _chance(truth)
        low, high = (truth.low_hours, truth.high_hours) if works else truth.fails
        shows = math.sqrt(low * high) * math.exp(truth.pace * math.log(high / low) / (2.0 * Z95))
        is_left = shows > here.patience_hours
        ended = "left" if is_left else "succeeded" if works else "failed"
        step, day = steps[truth.id], day + 0.1
        rows.append(_written(step, number, here.patience_hours, ended, min(shows, here.patience_hours), day))
        at = here.won if ended == "succeeded" else here.lost
    return rows


def _written(step: Step, number: int, patience: float, ended: str, hours: float, day: float) -> StepRow:
    if not (isinstance(step.hours, Interval) and isinstance(step.fails, Interval) and isinstance(step.chance, float)):
        raise TypeError("expected a step as made above")
    return StepRow(
        key=f"{number} {step.id}",
        chance=step.chance,
        low_hours=step.hours.low_hours,
        high_hours=step.hours.high_hours,
        fails_low_hours=step.fails.low_hours,
        fails_high_hours=step.fails.high_hours,
        patience_hours=None if math.isinf(patience) else patience,
        ended=ended,
        hours=hours,
        domain=step.domain,
        said_days=day,
        known_days=day + 0.05,
        is_proven=True,
    )


def _row(generator: Generator, years: list[tuple[Arm, Arm, Arm]]) -> str:
    nets = [[np.array(arm.gained) - np.array(arm.hours) for arm in year] for year in years]
    gains = [year[1] - year[0] for year in nets]
    rates = [[sum(arm.gained) / sum(arm.hours) for arm in year[:2]] for year in years]
    said, true = (float(np.mean([year[place].mean() for year in nets])) for place in (0, 2))
    cells = [
        generator.name,
        f"{said:.2f}",
        f"{true:.2f}",
        _interval([float(gain.mean()) for gain in gains]),
        _interval([float(gain[N_PLANS // 2 :].mean()) for gain in gains]),
        *(f"{np.mean([rate[place] for rate in rates]):.3f}" for place in (0, 1)),
        _interval([rate[1] - rate[0] for rate in rates], 3),
    ]
    return f"| {' | '.join(cells)} |"


def _interval(values: list[float], n_decimals: int = 2) -> str:
    """Mean and 95 % interval over researchers."""
    middle = float(np.mean(values))
    reach = float(stats.t.ppf(0.975, len(values) - 1) * np.std(values, ddof=1)) / math.sqrt(len(values))
    return f"{middle:+.{n_decimals}f} [{middle - reach:+.{n_decimals}f}, {middle + reach:+.{n_decimals}f}]"


if __name__ == "__main__":
    main()
