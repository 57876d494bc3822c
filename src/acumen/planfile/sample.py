"""The plan that `acumen new` writes: six lines that already work, to be edited."""

from acumen.errors import UsageError
from acumen.planfile.fields import N_ID_CHARACTERS, is_id

_TEMPLATE = """\
# Say how likely each step is to work and how many hours it takes, then ask: acumen next FILE
plan: {slug}
worth: 80  # hours of your time that success is worth
goal:
  all:  # every step must succeed; with `any`, one is enough
    - {{step: small-test, chance: 60%, hours: 2 to 6}}
    - {{step: real-thing, chance: 80%, hours: 10 to 30, needs: [small-test]}}
"""


def template(slug: str) -> str:
    """The text of a small plan called `slug`."""
    refuse_no_slug(slug)
    return _TEMPLATE.format(slug=slug)


def refuse_no_slug(slug: str) -> None:
    """UsageError unless it can be the short name of a plan."""
    if not is_id(slug):
        message = f"expected a name of letters, digits, _ and -, at most {N_ID_CHARACTERS} characters, found {slug!r}"
        raise UsageError(message, hint="choose a short name such as `first-plan`")
