"""Next: what to do now in the adopted plan, given all that has happened to it."""

import msgspec

from acumen.desk.keeping.book import Book
from acumen.desk.loop.advice import advise, note
from acumen.desk.loop.plans import choose
from acumen.desk.loop.told import Told
from acumen.desk.planning.answer import Answer, Objective
from acumen.desk.planning.solve import Limits
from acumen.errors import Problem


class Next(Told, frozen=True, kw_only=True):
    """The answer for the adopted plan `id` as it stands; `noted`: the id of the record of this advice, if one was made."""

    id: str
    answer: Answer
    noted: str | None
    problems: tuple[Problem, ...]

    def to_json(self) -> str:
        """As JSON: the names of the answer, with `adopted`, `noted` and `problems` beside them."""
        whole = msgspec.to_builtins(self.answer)
        whole |= {"adopted": self.id, "noted": self.noted, "problems": msgspec.to_builtins(self.problems)}
        return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()

    def _repr_markdown_(self) -> str:
        """The answer for a notebook."""
        return self.answer._repr_markdown_()

    def __str__(self) -> str:
        """The text that `acumen next` prints."""
        from acumen.desk.wording.loop import write_next  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_next(self))


def next_(
    book: Book,
    plan: str | None = None,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    limits: Limits | None = None,
) -> Next:
    """What to do now; `plan`: a slug or id where several are adopted. Kept as advice given when it changes.

    Advice at another worth or for another objective is an answer to a question in thought, and not kept.
    """
    chosen = choose(book, plan)
    answer = advise(chosen, objective=objective, worth=worth, limits=limits)
    is_asked_in_thought = objective != "net" or worth is not None or limits is not None
    noted = None if is_asked_in_thought else note(book, chosen, answer)
    return Next(id=chosen.state.id, answer=answer, noted=noted, problems=chosen.state.problems)
