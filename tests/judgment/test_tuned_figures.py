"""No figure that was tuned changes unnoticed."""

from tests.pinned_constants import figures_of, pinned


def test_a_tuned_figure_is_pinned_anew_by_whoever_changes_it() -> None:
    assert figures_of("judgment") == pinned("judgment"), "run its study again, then: python -m tests.pinned_constants"
