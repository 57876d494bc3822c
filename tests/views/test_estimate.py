import msgspec

from acumen.judgment.durations import Meaning, fit_hours, fit_intervals, meaning_of_figure, meaning_of_interval
from acumen.pages import text as terminal
from acumen.views.estimate import write_meaning
from tests.judgment.durations.made import make_record

MEANING = Meaning(
    said_low_hours=4.0,
    said_high_hours=12.0,
    low_hours=5.0,
    middle_hours=9.7,
    high_hours=19.0,
    n=40,
    n_all=40,
    weight=1.0,
)


def write_lines(found: Meaning) -> list[str]:
    return terminal.lines(tuple(write_meaning(found)))


def test_an_interval_is_told_with_what_it_meant_and_how_far_the_record_counts() -> None:
    first, *why = write_lines(MEANING)
    assert first == "said 4 to 12 h; such sayings have meant 5 to 19 h (n = 40)"
    assert " ".join(line.strip() for line in why) == (
        "The record counts for nearly all: on 40 outcomes not seen before it would have helped."
    )


def test_what_is_not_applied_is_not_told_as_meaning() -> None:
    without = meaning_of_interval(fit_intervals([]), 4.0, 12.0)
    said = "said 4 to 12 h; taken as it stands"
    assert write_lines(without) == [said, "  The record is not applied yet: nothing has come out."]
    poor = msgspec.structs.replace(MEANING, weight=0.0, low_hours=4.0, high_hours=12.0, n_all=2)
    assert write_lines(poor) == [said, "  The record is not applied yet: below 3 outcomes."]


def test_a_figure_is_told_as_a_middle_and_a_range() -> None:
    found = meaning_of_figure(fit_hours(make_record(500, shift=0.5)), 4.0, person="a", domain="x")
    assert found.low_hours < 4.0 < found.middle_hours < found.high_hours
    assert 0 < found.n < found.n_all == 500
    text = " ".join(line.strip() for line in write_lines(found))
    assert text.startswith("said 4 h; such sayings have meant ")
    assert f"(n = {found.n} in x)" in text
    assert max(len(line) for line in write_lines(found)) <= 80
