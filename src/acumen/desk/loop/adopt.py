"""Adopt: a plan is followed from now on; again after an edit, what it says changes and what happened to its steps stays."""

import os
from collections.abc import Mapping

from acumen.borders.signs import fold
from acumen.desk.book import Book
from acumen.desk.loop.plan_diff import differences
from acumen.desk.loop.remaining import first_words
from acumen.desk.loop.stop import refuse_ended
from acumen.desk.plans.read import bytes_of, read_plan
from acumen.desk.state.current_plan import choose, name_of
from acumen.errors import UnsolvableError, UsageError
from acumen.history import PlanState, actions, open_plans, plan_slugs, plan_states
from acumen.ledger.ahead import AheadLedger
from acumen.readings.misread import listed, shorten
from acumen.records import Act, BaselineSet, Plan, PlanAdopted, PlanRevised, Step, without_words
from acumen.results.loop import Adopted, PriorMoved

LEAST_MOVE = 1e-9  # of a chance


def adopt(
    book: Book,
    plan: Plan | str | bytes | os.PathLike[str],
    *,
    source: str = "<text>",
    name: str | None = None,
    belief_now: bool = False,
) -> Adopted:
    """Follow a plan (its record, text or file) from now on. A plan of the same slug is revised, not adopted twice.

    `name`: the slug or id of the adopted plan that this is an edit of, where the slug itself was edited.
    `belief_now`: the chances of its hypotheses are the belief at this moment, and evidence from before stops counting.
    Raises PlanError with every mistake of the plan.

    >>> adopted = acumen.adopt(book, 'plan.yaml')
    >>> adopted.plan, adopted.is_new, adopted.n_steps
    ('plan', True, 2)
    """
    text = None if isinstance(plan, Plan) else bytes_of(plan)
    record = plan if isinstance(plan, Plan) else read_plan(text or b"", source=_source(plan, source))
    said = None if text is None else text.decode("utf-8", errors="replace")
    return book.transact(lambda: _adopt(book, record, said, name, is_belief_now=belief_now))


def _adopt(book: Book, record: Plan, said: str | None, name: str | None, *, is_belief_now: bool) -> Adopted:
    bare, words = without_words(record)
    history = book.recall("plans", "marks")
    slugs = plan_slugs(history.plans, history.marks)
    known = _find_edited(slugs, name or record.plan, is_named=name is not None)
    before = next(iter(plan_states(history.plans, history.marks, ids=known)), None)
    others = tuple(
        slugs[id_]
        for id_ in open_plans(history.plans, history.marks, now=book.now)
        if before is None or id_ != before.id
    )
    steps, n_probes = [action for action in actions(record) if isinstance(action, Step)], len(record.probes)
    if before is None:
        id_ = _take_up(book, PlanAdopted(plan=bare, words=words or None, text=said))
        named = record.plan
        return Adopted(
            id=id_, plan=named, is_new=True, n_steps=len(steps), n_probes=n_probes, others=others, named=named
        )
    if before.stopped is not None:
        refuse_ended(choose(book, before.id), book)
    changes = differences(before.plan, record)
    beliefs: tuple[PriorMoved, ...] = ()
    if record != before.plan or is_belief_now:
        revised = PlanRevised(adopted=before.id, plan=bare, words=words or None, text=said, is_belief_now=is_belief_now)
        book.write(revised)
        if record.ship != before.plan.ship:
            _promise(book, before.id)
        beliefs = _moved(before, choose(book, before.id).state)
    here = {fold(action.id) for action in actions(record)}
    gone = tuple(past.id for past in before.steps if (past.sayings or past.ended) and fold(past.id) not in here)
    return Adopted(
        id=before.id,
        plan=record.plan,
        is_new=False,
        n_steps=len(steps),
        n_probes=n_probes,
        changes=changes,
        gone=gone,
        gone_under_way=tuple(past.id for past in before.under_way if past.id in gone),
        moved_priors=beliefs,
        is_belief_now=is_belief_now,
        others=others,
        named=name_of(before.id, {**slugs, before.id: record.plan}),
    )


def _take_up(book: Book, adopted: PlanAdopted) -> str:
    """Write down a new plan and, in one act with it, what acumen says of its goal once the plan is there."""
    head, id_ = book.seen_head(), book.new_id()
    sealed = book.seal([adopted], [id_], after=head.position)
    ahead = Book(AheadLedger(book.ledger), now=book.now, name=book.name)
    ahead.ledger.append(sealed)
    words = first_words(ahead, choose(ahead, id_))
    if words:
        ids = [book.new_id() for _ in words]
        act = Act(verb="adopt", ids=(id_, *ids))
        sealed += book.seal([*words, act], [*ids, book.new_id()], after=head.position + 1)
    book.append(sealed, [id_], expected=head)
    book.kept.append((adopted.KIND, id_))
    return id_


def _promise(book: Book, id_: str) -> None:
    """What acumen promises of a day that is another than before."""
    words = [record for record in first_words(book, choose(book, id_)) if isinstance(record, BaselineSet)]
    if words:
        book.write(*words)


def _find_edited(slugs: Mapping[str, str], wanted: str, *, is_named: bool) -> list[str]:
    """The id of the plan that is edited, by its slug or, where it `is_named`, by its id; [] where there is none."""
    known = [id_ for id_, slug in slugs.items() if fold(wanted) == fold(slug)]
    known = known or [id_ for id_ in slugs if is_named and id_.startswith(wanted)]
    if is_named and not known:
        hint = f"adopted are {listed(slugs.values())}" if slugs else "none is adopted: leave it out"
        raise UsageError(f"expected an adopted plan of which this is an edit, found {shorten(wanted)}", hint=hint)
    if len(known) > 1:
        ids = listed(name_of(id_, slugs) for id_ in known)
        raise UsageError(
            f"expected one plan of which this is an edit, found {len(known)} called {shorten(wanted)}",
            hint=f"say which by its id: acumen adopt FILE --as-edit-of ID; they are {ids}",
        )
    return known


def _moved(before: PlanState, after: PlanState) -> tuple[PriorMoved, ...]:
    """States whose prior was edited, or whose belief was set; none where what was seen can't come about by the new figures."""
    then, now = _stood(before), _stood(after)
    if now is None:
        return ()
    priors = {(one.id, state): prob for one in before.plan.hypotheses for state, prob in one.states}
    found = []
    for one in after.plan.hypotheses:
        for (state, prior), belief in zip(one.states, now[one.id], strict=True):
            old = priors.get((one.id, state))
            was = (
                None
                if then is None or old is None
                else dict(zip(_names(before, one.id), then[one.id], strict=True))[state]
            )
            is_moved = old is not None and (old != prior or (was is not None and abs(was - belief) > LEAST_MOVE))
            if is_moved and not (one.is_binary and state == "no"):
                found.append(
                    PriorMoved(
                        hypothesis=one.id,
                        state=state,
                        is_binary=one.is_binary,
                        old_prior=old,
                        new_prior=prior,
                        old_belief=was,
                        new_belief=belief,
                    )
                )
    return tuple(found)


def _names(state: PlanState, hypothesis: str) -> list[str]:
    """The states of a hypothesis."""
    return next([name for name, _ in one.states] for one in state.plan.hypotheses if one.id == hypothesis)


def _stood(state: PlanState) -> dict[str, tuple[float, ...]] | None:
    """The belief in every hypothesis; None where what was seen can't come about."""
    if not state.plan.hypotheses:
        return {}
    from acumen.desk.state.belief_history import weigh_all  # noqa: PLC0415 -- not needed without hypotheses

    try:
        weighed = weigh_all(state)
    except (UsageError, UnsolvableError):
        return None
    return {one.id: weighed.belief(one.id) for one in state.plan.hypotheses}


def _source(plan: str | bytes | os.PathLike[str], source: str) -> str:
    """What problems call it: the file's name, or `source` for a text."""
    if isinstance(plan, bytes) or (isinstance(plan, str) and "\n" in plan):
        return source
    return os.fspath(plan)
