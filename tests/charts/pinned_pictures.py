"""One small picture of every kind, as it was when somebody last looked at it.

`python -m tests.charts.pinned_pictures FOLDER` draws each as SVG into a folder to look at, and pins the definitions anew.
"""

import json
import math
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from acumen import charts
from acumen.charts.look import room_for, stack
from acumen.charts.tornado import N_BARS

PINNED = Path(__file__).parent / "pinned.json"
N_DIGITS = 9
HOURS = [0.0, 1.0, 2.0, 3.0, 4.0]
ENDS: tuple[list[float], ...] = ([0.0, 0.0, 0.1, 0.3, 0.3], [0.0, 0.0, 0.0, 0.05, 0.05], [0.0, 0.2, 0.4, 0.5, 0.65])
CURVE: tuple[list[float], ...] = (
    [0.0, 0.42, 0.97, 1.0],
    [0.1, 0.3, 0.8, 0.9],
    [0.0, 0.2, 0.7, 0.8],
    [0.2, 0.6, 1.0, 1.0],
)


def _box(number: int, won: int | str, lost: int | str) -> charts.Box:
    def way(to: int | str, prob: float) -> charts.Way:
        label = (f"{100 * prob:.0f} %", f"{number} h")
        if isinstance(to, int):
            return charts.Way(prob=prob, label=label, to=to - 1)
        return charts.Way(prob=prob, label=label, end=to, is_goal=to == "done")

    head = "a step with a long name" if number == 2 else f"step {number}"
    return charts.Box(number=number, head=head, foot=f"up to {number} h", won=way(won, 0.7), lost=way(lost, 0.3))


TREE = [
    _box(1, 2, 4),
    _box(2, 3, "failed"),
    _box(3, "done", "failed"),
    _box(4, 5, 6),
    _box(5, 3, "stop"),
    _box(6, 2, "failed"),
]


def _update(means: tuple[float, float]) -> charts.Chart:
    return charts.draw_update(
        [-1.0, 0.0, 1.0], [0.2, 0.4, 0.2], [0.3, 0.4, 0.1], means=means, words=("was", "is"), title="T", subtitle="why"
    )


DRAWN: dict[str, Callable[[], charts.Chart]] = {
    "ends": lambda: charts.draw_ends(HOURS, *ENDS, title="t", subtitle=["a", "b"], asked=(2.0, 3.5, 99.0)),
    "finish": lambda: charts.draw_finish(
        [date(2026, 11, day) for day in range(2, 7)],
        [0.0, 0.0, 0.1, 0.4, 0.5],
        ship=date(2026, 11, 6),
        on_time=0.5,
        ever=0.7,
        title="t",
        later=[(date(2026, 11, 13), 0.65)],
    ),
    "ends close by": lambda: charts.draw_ends(
        HOURS, [0.0, 0.0, 0.0, 0.0, 0.01], [0.0, 0.0, 0.0, 0.0, 0.004], [0.0, 0.2, 0.4, 0.5, 0.98], title="t"
    ),
    "net": lambda: charts.draw_net(HOURS, *ENDS, worth=10.0, title="t"),
    "hours": lambda: charts.draw_hours(
        [1.0, 8.0, 40.0], [2.0, 7.0, 300.0], [(1.0, 0.5, 1.2, 4.0), (10.0, 4.0, 12.0, 50.0)], title="t"
    ),
    "few hours": lambda: charts.draw_hours([1.0, 8.0], [2.0, 7.0], [(1.0, 0.5, 1.2, 4.0)], title="t"),
    "many hours": lambda: charts.draw_hours([1.0 + n for n in range(4_001)], [2.0] * 4_001, [], title="t"),
    "no hours": lambda: charts.draw_hours([], [], [], title="t"),
    "intervals": lambda: charts.draw_intervals(
        ["a", "bb"], [1.0, 2.0], [0.5, 1.5], [1.5, 2.5], raw=[0.9, 2.2], line=1.4, line_words="here", title="T"
    ),
    "update down": lambda: _update((0.0, -0.2)),
    "update up": lambda: _update((0.0, 0.2)),
    "parts": lambda: charts.draw_parts(["a", "b", "c"], [5.0, -2.0, -1.0], ["5", "-2", "-1"], title="t"),
    "reliability": lambda: charts.draw_reliability(
        CURVE[0], CURVE[1], CURVE[2], CURVE[3], [5, 20, 7, 3], title="t", subtitle="35"
    ),
    "score over time": lambda: charts.draw_score_over_time(
        [0.0, 365.0],
        [0.2, 0.1],
        [0.1, 0.05],
        [0.3, 0.15],
        [10, 12],
        trend=[(0.0, 0.2, 0.1, 0.3)],
        unit="Brier",
        title="t",
    ),
    "skill": lambda: charts.draw_skill(
        ["a", "b", "c"],
        [0.1, 0.2, math.nan],
        [0.0, math.nan, math.nan],
        [0.3, math.nan, math.nan],
        [30, 2, 0],
        unit="gain",
        title="t",
    ),
    "tornado": lambda: charts.draw_tornado(
        [f"input {n}" for n in range(N_BARS + 2)],
        [10.0 - 0.5 * n for n in range(N_BARS + 2)],
        [10.0 + n for n in range(N_BARS + 2)],
        now=10.0,
        title="t",
        low_words=["low"] * (N_BARS + 2),
        high_words=["high"] * (N_BARS + 2),
        label_pixels=room_for(["input 1", "input 10"]),
    ),
    "flat tornado": lambda: charts.draw_tornado(["same"], [3.0], [3.0], now=3.0, title="t"),
    "flat skill": lambda: charts.draw_skill(["a"], [0.0], [0.0], [0.0], [9], unit="gain", title="t"),
    "skill beyond": lambda: charts.draw_skill(
        ["a", "b"], [0.6, 0.7], [0.55, math.nan], [0.65, math.nan], [30, 2], unit="area", title="t", reference=0.5
    ),
    "flat parts": lambda: charts.draw_parts(["a", "b"], [0.0, 0.0], ["0", "0"], title="t"),
    "flat ends": lambda: charts.draw_ends([0.0, 0.0], [0.0, 0.4], [0.0, 0.2], [0.0, 0.4], title="t"),
    "loss": lambda: charts.draw_net(HOURS, *ENDS, worth=0.5, title="t"),
    "one interval": lambda: charts.draw_intervals(["a"], [1.0], [1.0], [1.0], title="t"),
    "one forecast": lambda: charts.draw_reliability([0.7], [1.0], [0.2], [1.0], [1], title="t"),
    "one hour": lambda: charts.draw_hours([3.0], [3.0], [], title="t"),
    "tornado of one side": lambda: charts.draw_tornado(["up", "down"], [3.0, 1.0], [5.0, 3.0], now=3.0, title="t"),
    "tree": lambda: charts.draw_tree(TREE, title="t", subtitle="s"),
    "stack": lambda: stack(_update((0.0, 0.1)), charts.draw_parts(["a"], [1.0], ["1"], title="u")),
}


def define(name: str) -> dict[str, Any]:
    """The definition as it is pinned: without the names and the version that the drawing library gives."""
    return define_chart(DRAWN[name]())


def define_chart(drawn: charts.Chart) -> dict[str, Any]:
    """The same of any picture."""
    definition = drawn.definition
    names = {one: f"data {number}" for number, one in enumerate(definition.get("datasets", {}))}
    told: dict[str, Any] = _rounded(definition, names)
    told.pop("$schema")
    if len(told["datasets"]) > 0:  # a long record is thinned: how many are left, and the ends
        told["datasets"] = {
            key: rows if len(rows) <= 60 else [len(rows), rows[0], rows[-1]] for key, rows in told["datasets"].items()
        }
    return told


def _rounded(value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401 -- JSON
    if isinstance(value, dict):
        return {names.get(key, key): _rounded(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one, names) for one in value]
    if isinstance(value, str):
        return "a view" if value.startswith("view_") else names.get(value, value)
    return float(f"{value:.{N_DIGITS}g}") if isinstance(value, float) else value


def differences(told: Any, pinned: Any, where: str = "") -> list[str]:  # noqa: ANN401 -- JSON
    """Where two definitions say different things."""
    if isinstance(told, dict) and isinstance(pinned, dict):
        keys = dict.fromkeys([*told, *pinned])
        return [line for key in keys for line in differences(told.get(key), pinned.get(key), f"{where}/{key}")]
    if isinstance(told, list) and isinstance(pinned, list) and len(told) == len(pinned):
        pairs = enumerate(zip(told, pinned, strict=True))
        return [line for n, (one, other) in pairs for line in differences(one, other, f"{where}/{n}")]
    return [] if told == pinned else [f"{where}: {told!r}, pinned {pinned!r}"]


def main() -> None:
    """Draw them to look at, and pin them."""
    folder = Path(sys.argv[1])
    for name, draw in DRAWN.items():
        (folder / f"{name}.svg").write_text(draw().to_svg(), encoding="utf-8")
    lines = [f"{json.dumps(name)}: {json.dumps(define(name), ensure_ascii=False)}" for name in DRAWN]
    PINNED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
