"""Attacks on writing: many processes at once that are killed at any instant, and a disk that is full."""

import contextlib
import io
import os
import random
import resource
import signal
import subprocess
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from acumen.cli import main as run
from acumen.desk.book import Book, open_book
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.undo import undo
from acumen.errors import AcumenError
from acumen.records import Note
from studies.attack_row import Row
from tests.ledger.power_cuts import scratch

N_BATCH = 5
MOST_SECONDS = 0.6  # of a life in the storm
MOST_BYTES = 2_000  # of an error that a life tells
N_FRAMES = 4  # of its traceback
WORD = "Wenceslaus"
SMALL_DISK = "400k"


def _now() -> datetime:
    return datetime.now(UTC)


def _one(book: Book, rng: random.Random, other: list[bytes]) -> tuple[str, tuple[str, ...]]:
    """A verb; gives what was kept by it."""
    word = f"{WORD}{rng.getrandbits(48):012x}"
    match rng.randrange(8):
        case 0 | 1:
            return "kept", (predict(book, f"it rains {word}", "40%").question,)
        case 2:
            question = predict(book, f"it snows {word}", "30%").question
            resolve(book, question, "yes")
            return "kept", (question,)
        case 3:
            (note,) = book.write(Note(text=word))
            redact(book, note, why="asked to")
            return "gone", (word,)
        case 4:
            return "kept", (undo(book).id,)
        case 5:
            return "kept", book.write(*[Note(text=f"batch {word}") for _ in range(N_BATCH)])
        case 6:
            take_over(book, other, source="other")
            return "kept", ()
        case _:
            list(export(book))
            return "kept", ()


def _live(path: str, seed: int, other: list[bytes], pipe: int) -> None:
    """Verbs for ever, each told when it is done."""
    rng = random.Random(seed)
    while True:
        try:
            with open_book(path, now=_now()) as book:
                what, names = _one(book, rng, other)
            os.write(pipe, f"{what} {' '.join(names)}\n".encode())
        except AcumenError as error:
            os.write(pipe, f"error {error}".replace("\n", " ").encode()[:MOST_BYTES] + b"\n")
        except Exception as error:  # noqa: BLE001 -- what is counted
            told = "".join(traceback.format_exception(error)[-N_FRAMES:]).replace("\n", " ")
            os.write(pipe, f"traceback {told[-MOST_BYTES:]}\n".encode())


def _fork(call: Callable[[int], None]) -> tuple[int, int]:
    """A child that does it, and the end of a pipe on which it tells."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            call(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def _end(child: int, reading: int) -> list[str]:
    """Kill it, and give what it has told."""
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode(errors="replace").splitlines()
    os.waitpid(child, 0)
    return told


def _strike(call: Callable[[int], None], rng: random.Random, usual: list[float]) -> list[str]:
    """Begin an act, and kill it anywhere within the time that it takes here today: every tenth is let through to learn that."""
    child, reading = _fork(call)
    if len(usual) < 1 or rng.random() < 0.1:
        begun = time.perf_counter()
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read().decode(errors="replace").splitlines()
        os.waitpid(child, 0)
        usual.append(time.perf_counter() - begun)
        return told
    time.sleep(rng.uniform(0.0, 1.2 * sorted(usual)[len(usual) // 2]))
    return _end(child, reading)


def storm(n_kills: int, seed: int, n_processes: int = 24) -> Row:
    """So many processes write, until all are killed; then everything acknowledged has to be there."""
    rng, counts = random.Random(seed), Counter[str]()
    kept, gone, tracebacks = set[str](), set[str](), list[str]()
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        path = str(Path(folder) / "ledger")
        with open_book(None, now=_now()) as book:
            book.write(*[Note(text="elsewhere") for _ in range(20)])
            other = list(export(book))
        while counts["kills"] < n_kills:
            lives = [_fork(partial(_live, path, rng.getrandbits(32), other)) for _ in range(n_processes)]
            time.sleep(rng.uniform(0.1, MOST_SECONDS))
            for child, reading in lives:
                time.sleep(rng.uniform(0.0, 0.01))
                for what, _, names in (line.partition(" ") for line in _end(child, reading)):
                    counts[{"gone": "redactions", "kept": "acts"}.get(what, what)] += 1
                    (kept if what == "kept" else gone if what == "gone" else set()).update(names.split())
                    tracebacks += [names] if what == "traceback" else []
                counts["kills"] += 1
            counts["journals left"] += Path(f"{path}-journal").exists()
            _check(path, kept, gone, counts)
    return _row(f"storms of {n_processes} processes, killed", counts["kills"], counts, tracebacks)


def _check(path: str, kept: set[str], gone: set[str], counts: Counter[str]) -> None:
    """Every acknowledged record, no half batch, a sound ledger, no word of an acknowledged redaction."""
    with open_book(path, now=_now()) as book:
        book.write(Note(text="the next write sees to what is due"))
        found = verify(book)
        counts["unsound"] += not found.is_sound
        counts["lost"] += len(kept) - len(book.ledger.find(sorted(kept)))
        batches = Counter(
            said.record.text
            for said in book.recall("marks").marks.notes.values()
            if "batch" in (said.record.text or "")
        )
        counts["half"] += sum(n != N_BATCH for n in batches.values())
        counts["records"] = found.position
    content = b"".join(file.read_bytes() for file in Path(path).parent.iterdir())
    counts["words left"] += sum(word.encode() in content for word in gone)


def kill_redactions(n: int, seed: int) -> Row:
    """A kill within one redaction: the commit, or the writing anew."""
    rng, counts, usual = random.Random(seed), Counter[str](), list[float]()
    for _ in range(n):
        with tempfile.TemporaryDirectory(dir=scratch()) as folder:
            path = str(Path(folder) / "ledger")
            with open_book(path, now=_now()) as book:
                ids = book.write(*[Note(text=f"{WORD}{number} " * 300) for number in range(12)])

            def take(pipe: int, path: str = path, ids: tuple[str, ...] = ids) -> None:
                os.write(pipe, b"begun\n")
                with open_book(path, now=_now()) as book:
                    redact(book, ids[4], why="asked to")
                os.write(pipe, b"done\n")

            is_told = "done" in _strike(take, rng, usual)
            counts["acknowledged"] += is_told
            counts["journals left"] += Path(f"{path}-journal").exists()
            with open_book(path, now=_now()) as book:
                counts["unsound"] += not verify(book).is_sound
                counts["lost"] += is_told and book.ledger.head().position != len(ids) + 1
            content = b"".join(file.read_bytes() for file in Path(folder).iterdir())
            counts["words left"] += is_told and f"{WORD}4 ".encode() in content
    return _row("kills within a redaction", n, counts)


def kill_exports(n: int, seed: int) -> Row:
    """A kill within `export --force` over an earlier export: that, or the new one, has to be there whole."""
    rng, counts, usual = random.Random(seed), Counter[str](), list[float]()
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        path, file = str(Path(folder) / "ledger"), Path(folder) / "backup.jsonl"
        with open_book(path, now=_now()) as book:
            book.write(*[Note(text="x" * 500) for _ in range(400)])
            file.write_bytes(b"".join(export(book)))
        for _ in range(n):
            with open_book(path, now=_now()) as book:
                book.write(Note(text="more"))
                new = b"".join(export(book))
            old = file.read_bytes()

            def write(pipe: int) -> None:
                os.write(pipe, b"begun\n")
                with contextlib.redirect_stderr(io.StringIO()):
                    run(["export", str(file), "--force", "--ledger", path])
                os.write(pipe, b"done\n")

            is_told = "done" in _strike(write, rng, usual)
            found = file.read_bytes()
            counts["acknowledged"] += is_told
            counts["lost"] += found not in (old, new) or (is_told and found != new)
            counts["new"] += found == new
            counts["unfinished files left beside"] += (
                len(list(Path(folder).glob("*"))) - 2 - Path(f"{path}-journal").exists()
            )
            for left in Path(folder).iterdir():
                if left != file and not str(left).startswith(path):
                    left.unlink()
    return _row("kills within `export --force`", n, counts)


def fill_disk(n: int, seed: int) -> list[Row]:
    """Forecasts and redactions on a disk of its own that runs full, and under a limit of the system."""
    rows = [_limited(n, seed)]
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder]
        try:
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            reason = ended.stderr.strip() if ended.returncode else ""
        except OSError as error:
            reason = str(error)
        if reason:
            return [
                *rows,
                Row(attack="full disk", n=0, found=f"left out: no small disk can be mounted here ({reason})"),
            ]
        try:
            rows.append(_filled(Path(folder), n, seed, f"full disk of {SMALL_DISK}B"))
        finally:
            subprocess.run(["umount", folder], check=False)
    return rows


def _limited(n: int, seed: int) -> Row:
    """The same in a child that may write no larger files."""
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:

        def fill(pipe: int) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
            row = _filled(Path(folder), n, seed, "files that may grow no larger")
            os.write(pipe, repr((row.attack, row.n, row.found, row.n_bad)).encode())

        child, reading = _fork(fill)
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read().decode()
        os.waitpid(child, 0)
    if not told:
        return Row(attack="files that may grow no larger", n=n, found="the process ended early", n_bad=1)
    import ast

    attack, done, found, n_bad = ast.literal_eval(told)
    return Row(attack=attack, n=done, found=found, n_bad=n_bad)


def _filled(folder: Path, n: int, seed: int, name: str) -> Row:
    rng, counts, kept = random.Random(seed), Counter[str](), set[str]()
    path = str(folder / "ledger")
    for number in range(n):
        try:
            with open_book(path, now=_now()) as book:
                if number % 9 == 8 and kept:
                    book.recall()
                    redact(book, rng.choice(sorted(kept)), why="asked to")
                    counts["redacted"] += 1
                else:
                    kept.add(book.write(Note(text=f"{number} " + "x" * rng.randrange(3_000)))[0])
        except AcumenError:
            counts["refused"] += 1
        except Exception:  # noqa: BLE001 -- what is counted
            counts["traceback"] += 1
    with open_book(path, now=_now()) as book:
        counts["unsound"] += not verify(book).is_sound
        counts["lost"] += len(kept) - len(book.ledger.find(sorted(kept)))
    counts["kept"] = len(kept)
    return _row(name, n, counts)


def _row(attack: str, n: int, counts: Counter[str], tracebacks: Sequence[str] = ()) -> Row:
    bad = ("lost", "half", "unsound", "words left", "traceback")
    told = ", ".join(f"{counts[what]:,} {what}" for what in sorted(counts) if what != "kills")
    told = "; ".join([told, *tracebacks])
    return Row(attack=attack, n=n, found=told, n_bad=sum(counts[what] for what in bad))
