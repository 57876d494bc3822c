"""What a result tells beside its fields: from where on something counts as changed, as better, as taken in."""

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

import msgspec
import pytest

import acumen.results
from acumen.judgment.calibration.bootstrap import Estimate
from acumen.results.calibration import Calibrated, CorrelatedOutcome, ScoresCompared

EDGE = 1e-9


def figures_not_told(module: ModuleType) -> dict[str, float]:
    """The default of every figure that the structs of a module have."""
    kinds: list[Any] = [
        kind
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, msgspec.Struct) and kind.__module__ == module.__name__
    ]
    return {
        f"{kind.__name__}.{name}": default
        for kind in kinds
        for name, default in zip(kind.__struct_fields__[::-1], kind.__struct_defaults__[::-1], strict=False)
        if isinstance(default, int | float) and not isinstance(default, bool)
    }


def test_a_figure_that_is_not_told_is_none() -> None:
    modules = (
        importlib.import_module(f"acumen.results.{one.name}") for one in pkgutil.iter_modules(acumen.results.__path__)
    )
    found = {name: default for module in modules for name, default in figures_not_told(module).items()}
    assert len(found) > 10
    assert not {name: default for name, default in found.items() if default != 0}


def calibrated(*, chance: float | None = None, said_chance: float | None = None, hours: Any = None) -> Calibrated:  # noqa: ANN401
    ends = (None, None) if hours is None else ((10.0, 30.0), hours)
    return Calibrated(
        id="a",
        domain=None,
        said_chance=said_chance,
        chance=chance,
        n=0,
        said_hours=ends[0],
        meant_hours=ends[1],
        n_hours=0,
    )


@pytest.mark.parametrize(("said", "least"), [(0.5, 0.005), (0.95, 0.005), (0.01, 0.001), (0.99, 0.001), (0.04, 0.004)])
@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_a_chance_has_changed_from_half_a_point_on_or_a_tenth_of_what_leaves_certainty(
    said: float, least: float, side: float
) -> None:
    assert calibrated(said_chance=said, chance=said + side * (least + EDGE)).is_changed
    assert not calibrated(said_chance=said, chance=said + side * (least - EDGE)).is_changed


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_hours_have_changed_from_a_twentieth_of_a_percent_on(end: int, side: float) -> None:
    for share, is_changed in ((5e-4 + EDGE, True), (5e-4 - EDGE, False)):
        hours = [10.0, 30.0]
        hours[end] *= 1.0 + side * share
        assert calibrated(hours=tuple(hours)).is_changed is is_changed


def test_what_is_left_as_it_was_said_has_not_changed() -> None:
    assert not calibrated().is_changed
    assert not calibrated(said_chance=0.0, chance=0.0).is_changed
    assert not calibrated(hours=(10.0, 30.0)).is_changed


def outcome(chance: float, value: float | None, *, is_begun: bool) -> CorrelatedOutcome:
    return CorrelatedOutcome(
        is_begun=is_begun, chance_alone=0.5, chance=chance, hours=1.0, value=value, chance_sd=0.1, n_draws=10, seed=0
    )


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_misses_that_go_together_turn_the_advice_beyond_five_points_and_where_starting_pays_or_no_longer_does(
    side: float,
) -> None:
    far, near = 0.5 + side * (0.05 + EDGE), 0.5 + side * (0.05 - EDGE)
    assert outcome(far, -EDGE, is_begun=True).turns
    assert outcome(far, 0.0, is_begun=True).turns
    assert not outcome(far, EDGE, is_begun=True).turns
    assert outcome(far, EDGE, is_begun=False).turns
    assert not outcome(far, 0.0, is_begun=False).turns
    assert not outcome(far, None, is_begun=True).turns
    assert not outcome(near, -1.0, is_begun=True).turns


@pytest.mark.parametrize(
    ("lower", "upper", "says"),
    [
        (EDGE, 1.0, "better"),
        (0.0, 1.0, "cannot tell yet"),
        (-1.0, 0.0, "cannot tell yet"),
        (-1.0, -EDGE, "worse"),
        (-0.5, 0.5, "cannot tell yet"),
    ],
)
def test_a_difference_is_one_where_its_interval_leaves_none_out(lower: float, upper: float, says: str) -> None:
    gain = Estimate(value=0.0, lower=lower, upper=upper, n=9, n_clusters=9)
    compared = ScoresCompared(name="", n=9, brier_pair=(0.2, 0.2), log_pair=(0.5, 0.5), gain_brier=gain, gain_log=gain)
    assert compared.says == says


def test_five_points_and_no_more_turn_nothing() -> None:
    exact = msgspec.structs.replace(outcome(0.05, -1.0, is_begun=True), chance_alone=0.0)
    assert not exact.turns
    assert msgspec.structs.replace(exact, chance=0.0501).turns
