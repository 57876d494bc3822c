"""Ladders: plans that go from the cheapest way to the dearest, with probes that take the risk out first.

What is in them is the order of the rungs. Chances and hours are placeholders, all alike and marked `fill in`: no record is
known to us of how long such steps take.
"""

from collections.abc import Sequence
from typing import NamedTuple

from acumen.errors import UsageError
from acumen.planfile.fields import N_ID_CHARACTERS, is_id


class Rung(NamedTuple):
    """A step: its id and title, and what it needs."""

    id: str
    title: str
    needs: str = ""


class Look(NamedTuple):
    """A probe: its id and title."""

    id: str
    title: str


class Ladder(NamedTuple):
    """What a plan is made of: the ways from cheap to dear, what must come after any of them, the claim, the probes."""

    about: str
    claim: str
    ways: Sequence[Rung]
    then: Sequence[Rung]
    looks: Sequence[Look]


LADDERS: dict[str, Ladder] = {
    "prompting": Ladder(
        about="Get a language model to do a task, the cheapest way first.",
        claim="The model can do the task, and has only to be asked well",
        ways=(
            Rung("zero-shot", "Ask without examples: write 10 to 100 messages by hand, read every answer"),
            Rung("few-shot-by-hand", "Write a few examples into the prompt"),
            Rung("few-shot-with-data", "Choose the examples from data, by likeness to the question"),
            Rung("best-of-n", "Sample many answers, keep the best by a check or a judge"),
            Rung("fine-tuning", "Fine-tune on examples"),
            Rung("reinforcement", "Reinforcement learning on a reward"),
        ),
        then=(Rung("measured", "Measured on held-out questions, failures read"),),
        looks=(
            Look("ten-questions", "Ask the ten hardest questions ten times each: is any answer right?"),
            Look("larger-model", "Ask the largest model there is: the ceiling"),
        ),
    ),
    "theorem": Ladder(
        about="Prove a statement, or find out that it is false.",
        claim="The statement is true as it stands",
        ways=(
            Rung("known-result", "Find it, or something stronger, in what is published"),
            Rung("special-case", "Prove a special case that shows the idea, and lift it"),
            Rung("standard-tools", "Prove it with the tools of the field"),
            Rung("new-idea", "Prove it with an idea of one's own"),
        ),
        then=(Rung("written", "Written out in full and read by somebody else"),),
        looks=(
            Look("small-cases", "Try every small case by brute force: is there a counterexample?"),
            Look("stronger-claim", "Is the next stronger claim false for an easy reason?"),
        ),
    ),
    "system": Ladder(
        about="Build a system that is fast or good enough.",
        claim="The design can reach the target at all",
        ways=(
            Rung("off-the-shelf", "Set up what can be had, and tune it"),
            Rung("simplest-version", "Build the simplest version that could reach the target"),
            Rung("full-design", "Build the design as it was meant"),
        ),
        then=(Rung("under-load", "Holds under real load, measured end to end"),),
        looks=(
            Look("cheating-component", "Replace the hard part by one that cheats: the ceiling"),
            Look("bottleneck-sum", "Add up the costs that can't be avoided: do they leave room?"),
            Look("trivial-baseline", "Measure the simplest thing there is: the floor"),
        ),
    ),
    "empirical": Ladder(
        about="Find out whether an effect is there, and show it.",
        claim="The effect is there, and large enough to be seen",
        ways=(
            Rung("existing-data", "See it in data that others have published"),
            Rung("toy-experiment", "See it in the smallest experiment of one's own that could count"),
            Rung("full-experiment", "See it in the full experiment"),
        ),
        then=(
            Rung("controls", "Survives the controls: leaks, bugs, selection, other causes"),
            Rung("again", "Seen again with other seeds or data", "controls"),
        ),
        looks=(
            Look("toy-instance", "Does it appear where it must, in an instance made by hand?"),
            Look("oracle", "With perfect knowledge in the place of the method, is anything gained?"),
        ),
    ),
}

_HEAD = """\
# {about}
# Rungs stand from the cheapest to the dearest. EVERY chance, every hours and the worth are placeholders: fill them in, then
# ask: acumen next FILE, and acumen probes FILE
plan: {slug}
worth: 100  # fill in: hours of your time that success is worth
goal:
  all:
    - any:
        name: way
        of:
"""


def ladder(name: str, slug: str) -> str:
    """The text of a plan called `slug`; UsageError for a name that is none."""
    if name not in LADDERS:
        raise UsageError(f"expected a ladder of {', '.join(LADDERS)}, found {name!r}", hint="write one of these names")
    if not is_id(slug):
        message = f"expected a name of letters, digits, _ and -, at most {N_ID_CHARACTERS} characters, found {slug!r}"
        raise UsageError(message, hint="choose a short name such as `first-plan`")
    found = LADDERS[name]
    lines = [_HEAD.format(about=found.about, slug=slug).rstrip("\n")]
    for rung in found.ways:
        lines += _step(rung, " " * 10, "{possible: 60%, otherwise: 10%}")
    for rung in found.then:
        lines += _step(rung, " " * 4, "80%", needs=rung.needs or "way")
    lines += ["hypotheses:", "  possible:", f"    claim: {found.claim}", "    chance: 50%  # fill in", "probes:"]
    for look in found.looks:
        lines += [
            f"  - probe: {look.id}",
            f'    title: "{look.title}"',
            "    about: possible",
            "    hours: 1  # fill in",
            "    positive: {possible: 80%, otherwise: 30%}  # fill in",
        ]
    return "\n".join(lines) + "\n"


def _step(rung: Rung, margin: str, chance: str, needs: str = "") -> list[str]:
    """One step with placeholders."""
    return [
        f"{margin}- step: {rung.id}",
        f'{margin}  title: "{rung.title}"',
        *([f"{margin}  needs: [{needs}]"] if needs else []),
        f"{margin}  chance: {chance}  # fill in",
        f"{margin}  hours: 10  # fill in",
    ]
