"""What stands in a plan, or what is wrong with it, in words."""

from collections.abc import Iterator

from acumen.results.plans import PlanChecked


def write_checked(found: PlanChecked) -> Iterator[str]:
    """One line that says what was found, or every problem."""
    if not found.is_ok:
        yield from (str(problem) for problem in found.problems)
        return
    counts = (
        (found.n_steps, "step"),
        (found.n_groups, "group"),
        (found.n_hypotheses, "hypothesis"),
        (found.n_probes, "probe"),
    )
    yield "ok: " + ", ".join(_count(n, word) for n, word in counts if n or word == "step")


def _count(n: int, word: str) -> str:
    if n == 1:
        return f"1 {word}"
    return f"{n:,} hypotheses" if word == "hypothesis" else f"{n:,} {word}s"
