"""Verbs about the ledger as a whole."""

from acumen.catalog.forecasts import PEOPLE
from acumen.catalog.rows import Section, Verb, option, place
from acumen.catalog.shared import column

DESK = "acumen.desk.ledgers."
FRONT = "acumen.desk.front.ledgers:"
FORMS = ("ledger", "fatebook", "predictionbook", "metaculus")

VERIFY = Verb(
    "verify",
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
    needs="records",
    passes="is_sound",
)
REDACT = Verb(
    "redact",
    "Remove the words of a record from the ledger's file, for good.",
    does=DESK + "redact:redact",
    takes=(
        place("prefix", "ID"),
        option("--why TEXT", "The reason; it is kept.", is_required=True),
        option("--all", "Take away figures (chances, hours, outcomes) too.", name="is_all"),
    ),
    help="""\
ID is the beginning of a record's id, as `acumen log` shows it. Its chances,
outcomes and dates stay unless --all: a lost bet can't be hidden.""",
    needs="records",
    effect="erases",
)

LEDGERS = Section(
    "Keep",
    (
        Verb(
            "demo",
            "Make a ledger to look around in: a quarter of invented work.",
            does=FRONT + "demo",
            help="""\
It goes into a new temporary folder. Your own ledger is not touched,
whatever ACUMEN_LEDGER says; what to type is printed.""",
            needs="clock",
        ),
        Verb(
            "init",
            "Make an empty ledger and say where it is.",
            does=FRONT + "init",
            help="Not needed: whatever is written first makes it.",
            effect="appends",
            json="",
        ),
        Verb(
            "import",
            "Take in another ledger (.jsonl), or forecasts from a table.",
            does=FRONT + "import_",
            takes=(
                place("file", kind="input"),
                option("--from", "Who wrote it; found out unless given.", name="origin", kind="choice", choices=FORMS),
                column("--prob", "Any table: the chance of yes."),
                option("--percent", "The chance is in percent.", name="is_percent"),
                column("--outcome", "yes or no, 1 or 0, void; empty where it is open."),
                column("--question", "What tells questions apart; each row is one unless given."),
                column("--person", "Who said so; yourself unless given."),
                column("--at", "When it was said."),
                column("--known", "When the outcome was known; when it was said unless given."),
                column("--domain", "What kind of thing it is about."),
                option("--on DATE", "When all was said, where no column tells."),
                option("--source NAME", "The name by which a table is known again; the file's unless given."),
                option("--as NAME", "Who said all of it, where no column tells.", name="person_of_all"),
                option("--me NAME", "The name under which you stand in it."),
                option("--mine", "A ledger: what its own writer said, I said.", name="is_mine"),
            ),
            help="""\
FILE is what `acumen export` wrote (- reads it from standard input); or an export of Fatebook (.csv),
PredictionBook (.json, .csv) or Metaculus (.zip); or any .csv or .tsv,
its columns named with --prob, --outcome and so on. What is here already
is not taken in again, however the rows are sorted.""",
            effect="appends",
            json="Write JSON, problems included.",
            n_problems=20,
        ),
        Verb(
            "export",
            "Write the whole ledger as lines of JSON.",
            does=FRONT + "export",
            takes=(place("file", "[FILE]", kind="output", default="-"),),
            help="""\
FILE is standard output unless given. `acumen import` reads it back, into
an empty ledger as the same one.""",
            needs="records",
            json="",
            is_talk=True,
        ),
        VERIFY,
        REDACT,
        Verb("ledger", "Where it is, whether it is sound, where its heads are noted."),
        Verb("ledger where", "Say which file the ledger is.", does=FRONT + "where", needs="path", json=""),
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
            needs="records",
            effect="appends",
        ),
        Verb(
            "ledger set",
            "Say how you want something done; of each KEY the last counts.",
            does=DESK + "settings:set_",
            takes=(place("key"), place("value")),
            help="`acumen ledger settings` lists the keys. `acumen undo` takes it back.",
            effect="appends",
        ),
        Verb("ledger settings", "List all settings and what counts.", does=DESK + "settings:settings"),
        Verb(
            "ledger leave-out",
            "Let what came from a table or ledger count no more.",
            does=FRONT + "leave_out",
            takes=(place("source", "[SOURCE]"),),
            help="""\
SOURCE is its name or how that begins; without it, all are listed. Nothing
is taken away: `acumen undo` lets it count again.""",
            effect="appends",
        ),
        VERIFY._replace(name="ledger verify"),
        REDACT._replace(name="ledger redact"),
        PEOPLE._replace(name="ledger people"),
    ),
)
