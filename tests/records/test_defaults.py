"""What a record says where nothing was told."""

from acumen.records import kinds, plan
from tests.results.test_small_figures import figures_not_told


def test_a_figure_that_is_not_told_is_none_but_what_an_artifact_shows() -> None:
    found = figures_not_told(kinds) | figures_not_told(plan)
    assert found == {"Leaning.shows": 1.0, "ProbeArtifact.shows": 1.0, "Criterion.weight": 0.0}
