"""What a row of the catalogue is made of: a verb, and what it takes. Plain tuples: every start of a face reads them all."""

from typing import Any, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal[
    "text",
    "words",  # several, joined by blanks
    "list",  # several, each for itself
    "count",
    "figure",
    "hours",
    "worth",  # hours above 0
    "share",
    "gap",  # a share of 0 or more, below 1
    "switch",
    "maybe",  # a switch that may have a word behind it; `value` is what it stands for without
    "choice",
    "pairs",  # KEY=VALUE, each key once
    "file",  # the name of a file that is read
    "input",  # the same, or what comes in by `-`
    "plan",  # the text of a plan: that of a file, or what comes in by `-`
    "output",  # a file that is written, never over another unless told so
    "place",  # a file that is added to
    "asks",  # a switch: whether questions are asked, of whoever sits before the face; the verb gets what puts them
    "talk",  # no word of the user's: what puts questions, where somebody sits before the face; else None
    "whole",  # no word of the user's: whether all figures are wanted, as in JSON
    # the face's own, which no verb sees
    "ledger",
    "without",  # sources that the ledger is opened without
    "once",  # an id of the call, so that it may be made again
    "chart",
    "form",  # of the text: one that the result can be drawn in
    "picture",  # which of several, with --chart
    "view",  # another view of the same result; `value` names it
]
UNTYPED = ("whole", "talk")
OF_THE_FACE = ("ledger", "without", "once", "chart", "form", "picture", "view")
Needs: TypeAlias = Literal[
    "nothing",
    "clock",  # the moment
    "path",  # the name of the ledger's file
    "ledger",  # an open book; a ledger is made where there is none
    "records",  # an open book of a ledger that is there
    "plan or ledger",  # a way to open the book, for a verb that may do without
    "plan or ledger, and clock",  # the same, and the moment
]
Effect: TypeAlias = Literal[
    "reads",
    "appends",  # records are added, which `acumen undo` takes back
    "asks",  # reads, and notes what it advised
    "rewrites",  # a file of the user's
    "erases",  # words in the ledger, for good
]
EFFECTS: dict[Effect, str] = {
    "reads": "Writes nothing.",
    "appends": "Adds to the ledger; acumen undo ID takes that back.",
    "asks": "Of an adopted plan, it keeps its advice.",
    "rewrites": "Writes a file.",
    "erases": "Takes words out of the ledger, for good.",
}
Cost: TypeAlias = Literal[
    "instant",  # no numerics are loaded, whatever is there
    "seconds",
    "long",  # up to minutes, where a plan or a table is big
]
COSTS: dict[Cost, str] = {"instant": "", "seconds": "May take a second.", "long": "May take a minute."}
Status: TypeAlias = Literal["stable", "deprecated"]  # the latter: it runs, and is not listed


class Takes(NamedTuple):
    """One argument of a verb, for every face. Rows of one name are ways to fill one argument."""

    name: str
    flag: str | None = None  # None: it stands by its place
    kind: Kind = "text"
    word: str = ""  # what stands for it in the usage; in brackets where it may be left out
    says: str = ""
    default: Any = None
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    is_open: bool = False  # neither `least` nor `most` itself
    is_required: bool = False
    many: bool = False  # may be given again
    value: str | None = None  # what a switch stands for, where several switches fill one argument
    is_default_shown: bool = False
    short: str = ""  # the same flag in one letter


class Verb(NamedTuple):
    """One row. `does` is "module:function", loaded when it is called; its result is shown as `acumen.views.registry` says."""

    name: str  # "predict"; "ideas add" is one of a group
    says: str  # a line of help
    does: str = ""  # empty: it only leads to others of its name
    takes: tuple[Takes, ...] = ()
    help: str = ""  # what else there is to say
    examples: tuple[
        str, ...
    ] = ()  # as typed, one after another, beside plan.yaml, in the ledger that `acumen demo` makes
    needs: Needs = "ledger"
    effect: Effect = "reads"
    cost: Cost = "instant"
    status: Status = "stable"
    json: str = "Write JSON."  # empty: there is no such option
    has_negatives: bool = False  # -2 may stand among the words, and is no option
    draws: str = ""  # "module:function" of what --chart draws, given the result and the arguments
    passes: str = ""  # the field of the result without which the command fails
    is_complaint: bool = False  # the text of one that does not pass is about what is wrong
    is_bold: bool = False  # the first line of the text is the answer
    is_talk: bool = False  # the text is about what went to a file
    n_problems: int = 0  # how many of the result's problems are shown beside it
    is_for_a_terminal: bool = False  # files and folders of its own, talk about itself: there is no function of it
    beyond: tuple[str, ...] = ()  # arguments for programs only
    python: str = ""  # "module:function" of the function for programs, where it is another than `does`


class Section(NamedTuple):
    """Verbs that belong together, in the order of a day's work; those of a group stand behind its name."""

    name: str
    verbs: tuple[Verb, ...]


def place(name: str, word: str = "", *, kind: Kind = "text", default: str | None = None) -> Takes:
    """An argument that stands by its place; needed, unless its word is in brackets."""
    word = word or name.upper()
    return Takes(name, kind=kind, word=word, default=default, is_required="[" not in word and "]" not in word)


def option(flag: str, says: str, *, name: str = "", kind: Kind = "text", **more: Any) -> Takes:  # noqa: ANN401 -- fields of Takes
    """`--by DATE` and what it says; a flag without a word is a switch. Its name is that of the flag unless given."""
    flag, _, word = flag.partition(" ")
    kind = kind if word or kind != "text" else "switch"
    return Takes(name or flag.lstrip("-").replace("-", "_"), flag, kind, word, says, **more)
