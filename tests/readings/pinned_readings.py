"""What texts drawn from pieces are read as, or refused with, as it was when somebody last looked at it.

`python -m tests.readings.pinned_readings FOLDER` writes what is read into a folder, to compare with before, and pins it anew.
"""

import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from acumen.errors import AcumenError
from acumen.importing import gathering, guessing, looking
from acumen.importing.mapping import Mapping
from acumen.inputs import days, forecast_text, scales, step_bets
from acumen.planfile import reading, rubrics
from acumen.readings import chances, hours, moments, numbers, outcomes, weeks
from acumen.tables.table import parse_bytes, parse_table
from acumen.tables.ways import Reader
from tests.tables.drawn_tables import draw as draw_table

PINNED = Path(__file__).parent / "pinned_readings.json"
N_TEXTS, N_TOGETHER = 360, 6


def _split(words: str) -> list[str]:
    return words.split()


TODAY, NOW = date(2026, 11, 27), datetime(2026, 11, 27, 9, 30, tzinfo=timezone(timedelta(hours=1)))
FIGURES = _split(
    "0 1 2 3 7 10 12 24 40 48 60 70 90 99 100 101 0.5 .5 1.5 99.5 1,5 1,000 1.000 1,000.5 -1 -0.5 +2 1e3 1e-3 "
    "1e16 1e400 007 ½ nan 12345678"
)
UNITS = ["", "", "", " h", "h", " min", "d", " days", " w", "wk", " months", "y", "%", " %", " s", " x", " h 30 min"]
JOINS = [" to ", "-", " - ", "..", " or ", ":", "/", ", ", " of ", " in ", "–", " and "]
AROUND = ["{}", "{}", "{}", "{}", " {} ", "about {}", "<{}", "{}?", "({})", "up to {}", "{}.", "{} {}", "~{}"]
DAY_WORDS = _split(
    "monday fri friday tomorrow yesterday today now end beginning next last in ago noon week weeks month "
    "months day 3d 2w 5 of"
)
DAYS = ["1", "2", "9", "12", "13", "28", "29", "30", "31", "32", "0"]
MONTHS = ["1", "02", "3", "11", "12", "13", "Mar", "march", "November", "00"]
YEARS = ["2026", "2027", "2024", "26", "1999", "99", "9999", "0", "10000"]
TIMES = ["", "", "", " 17:00", " 5pm", " 12:60", "T09:00Z", " 23:59:59", " 24:00", " 09:00+02:00", " 0:30"]
ORDERS = [
    "{y}-{m}-{d}",
    "{d}.{m}.{y}",
    "{m}/{d}/{y}",
    "{d}/{m}/{y}",
    "{d} {m} {y}",
    "{m} {d}, {y}",
    "{y}/{m}/{d}",
    "{y}{m}{d}",
    "{d} {m}",
]
WORDS = _split("yes no y n true false 1 0 void ambiguous n/a right wrong ja nein done worked failed came maybe √ ✗ -")
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "sunday", "weekdays"]

PLAN = """\
plan: drawn
title: A plan
worth: 60
ship: 2026-12-18
hours: 20 a week
off: 2026-12-07 to 2026-12-09
late: 4 a week
hypotheses:
  h1: {claim: It holds, chance: 40%}
goal:
  all:
    - {step: checker, chance: 95%, hours: 2 to 6, fails: 1 to 3}
    - any:
        - {step: direct, chance: 30%, hours: 24, domain: ml}
        - {step: primed, chance: {h1: 80%, otherwise: 10%}, hours: 10 to 40, needs: [checker]}
    - {step: write-up, chance: 90%, hours: 8, due: 2026-12-14, cut: 5}
probes:
  - {probe: look, about: h1, positive: {h1: 85%, otherwise: 20%}, hours: 2}
"""
RUBRIC = """\
rubric: ideas
title: Which to do
scale: 0 to 10
criteria:
  - criterion: quick
    of:
      - {criterion: speed, weight: 45}
      - {criterion: working, title: making things work, weight: 25}
  - {criterion: payoff, weight: 30, title: what it brings}
"""


def _figure(rng: random.Random) -> str:
    is_tidy = rng.random() < 0.6  # most are read as something, the others show what is said of odd ones

    def one() -> str:
        return rng.choice(FIGURES[:20] if is_tidy else FIGURES) + rng.choice([*UNITS[:7], "%"] if is_tidy else UNITS)

    text = one()
    while rng.random() < 0.4:
        text += rng.choice([*JOINS[:2], ":"] if is_tidy else JOINS) + one()
    return text if is_tidy else rng.choice(AROUND).format(text, rng.choice(UNITS))


def _moment(rng: random.Random) -> str:
    if rng.random() < 0.35:
        return " ".join(rng.sample(DAY_WORDS, rng.choice((1, 2, 2, 3)))) + rng.choice(TIMES)
    if rng.random() < 0.5:
        parts = {"d": rng.choice(DAYS[2:7]), "m": rng.choice(["11", "12", "02"]), "y": rng.choice(YEARS[:3])}
        return rng.choice(ORDERS[:2]).format(**parts) + rng.choice(TIMES[:5])
    parts = {"d": rng.choice(DAYS), "m": rng.choice(MONTHS), "y": rng.choice(YEARS)}
    return rng.choice(ORDERS).format(**parts) + rng.choice(TIMES)


def _week(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return rng.choice([", ", " to ", "-", " "]).join(rng.sample(WEEK, rng.choice((1, 2, 3))))
    return (
        f"{rng.choice(FIGURES)}{rng.choice(UNITS)}{rng.choice(['', ' a week', '/week', ' per week', ' a day', '/w'])}"
    )


def _span(rng: random.Random) -> str:
    def one() -> str:
        return (
            f"{rng.choice(YEARS[:2])}-{rng.choice(['11', '12'])}-{rng.choice(DAYS[2:8])}"
            if rng.random() < 0.8
            else _moment(rng)
        )

    return rng.choice([" to ", " to ", "..", " - "]).join(one() for _ in range(rng.choice((1, 2, 2, 2))))


def _scale(rng: random.Random) -> str:
    return (
        rng.choice([" to ", "-", "..", " "]).join(rng.sample(FIGURES[:12], 2)) if rng.random() < 0.7 else _figure(rng)
    )


def _named(rng: random.Random) -> str:
    names = rng.sample(["red", "blue", "a b", "", "10"], rng.choice((1, 2, 3)))
    figures = rng.choice([["100", "0", "0"], ["30", "70", "0"], ["99.5", "0.5", "0"], rng.sample(FIGURES, 3)])
    equals, comma = rng.choice(["=", "=", " = ", ":"]), rng.choice([", ", ",", "; "])
    return comma.join(f"{name}{equals}{figure}%" for name, figure in zip(names, figures, strict=False))


def _any(rng: random.Random) -> str:
    draws: list[Callable[[random.Random], str]] = [_figure, _figure, _moment, _week, _named]
    return rng.choice(draws)(rng).strip()


def _misspelt(text: str) -> Callable[[random.Random], str]:
    """The text with one value changed, one line left out or said again, or one key misspelt."""

    def draw(rng: random.Random) -> str:
        lines = text.splitlines(keepends=True)
        at = rng.randrange(len(lines))
        if rng.random() < 0.6:
            values = list(re.finditer(r"(?<=[:\[] )[^,{}\[\]\n]+", text))
            found = rng.choice(values)
            return text[: found.start()] + _any(rng) + text[found.end() :]
        if rng.random() < 0.5:
            lines[at] = rng.choice(["", 2 * lines[at], " " + lines[at], lines[at].replace(":", "", 1)])
            return "".join(lines)
        keys = list(re.finditer(r"[a-z]+(?=: )", text))
        found = rng.choice(keys)
        return text[: found.start()] + rng.choice(["stp", "chances", "hour", found[0][1:], "id"]) + text[found.end() :]

    return draw


def _column(rng: random.Random) -> str:
    draws: list[Callable[[random.Random], str]] = rng.choice(
        [[_figure], [_moment], [lambda rng: rng.choice(WORDS)], [_figure, _moment], [lambda rng: rng.choice(FIGURES)]]
    )
    cells = [
        rng.choice(draws)(rng) if rng.random() < 0.9 else rng.choice(("", "NA", "-"))
        for _ in range(rng.choice((1, 2, 3, 5, 9)))
    ]
    name = rng.choice(["x", "p (%)", "hours", "time (min)", "taken_h", "date", "outcome", "scale 1-10"])
    return "\n".join([name, *('"{}"'.format(cell.replace('"', "")) for cell in cells)])


def _ways(text: str) -> Any:  # noqa: ANN401
    name = text.partition("\n")[0]
    table = parse_table(text, source="t.csv", separator=";")
    reader = Reader(table)
    columns = [
        read(name)
        for read in (reader.numbers, reader.chances, reader.hours, reader.moments, reader.outcomes, reader.scores)
    ]
    return [(one.way, one.problem, one.hint, one.values, one.refused, one.n_missing) for one in columns]


def _import(text: str) -> Any:  # noqa: ANN401
    drawn = draw_table(int(text))
    if drawn.name.endswith(".xlsx"):  # its bytes hold the time at which it was written
        return ()
    table = parse_bytes(drawn.data, source=drawn.name)
    guessed = guessing.guess(table, Mapping())
    read = gathering.read_columns(table, guessed.mapping)
    gathered, read = gathering.gather(read, source="t") if not read.open_columns() else (None, read)
    shown = looking.show(read, gathered, guessed.unused)
    return shown.to_json(), gathered and (gathered.said[:9], gathered.hours[:9])


def _drawn_cell(rng: random.Random) -> str:
    return str(rng.randrange(10**6))


READERS: dict[str, tuple[Callable[[random.Random], str], Callable[[str], Any]]] = {
    "number": (_figure, numbers.read_number),
    "chance": (_figure, chances.read_chance),
    "hours": (_figure, hours.read_hours),
    "worth": (_figure, hours.read_worth),
    "hours with a step": (_figure, step_bets.to_hours),
    "chance with a step": (_figure, step_bets.to_chance),
    "saying": (_figure, forecast_text.read_saying),
    "choices": (_named, forecast_text.read_saying),
    "scale": (_scale, scales.read_scale),
    "date": (_moment, moments.read_date),
    "moment": (_moment, lambda text: moments.readings(text, today=TODAY)),
    "moment before": (_moment, lambda text: moments.readings(text, today=TODAY, ahead=False)),
    "by": (_moment, lambda text: days.read_by(text, after=NOW, now=NOW)),
    "since": (_moment, lambda text: days.read_since(text, now=NOW)),
    "on": (_moment, lambda text: days.read_on(text, now=NOW)),
    "outcome": (lambda rng: rng.choice(WORDS), outcomes.read_outcome),
    "per week": (_week, weeks.read_per_week),
    "weekdays": (_week, weeks.read_weekdays),
    "span": (_span, weeks.read_span),
    "plan": (_misspelt(PLAN), reading.read),
    "rubric": (_misspelt(RUBRIC), rubrics.read_rubric),
    "column": (_column, _ways),
    "table": (_drawn_cell, _import),
}
N_OF = {"plan": 300, "rubric": 150, "table": 60, "outcome": 60}


def _read(read: Callable[[str], Any], text: str) -> str:
    try:
        return repr(read(text))
    except AcumenError as error:
        return f"{type(error).__name__} {error} {error.hint}"


@cache
def readings(name: str) -> tuple[tuple[str, str], ...]:
    """Each drawn text, and what came of it."""
    draw, read = READERS[name]
    rng = random.Random(name)
    texts = dict.fromkeys(draw(rng) for _ in range(N_OF.get(name, N_TEXTS)))
    return tuple((text, _read(read, text)) for text in texts)


def groups(name: str) -> Iterator[list[tuple[str, str]]]:
    """Some at a time."""
    found = list(readings(name))
    for begin in range(0, len(found), N_TOGETHER):
        yield found[begin : begin + N_TOGETHER]


def pin(name: str) -> list[str]:
    """Each group as a few digits."""
    return [hashlib.sha256(repr(group).encode()).hexdigest()[:5] for group in groups(name)]


def main(folder: str) -> None:
    """Write what is read, and pin it."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name in READERS:
        lines = [f"{text!r}\n    {found}" for text, found in readings(name)]
        (place / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    pins = ",\n".join(f" {json.dumps(name)}: {json.dumps(' '.join(pin(name)))}" for name in READERS)
    PINNED.write_text(f"{{\n{pins}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
