"""An answer as Markdown, for notebooks. Names come from a file, so nothing in them may act as Markdown or HTML."""

import re

from acumen.borders.signs import visible
from acumen.pages.columns import one_line
from acumen.pages.fence import fence
from acumen.pages.number_format import say_hours, say_number, say_patience, say_prob
from acumen.results.loop import Next
from acumen.results.plans import Answer, RankedStep
from acumen.views.bets import say_left
from acumen.views.loop import write_record

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$-])")


def write_markdown(answer: Answer) -> str:
    """A headline, the reasons, and the table of what could be started now."""
    lines = [
        f"**Next: {_escape(answer.next)}**" + (f", for up to {say_hours(answer.patience)}" if answer.patience else "")
    ]
    going = [f"{left.id} is under way: {say_left(left)}." for left in answer.under_way]
    lines += ["", *(f"- {_escape(reason)}" for reason in (*going, *answer.why, *answer.notes))]
    if answer.ranked:
        lines += [
            "",
            "| started with | title | it costs | works | hours | λ /h | deserves |",
            "|---|---|--:|--:|--:|--:|--:|",
        ]
        lines += [_row(ranked) for ranked in answer.ranked]
    return "\n".join(lines) + "\n"


def _row(ranked: RankedStep) -> str:
    cells = (
        _escape(ranked.id),
        _escape(ranked.title or ""),
        "not known" if ranked.regret is None else say_hours(ranked.regret),
        say_prob(ranked.step_chance),
        say_number(ranked.hours),
        "" if ranked.lambda_per_hour is None else say_number(ranked.lambda_per_hour),
        "" if ranked.regret is None else say_patience(ranked.patience, ranked.leave_chance),
    )
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    return _SIGNS.sub(r"\\\1", visible(one_line(text))).replace("\\<", "&lt;").replace("\\&", "&amp;")


def write_next(found: Next) -> str:
    """The answer for a notebook, and what one's record makes of the plan."""
    told = "\n".join(write_record(found))
    return write_markdown(found.answer) + (f"\n{fence(told)}" if told else "")
