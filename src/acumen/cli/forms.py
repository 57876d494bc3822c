"""`--format`, for every command that gives a result: one option, added where commands are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from acumen.cli.screen import AS_JSON

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
FLAG, NAME = "--format", "acumen_form"
HELP = "How it is shown; csv, tsv and jsonl give its tables."


def with_forms(command: click.Command) -> click.Command:
    """The command, and those of its group, with the option; as it is where it gives no result or has the option."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            with_forms(inner)
    names = {one.name for one in command.params}
    flags = {flag for one in command.params for flag in one.opts}
    if AS_JSON not in names or FLAG in flags or command.callback is None:
        return command
    run = command.callback

    def shown(*args: Any, **given: Any) -> Any:  # noqa: ANN401 -- whatever the command takes and gives
        form = given.pop(NAME)
        if form == "json":
            given[AS_JSON] = click.get_current_context().params[AS_JSON] = True
        elif form is not None:
            if given[AS_JSON]:
                raise click.UsageError(f"expected --json or {FLAG} {form}, found both")
            from acumen.views import registry

            registry.install(FORMS[form])
        return run(*args, **given)

    command.callback = shown
    command.params.append(click.Option([FLAG, NAME], type=click.Choice(list(FORMS)), help=HELP))
    return command
