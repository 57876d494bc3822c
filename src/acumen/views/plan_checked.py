"""What stands in a plan, or what is wrong with it, in words."""

from collections.abc import Iterator

from acumen.pages import Block, Text
from acumen.pages.number_format import say_count
from acumen.results.plans import PlanChecked


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
