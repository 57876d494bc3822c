"""Verbs about a plan, in a file or followed."""

from acumen.catalog.rows import Verb, option, place
from acumen.catalog.shared import (
    ALL_FIGURES,
    AS_SAID,
    CHART,
    FOLLOWED,
    GAP,
    LEDGER,
    MAX_STATES,
    OBJECTIVE,
    PLAN_OR_NONE,
    WHOLE,
    WITHOUT,
    WORTH,
    seed,
)

LADDERS = ("prompting", "theorem", "system", "empirical")
FRONT = "acumen.desk.front.plans:"
MAX_RUNS = 10_000_000
FROM_WHERE_IT_STANDS = """\
PLAN is a file, or the name of an adopted plan; - reads standard input.
Without it: the adopted plan, from where it stands, corrected by what your
record has earned."""

PLANS = (
    Verb(
        "new",
        "Write a small plan that works, to edit.",
        does=FRONT + "new",
        takes=(
            place("file", "[FILE]", kind="output", default="plan.yaml"),
            option(
                "--ladder",
                "From the cheapest way to the dearest, with probes; every figure to be filled in.",
                kind="choice",
                choices=LADDERS,
            ),
            option(
                "--ask", "Ask for the goal, its worth and what must come before it, a question a line.", kind="asks"
            ),
        ),
        help="FILE is plan.yaml unless given; - writes to standard output.",
        examples=("acumen new", "acumen new --ladder theorem lemma.yaml"),
        needs="nothing",
        effect="rewrites",
        is_talk=True,
        is_for_a_terminal=True,
    ),
    Verb(
        "check",
        "Find every mistake in a plan file, with line and column.",
        does=FRONT + "check",
        python="acumen.desk.plans.check:check",
        takes=(
            PLAN_OR_NONE,
            option(
                "--schema [NAME]",
                "The JSON Schema of plan files, for editors; or of the answer that is called NAME.",
                kind="maybe",
                value="plan",
            ),
        ),
        help="PLAN is a file; - reads standard input. Exit code 1 when there is a mistake.",
        examples=("acumen check plan.yaml",),
        needs="nothing",
        json="Write JSON, problems included.",
        passes="is_ok",
        is_complaint=True,
    ),
    Verb(
        "next",
        "Say what to do next, for how long, and what it is worth.",
        does=FRONT + "next_",
        python="acumen.desk.loop.next:next_",
        takes=(
            PLAN_OR_NONE,
            FOLLOWED,
            OBJECTIVE,
            WORTH,
            MAX_STATES,
            GAP,
            option(
                "--set STEP.KEY=VALUE",
                "What if it were so? KEY: chance, hours or fails; also worth=HOURS. May be repeated, as may --drop.",
                name="settings",
                kind="pairs",
                many=True,
            ),
            option("--drop STEP", "What if that step or group were not there?", name="drops", many=True),
            AS_SAID,
            WITHOUT,
            WHOLE,
        ),
        help="""\
Without PLAN: in the adopted plan as it stands, corrected by what your
record has earned, and the advice is kept.
PLAN is a file; - reads standard input. With --set or --drop: the plan as
it stands and as changed, side by side; the file is not touched.""",
        examples=("acumen next", "acumen next plan.yaml --set real-thing.chance=50%"),
        cost="seconds",
        needs="plan or ledger, and clock",
        effect="asks",
        json=ALL_FIGURES,
        is_bold=True,
    ),
    Verb(
        "why",
        "Say what the advice leans on, and what would change it.",
        does=FRONT + "why",
        python="acumen.desk.sensitivity.why:why",
        takes=(PLAN_OR_NONE, FOLLOWED, OBJECTIVE, WORTH, MAX_STATES, GAP, AS_SAID, LEDGER, CHART),
        help="""\
PLAN is a file; - reads standard input. Without it: the adopted plan from
where it stands, its reasons and how it ends.""",
        examples=("acumen why plan.yaml",),
        cost="long",
        needs="plan or ledger, and clock",
        json=ALL_FIGURES,
        draws="acumen.views.pictures:of_result",
    ),
    Verb(
        "tree",
        "Show the advice in full: what to do in every situation.",
        does=FRONT + "tree",
        python="acumen.desk.plans.policy_tree:tree",
        takes=(
            PLAN_OR_NONE,
            FOLLOWED,
            option("--depth K", "Show the first K actions only.", kind="count", least=1),
            OBJECTIVE,
            WORTH,
            MAX_STATES,
            GAP,
            option(
                "--format",
                "How it is shown; mermaid and graphviz: the source of a diagram.",
                name="form",
                kind="form",
                choices=("text", "md", "html", "csv", "tsv", "json", "jsonl", "mermaid", "graphviz"),
                default="text",
                is_default_shown=True,
            ),
            AS_SAID,
            LEDGER,
            CHART,
        ),
        help=FROM_WHERE_IT_STANDS,
        examples=("acumen tree plan.yaml --depth 2",),
        cost="seconds",
        needs="plan or ledger, and clock",
        json="Write JSON, with every situation unless there is a --depth.",
        draws="acumen.views.pictures:of_tree",
    ),
    Verb(
        "simulate",
        "Follow the advice in many random runs: hours, ends, steps.",
        does=FRONT + "simulate",
        python="acumen.desk.plans.simulate:simulate",
        takes=(
            PLAN_OR_NONE,
            FOLLOWED,
            option(
                "--runs N", "How many.", kind="count", least=1, most=MAX_RUNS, default=10_000, is_default_shown=True
            ),
            seed("The same seed, the same runs, on any machine.", is_default_shown=True),
            option("--within HOURS", "Ask about so many hours; may be repeated.", kind="hours", many=True),
            OBJECTIVE,
            WORTH,
            MAX_STATES,
            GAP,
            AS_SAID,
            LEDGER,
            CHART,
        ),
        help=FROM_WHERE_IT_STANDS,
        examples=("acumen simulate plan.yaml --within 20",),
        cost="seconds",
        needs="plan or ledger, and clock",
        json="Write JSON, with every step.",
        draws="acumen.views.pictures:of_runs",
    ),
    Verb(
        "ship",
        "Say how likely a date is, what would help, what to cut.",
        does=FRONT + "ship",
        python="acumen.desk.dates.ship:ship",
        takes=(
            PLAN_OR_NONE,
            FOLLOWED,
            option("--date DAY", "Ask about another day.", name="on"),
            option("--hours RATE", "With other hours of yours: `20 per week`.", name="hours"),
            option(
                "--format",
                "How it is shown; mermaid: the source of a Gantt chart.",
                name="form",
                kind="form",
                choices=("text", "md", "html", "csv", "tsv", "json", "jsonl", "mermaid"),
                default="text",
                is_default_shown=True,
            ),
            option("--since DAY", "What has changed it since that day, or since `adoption`."),
            option(
                "--baseline", "Keep this chance as what is promised from now on.", kind="switch", name="is_promised"
            ),
            option(
                "--runs N", "How many.", kind="count", least=1, most=MAX_RUNS, default=20_000, is_default_shown=True
            ),
            seed("The same seed, the same runs, on any machine.", is_default_shown=True),
            WORTH,
            GAP,
            AS_SAID,
            LEDGER,
            CHART,
        ),
        help="""\
The plan has `ship: DAY` and `hours: 20 per week`: yours for it, from today.
Worth is earned by the end of that day, or falls after it as `late` says; a
part with `cut` may be missing. PLAN is a file; without it: the adopted plan,
from where it stands.""",
        examples=(
            'acumen ship plan.yaml --date "end of month" --hours "20 per week"',
            "acumen adopt examples/workshop.yaml",
            "acumen ship --plan workshop --baseline",
        ),
        cost="seconds",
        needs="plan or ledger, and clock",
        effect="asks",
        draws="acumen.views.pictures:of_result",
    ),
    Verb(
        "portfolio",
        "Divide your hours over several plans, beside safe work.",
        does="acumen.desk.front.portfolios:portfolio",
        python="acumen.desk.portfolio.portfolio:portfolio",
        takes=(
            place("plans", "[PLAN…]", kind="list"),
            option("--hours HOURS", "For all of it together: `60`; or each week: `8 per week`."),
            option(
                "--until DAY",
                "The last day of these hours, unless said the latest on which a plan is due; "
                "what succeeds later counts for nothing.",
            ),
            option(
                "--safe HOURS",
                "Sure work beside the plans: what an hour of it is worth, such as 1.4.",
                kind="figure",
                least=0,
                most=1000,
                is_open=True,
            ),
            option("--trust CHANCE", "At least one plan has to pay off so surely: what that costs.", kind="share"),
            AS_SAID,
            LEDGER,
            CHART,
        ),
        help="""\
PLAN is a file, the name of an adopted plan, or a file of a portfolio, which
names plans, hours, safe work and trust. Without any: all adopted plans. Each
counts from where it stands; those that are parked, over or say no worth are
left out.""",
        examples=(
            "acumen portfolio --hours 60 --safe 1.4",
            "acumen portfolio plan.yaml --hours '8 per week' --until 4w",
        ),
        cost="seconds",
        needs="plan or ledger, and clock",
        draws="acumen.views.pictures:of_result",
    ),
    Verb(
        "probes",
        "Say what being told something now would be worth to a plan.",
        does=FRONT + "probes",
        python="acumen.desk.plans.value_of_information:probes",
        takes=(
            PLAN_OR_NONE,
            FOLLOWED,
            WORTH,
            GAP,
            option(
                "--priced N",
                "How many results are priced of a plan too big to be exact.  [default: 6]",
                kind="count",
                least=1,
            ),
            AS_SAID,
        ),
        help="""\
PLAN is a file; - reads standard input. Without it: the adopted plan, from
where it stands. Every probe, every step, and every hypothesis: in hours,
and in bits.""",
        examples=("acumen probes plan.yaml",),
        cost="seconds",
        needs="plan or ledger, and clock",
        json="Write JSON, with every probe and step.",
    ),
)
