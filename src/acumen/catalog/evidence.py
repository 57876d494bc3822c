"""Verbs of belief and doubt."""

from acumen.catalog.rows import Verb, option, place
from acumen.catalog.shared import HYPOTHESES_OF, WORTH

DESK = "acumen.desk.beliefs."
PLAN, SAME_PLAN = HYPOTHESES_OF

EVIDENCE = (
    Verb(
        "evidence",
        "Show where every hypothesis stands, and how it came there.",
        does=DESK + "believe:believe",
        takes=HYPOTHESES_OF,
        help="PLAN is an adopted plan, by its short name or id; needed where several are.",
        examples=("acumen evidence retrieval-paper",),
    ),
    Verb(
        "evidence add",
        "Write down what speaks for or against a hypothesis.",
        does=DESK + "evidence:evidence",
        takes=(
            PLAN,
            place("hypothesis", "HYPOTHESIS"),
            option("--if-true CHANCE", "How likely it was to be seen if the hypothesis is true."),
            option("--if-false CHANCE", "The same if it is false."),
            option(
                "--state S=CHANCE",
                "The same in state S, of several; repeated.",
                name="states",
                kind="pairs",
                many=True,
            ),
            option("--from STEP", "The step or probe it was read off; it stands for that result.", name="source"),
            option(
                "--artifact TEXT",
                "What may mislead: 'bug: 5%, shows 100%'. May be repeated.",
                name="artifacts",
                many=True,
            ),
            option("--why TEXT", "What was seen."),
            SAME_PLAN,
        ),
        help="""\
Several pieces that name the same artifact share it: if it is there, it
misleads in all of them.""",
        examples=('acumen evidence add clean --if-true 80% --if-false 30% --artifact "leak: 5%"',),
        effect="appends",
    ),
    Verb(
        "evidence doubts",
        "Show how evidence could mislead, and what a look is worth.",
        does=DESK + "critique:doubt",
        takes=(PLAN, WORTH, SAME_PLAN),
        help="""\
In bits about the hypotheses, and in hours to the plan. PLAN is an adopted
plan, by its short name or id; needed where several are.""",
        examples=("acumen evidence doubts retrieval-paper",),
        cost="seconds",
    ),
    Verb(
        "evidence check",
        "Write down what a look at an artifact has shown.",
        does=DESK + "artifact_checks:checked",
        takes=(
            place("artifact", "ARTIFACT"),
            PLAN,
            option("--ruled-out", "It is not there.", name="is_ruled_out"),
            option("--found", "It is there.", name="is_found"),
            option("--chance CHANCE", "How likely it is now, apart from what the evidence says of it."),
            option("--why TEXT", "How it was looked into."),
            SAME_PLAN,
        ),
        help="All evidence that leans on it is weighed anew.",
        examples=(
            'acumen evidence add clean --if-true 80% --if-false 30% --artifact "leak: 5%"',
            "acumen evidence check leak --ruled-out",
        ),
        effect="appends",
    ),
    Verb(
        "evidence rate",
        "Show the bits an hour that you gained in the last weeks.",
        does=DESK + "information_rate:rate",
        takes=(
            PLAN,
            option("--weeks N", "How many.", kind="count", least=1, most=520, default=4, is_default_shown=True),
            SAME_PLAN,
        ),
        help="""\
How much less uncertain the hypotheses and goals of your plans became, for
each hour told. All adopted plans, unless one is named.""",
        examples=("acumen evidence rate --weeks 12",),
    ),
)
