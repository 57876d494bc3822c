"""Ratings as pictures: what is in the definition, and that it can be drawn."""

import pytest

from acumen.charts import draw_intervals, draw_update
from acumen.desk.ratings.appraise import appraise
from acumen.desk.ratings.rate import rate
from acumen.judgment.ratings.decisions import Decision
from acumen.tables.ratings import Columns


def test_every_interval_and_name_is_in_the_definition() -> None:
    chart = draw_intervals(
        ["a", "b"], [1.0, 2.0], [0.5, 1.5], [1.5, 2.5], raw=[0.9, 2.2], line=1.4, line_words="here", title="T"
    )
    text = chart.to_json()
    assert all(word in text for word in ('"low": 0.5', '"high": 2.5', '"raw": 2.2', "here"))
    assert chart.title == "T"
    assert chart.to_svg().startswith("<svg")


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        draw_intervals(["a"], [1.0, 2.0], [0.5], [1.5], title="T")


def test_a_belief_before_and_after_is_drawn() -> None:
    chart = draw_update(
        [-1.0, 0.0, 1.0], [0.2, 0.4, 0.2], [0.3, 0.4, 0.1], means=(0.0, -0.2), words=("was", "is"), title="T"
    )
    assert "was" in chart.to_svg()
    drawn = appraise([Decision(is_accepted=False, accept=0.3, reliability=0.5)]).chart()
    assert drawn.title == "What a rejection should do to a belief"


def test_ratings_are_drawn_with_their_raters_below() -> None:
    found = rate("examples/idea-scores.csv", Columns(item="idea", rater="rater", scores=("score",)))
    text = found.chart().to_svg()
    assert all(item.item in text for item in found.items)
    assert all(rater.rater in text for rater in found.raters)
