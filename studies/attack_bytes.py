"""Attacks on the bytes of a ledger: random damage, directed tampering, and power cuts."""

import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from acumen import planfile
from acumen.desk.book import Book, open_book
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.log import log
from acumen.desk.loop.status import status
from acumen.errors import AcumenError
from acumen.records import Note
from studies.attack_row import Row
from tests.desk.ledgers.books import NOW, fill, told
from tests.ledger.power_cuts import cut_power, live

HEAD_SHARE = 0.25  # of the damage goes into the first hundred bytes
N_FIRST = 100
Verb = Callable[[Book], object]
READING: tuple[Verb, ...] = (
    lambda book: book.recall(),
    log,
    list_questions,
    status,
    lambda book: book.write(Note(text="after the damage")),
    lambda book: list(export(book)),
)

TAMPERED = (
    "UPDATE records SET envelope = CAST(replace(CAST(envelope AS TEXT), '2026', '2027') AS BLOB) WHERE position = 4",
    "UPDATE records SET figures = x'7b7d' WHERE position = 4",
    "UPDATE records SET words = x'7b7d' WHERE position = 3",
    "UPDATE records SET words_salt = randomblob(32) WHERE position = 3",
    "UPDATE records SET words = NULL, words_salt = NULL WHERE position = 2",
    "UPDATE records SET figures = NULL, figures_salt = NULL WHERE position = 6",
    "UPDATE records SET hash = randomblob(32) WHERE position = 5",
    "UPDATE records SET id = 'other' WHERE position = 5",
    "UPDATE records SET redacts = 'x' WHERE position = 4",
    "DELETE FROM records WHERE position = 4",
    "DELETE FROM records WHERE position > 9",
    "UPDATE records SET position = 99 WHERE position = 3",
    (
        "UPDATE records SET position = CASE position WHEN 3 THEN 104 ELSE 103 END WHERE position IN (3, 4);"
        " UPDATE records SET position = position - 100 WHERE position > 100"
    ),
    "UPDATE records SET position = -1 WHERE position = 1",
    "INSERT INTO records VALUES (-1, x'00', 'ff', x'7b7d', NULL, NULL, NULL, NULL, 'ee', 0)",
    (
        "INSERT INTO records SELECT 0, hash, 'zz', envelope, figures_salt, figures, words_salt, words, redacts, is_all"
        " FROM records WHERE position = 2"
    ),
    "UPDATE facts SET value = 'another' WHERE name = 'writer'",
    "UPDATE facts SET value = 'another', digest = x'ae448ac86c4e8e4dec645729708ef41873ae79c6dff84eff73360989487f08e5'",
    "DROP INDEX redactions",
    "CREATE TRIGGER later AFTER INSERT ON records BEGIN DELETE FROM records WHERE position = 1; END",
    "CREATE VIEW other AS SELECT * FROM records",
    "PRAGMA user_version = 9",
    "PRAGMA application_id = 1",
)


def _make(path: Path) -> str:
    """A ledger with a plan, questions, a redaction and caches, and its head."""
    with open_book(str(path), now=NOW) as book:
        ids = fill(book)
        adopt(book, planfile.template("p"))
        redact(book, ids[0], why="asked to")
        fill(book, "snow")
        return str(book.ledger.head())


def _said(path: Path) -> tuple[object, object]:
    """All that the ledger says, and its records."""
    with open_book(str(path), now=NOW) as book:
        return told(book), list(book.ledger.read())


def _judge(path: Path, head: str, before: tuple[object, object], counts: Counter[str]) -> None:
    """Verify, then read and write; anything but an answer or an error in words is a traceback."""
    try:
        with open_book(str(path), now=NOW) as book:
            is_sound = verify(book, head=head).is_sound
        counts["sound" if is_sound else "found"] += 1
        if is_sound and _said(path) != before:
            counts["unseen"] += 1
    except AcumenError:
        counts["refused"] += 1
    except Exception:  # noqa: BLE001 -- what is counted
        counts["traceback"] += 1
    for verb in READING:
        try:
            with open_book(str(path), now=NOW) as book:
                verb(book)
        except AcumenError:
            counts["reading refused"] += 1
        except Exception:  # noqa: BLE001
            counts["traceback"] += 1


def _row(name: str, n: int, counts: Counter[str]) -> Row:
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    return Row(attack=name, n=n, found=told, n_bad=counts["unseen"] + counts["traceback"] + counts["missed"])


def damage(n: int, seed: int) -> Row:
    """A bit, a byte, sixteen zeros or two places swapped."""
    rng, counts = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        whole, path = Path(folder) / "whole", Path(folder) / "ledger"
        head = _make(whole)
        content, before = whole.read_bytes(), _said(whole)
        for _ in range(n):
            path.write_bytes(_spoil(content, rng))
            _judge(path, head, before, counts)
            for left in Path(folder).glob("ledger-*"):
                left.unlink()
    return _row("random damage to the file, then verify and six verbs", n, counts)


def _spoil(content: bytes, rng: random.Random) -> bytes:
    spoilt = bytearray(content)
    limit = N_FIRST if rng.random() < HEAD_SHARE else len(content)
    place, other = rng.randrange(limit), rng.randrange(len(content))
    match rng.randrange(4):
        case 0:
            spoilt[place] ^= 1 << rng.randrange(8)
        case 1:
            spoilt[place] = rng.randrange(256)
        case 2:
            spoilt[place : place + 16] = bytes(min(16, len(content) - place))
        case _:
            spoilt[place], spoilt[other] = spoilt[other], spoilt[place]
    return bytes(spoilt)


def tamper() -> Row:
    """Directed kinds, each into a fresh copy; the head was noted. All have to be found, or change nothing that is said."""
    counts = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        whole, path = Path(folder) / "whole", Path(folder) / "ledger"
        head = _make(whole)
        before = _said(whole)
        for statements in TAMPERED:
            shutil.copy(whole, path)
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.executescript(statements)
            connection.close()
            _judge(path, head, before, counts)
    counts["missed"] = counts["sound"]
    return _row("directed tampering by SQL", len(TAMPERED), counts)


def cut(n: int, seed: int) -> Row:
    """The power goes at any instant."""
    found = cut_power(live(), n_cuts=n, seed=seed)
    told = f"{found.n_torn:,} left a journal, {found.n_lost} lost, {found.n_half} half, {found.n_unsound} unsound"
    return Row(attack="power cuts", n=found.n_cuts, found=told, n_bad=found.n_lost + found.n_half + found.n_unsound)
