"""`--format`, for every command that gives a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from acumen.results.result import Form

FORMS: dict[str, Form] = {
    "text": "text",
    "md": "markdown",
    "html": "html",
    "csv": "csv",
    "tsv": "tsv",
    "json": "json",
    "jsonl": "jsonl",
}
FLAG, NAME = "--format", "form"
HELP = "How it is shown; csv, tsv and jsonl give its tables."


def form_of(name: str) -> Form:
    """The form by the name that is typed; others, as of a diagram's source, are typed as they are called."""
    return FORMS.get(name) or cast("Form", name)


def option() -> click.Option:
    """For every command that gives a result."""
    return click.Option([FLAG, NAME], type=click.Choice(list(FORMS)), help=HELP)
