"""A row of the table of attacks."""

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, how often, what came of it in words, and how often that was bad. `n` 0: left out, `found` says why."""

    attack: str
    n: int
    found: str
    n_bad: int = 0

    def __str__(self) -> str:
        """As a row of Markdown."""
        return f"| {self.attack} | {self.n:,} | {self.found} | {self.n_bad} |"
