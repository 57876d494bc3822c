"""Verbs of the loop: what one does while a plan is followed."""

from acumen.catalog.rows import Verb, option, place
from acumen.catalog.shared import OF_PLAN, ON_DAY, ONE_PLAN, PLAN_FILE

ENDS = {
    "succeeded": "It worked.",
    "failed": "Its failure has shown.",
    "left": "It was given up before either.",
    "positive": "A probe answered yes.",
    "negative": "A probe answered no.",
}
DESK = "acumen.desk.loop."

LOOP = (
    Verb(
        "adopt",
        "Follow a plan from now on; again after an edit of it.",
        does="acumen.desk.front.plans:adopt",
        python="acumen.desk.loop.adopt:adopt",
        takes=(
            PLAN_FILE,
            option(
                "--as-edit-of NAME",
                "The adopted plan that this is a new version of, if its short name changed.",
                name="name",
            ),
            option("--belief-now", "The chances of its hypotheses are what you believe now, all told."),
        ),
        help="PLAN is a file; - reads standard input. What happened to its steps stays.",
        examples=("acumen adopt plan.yaml",),
        cost="seconds",
        effect="appends",
    ),
    Verb(
        "start",
        "Begin a step: a bet on its chance and hours.",
        does=DESK + "start:start",
        takes=(
            place("step", "[STEP]"),
            option("--chance CHANCE", "What you say it is, where that is not what the plan says."),
            option("--hours HOURS", "The same of its hours: 6, or '2 to 6'."),
            option("--fails HOURS", "The same of the hours until failure shows."),
            ON_DAY,
            OF_PLAN,
        ),
        help="""\
STEP is the advised one unless given. While a step is under way, --chance
and --hours bet anew on what remains of it.""",
        examples=("acumen start hand-over --chance 80%",),
        cost="seconds",
        effect="appends",
    ),
    Verb(
        "spend",
        "Tell of further hours spent on a step.",
        does="acumen.desk.front.loop:spend",
        python=DESK + "spend:spend",
        takes=(place("step", "[STEP]"), place("hours", "HOURS", kind="words"), ON_DAY, OF_PLAN),
        help="STEP is the one under way unless given. HOURS: 3.5, or 90 min.",
        examples=("acumen spend write-up 3.5",),
        cost="seconds",
        effect="appends",
    ),
    Verb(
        "done",
        "Write down how a step or a probe ended.",
        does=DESK + "done:done",
        takes=(
            place("step", "[STEP]"),
            *(option(f"--{end}", says, name="ended", value=end, is_required=True) for end, says in ENDS.items()),
            option("--hours HOURS", "Spent on it in all; what was told by `spend` unless given."),
            ON_DAY,
            OF_PLAN,
        ),
        help="STEP is the one under way unless given.",
        examples=("acumen done write-up --succeeded --hours 30",),
        cost="seconds",
        effect="appends",
    ),
    Verb(
        "stop",
        "Give a plan up on record; park it for a while; resume it.",
        does=DESK + "stop:stop",
        takes=(
            place("plan", "[PLAN]"),
            option("--park", "Let it rest: it is not asked about meanwhile.", name="how", value="park"),
            option("--resume", "Go on with a parked plan.", name="how", value="resume"),
            option("--until DATE", "With --park: the last day on which it rests."),
            option("--why TEXT", "Why, for later."),
            ON_DAY,
        ),
        help="""\
Its goal then counts as not reached, and open-ended work under way as left.
PLAN is the one that is followed unless given.""",
        examples=(
            'acumen stop labelling-tool --why "Others have built one"',
            "acumen stop retrieval-paper --park --until 2w",
        ),
        effect="appends",
    ),
    Verb(
        "status",
        "Show where the adopted plans stand and what is under way.",
        does=DESK + "status:status",
        takes=(ONE_PLAN,),
        examples=("acumen status",),
        cost="seconds",
    ),
    Verb(
        "log",
        "Show what was written down, the latest last.",
        does=DESK + "log:log",
        takes=(
            ONE_PLAN,
            option("--since DATE", "From that day on."),
            option("-n N", "How many at most.", kind="count", least=1, default=20, is_default_shown=True),
        ),
        examples=("acumen log --since monday -n 5",),
    ),
    Verb(
        "find",
        "Find what was written down by its words, of whatever kind.",
        does=DESK + "find:find",
        takes=(
            place("words", "WORDS...", kind="words"),
            option("--kind KIND", "Of one kind of record only: question-asked, evidence-seen and so on."),
            option("-n N", "How many at most.", kind="count", least=1, default=20, is_default_shown=True),
        ),
        help="""\
WORDS may be the beginning of an id. What others said and you may not see yet
is not looked in.""",
        examples=("acumen find nightly", "acumen find labels --kind evidence-seen"),
    ),
    Verb(
        "undo",
        "Let the last thing you wrote, or record ID, count no more.",
        does=DESK + "undo:undo",
        takes=(place("id_", "[ID]"), option("--why TEXT", "Why, for later.")),
        help="Nothing is taken away: an undo can be undone, by its id.",
        examples=("acumen spend write-up 35", 'acumen undo --why "It was 3.5"'),
        cost="seconds",
        effect="appends",
    ),
)
