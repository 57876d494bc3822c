"""Regular expressions that are compiled when they are first used: starting up pays for none that a command does not need."""

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled expression; its methods are kept as they are first asked for, so that later calls cost no more."""

    def __init__(self, text: str, flags: int) -> None:
        self._made_of = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever compiled expressions have
        if name.startswith("__"):  # asked by copy, pickle and others of what they may do
            raise AttributeError(name)
        found = getattr(re.compile(*self._made_of), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but later; what is found was found by the compiled one, so that `found.re` is never this."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
