"""Results of every kind, drawn by a seed from their types alone: what no plan and no record may ever say, side by side.

Numbers of a kind lie at and beside the places where words change: none, one, two, many; certain, nearly, hardly.
"""

import dataclasses
import random
import types
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from acumen.desk.front.schemas import _hints

PROBS = (0.0, 0.0004, 0.004, 0.05, 0.05, 0.3, 0.5, 0.62, 0.7, 0.95, 0.996, 0.9996, 1.0)
FIGURES = (0.0, 0.004, 0.4, 1.0, 1.0, 2.0, 2.5, 7.96, 30.0, 48.0, 99.6, 160.0, 1234.5, 2e6, -0.3, -3.0)
COUNTS = (0, 1, 1, 2, 2, 3, 5, 9, 10, 11, 30, 31, 1000, 12345)
LENGTHS = (0, 1, 1, 2, 2, 3, 4, 7, 13)
WORDS = (
    "a",
    "checker",
    "write-up",
    "two words",
    "a title of more words than fit into a narrow column of a table",
    "ml/vision",
)
IDS = ("0193a1b2c3d4", "checker", "b", "write-up", "a-name-that-is-longer-than-the-columns-of-a-table-are-wide")
MOMENTS = (
    datetime(2026, 11, 1, 9, tzinfo=UTC),
    datetime(2026, 11, 2, 23, 59, 59, tzinfo=UTC),
    datetime(2027, 1, 5, tzinfo=UTC),
)
IS_PROB = ("prob", "chance", "share", "reach", "weight", "odds_of", "icc", "lower", "upper", "mean")
DEEPEST = 6


class Draw:
    """One draw after another, of any type that results are made of."""

    def __init__(self, seed: str) -> None:
        """The same seed, the same draws."""
        self.rng = random.Random(seed)

    def value(self, kind: Any, name: str = "", depth: int = 0) -> Any:  # noqa: ANN401 -- any type, any value
        """A value of that type; TypeError for a type that no result has."""
        kind = getattr(kind, "__value__", kind)
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Literal:
            return self.rng.choice(parts)
        if origin in (Union, types.UnionType):
            return self._one_of(parts, name, depth)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            hints = _hints(kind)
            return kind(
                **{one.name: self.value(hints[one.name], one.name, depth + 1) for one in dataclasses.fields(kind)}
            )
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            hints = _hints(kind)
            return kind(**{one: self.value(hints[one], one, depth + 1) for one in kind.__struct_fields__})
        if origin in (tuple, list, frozenset, dict) or kind in (tuple, list, dict):
            return self._many(origin or kind, parts, name, depth)
        simple: dict[Any, Callable[[], Any]] = {
            bool: lambda: self.rng.random() < 0.5,
            int: lambda: self.rng.choice(COUNTS),
            float: lambda: self.rng.choice(PROBS if any(part in name for part in IS_PROB) else FIGURES),
            str: lambda: self.rng.choice(IDS if name == "id" or name.endswith("_id") else WORDS),
            datetime: lambda: self.rng.choice(MOMENTS),
            date: lambda: self.rng.choice(MOMENTS).date(),
            type(None): lambda: None,
            Any: lambda: self.rng.choice(WORDS),
            object: lambda: self.rng.choice(WORDS),
        }
        if kind not in simple:
            raise TypeError(f"{name}: {kind}")
        return simple[kind]()

    def _one_of(self, parts: tuple[Any, ...], name: str, depth: int) -> Any:  # noqa: ANN401
        chosen = self.rng.choice(parts)
        return None if depth > DEEPEST and type(None) in parts else self.value(chosen, name, depth)

    def _many(self, origin: Any, parts: tuple[Any, ...], name: str, depth: int) -> Any:  # noqa: ANN401
        if origin is tuple and parts and parts[-1] is not Ellipsis:
            return tuple(self.value(part, name, depth + 1) for part in parts)
        n = 0 if depth > DEEPEST else self.rng.choice(LENGTHS[: 9 - depth] if depth < DEEPEST else LENGTHS[:4])
        if origin is dict:
            return {self.value(parts[0], name, depth + 1): self.value(parts[1], name, depth + 1) for _ in range(n)}
        return origin(self.value(parts[0], name, depth + 1) for _ in range(n))
