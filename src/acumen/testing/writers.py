"""Processes that write to a ledger and are killed: `python -m acumen.testing.writers append|crash OPENER PLACE …`.

OPENER is `package.module:callable`; called with PLACE it opens the ledger.
"""

import importlib
import json
import os
import random
import signal
import sys
import time

from acumen.ledger import Ledger
from acumen.testing.records import id_of, named, noted, redacted

N_BATCH = 3
N_EVERY = 7  # batches, of which the last one redacts
LONG = "x" * 6_000  # more than a page
MOST_AWAITED = 2  # acknowledgements before the killing
MOST_SECONDS = 0.01  # from the last of them until it


def open_ledger(opener: str, place: str) -> Ledger:
    """Open the ledger of this place."""
    module, _, name = opener.partition(":")
    opened: Ledger = getattr(importlib.import_module(module), name)(place)
    return opened


def append(opener: str, place: str, first: int, n_records: int) -> None:
    """Append records one by one, numbered from `first`."""
    ledger = open_ledger(opener, place)
    for number in range(first, first + n_records):
        ledger.append([named(number)])


def crash(opener: str, place: str, n_kills: int, seed: int) -> list[tuple[int, int]]:
    """Start a writer and kill it at a random instant, again and again.

    The instant is a random while after it has begun, or after a random number of its acknowledgements. Gives for each the
    position it found at its start and the last one that was acknowledged to it, -1 where it did not get so far.
    """
    rng = random.Random(seed)  # noqa: S311 -- nothing secret
    told = []
    for _ in range(n_kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _write_for_ever(open_ledger(opener, place), writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = [int(pipe.readline()) for _ in range(rng.randint(0, MOST_AWAITED))]
            time.sleep(rng.uniform(0.0, MOST_SECONDS))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            said += [int(line) for line in pipe.read().split()]
        told.append((said[0], said[-1]) if said else (-1, -1))
    return told


def _write_for_ever(ledger: Ledger, pipe: int) -> None:
    """Batches of three, some long, some with a redaction; say the position of each head that was given back."""
    position = ledger.head().position
    os.write(pipe, b"%d\n" % position)
    while True:
        batch = [noted(number, LONG) for number in range(position + 1, position + N_BATCH)]
        last = position + N_BATCH
        is_redaction = (last // N_BATCH) % N_EVERY == 0
        batch.append(redacted(last, id_of(last - N_BATCH)) if is_redaction else named(last))
        position = ledger.append(batch).position
        os.write(pipe, b"%d\n" % position)


def main(arguments: list[str]) -> None:
    """Do what the command line asks, and print what was found as JSON."""
    what, opener, place, first, second = arguments
    done = {"append": append, "crash": crash}[what](opener, place, int(first), int(second))
    json.dump(done, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
