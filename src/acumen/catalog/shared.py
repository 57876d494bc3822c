"""Arguments that several verbs take."""

from typing import Any

from acumen.catalog.rows import Kind, Takes, option, place

LEDGER = option("--ledger FILE", "The ledger; $ACUMEN_LEDGER or your own unless given.", kind="ledger")
WITHOUT = option(
    "--without SOURCE", "Leave out what was imported from there; may be repeated.", kind="without", many=True
)
ONCE = option(
    "--id TEXT", "Of this call: made again with the same id, it writes nothing more.", kind="once", name="once"
)
CHART = option("--chart FILE", "Draw it as well: FILE ends in .svg, .png or .html.", kind="chart")
WHOLE = Takes("is_whole", kind="whole")
TALK = Takes("ask", kind="talk")
ALL_FIGURES = "Write JSON, with everything that was computed."

PLAN_FILE = place("plan", "PLAN", kind="plan")
PLAN_OR_NONE = place("plan", "[PLAN]", kind="plan")
FOLLOWED = option("--plan NAME", "Which adopted plan, where several are.", name="name")
AS_SAID = option("--as-said", "Take the adopted plan at its word, whatever your record says.")
OBJECTIVE = option(
    "--objective",
    "net: worth times chance less hours. hours: the fewest until the goal is known true or false.",
    kind="choice",
    choices=("net", "hours"),
    default="net",
    is_default_shown=True,
)
WORTH = option("--worth HOURS", "Hours of your time that success is worth; replaces the plan's.", kind="worth")
GAP = option(
    "--gap SHARE", "How near the bounds of a big plan may stay; 0: as near as they get.  [default: 1%]", kind="gap"
)
MAX_STATES = option("--max-states N", "Give bounds instead of going beyond this.", kind="count", least=1)

OF_PLAN = option("--plan PLAN", "Which adopted plan, by its short name or id; needed only where several are meant.")
ONE_PLAN = option("--plan PLAN", "One plan, by its short name or id.")
HYPOTHESES_OF = (
    place("plan", "[PLAN]"),
    option("--plan NAME", "The adopted plan, as in other commands; the same as PLAN."),
)
ON_DAY = option("--on DATE", "When: a day such as 2027-03-01, or yesterday; now unless given.")

SAYER = option("--as NAME", "Who says so; yourself unless given.", name="person")
VIEWER = option("--as NAME", "Through whose eyes; yours unless given.", name="person")
KIND_OF_THING = option("--domain WORD", "What kind of thing it is about.")
ONE_KIND = option("--domain WORD", "Of one kind only.")
CRITERION = option("--criterion WORD", "By this criterion, not as a whole.")
MANNER = (
    option("--gut", "Said before thinking.", name="manner", value="gut"),
    option("--considered", "Said after thinking.", name="manner", value="considered"),
)
REASON = option("--why TEXT", "What makes you think so.")
READ_WHERE = option("--source TEXT", "Where that is to be read.")


def said_on(word: str, *, tail: str = "") -> Takes:
    """`--on`, for what was said, known or listed then."""
    return option("--on DATE", f"{word} when; now unless given.{tail}")


def seed(says: str, **more: Any) -> Takes:  # noqa: ANN401 -- fields of Takes
    """`--seed`: the same one, the same draws."""
    return option("--seed", says, kind="count", default=0, **more)


def column(flag: str, says: str, *, name: str = "", kind: Kind = "text", **more: Any) -> Takes:  # noqa: ANN401 -- fields of Takes
    """The name of a table's column."""
    return option(f"{flag} COLUMN", says, name=name, kind=kind, **more)


OF_A_FILE = (  # how the cells of a table are written, where that is not to be found out
    option("--decimal", "What stands before decimals.", kind="choice", choices=(".", ",")),
    option("--dates", "The order of dates in figures.", kind="choice", choices=("dmy", "mdy", "ymd")),
    option("--zone ZONE", "Of moments without one; UTC unless given."),
    option("--separator SIGN", "What stands between cells; `tab` for tabs."),
    option("--encoding NAME", "utf-8, cp1252 and so on."),
    option("--sheet NAME", "Of an Excel file; the first that holds anything."),
    option("--missing WORDS", "What stands for nothing."),
)
OF_OUTCOMES = (
    option("--yes WORDS", "What means yes, between commas."),
    option("--no WORDS", "What means no."),
    option("--void WORDS", "What means that nothing counts."),
    option("--sided", "`right` means that the side of the forecast came true.", name="is_sided"),
)
WRITTEN = (
    option("--percent", "The chance is in percent.", name="is_percent"),
    option("--scale", "What a bare chance is a part of.", kind="choice", choices=("1", "10", "100")),
    *OF_A_FILE,
    *OF_OUTCOMES,
)
