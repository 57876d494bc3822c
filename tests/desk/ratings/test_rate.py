"""Ratings from files: shapes of tables, criteria, committees, what the report says."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from acumen.desk.ratings.rate import committee_reliability, rate
from acumen.errors import UsageError
from acumen.inputs.rubric import RESEARCH, RubricPart, TypedRubric
from acumen.judgment.ratings.published import raters_for
from acumen.tables.ratings import Columns, gather, read_weights

LONG = Columns(item="item", rater="rater", scores=("score",))


def write(folder: Path, text: str, name: str = "ratings.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def simulated(folder: Path, *, n_items: int = 60, n_raters: int = 6, n_each: int = 4, seed: int = 0) -> str:
    rng = np.random.default_rng(seed)
    quality, severity = rng.normal(0, 1.5, n_items), rng.normal(0, 0.6, n_raters)
    lines = ["item,rater,score"]
    for item in range(n_items):
        for rater in rng.choice(n_raters, n_each, replace=False):
            score = round(float(np.clip(5 + quality[item] + severity[rater] + rng.normal(0, 1), 1, 10)))
            lines.append(f"paper {item},rater {rater},{score}")
    return write(folder, "\n".join(lines) + "\n")


def test_the_report_orders_items_and_raters_and_has_every_figure(tmp_path: Path) -> None:
    found = rate(simulated(tmp_path), LONG, accept=0.3, is_held_out=True)
    assert (found.n_ratings, found.n_items, found.n_raters) == (240, 60, 6)
    assert found.icc.low < found.icc.value < found.icc.high < found.icc_mean.high
    assert found.panel == 4
    assert [item.mean for item in found.items] == sorted((item.mean for item in found.items), reverse=True)
    assert [rater.severity for rater in found.raters] == sorted(rater.severity for rater in found.raters)
    assert all(rater.spread > 0.0 for rater in found.raters)
    assert sum(item.accept_prob or 0.0 for item in found.items) / 60 == pytest.approx(0.3, abs=0.05)
    assert found.flip is not None
    assert found.flip.low < found.flip.value < found.flip.high
    assert found.splits is not None
    assert found.splits.n_raters == 2
    assert found.holdout is not None
    assert found.holdout.model.rmse < found.holdout.constant.rmse
    assert found.holdout.by_levels is not None
    assert all(sum(item.next_levels) == pytest.approx(1.0) for item in found.items)
    assert len(found.items[0].next_levels) == len(found.levels)
    assert [each.n_raters for each in found.needed] == sorted(each.n_raters or 0 for each in found.needed)
    told = json.loads(found.to_json())
    assert {"rmse", "log"} <= told["holdout"]["raw"].keys()
    assert all(len(line) <= 80 for line in str(found).splitlines())


def test_severity_is_taken_off_an_item_that_met_strict_raters(tmp_path: Path) -> None:
    rows = [
        f"i{i},{rater},{5 + i % 3 + shift}" for i in range(12) for rater, shift in (("a", 0), ("b", 0), ("strict", -3))
    ]
    rows += ["unlucky,strict,4", "unlucky,strict2,4", "lucky,a,4", "lucky,b,4"]
    rows += [f"i{i},strict2,{2 + i % 3}" for i in range(12)]
    found = rate(write(tmp_path, "item,rater,score\n" + "\n".join(rows)), LONG)
    means = {item.item: item.mean for item in found.items}
    assert means["unlucky"] > means["lucky"] + 1.5
    assert {found.raters[0].rater, found.raters[1].rater} == {"strict", "strict2"}


def test_wide_and_long_tables_with_unknown_raters_say_the_same(tmp_path: Path) -> None:
    wide = write(tmp_path, "item\ts1\ts2\ts3\na\t1\t2\t\nb\t4\t5\t6\nc\t3\t\t\n", "wide.tsv")
    long = write(tmp_path, "item,score\na,1\na,2\nb,4\nb,5\nb,6\nc,3\n", "long.csv")
    one = rate(wide, Columns(item="item", wide=("s1", "s2", "s3")))
    other = rate(long, Columns(item="item", scores=("score",)))
    assert one.n_raters is None
    assert one.icc == other.icc
    assert [item.mean for item in one.items] == pytest.approx([item.mean for item in other.items])
    named = gather(wide, Columns(item="item", wide=("s1", "s2", "s3"), are_raters_named=True))
    assert named.raters is not None
    assert set(named.raters) == {"s1", "s2", "s3"}


def test_criteria_are_weighted_alike_from_rows_and_from_columns(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    wide, long = ["item,rater,speed,care"], ["item,rater,what,score"]
    for item in range(6):
        for rater in "xyz":
            speed, care = (int(mark) for mark in rng.integers(1, 6, 2) + item // 3)
            wide.append(f"{item},{rater},{speed},{care}")
            long += [f"{item},{rater},speed,{speed}", f"{item},{rater},care,{care}"]
    weights = {"speed": 45.0, "care": 15.0}
    one = rate(
        write(tmp_path, "\n".join(wide), "wide.csv"),
        Columns(item="item", rater="rater", scores=("speed", "care")),
        weights=weights,
    )
    columns = Columns(item="item", rater="rater", scores=("score",), criterion="what")
    other = rate(write(tmp_path, "\n".join(long), "long.csv"), columns, weights=weights)
    assert [(each.criterion, each.weight) for each in one.criteria] == [("speed", 0.75), ("care", 0.25)]
    assert one.icc == other.icc
    assert one.criteria == other.criteria
    first = gather(str(tmp_path / "wide.csv"), Columns(item="item", scores=("speed", "care")), weights=weights)
    assert first.scores[0] == pytest.approx(0.75 * first.criteria["speed"][0] + 0.25 * first.criteria["care"][0])


def test_a_rating_that_lacks_a_criterion_is_left_out_and_said_so(tmp_path: Path) -> None:
    path = write(tmp_path, "item,a,b\nx,1,2\nx,2,3\ny,5,\ny,4,4\ny,5,5\n")
    found = rate(path, Columns(item="item", scores=("a", "b")))
    assert found.n_ratings == 4
    assert "1 rating lacks a criterion and is left out." in found.notes


def test_committees_give_a_panels_reliability_and_it_is_lower_than_their_members_suggest(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    lines = ["item,committee,score"]
    for item in range(600):
        quality = rng.normal()
        for committee in "ab":
            talk = rng.normal()  # what a committee talks itself into
            lines += [f"{item},{item}{committee},{quality + talk + 0.7 * rng.normal():.3f}" for _ in range(3)]
    path = write(tmp_path, "\n".join(lines))
    told_apart = rate(path, Columns(item="item", scores=("score",), committee="committee"), accept=0.3)
    mixed = rate(path, Columns(item="item", scores=("score",)), accept=0.3, panel=3)
    truth = 1.0 / (2.0 + 0.49 / 3.0)
    assert told_apart.icc_mean.value == pytest.approx(truth, abs=3.0 * (1.0 - truth**2) / 600**0.5)
    assert told_apart.icc_mean.value < mixed.icc_mean.value
    assert told_apart.flip is not None
    assert mixed.flip is not None
    assert told_apart.flip.value > mixed.flip.value
    reliability, said = committee_reliability(path, Columns(item="item", scores=("score",), committee="committee"))
    assert reliability == told_apart.icc_mean.value
    assert path in said


def test_items_that_two_committees_judged_are_counted_and_no_others(tmp_path: Path) -> None:
    lines = [
        f"{item},{judge},{score}"
        for item, judge, score in ((1, "a", 3), (1, "b", 4), (2, "a", 1), (2, "b", 2), (3, "a", 5))
    ]
    path = write(tmp_path, "\n".join(["item,committee,score", *lines, "1,c,4"]))
    found = rate(path, Columns(item="item", scores=("score",), committee="committee"), accept=0.3)
    assert any("on 2 items that two or more judged" in note for note in found.notes)


def test_where_low_is_good_the_lowest_are_accepted(tmp_path: Path) -> None:
    path = simulated(tmp_path, n_items=30)
    high, low = (rate(path, LONG, accept=0.3, is_low_good=is_low) for is_low in (False, True))
    assert low.items[0].mean == min(item.mean for item in high.items)
    assert "kindest first" in str(low)
    assert "strictest first" in str(high)
    assert (low.items[0].accept_prob or 0.0) > 0.5 > (low.items[-1].accept_prob or 0.0)


def test_what_share_is_accepted_does_not_hang_on_which_end_is_good(tmp_path: Path) -> None:
    path = simulated(tmp_path, n_items=30)
    for is_low in (False, True):
        chances = [item.accept_prob or 0.0 for item in rate(path, LONG, accept=0.2, is_low_good=is_low).items]
        assert np.mean(chances) == pytest.approx(0.2, abs=0.05)  # with the bar on the wrong side it would be 0.8


def test_reversed_scores_with_low_good_accept_the_same_items(tmp_path: Path) -> None:
    path = simulated(tmp_path, n_items=20)
    head, *rows = Path(path).read_text(encoding="utf-8").splitlines()
    turned = [f"{line.rpartition(',')[0]},{11 - int(line.rpartition(',')[2])}" for line in rows]
    other = write(tmp_path, "\n".join([head, *turned]) + "\n", "turned.csv")
    high = {item.item: item.accept_prob for item in rate(path, LONG, accept=0.2).items}
    low = {item.item: item.accept_prob for item in rate(other, LONG, accept=0.2, is_low_good=True).items}
    assert low == pytest.approx(high, abs=1e-4)


def test_the_raters_needed_lie_within_their_interval_which_the_reliabilitys_gives(tmp_path: Path) -> None:
    found = rate(simulated(tmp_path), LONG, accept=0.3)
    assert found.needed
    for each in found.needed:
        ends = [raters_for(icc, each.reliability) for icc in (found.icc.high, found.icc.low)]
        assert (each.low, each.high) == tuple(max(1, math.ceil(end)) for end in ends)
        assert (each.low or 0) <= (each.n_raters or 0) <= (each.high or 0)
    assert any((each.low or 0) < (each.high or 0) for each in found.needed)


def test_cells_that_can_not_be_read_are_reported_and_hide_nothing(tmp_path: Path) -> None:
    found = rate(write(tmp_path, "item,rater,score\na,x,1\na,y,two\na,z,3\nb,x,4\nb,y,5\n"), LONG)
    assert found.n_ratings == 4
    assert len(found.problems) == 1
    assert ":3:3: expected a score in column 'score', found 'two'" in found.problems[0]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (Columns(item="item"), "either columns of scores or a wide table"),
        (Columns(item="item", wide=("score",), rater="rater"), "with --wide"),
        (Columns(item="item", scores=("score",), criterion="rater"), "--rater and one --score"),
        (Columns(item="itm", scores=("score",)), "found 'itm'"),
    ],
)
def test_columns_that_do_not_go_together_are_refused(columns: Columns, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        rate(simulated(tmp_path), columns)


def test_arguments_outside_their_domain_are_refused(tmp_path: Path) -> None:
    path = simulated(tmp_path)
    with pytest.raises(UsageError, match="share accepted"):
        rate(path, LONG, accept=1.0)
    with pytest.raises(UsageError, match="at least one rater"):
        rate(path, LONG, panel=0)
    with pytest.raises(UsageError, match="weights of criteria"):
        rate(path, LONG, weights={"speed": 1.0})
    with pytest.raises(UsageError, match="speed=45"):
        read_weights("speed")


def test_the_ready_rubric_weighs_as_the_issue_says() -> None:
    totals = {part.name: part.total for part in RESEARCH.parts}
    assert totals == {"getting ideas to work quickly": 70.0, "direction": 20.0, "communication": 5.0, "other": 5.0}
    weights = RESEARCH.weights()
    assert sum(weights.values()) == pytest.approx(1.0)
    assert weights["speed"] == 0.45
    assert RESEARCH.score(dict.fromkeys(weights, 3.0)) == pytest.approx(3.0)
    assert RESEARCH.score({**dict.fromkeys(weights, 0.0), "speed": 4.0}) == pytest.approx(1.8)


def test_a_rubric_with_a_mistake_is_refused() -> None:
    with pytest.raises(UsageError, match="'speed'"):
        RESEARCH.score({"other": 1.0, **{name: 1.0 for name in RESEARCH.weights() if name != "speed"}})
    with pytest.raises(UsageError, match="twice"):
        TypedRubric(rubric="r", parts=(RubricPart(name="a", weight=1.0), RubricPart(name="a", weight=2.0))).weights()
    with pytest.raises(UsageError, match="weights of 0 or more"):
        TypedRubric(rubric="r", parts=(RubricPart(name="a", weight=0.0),)).weights()


@pytest.mark.parametrize("form", ["long", "wide", "criteria"])
def test_ratings_of_no_item_are_left_out_and_counted(tmp_path: Path, form: str) -> None:
    texts = {
        "long": ("item,rater,score\na,x,1\n,x,9\na,y,2\n,y,1\nb,x,4\nb,y,5\n", LONG, 2),
        "wide": ("item,x,y\na,1,2\n,9,1\nb,4,5\n", Columns(item="item", wide=("x", "y")), 2),
        "criteria": (
            "item,rater,part,score\na,x,p,1\na,x,q,2\n,x,p,9\n,x,q,8\nb,x,p,4\nb,x,q,5\n",
            Columns(item="item", rater="rater", criterion="part", scores=("score",)),
            1,
        ),
    }
    text, columns, n_nameless = texts[form]
    found = gather(write(tmp_path, text), columns)
    assert set(found.items) == {"a", "b"}
    assert len(found.scores) == len(found.items)
    assert all(len(scores) == len(found.items) for scores in found.criteria.values())
    said = "1 rating names no item and is left out." if n_nameless == 1 else "2 ratings name no item and are left out."
    assert found.notes == (said,)


def test_every_figure_lies_within_its_interval_where_items_hardly_differ(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    lines = [f"i{n % 12},r{n % 4},{rng.integers(1, 6)}" for n in range(48)]
    found = rate(write(tmp_path, "item,rater,score\n" + "\n".join(lines) + "\n"), LONG, accept=0.3)
    figures = (
        found.icc,
        found.icc_mean,
        found.variances.item_variance,
        found.variances.rater_variance,
        found.variances.noise_variance,
        found.flip,
    )
    for figure in filter(None, figures):
        assert figure.low <= figure.value <= figure.high
