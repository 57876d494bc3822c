"""Problems whose steps share hypotheses, against brute force over all histories: `python -m studies.shared_histories`.

For each random problem, both objectives, three answers are judged: the search, the sweep over histories, and the search with
next to no effort, whose bounds have to hold the truth.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from acumen.decision import Limits, Solution
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from tests.oracles.random_problems import seeded
from tests.oracles.random_shared import random_shared, random_worth
from tests.oracles.shared_brute_force import first_action_values

EFFORTS = {
    "search": Limits(max_histories=0, max_places=100_000),
    "histories": Limits(max_places=0),
    "little effort": Limits(max_histories=0, max_places=2),
}
SLACK = 1e-9
BATCH = 25


def ask(shared: SharedProblem, worth: float | None, limits: Limits) -> Solution:
    """The answer; for the objective hours where there is no worth."""
    if worth is None:
        return solve_shared(shared, objective="hours", limits=limits)
    return solve_shared(shared, worth=worth, limits=limits)


def judge(question: tuple[int, int]) -> tuple[int, int, float, list[str]]:
    """Answers judged, those of them exact, the worst relative difference of an exact one, and what was wrong."""
    seed, max_actions = question
    rng = seeded(seed)
    shared = random_shared(rng, max_actions=max_actions)
    worth = random_worth(rng, shared)
    n_answers, n_exact, worst, wrong = 0, 0, 0.0, []
    for stake in (worth, None):
        best, firsts = first_action_values(shared, worth=stake)
        scale = max(1.0, worth, abs(best))
        for name, limits in EFFORTS.items():
            found = ask(shared, stake, limits)
            n_answers += 1
            held = found.lower - SLACK * scale <= best <= found.upper + SLACK * scale
            n_exact += found.status == "exact"
            if found.status == "exact":
                worst = max(worst, abs(found.value - best) / scale)
                if found.next >= 0:
                    worst = max(worst, abs(firsts[found.next] - best) / scale)
            if not held or worst > SLACK or (name != "little effort" and found.status != "exact"):
                wrong.append(f"seed {seed}, worth {stake}, {name}: {found.lower} to {found.upper}, truth {best}")
    return n_answers, n_exact, worst, wrong


def main() -> int:
    """Judge all problems in two processes; 1 when any answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=2_000)
    parser.add_argument("--actions", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun = time.perf_counter()
    questions = [(100_000 * options.seed + number, options.actions) for number in range(options.problems)]
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(judge, questions, chunksize=BATCH))
    wrong = [line for entry in found for line in entry[3]]
    print("| random problems | answers | exact | wrong | worst difference | seconds |")
    print("|:--|--:|--:|--:|--:|--:|")
    n_answers, n_exact = sum(entry[0] for entry in found), sum(entry[1] for entry in found)
    worst = max(entry[2] for entry in found)
    seconds = time.perf_counter() - begun
    figures = f"{n_answers:,} | {n_exact:,} | {len(wrong)} | {worst:.1e} | {seconds:.0f}"
    print(f"| {len(found):,} of up to {options.actions} actions | {figures} |")
    print("\n".join(wrong[:20]))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
