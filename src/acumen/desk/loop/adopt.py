"""Adopt: a plan is followed from now on; again after an edit, what it says changes and what happened to its steps stays."""

import os

from acumen.desk.keeping.book import Book
from acumen.desk.loop.again import until_written
from acumen.desk.loop.differences import differences
from acumen.desk.loop.told import Told
from acumen.desk.planning.read_plan import bytes_of, read_plan
from acumen.desk.why.changes import Change
from acumen.history import actions, plan_slugs, plan_states
from acumen.ledger import Head
from acumen.records import Plan, PlanAdopted, PlanRevised, Step, without_words


class Adopted(Told, frozen=True, kw_only=True):
    """What was adopted. `is_new`: for the first time; `changes`: what an edit changed, empty where it changed nothing.

    `gone`: steps with a past that the plan no longer has; their record stays.
    """

    id: str
    plan: str
    is_new: bool
    n_steps: int
    n_probes: int
    changes: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The text that `acumen adopt` prints."""
        from acumen.desk.wording.loop import write_adopted  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_adopted(self))


def adopt(
    book: Book, plan: Plan | str | bytes | os.PathLike[str], *, source: str = "<text>", name: str | None = None
) -> Adopted:
    """Follow a plan (its record, text or file) from now on. A plan of the same slug is revised, not adopted twice.

    `name`: the slug or id of the adopted plan that this is an edit of, where the slug itself was edited.
    Raises PlanError with every mistake of the plan.
    """
    text = None if isinstance(plan, Plan) else bytes_of(plan)
    record = plan if isinstance(plan, Plan) else read_plan(text or b"", source=_source(plan, source))
    said = None if text is None else text.decode("utf-8", errors="replace")
    return until_written(lambda: _adopt(book, record, said, name))


def _adopt(book: Book, record: Plan, said: str | None, name: str | None) -> Adopted:
    bare, words = without_words(record)
    history = book.recall("plans", "marks")
    head = Head(position=history.position, hash=history.hash)
    wanted = name or record.plan
    known = [id_ for id_, slug in plan_slugs(history.plans, history.marks).items() if wanted in (slug, id_)]
    before = next(iter(plan_states(history.plans, history.marks, ids=known)), None)
    steps, n_probes = [action for action in actions(record) if isinstance(action, Step)], len(record.probes)
    if before is None:
        (id_,) = book.write(PlanAdopted(plan=bare, words=words or None, text=said), expected=head)
        return Adopted(id=id_, plan=record.plan, is_new=True, n_steps=len(steps), n_probes=n_probes)
    changes = differences(before.plan, record)
    if record != before.plan:
        book.write(PlanRevised(adopted=before.id, plan=bare, words=words or None, text=said), expected=head)
    here = {action.id for action in actions(record)}
    gone = tuple(past.id for past in before.steps if (past.sayings or past.ended) and past.id not in here)
    return Adopted(
        id=before.id,
        plan=record.plan,
        is_new=False,
        n_steps=len(steps),
        n_probes=n_probes,
        changes=changes,
        gone=gone,
    )


def _source(plan: str | bytes | os.PathLike[str], source: str) -> str:
    """What problems call it: the file's name, or `source` for a text."""
    if isinstance(plan, bytes) or (isinstance(plan, str) and "\n" in plan):
        return source
    return os.fspath(plan)
