"""What a shell completes: commands, options, and the plans, steps and questions of the ledger."""

from __future__ import annotations

import os
from collections.abc import Callable

import click
from click.shell_completion import CompletionItem, get_completion_class

from acumen.catalog import Takes, load
from acumen.cli.opening import ASKED_BY
from acumen.results.result import Words

FILES = {"file", "input", "plan", "output", "place", "chart", "ledger"}


def script(shell: str) -> Words:
    """What to put into the settings of a shell."""
    made = get_completion_class(shell)
    assert made is not None
    return Words(text=made(click.get_current_context().find_root().command, {}, "acumen", ASKED_BY).source())


def completer(one: Takes) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]] | None:
    """What completes an argument; None where there is nothing to know."""
    if one.kind in FILES:
        return lambda _context, _option, typed: [CompletionItem(typed, type="file")]
    is_plan = one.kind == "text" and (one.name == "plan" or one.flag == "--plan")
    find = "plans" if is_plan else {"step": "steps", "question": "questions"}.get(one.name)
    if find is None:
        return None

    def complete(context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
        begun = typed.casefold()
        found = look(context.params.get("ledger"), find)
        under = getattr(context.command, "under", {}) if one.flag is None else {}
        found = [*((name, verb.says) for name, verb in under.items()), *found]
        return [CompletionItem(word, help=says) for word, says in found if word.casefold().startswith(begun)]

    return complete


def look(ledger: str | None, find: str) -> list[tuple[str, str]]:
    """What is in the ledger; nothing where there is none, or where it can't be read: a shell has no place for errors."""
    from acumen.cli.opening import find_path, open_here

    try:
        if not os.path.exists(find_path(ledger)):  # noqa: PTH110 -- pathlib costs 5 ms
            return []
        with open_here(ledger, must_exist=True) as book:
            return list(dict.fromkeys(load(f"acumen.desk.front.names:{find}")(book)))
    except Exception:  # noqa: BLE001 -- as said
        return []
