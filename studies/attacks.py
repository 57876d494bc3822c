"""Attacks on the ledger and its borders: `python -m studies.attacks [--share .1] [--only storms,texts]`.

Storms of processes that are killed, kills within a redaction and an export, full disks, damaged and tampered files, power cuts,
random histories, hostile text. Prints a Markdown table for docs/studies.md; 1 where anything was lost, half, unseen or raw.
"""

import argparse
import sys
from collections.abc import Callable, Iterable

from studies.attack_bytes import cut, damage, tamper
from studies.attack_histories import blind_histories, histories
from studies.attack_row import Row
from studies.attack_storms import fill_disk, kill_exports, kill_redactions, storm
from studies.attack_texts import texts
from tests.hostile import HOSTILE

SEED = 20261127
Attack = Callable[[float], Iterable[Row]]  # with a share of its full size
ATTACKS: dict[str, Attack] = {
    "storms": lambda share: [storm(int(2_000 * share), SEED)],
    "redactions": lambda share: [kill_redactions(int(600 * share), SEED)],
    "exports": lambda share: [kill_exports(int(400 * share), SEED)],
    "disk": lambda share: fill_disk(int(500 * share), SEED),
    "tampering": lambda _: [tamper()],
    "damage": lambda share: [damage(int(5_000 * share), SEED)],
    "power": lambda share: [cut(int(10_000 * share), SEED)],
    "blindness": lambda share: [blind_histories(int(3_000 * share), SEED)],
    "histories": lambda share: [histories(int(3_000 * share), SEED)],
    "texts": lambda share: [texts(int(len(HOSTILE) * share))],
}


def main() -> int:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the full size")
    parser.add_argument("--only", default=",".join(ATTACKS), help="some of them, with commas between")
    options = parser.parse_args()
    print("| attack | n | what was found | bad |\n|:--|--:|:--|--:|", flush=True)
    n_bad = 0
    for name in options.only.split(","):
        for row in ATTACKS[name](options.share):
            print(row, flush=True)
            n_bad += row.n_bad
    return int(n_bad > 0)


if __name__ == "__main__":
    sys.exit(main())
