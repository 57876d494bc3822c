"""Run the benchmarks named, or all of them, and print Markdown tables."""

import importlib
import platform
import sys
import time

NAMES = (
    "start_up",
    "quantecon_sweep",
    "growth",
    "certificates",
    "simulation",
    "hypotheses",
    "next_on_records",
    "ledger",
    "tables",
    "dates",
)


def main(names: list[str]) -> int:
    """Print a report for each name; 2 when a name is unknown."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"error: no benchmark called {', '.join(unknown)}\nhint: there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}.", flush=True)
    for name in names or NAMES:
        begun = time.perf_counter()
        print(f"\n{importlib.import_module(f'benchmarks.{name}').report()}", flush=True)
        print(f"\n({name} took {time.perf_counter() - begun:.0f} s.)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
