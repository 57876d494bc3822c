"""Believe: where every hypothesis of an adopted plan stands, and how it came there, as a trail of bits."""

from acumen.desk.book import Book
from acumen.desk.state.belief_history import stands
from acumen.desk.state.current_plan import choose
from acumen.desk.state.updating import notes_of
from acumen.errors import UsageError
from acumen.history import PlanState
from acumen.results.beliefs import Believed


def believe(book: Book, plan: str | None = None) -> Believed:
    """Where the hypotheses of a plan stand; `plan`: a slug or id where several are adopted.

    >>> (clean,) = acumen.evidence(book, 'retrieval-paper').hypotheses
    >>> clean.hypothesis
    'clean'
    """
    state = choose(book, plan, has=lambda one: bool(one.plan.hypotheses)).state
    refuse_without(state)
    set_at = state.heard.set_at
    return Believed(
        id=state.id,
        plan=state.plan.plan,
        hypotheses=stands(state),
        set_at=None if set_at is None else set_at.astimezone(book.now.tzinfo),
        n_earlier=state.heard.n_earlier,
        notes=notes_of(state.plan, state.heard),
    )


def refuse_without(state: PlanState) -> None:
    """UsageError where the plan has no hypotheses."""
    if not state.plan.hypotheses:
        raise UsageError(
            f"{state.plan.plan} has no hypotheses",
            hint="write what its steps stand or fall with under `hypotheses:` in the file, and adopt it again",
        )
