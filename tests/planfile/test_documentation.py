"""What docs/plan-file.md shows is so."""

import re
from pathlib import Path

import pytest

from acumen.planfile import read, write
from acumen.planfile.nodes import N_BYTES, N_DEEP, N_NODES
from acumen.planfile.reading import N_STEPS
from acumen.planfile.report import N_SHOWN
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours
from acumen.records import Hypothesis, Interval, Probe, Step

TEXT = (Path(__file__).resolve().parents[2] / "docs/plan-file.md").read_text(encoding="utf-8")
PLANS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def table_after(heading: str) -> list[str]:
    """The first cells of the tables in a section, without the marks around them."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| (`[^|]*`) \|", section, re.MULTILINE)


def test_there_are_plans_to_read() -> None:
    assert len(PLANS) == 5


@pytest.mark.parametrize("text", PLANS, ids=lambda text: text.splitlines()[0])
def test_a_plan_in_the_documentation_is_read_and_survives_writing(text: str) -> None:
    plan, problems = read(text)
    assert problems == ()
    assert plan is not None
    assert read(write(plan)) == (plan, ())


def test_the_python_in_the_documentation_runs() -> None:
    (source,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    names: dict[str, object] = {}
    exec(source, names)  # noqa: S102
    assert names["problems"] == ()


def test_the_keys_in_the_documentation_are_those_of_a_plan_and_a_step() -> None:
    keys = [cell.strip("`") for cell in table_after("The keys")]
    of_plan = [
        "plan",
        "title",
        "worth",
        "ship",
        "hours",
        "days",
        "off",
        "late",
        "together",
        "goal",
        "hypotheses",
        "probes",
    ]
    assert keys[: len(of_plan)] == of_plan
    assert set(keys[len(of_plan) :]) == {field.replace("id", "step") for field in Step.__struct_fields__}
    for field in {*Probe.__struct_fields__, *Hypothesis.__struct_fields__} - {"id", "is_binary"}:
        assert f"`{field}`" in TEXT


def test_hours_mean_what_the_documentation_says() -> None:
    written = [text for cell in table_after("Hours") for text in re.findall(r"`([^`]*)`", cell)]
    assert {text: read_hours(text) for text in written} == {
        "24": 24.0,
        "8,400": 8400.0,
        **dict.fromkeys(("2 to 6", "2-6", "2\u20136"), Interval(low_hours=2.0, high_hours=6.0)),
        "30 min": 0.5,
        **dict.fromkeys(("90 min", "1h 30m", "1:30", "PT1H30M"), 1.5),
        "3 h": 3.0,
        "3 hours": 3.0,
        "2 d": 16.0,
        "2 days": 16.0,
        "1 w": 40.0,
        "1 week": 40.0,
        "1 to 3 d": Interval(low_hours=8.0, high_hours=24.0),
        "30 min to 2 h": Interval(low_hours=0.5, high_hours=2.0),
    }


def test_the_ways_to_write_a_chance_are_the_same() -> None:
    line = next(line for line in TEXT.splitlines() if "are the same chance" in line)
    ways = re.findall(r"`([^`]*)`", line.split("are the same chance")[0])
    assert len(ways) >= 3
    assert {read_chance(text) for text in ways} == {0.95}


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (N_BYTES, "at most {:,} bytes"),
        (N_NODES, "and {:,} values"),
        (N_DEEP, "at most {} deep"),
        (N_STEPS, "at most {:,} steps"),
        (N_SHOWN, "At most {} are shown"),
    ],
)
def test_the_limits_in_the_documentation_are_those_in_force(figure: int, words: str) -> None:
    assert words.format(figure) in TEXT
