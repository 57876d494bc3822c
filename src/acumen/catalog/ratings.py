"""Verbs about tables of ratings, pairs and labels, and about decisions."""

from acumen.catalog.rows import Verb, option, place
from acumen.catalog.shared import ALL_FIGURES, CHART, OF_A_FILE, column

FRONT = "acumen.desk.front.ratings:"
TABLE = place("path", "FILE", kind="file")
OF_TABLE = "FILE is CSV, or TSV where its name ends in .tsv, with a head."
EVERY_ITEM = "Write JSON, with every item and rater."
N_PROBLEMS = 5

APPRAISE = Verb(
    "appraise",
    "Say how much a decision should move you, and how little.",
    does=FRONT + "appraise",
    python="acumen.desk.ratings.appraise:appraise",
    takes=(
        option("--accept SHARE", "Share that is accepted there: 26% or 0.26."),
        option("--reliability R", "Correlation of two such committees' scores, or the name of a published one."),
        option("--outcome WORD", "accepted or rejected."),
        option(
            "--decision OUTCOME:ACCEPT:R[:KIND]",
            "A decision in one word, like rejected:26%:.54 or accepted:5%:neurips2014:papers. May be repeated.",
            name="decisions",
            many=True,
        ),
        option("--prior MEAN,SD", "Your belief before, in sds of the pool; the pool itself is 0,1."),
        option("--pool SHARE", "The pool is this upper share of its field.", kind="share"),
        option("--shared SHARE", "Of quality, in all kinds of work.  [default: 50%]", kind="share"),
        option("--source NAME:R[:HOURS]", "What else you could ask.", name="sources", many=True),
        option("--ratings FILE", "Fit the reliability to these ratings, as `acumen ratings` does.", kind="file"),
        column("--item", "With --ratings, as are the next ones: what was rated."),
        column("--score", "Column of scores."),
        column("--rater", "Who rated."),
        column("--committee", "Which committee."),
        option("--wide C,C,C", "One row per item, these columns its scores."),
        option("--panel K", "Raters of the committee that decided.", kind="count", least=1),
        *OF_A_FILE,
        CHART,
        option("--published", "List the published reliabilities with their sources.", name="is_list"),
    ),
    help="""\
One decision by --accept, --reliability and --outcome; several by
--decision, each once. R may be the word fitted, with --ratings.""",
    examples=("acumen appraise --accept 26% --reliability .54 --outcome rejected",),
    cost="seconds",
    needs="nothing",
    json=ALL_FIGURES,
    draws="acumen.views.pictures:of_result",
)

RATINGS = Verb(
    "ratings",
    "Say how good each item is, given noisy ratings of it.",
    does=FRONT + "ratings",
    takes=(
        TABLE,
        column("--item", "Column that names what was rated.", is_required=True),
        column("--score", "Column of scores; several are criteria.", name="scores", many=True),
        column("--rater", "Column that names who rated; an empty cell is someone unknown."),
        option("--wide C,C,C", "One row per item, these columns its scores; empty where there is none."),
        option("--named", "With --wide: a column is one rater all the way down.", name="is_named"),
        column("--criterion", "Column that names the criterion of each score."),
        option("--weights NAME=W,…", "Weights of the criteria; equal unless given."),
        column("--committee", "Column that tells panels apart whose members talked."),
        option("--accept SHARE", "Share of items that is accepted: 30% or 0.3.", kind="share"),
        option("--panel K", "Raters per item; the median unless given.", kind="count", least=1),
        option(
            "--wanted R",
            "A reliability to say the raters for.",
            kind="figure",
            least=0,
            most=1,
            is_open=True,
            many=True,
        ),
        option("--holdout", "Leave every rating out in turn, and score three forecasts.", name="is_held_out"),
        option("--low-is-good", "1 is the best mark.", name="is_low_good"),
        *OF_A_FILE,
        CHART,
    ),
    help=OF_TABLE,
    examples=("acumen ratings examples/idea-scores.csv --item idea --rater rater --score score",),
    cost="long",
    needs="nothing",
    json=EVERY_ITEM,
    draws="acumen.views.pictures:of_result",
    n_problems=N_PROBLEMS,
)

PAIRS = Verb(
    "ratings pairs",
    "Rank by comparisons of two, and say which two come next.",
    does=FRONT + "pairs",
    python="acumen.desk.ratings.rank:rank",
    takes=(
        TABLE,
        column("--first", "Column that names one of the two.", is_required=True),
        column("--second", "Column that names the other.", is_required=True),
        column("--winner", "Column that names the better one, or says tie.", is_required=True),
        option("--prior-sd SD", "How far skills lie apart, in log odds; fitted unless given.", kind="figure"),
        option(
            "--next N", "Pairs to propose.", name="n_pairs", kind="count", least=1, default=5, is_default_shown=True
        ),
        option("--seed N", "For the chance of being best.", kind="count", least=0, default=0, is_default_shown=True),
        *OF_A_FILE,
    ),
    help=OF_TABLE,
    examples=("acumen ratings pairs examples/figure-drafts.csv --first left --second right --winner better",),
    cost="seconds",
    needs="nothing",
    json="Write JSON, with every item.",
    n_problems=N_PROBLEMS,
)

CLASSES = Verb(
    "ratings classes",
    "Say what class each item truly is, and how each rater errs.",
    does=FRONT + "classes",
    python="acumen.desk.ratings.rank:classify",
    takes=(
        TABLE,
        column("--item", "Column that names what was labelled."),
        column("--rater", "Column that names who labelled."),
        column("--label", "Column of labels."),
        option("--wide C,C,C", "One row per item, one of these columns per rater."),
        column("--count", "How many items, or labels, a row stands for."),
        option("--smoothing N", "Pseudo-counts.  [default: 0.01]", kind="figure", least=0, most=1e6),
        *OF_A_FILE,
    ),
    help=OF_TABLE,
    examples=("acumen ratings classes examples/failed-runs.csv --item run --rater rater --label cause",),
    cost="seconds",
    needs="nothing",
    json=EVERY_ITEM,
    n_problems=N_PROBLEMS,
)
