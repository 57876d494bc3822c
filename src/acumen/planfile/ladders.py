"""Ladders: plans that go from the cheapest way to the dearest, with probes that take the risk out first.

Each is the text of a plan in a file beside this one. What is in it is the order of the rungs: chances and hours are
placeholders, all alike and marked `fill in`, as no record is known to us of how long such steps take.
"""

from pathlib import Path

from acumen.errors import UsageError
from acumen.planfile.sample import refuse_no_slug

LADDERS = ("prompting", "theorem", "system", "empirical")


def ladder(name: str, slug: str) -> str:
    """The text of a plan called `slug`; UsageError for a name that is none."""
    if name not in LADDERS:
        raise UsageError(f"expected a ladder of {', '.join(LADDERS)}, found {name!r}", hint="write one of these names")
    refuse_no_slug(slug)
    text = (Path(__file__).parent / f"ladder-{name}.yaml").read_text(encoding="utf-8")
    return text.replace("plan: SLUG\n", f"plan: {slug}\n", 1)
