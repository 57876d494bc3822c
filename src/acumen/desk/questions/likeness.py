"""When two names or two claims are the same."""


def fold(text: str) -> str:
    """A name or a claim as it is compared: without capitals, needless spaces and a stop at its end."""
    return " ".join(text.split()).casefold().rstrip(" .?!")
