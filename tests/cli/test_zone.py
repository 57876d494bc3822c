"""Days end by the clocks of this machine: `TZ`, or what the system says."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.cli.opening import read_clock
from acumen.cli.zone import LocalZone, local_moment
from acumen.errors import UsageError
from acumen.inputs.days import end_of

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process can't be changed here")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Another TZ for this process, until the test is over."""

    def change(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield change
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"])
def test_the_zone_of_the_machine_is_what_its_tables_say(zone: Callable[[str], None], name: str) -> None:
    zone(name)
    table = ZoneInfo(name)

    @given(second=st.integers(0, 2_145_000_000))
    def holds(second: int) -> None:
        at = datetime.fromtimestamp(second, UTC)
        here, there = at.astimezone(LocalZone()), at.astimezone(table)
        assert here.replace(tzinfo=None) == there.replace(tzinfo=None)
        assert (here.utcoffset(), here.fold) == (there.utcoffset(), there.fold)
        assert end_of(there.date(), LocalZone()) == end_of(there.date(), table)

    holds()


def test_a_zone_by_rule_is_read_and_one_that_nobody_knows_is_utc(zone: Callable[[str], None]) -> None:
    zone("CET-1CEST,M3.5.0,M10.5.0/3")
    assert str(end_of(date(2026, 11, 10), LocalZone())) == "2026-11-10 23:59:59+01:00"
    assert str(end_of(date(2026, 10, 10), LocalZone())) == "2026-10-10 23:59:59+02:00"
    for unknown in ("Europe/Berlim", ":::", ""):
        zone(unknown)
        assert end_of(date(2026, 11, 10), LocalZone()).utcoffset() == timedelta(0)


def test_the_hour_that_comes_twice_is_told_apart(zone: Callable[[str], None]) -> None:
    zone("Europe/Berlin")
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC).astimezone(LocalZone()) for hour in (0, 1))
    assert first.replace(tzinfo=None, fold=0) == second.replace(tzinfo=None, fold=0)
    assert (str(first), str(second)) == ("2026-10-25 02:30:00+02:00", "2026-10-25 02:30:00+01:00")


@pytest.mark.parametrize(
    ("told", "day", "end"),
    [
        (
            "2026-10-10T09:00+02:00",
            (2026, 11, 10),
            "2026-11-10 23:59:59+01:00",
        ),  # the clocks here: they will be changed
        ("2026-10-10T09:00", (2026, 11, 10), "2026-11-10 23:59:59+01:00"),
        (
            "2026-10-10T09:00-05:00",
            (2026, 11, 10),
            "2026-11-10 23:59:59-05:00",
        ),  # other clocks: only their offset is known
        ("2026-10-10T07:00Z", (2026, 11, 10), "2026-11-10 23:59:59+00:00"),
    ],
)
def test_a_clock_that_is_told_keeps_the_offset_it_names_unless_it_is_the_one_here(
    zone: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, told: str, day: tuple[int, int, int], end: str
) -> None:
    zone("Europe/Berlin")
    monkeypatch.setenv("ACUMEN_NOW", told)
    assert str(end_of(date(*day), read_clock().tzinfo)) == end
    assert read_clock() == local_moment(datetime.fromisoformat(told))


def test_the_real_clock_knows_how_it_will_be_changed(
    zone: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    zone("Europe/Berlin")
    monkeypatch.delenv("ACUMEN_NOW", raising=False)
    now = read_clock()
    assert {end_of(date(now.year + 1, month, 1), now.tzinfo).utcoffset() for month in (1, 7)} == {
        timedelta(hours=1),
        timedelta(hours=2),
    }
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def say(tmp_path: Path, now: str, *arguments: str) -> str:
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    ended = subprocess.run(
        [sys.executable, "-m", "acumen", *arguments, "--ledger", str(tmp_path / "l.sqlite")],
        env={**os.environ, "TZ": "Europe/Berlin", "ACUMEN_NOW": now, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout


def test_what_is_said_in_october_is_due_by_novembers_clocks_and_said_again_it_is_the_same(tmp_path: Path) -> None:
    told = json.loads(
        say(tmp_path, "2026-10-01T09:00+02:00", "predict", "It rains", "70%", "--by", "2026-11-10", "--json")
    )
    assert told["shown"]["due_at"] == "2026-11-10T23:59:59+01:00"
    again = say(tmp_path, "2026-11-01T09:00+01:00", "predict", "it rains.", "60%", "--by", "2026-11-10")
    assert "asked already" in again
    assert "by 2026-11-10" in again
    other = say(tmp_path, "2026-11-01T09:00+01:00", "predict", "It rains", "60%", "--by", "2026-11-11")
    assert "asked already" not in other


@pytest.mark.parametrize(("year", "is_shown"), [(1969, False), (1970, True), (9000, True), (9001, False)])
def test_a_clock_shows_years_from_the_first_to_the_last_and_no_other(
    year: int,
    is_shown: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ACUMEN_NOW", f"{year}-06-01T09:00+00:00")
    if is_shown:
        assert read_clock().year == year
        return
    with pytest.raises(UsageError, match="a year from 1970 to 9000"):
        read_clock()
