"""A Hypothesis strategy for valid plans: what `planfile.write` takes and `planfile.read` gives."""

from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

import msgspec
from hypothesis import strategies as st

from acumen.borders.signs import fold
from acumen.records import (
    Case,
    Chance,
    Conditional,
    Group,
    Hours,
    Hypothesis,
    Interval,
    Node,
    Plan,
    Probe,
    ProbeArtifact,
    Step,
    hypotheses_of,
)

T = TypeVar("T")

MIN_SPREAD, MAX_SPREAD = 1.0 + 1e-9, 1e6  # of an interval, as the format has them
_RESERVED = {"stop", "otherwise", "yes", "no"}

chances = st.one_of(
    st.sampled_from([0.0, 0.05, 0.3, 0.5, 0.55, 0.95, 0.99, 1.0]), st.floats(min_value=0.0, max_value=1.0)
)
texts = st.one_of(
    st.sampled_from(["", "a: b", "a #b", "no", "0x10", "- a", "|", "a\nb\n", "a\n\n b", " a\nb", "\ttab", "x\u2028y"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
_letters = "abzAZ059_éßжاわ"
ids = st.builds("{}{}".format, st.sampled_from(_letters), st.text(_letters + "-", max_size=4)).filter(
    lambda id_: id_ not in _RESERVED
)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """A commitment, or an interval that is no wider than the format allows."""
    figures = st.one_of(st.integers(0, 100).map(float), st.floats(min_value=0.0, max_value=1e9))
    first, second = draw(figures), draw(figures)
    low, high = min(first, second), max(first, second)
    if low == 0.0 or not MIN_SPREAD * low <= high <= MAX_SPREAD * low or draw(st.booleans()):
        return abs(first)
    return Interval(low_hours=low, high_hours=high)


class _Draft:
    """What is drawn so far: ids not yet used, ids that may be needed, hypotheses."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.used: set[str] = set()  # as they are compared: `a` and `A` are one
        self.ended: list[str] = []  # steps and groups that come before the one being drawn
        self.hypotheses: tuple[Hypothesis, ...] = ()
        self.artifacts: dict[str, float] = {}  # of probes

    def new_id(self) -> str:
        """An id that nothing has yet."""
        stem = id_ = self.draw(ids)
        numbers = count()
        while fold(id_) in self.used:
            id_ = f"{stem}{next(numbers)}"
        self.used.add(fold(id_))
        return id_

    def maybe(self, strategy: st.SearchStrategy[T]) -> T | None:
        """A value, or none, about as often."""
        return self.draw(st.one_of(st.none(), strategy))


@st.composite
def plans(draw: st.DrawFn, *, n_most_steps: int = 8, n_most_hypotheses: int = 2) -> Plan:
    """A plan that the file format can say. Needs point backwards in the text, so they are never circular."""
    draft = _Draft(draw)
    n_hypotheses = draw(st.integers(0, n_most_hypotheses))
    draft.hypotheses = tuple(_hypothesis(draft) for _ in range(n_hypotheses))
    goal = _node(draft, draw(st.integers(1, n_most_steps)))
    probes = tuple(_probe(draft) for _ in range(draw(st.integers(0, 2)))) if draft.hypotheses else ()
    return Plan(
        plan=draw(ids),
        title=draft.maybe(texts),
        worth=draft.maybe(st.floats(min_value=0.0, exclude_min=True, max_value=1e9)),
        ship=draft.maybe(st.dates()),
        goal=goal,
        hypotheses=draft.hypotheses,
        probes=probes,
    )


def _node(draft: _Draft, n_steps: int) -> Node:
    """A step, or a group with `n_steps` steps below it."""
    if n_steps == 1 and draft.draw(st.integers(0, 4)):
        return _step(draft)
    name = draft.new_id() if draft.draw(st.booleans()) else None
    sizes: list[int] = []
    while sum(sizes) < n_steps:
        sizes.append(draft.draw(st.integers(1, n_steps - sum(sizes))))
    of = tuple(_step(draft) if size == n_steps else _node(draft, size) for size in sizes)
    if name is not None:
        draft.ended.append(name)
    return Group(kind=draft.draw(st.sampled_from(["all", "any"])), name=name, of=of)


def _step(draft: _Draft) -> Step:
    step = Step(
        id=draft.new_id(),
        chance=_chance(draft),
        hours=draft.draw(hours()),
        fails=draft.maybe(hours()),
        **_shared(draft),
    )
    draft.ended.append(step.id)
    return step


def _probe(draft: _Draft) -> Probe:
    positive = _chance(draft)
    return Probe(
        id=draft.new_id(),
        about=draft.draw(st.sampled_from([hypothesis.id for hypothesis in draft.hypotheses])),
        hours=draft.draw(hours()),
        positive=positive,
        artifacts=_artifacts(draft) if len(hypotheses_of(positive)) <= 1 else msgspec.UNSET,
        **_shared(draft),
    )


def _artifacts(draft: _Draft) -> tuple[ProbeArtifact, ...] | msgspec.UnsetType:
    """Some, each with one chance in the whole plan."""
    names = draft.draw(st.lists(ids, unique_by=fold, max_size=3))
    return (
        tuple(
            ProbeArtifact(
                artifact=name, chance=draft.artifacts.setdefault(name, draft.draw(chances)), shows=draft.draw(chances)
            )
            for name in names
        )
        or msgspec.UNSET
    )


def _shared(draft: _Draft) -> dict[str, Any]:
    needs = draft.draw(st.lists(st.sampled_from(draft.ended), unique=True, max_size=3)) if draft.ended else []
    title, domain, note = (draft.maybe(texts) for _ in range(3))
    return {"title": title, "needs": tuple(needs), "domain": domain, "note": note}


def _hypothesis(draft: _Draft) -> Hypothesis:
    id_, claim = draft.new_id(), draft.draw(texts)
    if draft.draw(st.booleans()):
        chance = draft.draw(chances)
        against = float(1 - Decimal(repr(chance)))
        return Hypothesis(id=id_, claim=claim, states=(("yes", chance), ("no", against)))
    weights = draft.draw(st.lists(st.integers(1, 9), min_size=2, max_size=4))
    states = tuple((draft.new_id(), weight / sum(weights)) for weight in weights)
    return Hypothesis(id=id_, claim=claim, states=states, is_binary=False)


def _chance(draft: _Draft) -> Chance:
    """A figure, or one by hypothesis in either form of the file."""
    if not draft.hypotheses or draft.draw(st.booleans()):
        return draft.draw(chances)
    one = draft.draw(st.sampled_from(draft.hypotheses))
    if not one.is_binary and draft.draw(st.booleans()):
        cases = tuple(Case(when=((one.id, state),), then=draft.draw(chances)) for state, _ in one.states)
        return Conditional(cases=cases, otherwise=draft.maybe(chances))
    whens = draft.draw(st.lists(_whens(draft.hypotheses), min_size=1, max_size=3, unique_by=frozenset))
    return Conditional(
        cases=tuple(Case(when=when, then=draft.draw(chances)) for when in whens), otherwise=draft.draw(chances)
    )


@st.composite
def _whens(draw: st.DrawFn, hypotheses: tuple[Hypothesis, ...]) -> tuple[tuple[str, str], ...]:
    named = draw(st.lists(st.sampled_from(hypotheses), min_size=1, unique_by=lambda hypothesis: hypothesis.id))
    return tuple((one.id, draw(st.sampled_from([state for state, _ in one.states]))) for one in named)
