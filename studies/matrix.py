"""Every verb on every plan in every state of every record: `python -m studies.matrix [N]`, at most N cases.

The full product of what `tests/matrix` covers by pairs, the way to ask drawn. Prints what failed, and a table.
"""

import math
import os
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from random import Random

from tests.matrix.cases import FACTORS, build
from tests.matrix.checks import check
from tests.matrix.covering import Row, whole

N_SHOWN = 500  # characters of what went wrong


def rows() -> list[Row]:
    """All combinations but of the view, which is drawn."""
    rng = Random(1)
    rest = {name: levels for name, levels in FACTORS.items() if name != "view"}
    return [{**row, "view": rng.choice(FACTORS["view"])} for row in whole(rest)]


def try_out(row: Row) -> str | None:
    """What goes wrong in a case, if anything."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            check(build(row, Path(folder)))
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted, and the others are tried
            return f"{type(error).__name__}: {str(error)[:N_SHOWN]}"
    return None


def main() -> int:
    """Try every case, or at most so many spread over all, and say how many failed by kind of plan; 1 where any did."""
    warnings.simplefilter("error")
    kept = {name: os.environ.get(name) for name in ("ACUMEN_LEDGER", "ACUMEN_NOW")}
    most = int(sys.argv[1]) if len(sys.argv) > 1 else None
    tried, failed = Counter[str](), Counter[str]()
    every = rows()
    for row in every[:: 1 if most is None else math.ceil(len(every) / most)]:
        wrong = try_out(row)
        tried[row["kind"]] += 1
        if wrong is not None:
            failed[row["kind"]] += 1
            print(f"{'/'.join(row.values())}: {wrong}", flush=True)
    for name, value in kept.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    print("| kind of plan | cases | failed |")
    print("|---|---|---|")
    for kind, n in tried.items():
        print(f"| {kind} | {n:,} | {failed[kind]} |")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
