"""Verbs about questions and what people expect."""

from acumen.catalog.rows import Verb, option, place
from acumen.catalog.shared import KIND_OF_THING, MANNER, ONE_KIND, READ_WHERE, REASON, SAYER, VIEWER, said_on

DESK = "acumen.desk.elicitation."
PAST_DAY = " A past day counts as its last second."

PEOPLE = Verb(
    "ledger people",
    "List whose forecasts are kept here.",
    does="acumen.desk.front.forecasts:people",
    takes=(option("--me NAME", "Say that this name is yours."),),
    examples=("acumen ledger people", 'acumen ledger people --me "Ada Lovelace"'),
    effect="appends",
)

FORECASTS = (
    Verb(
        "predict",
        "Say what you expect, before it is known.",
        does=DESK + "predict:predict",
        takes=(
            place("claim", "CLAIM|ID"),
            place("says", "SAYS", kind="list"),
            option("--by DATE", "When it will be known: 2026-12-01, 5d, 2w, friday.", short="-b"),
            KIND_OF_THING,
            option("--resolution TEXT", "How it will be decided."),
            option("--unit WORD", "Of a number."),
            SAYER,
            *MANNER,
            REASON,
            said_on("Said", tail=PAST_DAY),
        ),
        help="""\
CLAIM is new, or ID begins the id of a question. SAYS is a chance (70%,
0.7, 7:3); a number as "4 to 12" (5 % below 4, 5 % above 12) or
"10, 25, 60" (its 5 %, 50 %, 95 %); or "red=20%, blue=80%".""",
        examples=(
            'acumen predict "The new run beats the baseline" 70% --by friday',
            'acumen predict "Hours the review takes" "4 to 12" --unit h',
        ),
        effect="appends",
        has_negatives=True,
    ),
    Verb(
        "resolve",
        "Settle a question: yes, no, a number, a choice, or void.",
        does=DESK + "resolve:resolve",
        takes=(
            place("question", "QUESTION"),
            place("value", "VALUE|void"),
            said_on("Known", tail=PAST_DAY),
            READ_WHERE,
            option("--as NAME", "Who decided it; yourself unless given.", name="person"),
        ),
        help="QUESTION is the beginning of its id, or words of its claim.",
        examples=("acumen resolve nightly yes",),
        cost="seconds",
        effect="appends",
        has_negatives=True,
    ),
    Verb(
        "due",
        "List what is due: open questions, and days of your plans.",
        does="acumen.desk.loop.due_dates:due",
        takes=(
            option(
                "--within DAYS",
                "How near.",
                name="within_days",
                kind="count",
                least=0,
                default=14,
                is_default_shown=True,
            ),
            VIEWER,
        ),
        examples=("acumen due --within 30",),
    ),
    Verb(
        "questions",
        "List questions, or show the only one that fits in full.",
        does=DESK + "question_list:list_questions",
        takes=(
            place("search", "[WORDS|ID]...", kind="words"),
            option("--all", "Settled ones too.", name="state", value="all"),
            option("--settled", "Settled ones only.", name="state", value="resolved"),
            ONE_KIND,
            option(
                "--problems",
                "List what does not fit together instead.",
                kind="view",
                value="acumen.views.forecasts:write_problems",
            ),
            VIEWER,
        ),
        help="""\
Open ones unless told otherwise; WORDS are looked for in their claims. What
others said of an open one is shown once you have said something yourself.""",
        examples=("acumen questions --settled", "acumen questions nightly"),
    ),
)
