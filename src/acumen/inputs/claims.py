"""What a question is called where its claim stands, and where there is none."""

REDACTED = "(words redacted)"


def name_claim(claim: str | None, source: str | None, *, gone: str = REDACTED) -> str:
    """The claim; of a row of a table that never had one, which table that was; `gone` where both were redacted."""
    if claim is None and source is not None:
        return f"(from {source.partition('#')[0]})"
    return claim or gone
