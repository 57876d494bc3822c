"""What the tests would not notice: `python -m studies.mutants [--seed 1] [--n 60] [--jobs 2] [--notes FOLDER] [--list]`.

Lists every comparison, boundary, sign and constant of the source, draws some by a seed (at least four of each room), changes
one at a time in a copy of the project and runs the tests that run the changed place, the cheapest first; which those are is
noted once in a run of the whole suite (`mutant_tests`; kept in FOLDER for the next draw from the same source). Where nothing
is noted, as in constants at the head of a module and in compiled code, it runs the tests that run the module at all, else
those of its room, the nearest first. A mutant is caught when a test fails that passes without the change, when tests take
ten times the CPU that they took, or when they wait for what never comes (three minutes without half a second of CPU); a run
that only the clock ends is not caught, as a busy machine would do the same. What survives is a missing test, or says the
same as before (then it goes into `EQUIVALENT` with its reason). Prints which test caught what, the survivors and a Markdown
row of counts.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import cache_from_source
from pathlib import Path
from queue import Queue

from studies.mutant_sites import PACKAGE, ROOT, Site, all_sites
from studies.mutant_tests import CHOSEN, NOTES, Runs

COPIED = ("src", "tests", "studies", "benchmarks", "examples", "docs", ".ci")
COPIED_FILES = (
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
    "constraints.txt",
    "LICENSE",
)
N_LEAST_PER_ROOM = 4
AIM = 0.85
CPU_SECONDS = 900  # the whole suite takes some 800
START_SECONDS, TIMES = 60, 10  # to load and collect, and times as much as the tests took, before they have no end
WALL_SECONDS = 5400.0  # then a run has told nothing
ASLEEP_SECONDS, MOVES_SECONDS = (
    180.0,
    0.5,
)  # without so much CPU for so long nothing waits for the machine, only for itself

# A room's tests where they do not lie in tests/ROOM: suites for others are tried where they are used.
TESTS_OF = {
    "testing": ("tests/ledger", "tests/planfile", "tests/records"),
    "errors": ("tests/cli", "tests/planfile"),
    "results": ("tests/results", "tests/views", "tests/docs", "tests/cli", "tests/desk"),
    "views": ("tests/views", "tests/docs", "tests/cli"),  # the documented sessions are what holds most words
    "pages": ("tests/pages", "tests/views", "tests/docs", "tests/cli"),
    "borders": ("tests/borders", "tests/cli"),
    "cli": ("tests/cli", "tests/docs"),
    "version": ("tests/cli/test_package.py",),
    "__init__": ("tests/cli/test_package.py", "tests/desk/wording"),
    "__main__": ("tests/cli",),
}

# (module below src/acumen, the line as it stands, what it became): the program does the same, for the reason given.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    (
        "desk/calibration/peers.py",
        "n_misses=sum(side < 0 for side, _ in sides),",
        "1",
    ): "sides of 0 were left out before",
    (
        "distributions/stopping.py",
        "return share if share > 0.0 else 0.5",
        "0.625",
    ): "how fast a root is found, not which",
    (
        "distributions/stopping.py",
        "at_low *= _weight(y, at_high) if side > 0 else 1.0",
        "1",
    ): "how fast a root is found, not which",
    (
        "distributions/stopping.py",
        "end = stop_at(math.log(success.at_hours)) if success.at_hours > 0.0 else Stop(0.0, chance, 0.0)",
        ">=",
    ): "an exact success of 0 hours is never left midway, so it is not asked",
    (
        "distributions/stopping.py",
        "side, narrow = 0, _TOLERANCE * min(max(1.0, abs(low)), scale)",
        "/",
    ): "how near a root is closed in on, beyond all digits that are shown",
    (
        "judgment/ratings/decisions.py",
        "N_FINE, N_COARSE, REACH = 4001, 321, 8.5  # nodes over ± so many prior sds: the trapezoid rule is exact to rounding",
        "4002",
    ): "one node more of a rule that is exact to rounding",
    (
        "distributions/random_streams.py",
        "tail = np.flatnonzero(square < 0.0)",
        "<=",
    ): "where both branches meet they give the same number",
    (
        "testing/store_contract.py",
        "assert [one.position for one in ledger.read(after=4, until=99)] == [5]",
        "100",
    ): "any number beyond the end of the ledger",
    (
        "decision/backward_induction/sweeping.py",
        "if columns.plain_seconds <= (LOADED_SECONDS if is_quick else PATIENCE_SECONDS):",
        "<",
    ): "which of two ways to the same figures is taken, and only at the very second",
    (
        "desk/sensitivity/restructuring.py",
        "(middle, high) if attempt.expected_spent_hours(middle) < HALF * attempt.mean_hours else (low, middle)",
        "<=",
    ): "a root that is halved in on: at the root itself either side is right",
    (
        "borders/files.py",
        'flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)',
        "1",
    ): "1 is O_WRONLY, and that is set already",
    (
        "testing/writers.py",
        "os.waitpid(child, 0)",
        "1",
    ): "the pipe is read to its end all the same, which waits for the child",
}


def draw(sites: Sequence[Site], n: int, *, seed: int, n_least: int = N_LEAST_PER_ROOM) -> list[Site]:
    """`n` sites by a seed: at least `n_least` of each room (as far as it has them), the rest from everywhere alike."""
    rng = random.Random(seed)
    shuffled = rng.sample(list(sites), len(sites))
    counts: Counter[str] = Counter()
    first: list[Site] = []
    rest: list[Site] = []
    for site in shuffled:
        (first if counts[site.room] < n_least else rest).append(site)
        counts[site.room] += 1
    return [*first, *rest[: max(0, n - len(first))]]


def order_tests(site: Site, root: Path = ROOT) -> list[str]:
    """Test files of the site's room, the nearest first: of the module's name, of its folder, of the room."""
    folders = TESTS_OF.get(site.room, (f"tests/{site.room}",))
    paths = {path for folder in folders for path in _test_files(root / folder)}
    parts = Path(site.path).with_suffix("").parts
    stem = parts[-1] if parts[-1] != "__init__" else parts[-2] if len(parts) > 1 else "package"

    def distance(path: Path) -> tuple[int, int, str]:
        found = path.relative_to(root / "tests").parts
        n_shared = sum(1 for _ in _while_equal(found[:-1], parts[:-1]))
        return (0 if found[-1] == f"test_{stem}.py" else 1, -n_shared, path.as_posix())

    return [path.relative_to(root).as_posix() for path in sorted(paths, key=distance)]


def _while_equal(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left


def _test_files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("test_*.py"))


def copy_project(folder: Path) -> Path:
    """The project in a folder of its own, compiled once, as no run of a mutant writes what it compiles."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in COPIED_FILES:
        shutil.copy(ROOT / name, folder / name)
    environment = {key: value for key, value in _environment(folder).items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-n", "0", "-p", "no:cacheprovider", "tests"]
    for one in ([sys.executable, "-m", "compileall", "-q", "src"], command):
        subprocess.run(one, cwd=folder, env=environment, capture_output=True, check=False)
    return folder


def _environment(root: Path) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    own = {"PYTHONPATH": f"{root / 'src'}:{root}", "PYTHONDONTWRITEBYTECODE": "1"}
    return {"ACUMEN_DATA": str((ROOT / "../shared/data").resolve()), **inherited, **own}


# What is started is a process that ends itself when it has had its seconds, however many others it shares the machine with;
# and that heeds Ctrl-C, which a shell takes from what it starts in the background, as tests at a terminal would wait for ever.
LIMITED = """\
import resource, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 5))
import pytest
sys.exit(pytest.main(sys.argv[2:]))
"""
ENDLESS = "no end"


def failing_test(names: Sequence[str], root: Path, *, chosen: Sequence[str] = (), seconds: float | None = None) -> str:
    """The first test of those files that fails, ENDLESS where they have no end, empty where all pass (or nothing is known).

    `chosen`: of their tests only these, in this order.
    """
    options = ["-q", "-x", "-rfE", "-n", "0", "-p", "no:cacheprovider"]
    command = [sys.executable, "-c", LIMITED, str(int(seconds or CPU_SECONDS)), *options, *names]
    with tempfile.TemporaryFile("w+") as told, tempfile.NamedTemporaryFile("w", encoding="utf-8") as listed:
        environment = _environment(root)
        if chosen:
            listed.write("\n".join(map(json.dumps, chosen)))
            listed.flush()
            environment |= {CHOSEN: listed.name, "PYTEST_PLUGINS": "studies.mutant_tests"}
        under_way = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        is_known = _await(under_way)
        told.seek(0)
        found = re.findall(r"^(?:FAILED|ERROR) ([^\s\[]+)", told.read(), flags=re.MULTILINE)
    if not is_known:
        return ""
    return found[0] if found else ENDLESS if under_way.returncode else ""


def _await(under_way: subprocess.Popen[bytes]) -> bool:
    """Wait for its end, or make one when nothing has moved for long; whether that tells something (False: it took too long)."""
    began = moved_at = time.monotonic()
    seconds = 0.0
    while under_way.poll() is None:
        time.sleep(0.2)
        now, found = time.monotonic(), _cpu_seconds(under_way.pid)
        if found is None or found > seconds + MOVES_SECONDS:
            seconds, moved_at = found or 0.0, now
        if now - moved_at > ASLEEP_SECONDS or now - began > WALL_SECONDS:
            os.killpg(under_way.pid, signal.SIGKILL)
            under_way.wait()
            return now - began <= WALL_SECONDS
    return True


def _cpu_seconds(session: int) -> float | None:
    """What the processes of a session have had so far; None where the system does not say."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else None


def note_runs(folder: Path, *, n_jobs: int) -> None:
    """Run all tests once, in a copy, and note in the folder what each of them runs."""
    with tempfile.TemporaryDirectory() as place:
        root = copy_project(Path(place) / "noted")
        environment = {**_environment(root), NOTES: str(folder), "PYTEST_PLUGINS": "studies.mutant_tests"}
        options = ["-q", "-n", str(n_jobs), "-p", "no:cacheprovider", "--ignore=tests/house", "tests"]
        subprocess.run([sys.executable, "-m", "pytest", *options], cwd=root, env=environment, check=False)


def caught_by(site: Site, root: Path, runs: Runs) -> str:
    """Change the copy, run the tests, put it back; a test that fails without the change as well catches nothing."""
    path = root / PACKAGE / site.path
    source = path.read_text(encoding="utf-8")
    path.write_text(site.apply(source), encoding="utf-8")
    Path(cache_from_source(str(path))).unlink(missing_ok=True)  # within a second it would pass for the compiled change
    try:
        name = _failing_of(site, root, runs)
    finally:
        path.write_text(source, encoding="utf-8")
    if name in {"", ENDLESS}:
        return name
    return "" if failing_test([name], root) else name


def _failing_of(site: Site, root: Path, runs: Runs) -> str:
    if not runs.tests(site):
        return failing_test(order_tests(site, root), root)
    for chunk in runs.chunks(site):
        seconds = START_SECONDS + TIMES * sum(runs.seconds[test] for test in chunk)
        files = list(dict.fromkeys(test.partition("::")[0] for test in chunk))
        if name := failing_test(files, root, chosen=chunk, seconds=seconds):
            return name
    return ""


def examine(sites: Sequence[Site], runs: Runs, *, n_jobs: int) -> list[Site]:
    """Those that no test catches."""
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(n_jobs):
            copies.put(copy_project(Path(folder) / f"copy-{number}"))

        def survives(site: Site) -> bool:
            root = copies.get()
            try:
                catcher = caught_by(site, root, runs)
            finally:
                copies.put(root)
            print("caught  " if catcher else "SURVIVED", site, f"  [{catcher}]" if catcher else "", flush=True)
            return not catcher

        with ThreadPoolExecutor(n_jobs) as pool:
            return [site for site, is_alive in zip(sites, pool.map(survives, sites), strict=True) if is_alive]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, change, test, count; 1 where fewer than 85 % were caught."""
    parser = argparse.ArgumentParser(prog="python -m studies.mutants", description="What the tests would not notice.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--n", type=int, default=60, help="mutants to draw")
    parser.add_argument("--jobs", type=int, default=2, help="copies of the project to work in")
    parser.add_argument("--notes", type=Path, help="folder with what tests run: read from there, or written into it")
    parser.add_argument("--room", help="of this room only")
    parser.add_argument("--list", action="store_true", help="list every change that may be made, and run nothing")
    told = parser.parse_args(arguments)
    sites = [site for site in all_sites() if told.room in {None, site.room}]
    if told.list:
        print(*sites, sep="\n")
        return 0
    drawn = draw(sites, told.n, seed=told.seed)
    with tempfile.TemporaryDirectory() as place:
        folder = told.notes or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            note_runs(folder, n_jobs=told.jobs)
        runs = Runs.read(folder)
    alive = examine(drawn, runs, n_jobs=told.jobs)
    missing = [site for site in alive if (site.path, site.text.strip(), site.after) not in EQUIVALENT]
    n_meant = len(drawn) - (len(alive) - len(missing))
    share = (n_meant - len(missing)) / n_meant
    print("\nSurvivors:" if missing else "\nNo survivors.", *missing, sep="\n")
    print("\n| seed | of | drawn | say the same | caught | |\n|--:|--:|--:|--:|--:|:--|")
    word = "reached" if share >= AIM else "missed"
    print(f"| {told.seed} | {len(sites):,} | {len(drawn)} | {len(alive) - len(missing)} | {share:.0%} | {word} |")
    return int(share < AIM)


if __name__ == "__main__":
    sys.exit(main())
