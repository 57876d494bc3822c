"""Verbs about the ledger as a whole."""

from acumen.catalog.forecasts import PEOPLE
from acumen.catalog.rows import Verb, option, place
from acumen.catalog.shared import TALK, WRITTEN, column

DESK = "acumen.desk.ledgers."
FRONT = "acumen.desk.front.ledgers:"
TABLES = ("questions", "forecasts", "steps", "hours", "due")
FORMS = ("ledger", "fatebook", "predictionbook", "metaculus", "manifold", "jira", "gitlab", "toggl")

VERIFY = Verb(
    "ledger verify",
    "Prove that every record is still what was written.",
    does=FRONT + "verify",
    takes=(
        option("--head P:HASH", "A head noted earlier; of this ledger, or of one that was imported."),
        option("--anchor FILE", "A file in which heads are noted. Repeatable.", name="files", many=True),
    ),
    help="""\
Names the first bad position and exits with 1 when something is not. Heads
that `acumen ledger anchor` noted are compared too, wherever the records
say they are, and in the git repository one is in.""",
    examples=("acumen ledger verify",),
    needs="records",
    passes="is_sound",
)
REDACT = Verb(
    "ledger redact",
    "Remove the words of a record from the ledger, for good.",
    does=DESK + "redact:redact",
    takes=(
        place("prefix", "ID"),
        option("--why TEXT", "The reason; it is kept.", is_required=True),
        option("--all", "Take away figures (chances, hours, outcomes) too.", name="is_all"),
    ),
    help="""\
ID is the beginning of a record's id, as `acumen log` shows it. Its chances,
outcomes and dates stay unless --all: a lost bet can't be hidden.""",
    examples=('acumen ledger redact 952a --why "It names a customer"',),
    needs="records",
    effect="erases",
)

LEDGERS = (
    Verb(
        "demo",
        "Make a ledger to look around in: a quarter of invented work.",
        does=FRONT + "demo",
        help="""\
It goes into a new temporary folder. Your own ledger is not touched,
whatever ACUMEN_LEDGER says; what to type is printed.""",
        examples=("acumen demo",),
        effect="rewrites",
        needs="clock",
    ),
    Verb(
        "init",
        "Make an empty ledger and say where it is.",
        does=FRONT + "init",
        help="Not needed: whatever is written first makes it.",
        examples=("acumen init --ledger new.sqlite",),
        effect="rewrites",
        status="deprecated",
        is_for_a_terminal=True,
    ),
    Verb(
        "import",
        "Take in a table of forecasts or hours, or another ledger.",
        does=FRONT + "import_",
        takes=(
            place("file", kind="input"),
            option("--from", "Who wrote it; found out unless given.", name="origin", kind="choice", choices=FORMS),
            option("--as-shown", "A table: take it in as it is understood without options."),
            option("--skip-bad", "Leave out rows that can't be read; else nothing is taken in."),
            option(
                "--doubles",
                "Rows that stand here already from elsewhere: leave out, or count again.",
                kind="choice",
                choices=("skip", "take"),
            ),
            column("--question", "The claim, or what tells questions apart; each row is one unless given."),
            column("--prob", "The chance of yes."),
            column("--says", "Chances, intervals or choices, as `acumen predict` takes them."),
            column("--low", "A number, or hours: 5 % lie below."),
            column("--median", "Half lie below."),
            column("--high", "5 % lie above."),
            column("--hours", "Hours that were said."),
            column("--taken", "Hours that it took."),
            column("--outcome", "yes or no, a number, a choice, void; empty where it is open."),
            column("--person", "Who said so; yourself unless given."),
            column("--at", "When it was said."),
            column("--known", "When the outcome was known; when it was said unless given."),
            column("--by", "When it was to be known."),
            column("--domain", "What kind of thing it is about."),
            *WRITTEN,
            option("--unit UNIT", "Of hours without one: s, min, h, d; of numbers, any."),
            option("--on DATE", "When all was said, where no column tells."),
            option("--map FILE", "Columns and options kept in a file; written where it is not there.", name="map_file"),
            option("--source NAME", "The name by which a table is known again; the file's unless given."),
            option("--as NAME", "Who said all of it, where no column tells.", name="person_of_all"),
            option("--me NAME", "The name under which you stand in it."),
            option("--mine", "A ledger: what its own writer said, I said.", name="is_mine"),
            TALK,
        ),
        help="""\
FILE alone is looked at: what each column is taken for is shown, with the
command that takes it in, and nothing is written. It may be a .csv, .tsv,
.xlsx, a YAML list, an export of Fatebook, PredictionBook, Metaculus,
Manifold, Jira, GitLab or Toggl, or what `acumen export` wrote (- reads that from
standard input). What is here already is not taken in again.""",
        examples=("acumen import examples/my-forecasts.csv", "acumen import examples/my-forecasts.csv --as-shown"),
        passes="is_taken",
        effect="appends",
        json="Write JSON, problems included.",
    ),
    Verb(
        "export",
        "Write the whole ledger as lines of JSON.",
        does=FRONT + "export",
        python="acumen.desk.ledgers.export:export",
        takes=(
            place("file", "[FILE]", kind="output", default="-"),
            option("--table", "One table as CSV instead; due: a calendar (.ics).", kind="choice", choices=TABLES),
        ),
        help="""\
FILE is standard output unless given. `acumen import` reads it back, into
an empty ledger as the same one. A table holds what you may see.""",
        examples=("acumen export backup.jsonl", "acumen export due.ics --table due"),
        effect="rewrites",
        needs="records",
        is_talk=True,
    ),
    Verb("ledger", "Where it is, whether it is sound, where its heads are noted."),
    Verb(
        "ledger where",
        "Say which file the ledger is.",
        does=FRONT + "where",
        needs="path",
        examples=("acumen ledger where",),
        is_for_a_terminal=True,
    ),
    VERIFY,
    REDACT,
    Verb(
        "ledger anchor",
        "Note the ledger's head outside of it.",
        does=FRONT + "anchor",
        takes=(
            place("file", "[FILE]", kind="place"),
            option("--git", "Note it in the git repository one is in, at its last commit.", name="is_git"),
        ),
        help="""\
FILE is a text file, best one that others keep too. `acumen ledger verify`
compares with all that was noted: a ledger brought back from an older copy,
or written anew, is named at once.""",
        examples=("acumen ledger anchor heads.txt",),
        needs="records",
        effect="appends",
    ),
    Verb(
        "ledger set",
        "Say how you want something done, by KEY and VALUE.",
        does=DESK + "settings:set_",
        takes=(place("key"), place("value")),
        help="`acumen ledger settings` lists the keys. `acumen undo` takes it back.",
        examples=('acumen ledger set person "Ada Lovelace"',),
        effect="appends",
    ),
    Verb(
        "ledger settings",
        "List all settings and what counts.",
        does=DESK + "settings:settings",
        examples=("acumen ledger settings",),
    ),
    Verb(
        "ledger leave-out",
        "Let what came from a table or ledger count no more.",
        does=FRONT + "leave_out",
        takes=(place("source", "[SOURCE]"),),
        help="""\
SOURCE is its name or how that begins; without it, all are listed. Nothing
is taken away: `acumen undo` lets it count again.""",
        examples=("acumen import examples/my-forecasts.csv --as-shown", "acumen ledger leave-out my-forecasts"),
        effect="appends",
    ),
    PEOPLE,
)
