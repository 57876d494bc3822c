"""Three hundred tables in the dialects of programs and countries: read back exactly, or refused with the column named."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.tables.drawn_tables import draw
from tests.tables.judged_tables import judge

N_TABLES = 300


def main() -> int:
    """Print how many came out which way; 1 where any was silently wrong."""
    found: Counter[str] = Counter()
    why: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(N_TABLES):
            verdict, reason = judge(draw(seed), Path(folder))
            found[verdict] += 1
            if verdict != "exact":
                why[f"{verdict}: {reason.replace(folder, '')[:70]}"] += 1
    print(f"| {N_TABLES} tables | n |\n|---|---|")
    print("\n".join(f"| {name} | {found[name]} |" for name in ("exact", "refused", "wrong")))
    print("\n" + "\n".join(f"- {n} {reason}" for reason, n in why.most_common()))
    return int(found["wrong"] > 0)


if __name__ == "__main__":
    sys.exit(main())
