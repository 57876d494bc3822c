"""What stands in a plan, or what is wrong with it, in words."""

from collections.abc import Iterator

from acumen.pages import Block, Text
from acumen.pages.columns import clip
from acumen.pages.number_format import say_count, say_hours, say_number
from acumen.results.checked import Converted, PlanChecked

N_CONVERTED = 8


def write_checked(found: PlanChecked) -> Iterator[Block]:
    """One line that says what was found, or every problem, as editors read it."""
    yield from (Text(str(problem), is_folded=False) for problem in found.problems)
    if found.is_ok:
        counts = [
            say_count(found.n_steps, "step"),
            *([say_count(found.n_groups, "group")] if found.n_groups else []),
            *([say_count(found.n_hypotheses, "hypothesis", "hypotheses")] if found.n_hypotheses else []),
            *([say_count(found.n_probes, "probe")] if found.n_probes else []),
        ]
        yield Text(f"ok: {', '.join(counts)}")
        if found.converted:
            told = " · ".join(f"{clip(one.written, 24)} is {_say(one)}" for one in found.converted[:N_CONVERTED])
            yield Text(f"Days have 8 h, weeks 40 h: {told}", indent=2, hang=4)


def _say(one: Converted) -> str:
    low = "" if one.low_hours == one.high_hours else f"{say_number(one.low_hours)} to "
    return f"{low}{say_hours(one.high_hours)}"
