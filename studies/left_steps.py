"""Steps left by policy: is the true chance recovered? `python -m studies.left_steps`.

Steps said to take `2 to 20` h at 50 %, true chance 50 %, each left after 12.9 h unless it has worked; hours as said, or 1.5
times as long. Nothing is ever seen to fail: successes alone would say 100 %. Prints a Markdown table for docs/studies.md.
"""

import math

import numpy as np

from acumen.judgment.joint_fit import fit_steps
from tests.judgment.test_joint_fit import one_rate, simulate

N_RECORDS = 40
FIRST_SEED = 100


def main() -> None:
    """Print the table, row by row."""
    print("| steps | hours | mean chance found | std. error | sd over records | mean weight of the hours' gate |")
    print("|---|---|---|---|---|---|")
    for n in (60, 200, 400):
        for label, factor in (("as said", 1.0), ("1.5 times", 1.5)):
            seeds = range(FIRST_SEED, FIRST_SEED + N_RECORDS)
            fits = [fit_steps(simulate(n=n, seed=seed, shift=math.log(factor)), one_rate) for seed in seeds]
            chances = np.array([fit.chances[0] for fit in fits])
            weight = float(np.mean([fit.hours.weight for fit in fits]))
            sd = float(chances.std(ddof=1))
            print(
                f"| {n} | {label} | {chances.mean():.3f} | {sd / math.sqrt(N_RECORDS):.3f} | {sd:.3f} | {weight:.2f} |"
            )


if __name__ == "__main__":
    main()
