"""Run the studies named, or all of them one after another: `make study`, `make study ONLY="attacks sip"`."""

import importlib
import sys
import time

NAMES = (
    "replications",
    "predictionbook",
    "people_alone",
    "no_harm",
    "report",
    "brute_force",
    "mixtures",
    "certificates",
    "shared_histories",
    "sip",
    "chains",
    "left_steps",
    "simulated_year",
    "ratings",
    "matrix",
    "attacks",
    "drawn_tables",
)


def main(names: list[str]) -> int:
    """Run each; 2 when a name is unknown, else 1 when a figure of any missed its mark."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"error: no study called {', '.join(unknown)}\nhint: there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    failed = []
    for name in names or NAMES:
        begun = time.perf_counter()
        print(f"\n## {name}\n", flush=True)
        sys.argv = [f"studies.{name}"]  # a study reads its own options, and here there are none
        if importlib.import_module(f"studies.{name}").main():
            failed.append(name)
        print(f"\n({name} took {time.perf_counter() - begun:.0f} s.)", flush=True)
    if failed:
        print(f"missed its mark: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
