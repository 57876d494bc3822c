"""When two names or two claims are the same."""

from acumen.borders import signs


def fold(text: str) -> str:
    """A name or a claim as it is compared: without capitals, needless spaces, ways to compose accents, a stop at its end."""
    return signs.fold(text).rstrip(" .?!")
