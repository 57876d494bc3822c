"""Verbs about what a record says."""

from acumen.catalog.rows import Verb, option, place
from acumen.catalog.shared import (
    ALL_FIGURES,
    CHART,
    KIND_OF_THING,
    OF_A_FILE,
    OF_OUTCOMES,
    ONE_KIND,
    SAYER,
    WITHOUT,
    column,
)

CHARTS = ("reliability", "skill", "time", "hours")
DESK = "acumen.desk.calibration."

RECORD = (
    Verb(
        "score",
        "Say how good your chances and hours have been, and where.",
        does="acumen.desk.front.score:score",
        python="acumen.desk.calibration.report:score_record",
        takes=(
            ONE_KIND,
            option("--as NAME", "Whose record; yours unless given. `acumen` is its own.", name="person"),
            option("--since DATE", "Only what was said since that day."),
            option("--people", "Also everybody's record against the pooled forecast.", name="with_people"),
            CHART,
            option(
                "--what",
                "What --chart is to draw.",
                kind="picture",
                choices=CHARTS,
                default=CHARTS[0],
                is_default_shown=True,
            ),
            WITHOUT,
        ),
        help="""\
Scores with intervals, by domain and by how far ahead it was said; whether
correcting them helps, whether you improve, and how you stand beside others.""",
        examples=("acumen score", "acumen score --domain experiment"),
        cost="seconds",
        json="Write JSON, with all figures.",
        draws="acumen.views.pictures:of_record",
    ),
    Verb(
        "meant",
        "Say what such a chance, or such hours, of yours have meant.",
        does="acumen.desk.front.record:meant",
        takes=(place("text", "TEXT", kind="words"), KIND_OF_THING, SAYER, WITHOUT),
        help="""\
TEXT is a chance (80%, 0.8, 4:1) or hours (4 to 12, 2 to 5 d, 8 h); one figure
of hours is taken for the middle of an interval as wide as yours usually are.
Nothing is written down.""",
        examples=("acumen meant 80%", 'acumen meant "2 to 6"'),
        cost="seconds",
    ),
    Verb("backtest", "Say whether correcting past sayings would have helped."),
    Verb(
        "backtest chances",
        "Score chances as said and as corrected by their record.",
        does="acumen.desk.front.record:backtest_chances",
        python="acumen.desk.calibration.backtest_chances:backtest_chances",
        takes=(
            place("path", "FILE.csv", kind="file"),
            column("--prob", "Chances, from 0 to 1.", is_required=True),
            column("--outcome", "1 or 0, yes or no, true or false, right or wrong.", is_required=True),
            column("--person", "Who said it. Without it and with --split: one crowd, market or model."),
            column("--domain", "What it is about; may be repeated.", name="domains", many=True),
            column("--question", "Which question; without it each row is one."),
            column("--at", "When it was said: 2024-05-31, with or without a time."),
            column("--known", "When the outcome was known."),
            column("--split", "Leave out one value of this column at a time instead of going by time."),
            option("--percent", "Chances are in percent.", name="is_percent"),
            *OF_A_FILE,
            *OF_OUTCOMES,
        ),
        help="""\
Each forecast is corrected by what was known when it was made, or (--split)
by the other parts of the file; never by its own outcome.""",
        examples=(
            "acumen backtest chances examples/my-forecasts.csv --prob chance --outcome worked --at said_on --known known_on",
        ),
        cost="long",
        needs="nothing",
        json=ALL_FIGURES,
    ),
    Verb(
        "backtest hours",
        "Say whether correcting these estimates would have helped.",
        does="acumen.desk.front.record:backtest_hours",
        takes=(
            place("path", "FILE.csv", kind="file"),
            column("--estimate", "Hours that were estimated.", is_required=True),
            column("--actual", "Hours it took.", is_required=True),
            column("--person", "Who estimated."),
            column("--domain", "A kind of work; may be repeated.", name="domains", many=True),
            column("--at", "When it was estimated; otherwise the rows are in order."),
            column("--known", "When the hours it took were known; otherwise at once."),
            option("--share S", "Test on what follows the first S of the rows.  [default: 0.7]", kind="figure"),
            option("--cut DATE", "Test on what was estimated from this day on."),
            option("--say HOURS", "Tell what an estimate of so many hours has meant in this table."),
            *OF_A_FILE,
        ),
        help="""\
FILE.csv has one estimate per row. Every estimate of the test part is
corrected by the outcomes that were known when it was made, and scored
beside the estimate as it stands.""",
        examples=("acumen backtest hours examples/estimates.csv --estimate said --actual took --at made --known done",),
        cost="long",
        needs="nothing",
        json="Write JSON, with every figure.",
        python=DESK + "backtest_hours:backtest_hours",
    ),
)
