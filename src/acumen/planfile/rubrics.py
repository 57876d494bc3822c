"""From text to a rubric: criteria with weights, some inside others."""

from __future__ import annotations

import math
from pathlib import Path

from acumen.borders.figures import LEAST, MOST, is_figure
from acumen.borders.patterns import pattern
from acumen.errors import Problem
from acumen.planfile.fields import Fields, as_mapping, as_sequence, check_id
from acumen.planfile.nodes import Node, decode, parse
from acumen.planfile.report import Report
from acumen.readings.misread import Misread, shorten
from acumen.records import Criterion, RubricAdopted

READY = Path(__file__).with_name("research.yaml")
N_CRITERIA = 200
_KEYS = ("rubric", "title", "scale", "criteria")
_CRITERION_KEYS = ("criterion", "title", "weight", "of")
_SCALE = pattern(r"(-?[\d.]+)\s+to\s+(-?[\d.]+)")
_HINT = "`acumen criteria show --yaml` writes one to start from"


def ready_rubric() -> str:
    """The text of the rubric for empirical research that comes with acumen."""
    return READY.read_text(encoding="utf-8")


def read_rubric(text: str | bytes, *, source: str = "<text>") -> tuple[RubricAdopted | None, tuple[Problem, ...]]:
    """The rubric in a text, or None with every mistake found in it, in the order of the text."""
    decoded, report = decode(text, source)
    root = None if report.n_mistakes else parse(decoded, report)
    found = None if root is None else _Reading(report).read(root, decoded)
    return (None if report.n_mistakes else found), report.problems()


class _Reading:
    """One text's criteria as they are read."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._seen: dict[str, int] = {}
        self._words: dict[str, str] = {}

    def read(self, root: Node, text: str) -> RubricAdopted | None:
        """The whole rubric."""
        mapping = as_mapping(root, "a rubric, a mapping with the keys `rubric` and `criteria`", self._report, _HINT)
        if mapping is None:
            return None
        fields = Fields(mapping, self._report)
        fields.only(_KEYS, ("rubric", "criteria"), "a rubric", {})
        slug = self._id(fields, "rubric")
        scale = fields.figure("scale", "a scale", _read_scale) if "scale" in fields.values else (0.0, 10.0)
        criteria = self._list(fields, "criteria")
        if not self._report.n_mistakes and sum(map(_total, criteria)) <= 0.0:
            self._report.add("no-weight", fields.at, "expected a weight above 0, found none", "add `weight: 10`")
        if slug is None or scale is None or self._report.n_mistakes:
            return None
        return RubricAdopted(rubric=slug, scale=scale, criteria=criteria, words=self._words or None, text=text)

    def _list(self, fields: Fields, key: str) -> tuple[Criterion, ...]:
        node = fields.values.get(key)
        if node is None:
            return ()
        items = as_sequence(node, f"a list of criteria after `{key}:`", self._report)
        if items is not None and not items.items:
            self._report.add("empty-list", items.at, "expected at least one criterion, found none", _HINT)
        found = [self._criterion(item) for item in (items.items if items is not None else ())]
        return tuple(one for one in found if one is not None)

    def _criterion(self, node: Node) -> Criterion | None:
        mapping = as_mapping(node, "a criterion", self._report, "write `- {criterion: speed, weight: 45}`")
        if mapping is None:
            return None
        fields = Fields(mapping, self._report)
        fields.only(_CRITERION_KEYS, ("criterion",), "a criterion", {})
        id_ = self._id(fields, "criterion")
        parts = self._list(fields, "of")
        weight = fields.figure("weight", "a weight", _read_weight) if "weight" in fields.values else 0.0
        if "of" in fields.values and "weight" in fields.values:
            at = fields.keys["weight"].at
            self._report.add("two-weights", at, "expected no weight beside `of`", "it weighs what its parts weigh")
        if "of" not in fields.values and "weight" not in fields.values:
            hint = "add `weight: 10`, or parts with `of:`"
            self._report.add("missing-key", fields.at, "expected the key `weight` in a criterion", hint)
        return None if id_ is None else Criterion(id=id_, weight=weight or 0.0, parts=parts)

    def _id(self, fields: Fields, key: str) -> str | None:
        """An id that occurs once, with its title put by."""
        scalar = fields.scalar(key, "an id")
        title = fields.text("title")
        if scalar is None:
            return None
        check_id(scalar, (), self._report)
        if scalar.text in self._seen:
            line = self._report.where(self._seen[scalar.text]).line
            message = f"expected each id once, found {shorten(scalar.text)} again (first on line {line})"
            self._report.add("duplicate-id", scalar.at, message, "choose another id; titles may be alike")
        if len(self._seen) == N_CRITERIA + 1:  # the id of the rubric among them
            self._report.add("too-many-criteria", scalar.at, f"expected at most {N_CRITERIA} criteria, found more")
        self._seen.setdefault(scalar.text, scalar.at)
        if title is not None:
            self._words[scalar.text] = title
        return scalar.text


def _total(criterion: Criterion) -> float:
    return sum(map(_total, criterion.parts)) if criterion.parts else criterion.weight


def _read_scale(text: str) -> tuple[float, float] | Misread:
    found = _SCALE.fullmatch(text.strip())
    ends = None if found is None else (_number(found[1]), _number(found[2]))
    if ends is None or not all(map(is_figure, ends)) or not LEAST <= ends[1] - ends[0] <= MOST:
        message = f"expected a scale from low to high, found {shorten(text)}"
        return Misread(code="bad-scale", message=message, hint="write `scale: 0 to 10`")
    return ends


def _read_weight(text: str) -> float | Misread:
    number = _number(text.strip().removesuffix("%"))
    if is_figure(number) and number >= 0.0:
        return number
    return Misread(code="bad-weight", message=f"expected a weight of 0 or more, found {shorten(text)}", hint="")


def _number(text: str) -> float:
    """NaN where it is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan
