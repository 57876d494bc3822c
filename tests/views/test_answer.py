from pathlib import Path

import msgspec
import pytest

from acumen.desk.plans.progress import Going, Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.pages.columns import clip, cut, pad, width, wrap
from acumen.pages.number_format import say_number, say_patience, say_prob
from acumen.records import Interval
from acumen.views.answer import N_ALTERNATIVES
from tests.desk.plan_texts import plan_text
from tests.desk.solved import EXAMPLES, LARGEST, solved


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0.0, "0"),
        (8.0, "8"),
        (0.02, "0.02"),
        (0.0004, "<0.001"),
        (3.456, "3.46"),
        (52.94, "52.9"),
        (262.7, "263"),
        (999.7, "1,000"),
        (12345.6, "12,346"),
        (-3.456, "−3.46"),
        (-0.0004, "−0.001 to 0"),
        (2e15, "2e+15"),
    ],
)
def test_numbers_have_three_digits_and_no_trailing_zeros(number: float, said: str) -> None:
    assert say_number(number) == said


@pytest.mark.parametrize(
    ("prob", "said"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.95, "95 %"), (0.1894, "18.9 %"), (1e-9, "<0.001 %"), (0.99999, ">99.9 %")],
)
def test_chances_are_percent_and_never_certain_unless_they_are(prob: float, said: str) -> None:
    assert say_prob(prob) == said


def test_a_patience_that_hardly_ever_runs_out_is_not_mentioned() -> None:
    assert say_patience(425.0, 1e-5) == "in full"
    assert say_patience(8.0, 0.3) == "8 h"
    assert say_patience(None, None) == "in full"
    assert say_patience(0.0, 1.0) == "not now"


def test_texts_are_cut_and_filled_by_their_width_on_the_screen() -> None:
    assert clip("検索エンジン", 7) == "検索エ…"
    assert width(clip("検索エンジン", 6)) <= 6
    assert width(pad("検索", 6)) == 6
    assert clip("e\u0301" * 5, 5) == "e\u0301" * 5
    assert clip("one\n  line", 20) == "one line"


@pytest.mark.parametrize("n_columns", [9, 20, 80])
@pytest.mark.parametrize(
    "text", ["  one two three four", "検索 エンジン の 性能 を測る", "x" * 90 + " y " + "長" * 50, "a", "", "   "]
)
def test_lines_are_folded_by_their_width_and_lose_nothing(text: str, n_columns: int) -> None:
    lines = wrap(text, "    ", n_columns)
    assert all(width(line) <= n_columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line.startswith("    ") and line == line.rstrip() for line in lines[1:])


def test_a_single_line_more_is_shown_and_not_counted() -> None:
    assert cut("abcd", 3) == ("abcd", 0)
    assert cut("abcde", 3) == ("abc", 2)
    assert cut("ab", 3) == ("ab", 0)


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("one two three", "  ", 9) == ["one two", "  three"]


def test_a_text_cannot_give_commands_to_the_terminal() -> None:
    assert "\x1b" not in clip("a\x1b[31mred", 40)


@pytest.mark.parametrize("objective", ["net", "hours"])
@pytest.mark.parametrize("worth", [None, 100.0, 400.0])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_text_fits_80_columns(example: Path, worth: float | None, objective: str) -> None:
    if example == LARGEST and worth == 100.0:
        return  # takes seconds, and says to stop as others do
    answer = solved(example, worth=worth, objective=objective)
    lines = str(answer).split("\n")
    first = lines[0] if not answer.uncounted else lines[lines.index("") + 1]  # what does not count stands before
    assert first.startswith("Next: ")
    assert max(width(line) for line in lines) <= 80
    assert not [line for line in lines if line != line.rstrip()]


def test_long_and_wide_names_fit_80_columns() -> None:
    name, title = "長い" * 30, "とても長い題" * 20
    text = f"""\
plan: p
worth: 500
goal:
  all:
    - {{step: "{name}", title: "{title}", chance: 99.9%, hours: 100 to 9000}}
    - {{step: "{name}x", title: "{title}", chance: 1%, hours: 1}}
"""
    for worth in (500.0, 1e9, 1.0):
        lines = str(solve(text, worth=worth)).split("\n")
        assert max(width(line) for line in lines) <= 80


def test_the_id_of_the_next_step_is_shown_in_full_however_long_it_is() -> None:
    for n_signs in (50, 70, 75, 100):
        id_ = "x" * (n_signs - 4) + "-end"
        text = f"plan: p\nworth: 50\ngoal: {{step: {id_}, chance: 50%, hours: 3}}\n"
        lines = str(solve(text)).split("\n")
        shown = lines[: next(n for n, line in enumerate(lines) if "Carry" in line)]
        assert f"Next: {id_}" in "".join(line.removeprefix("      ") for line in shown)
        assert max(width(line) for line in lines) <= 80


def test_a_start_that_would_be_left_at_once_is_left_out_where_the_advice_is_to_stop() -> None:
    answer = solve(EXAMPLES[0], worth=20)
    head, _, table = str(answer).partition("If you started with")
    assert head.startswith("Next: stop")
    left = [entry.id for entry in answer.ranked if entry.patience_hours == 0.0]
    assert left
    assert not [name for name in left if f"\n  {name} " in table]


def test_of_many_alternatives_some_are_shown_and_the_rest_counted() -> None:
    goal = ["any", *[(0.3, 1 + n) for n in range(N_ALTERNATIVES + 4)]]
    lines = str(solve(plan_text(goal, worth=50))).split("\n")
    assert lines[-1] == "  … and 3 more (--json has all)"
    head = next(n for n, line in enumerate(lines) if line.startswith("If you started"))
    assert len(lines) - head == 1 + 1 + N_ALTERNATIVES + 1


def test_a_regret_that_was_not_computed_is_said_to_be_unknown() -> None:
    answer = solve(plan_text(["any", (0.3, 1), (0.3, 2)], worth=50))
    unknown = msgspec.structs.replace(answer.ranked[1], value=None, regret=None)
    row = str(msgspec.structs.replace(answer, ranked=(answer.ranked[0], unknown))).split("\n")[-1]
    assert "not known" in row


def test_a_value_never_stands_without_its_status() -> None:
    answer = solve(plan_text(["any", (0.3, 1), (0.3, 2)], worth=50))
    wide = msgspec.structs.replace(answer, status="bracketed", lower=20.0, value=20.0, upper=25.5)
    assert "more than stopping now (exact)." in str(answer)
    assert "between 20 and 25.5 h more than stopping now (proven);\n  this advice brings 20." in str(wide)
    stuck = msgspec.structs.replace(wide, next="stop", lower=0.0, value=0.0)
    assert "25.5 h (proven)." in str(stuck)


def test_a_notebook_gets_markdown_in_which_names_are_only_names() -> None:
    text = plan_text((0.5, 1, {"title": "<script>|*bold*"}), worth=9)
    shown = solve(text)._repr_markdown_()
    assert shown.startswith("**Next: `a` (&lt;script>\\|\\*bold\\*)**")
    assert "<script>" not in shown
    assert "| worse by |" in shown


def test_what_a_step_under_way_still_deserves_is_told_as_further_hours() -> None:
    plan = read_plan(
        "plan: p\nworth: 80\ngoal: {any: [{step: a, chance: 50%, hours: 2 to 40}, {step: b, chance: 50%, hours: 30}]}\n"
    )
    going = Going(chance=0.5, hours=Interval(low_hours=2.0, high_hours=40.0), since_hours=4.0)
    text = str(solve(plan, progress=Progress(under_way={"a": going})))
    row = next(line for line in text.splitlines() if line.startswith("  a "))
    assert row.split()[-2].startswith("+")
    assert "leave it after" in " ".join(text.split())
