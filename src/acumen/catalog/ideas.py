"""Verbs about ideas, and about people marked by a rubric: what is rated blind and kept."""

from acumen.catalog.rows import Takes, Verb, option, place
from acumen.catalog.shared import (
    CHART,
    CRITERION,
    MANNER,
    ONE_KIND,
    READ_WHERE,
    REASON,
    SAYER,
    VIEWER,
    said_on,
    seed,
)

DESK = "acumen.desk.elicitation."
FRONT = "acumen.desk.front.ideas:"
OF = option("--of NAME", "Who is marked; the ledger's owner unless given.")
ORDER = seed("Another order to rate in.", least=0)


def reliability(flag: str, says: str) -> Takes:
    """One that is known: above 0, at most 1."""
    return option(f"{flag} R", says, kind="figure", least=0, most=1, is_open=True)


IDEAS = (
    Verb(
        "ideas",
        "List ideas, rate them blind, and see whose taste was right.",
        does=DESK + "idea_list:list_ideas",
        takes=(VIEWER, CHART),
        help="""\
Alone it is `acumen ideas list`. What others made of an idea is shown once
you have rated it yourself.""",
        examples=("acumen ideas",),
        cost="seconds",
        draws="acumen.views.pictures:of_result",
        beyond=("search", "state", "domain", "criterion", "seed"),
    ),
    Verb(
        "ideas add",
        "List an idea.",
        does=DESK + "idea_add:add_idea",
        takes=(
            place("title"),
            option("--domain WORD", "What kind of idea it is."),
            option("--worth HOURS", "What it is worth to you, in hours of your time: 400, '10 d'."),
            option("--why TEXT", "What there is to say of it."),
            option("--as NAME", "Whose idea it is; yours unless given.", name="person"),
            said_on("Listed"),
        ),
        examples=('acumen ideas add "Ask the reader what is missing" --worth "10 d"',),
        effect="appends",
    ),
    Verb(
        "ideas rate",
        "Rate an idea: the one named, or the one that `next` shows.",
        does=DESK + "idea_rate:rate_idea",
        takes=(
            place("idea", "[IDEA]", kind="words"),
            place("score", "SCORE"),
            option("--scale 'LOW to HIGH'", "The scale; the one used last, or 0 to 10, unless given."),
            SAYER,
            *MANNER,
            CRITERION,
            REASON,
            said_on("Said"),
            ORDER,
        ),
        help="""\
IDEA is the beginning of its id, or words of its title. SCORE is a figure
on the scale, or 8/10.""",
        examples=("acumen ideas rate index 7 --gut",),
        effect="appends",
        has_negatives=True,
    ),
    Verb(
        "ideas next",
        "Show one idea to rate, and nothing of what others said.",
        does=DESK + "idea_next:next_idea",
        takes=(
            option("--as NAME", "Who is to rate; yourself unless given.", name="person"),
            CRITERION,
            ONE_KIND,
            ORDER,
        ),
        examples=("acumen ideas next --as Ada",),
    ),
    Verb(
        "ideas list",
        "List ideas, best first, or show in full the one that fits.",
        does=DESK + "idea_list:list_ideas",
        takes=(
            place("search", "[WORDS|ID]...", kind="words"),
            option("--open", "Only where it is not known what they turned out to be.", name="state", value="open"),
            option("--known", "Only where it is.", name="state", value="known"),
            ONE_KIND,
            CRITERION,
            VIEWER,
            CHART,
        ),
        examples=("acumen ideas list --open",),
        cost="seconds",
        draws="acumen.views.pictures:of_result",
        beyond=("seed",),
    ),
    Verb(
        "ideas compare",
        "See how far you and NAME agree beyond noise, and where not.",
        does=DESK + "agreement:compare_tastes",
        takes=(
            place("name"),
            CRITERION,
            option("--as NAME", "Whose taste is compared with theirs; yours unless given.", name="person"),
            reliability("--mine", "Your reliability, if known."),
            reliability("--theirs", "Theirs, if known."),
        ),
        help="""\
A reliability is the correlation of what somebody says with what they say
on another day; it is learnt from ideas rated blind twice.""",
        examples=("acumen ideas compare Ada",),
        cost="seconds",
    ),
    Verb(
        "ideas outcome",
        "Say what an idea turned out to be worth; see who was right.",
        does=FRONT + "outcome",
        takes=(place("idea", "[IDEA"), place("worth", "WORTH]"), said_on("Known"), READ_WHERE, SAYER),
        help="""\
WORTH is hours (400, '2 d', nothing) or a score (8/10). Without both: who
was right so far.""",
        examples=('acumen ideas outcome benchmark "5 d"', "acumen ideas outcome"),
        effect="appends",
    ),
)

CRITERIA = (
    Verb(
        "criteria",
        "Mark people by a rubric, and see what is more than noise.",
        does=DESK + "rubric_show:show_criteria",
        takes=(OF, VIEWER),
        help="""\
Alone it is `acumen criteria show`. What others marked is shown once you
have marked the same.""",
        examples=("acumen criteria",),
    ),
    Verb(
        "criteria show",
        "Show the rubric with its weights, and the latest marks.",
        does=FRONT + "show_criteria",
        python="acumen.desk.elicitation.rubric_show:show_criteria",
        takes=(option("--yaml", "Write the rubric's file, to edit.", name="as_yaml"), OF, VIEWER),
        examples=("acumen criteria show",),
    ),
    Verb(
        "criteria use",
        "Adopt the rubric in FILE; - reads standard input.",
        does=FRONT + "use_rubric",
        python="acumen.desk.elicitation.rubric_use:use_rubric",
        takes=(place("file", kind="input"),),
        examples=("acumen criteria show --yaml > rubric.yaml", "acumen criteria use rubric.yaml"),
        effect="appends",
    ),
    Verb(
        "criteria rate",
        "Mark by one criterion or several: speed 7 working 6.",
        does=FRONT + "mark_criteria",
        python="acumen.desk.elicitation.rubric_mark:mark_criteria",
        takes=(place("words", "CRITERION SCORE…", kind="list"), OF, SAYER, *MANNER, REASON, said_on("Said")),
        help="A title of several words goes in quotes.",
        examples=("acumen criteria rate speed 7 communication 6",),
        effect="appends",
        has_negatives=True,
    ),
    Verb(
        "criteria trend",
        "Say what is rising or falling, with the noise in view.",
        does=DESK + "rubric_trend:criteria_trend",
        takes=(OF, VIEWER),
        examples=("acumen criteria trend",),
        cost="seconds",
    ),
)
