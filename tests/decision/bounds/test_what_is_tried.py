"""Another policy is looked for only where the first is further from the bound than is asked for."""

from types import SimpleNamespace
from typing import Any

import pytest

from acumen.decision.bounds import bounds
from acumen.decision.bounds.bounds import Bracket
from acumen.decision.limits import Limits


def found(attained: float) -> Bracket:
    return Bracket(attained=attained, bound=0.0, chance=0.5, hours=1.0, inside=None, swept=None)


@pytest.mark.parametrize(
    ("first", "second", "attained"),
    [
        (90.0, 95.0, 90.0),  # just as close as asked for
        (89.99, 95.0, 95.0),
        (89.99, 80.0, 89.99),  # the better one is kept
        (89.99, 89.99, 89.99),
        (None, 20.0, 20.0),
        (99.0, 200.0, 99.0),
    ],
)
def test_a_second_policy_is_looked_for_beyond_the_gap_alone(
    first: float | None, second: float, attained: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "without_idle", lambda seen: seen)
    monkeypatch.setattr(bounds, "net_bound", lambda *_: (100.0, ("alone",)))
    monkeypatch.setattr(bounds, "_with_bets", lambda *_: None if first is None else found(first))
    monkeypatch.setattr(bounds, "_policy", lambda *_: found(second))
    nodes = [SimpleNamespace(needs=("a",)), SimpleNamespace(needs=())]
    seen: Any = SimpleNamespace(objective="net", problem=SimpleNamespace(nodes=nodes), is_useful=[True, True])
    told = bounds.bracket.__wrapped__(seen, 60.0, Limits(gap=0.1))
    assert (told.attained, told.bound, told.bound_by) == (attained, 100.0, ("alone",))
