"""Believe: where every hypothesis of an adopted plan stands, and how it came there, as a trail of bits."""

from datetime import datetime

from acumen.desk.beliefs.standing import Stand, stands
from acumen.desk.beliefs.weighing import notes_of
from acumen.desk.keeping.book import Book
from acumen.desk.loop.plans import choose
from acumen.desk.loop.told import Told
from acumen.errors import UsageError
from acumen.history import PlanState


class Believed(Told, frozen=True, kw_only=True):
    """Every hypothesis of the plan `id`. `n_earlier` pieces of evidence count no more since the belief was set at `set_at`."""

    id: str
    plan: str
    hypotheses: tuple[Stand, ...]
    set_at: datetime | None
    n_earlier: int
    notes: tuple[str, ...]

    def __str__(self) -> str:
        """The text that `acumen believe` prints."""
        from acumen.desk.wording.kept.beliefs import write_believed  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_believed(self))


def believe(book: Book, plan: str | None = None) -> Believed:
    """Where the hypotheses of a plan stand; `plan`: a slug or id where several are adopted."""
    state = choose(book, plan).state
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
