"""A command to type, every word quoted where a shell needs it, in lines of a screen that a shell reads as one."""

import shlex
from collections.abc import Mapping, Sequence

from acumen.pages.columns import N_COLUMNS, width

PROGRAM = "acumen"
FIRST, NEXT, GOES_ON = "  ", "    ", " \\"


def write_command(head: str, file: str, options: Mapping[str, Sequence[str | None]]) -> str:
    """`head FILE --option value …`: each option as often as it has values, None left out, `""` a flag without one."""
    words = [head, shlex.quote(f"./{file}" if file.startswith("-") else file)]
    for name, values in options.items():
        words += [f"{name} {shlex.quote(value)}" if value else name for value in values if value is not None]
    return " ".join(words)


def fold_command(command: str) -> list[str]:
    """The command after an indent, broken before options, each line but the last ending in a backslash."""
    parts = [f"--{part}" if at else part for at, part in enumerate(command.split(" --"))]
    lines = [FIRST + parts[0]]
    for part in parts[1:]:
        if width(f"{lines[-1]} {part}") + len(GOES_ON) <= N_COLUMNS:
            lines[-1] += f" {part}"
        else:
            lines[-1] += GOES_ON
            lines.append(NEXT + part)
    return lines
