"""That a plan's file was asked about while the plan of that name is followed: another version, or begun since."""

from acumen.desk.book import Book
from acumen.desk.state.current_plan import is_reached
from acumen.errors import AcumenError
from acumen.history import plan_states
from acumen.records import Plan


def note_followed(book: Book, plan: Plan) -> tuple[str, ...]:
    """What the answer about a file does not count; nothing where no open plan is called so, or it stands as the file says."""
    try:
        history = book.recall("plans", "marks")
        states = plan_states(history.plans, history.marks)
    except AcumenError:  # a file is answered whatever the ledger is like
        return ()
    for state in states:
        if state.plan.plan != plan.plan or state.stopped is not None or is_reached(state) is not None:
            continue
        is_begun = any(past.sayings or past.ended is not None for past in state.steps)
        go_on = f"acumen next --plan {plan.plan}"
        if state.plan != plan:
            said = "This is the file, from its beginning; as adopted, the plan says something else"
            return (f"{said}. `acumen adopt FILE` takes the file over, `{go_on}` goes on with what is followed.",)
        if is_begun:
            return (
                f"This is the file, from its beginning, though the plan has been begun: `{go_on}` goes on from there.",
            )
    return ()
