"""When two names, two claims or two domains are the same."""

from acumen.borders import signs


def fold(text: str) -> str:
    """A name or a claim as it is compared: without capitals, needless spaces, ways to compose accents, a stop at its end."""
    return signs.fold(text).rstrip(" .?!")


def domain_key(domain: str | None) -> str | None:
    """What the spellings of a domain have in common, by which it is learnt from and counted; None where there is none."""
    return None if domain is None else signs.fold(domain)


def is_of_domain(domain: str | None, wanted: str | None) -> bool:
    """Whether something belongs to the domain asked for; any does where none is."""
    return wanted is None or domain_key(domain or "") == domain_key(wanted)
