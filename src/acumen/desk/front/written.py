"""How a table is written, as further arguments of every verb that reads one."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from acumen.desk.front.tables import make_form

T = TypeVar("T")
OF_A_FILE = ("decimal", "dates", "zone", "separator", "encoding", "sheet", "missing")
OF_OUTCOMES = ("yes", "no", "void")


def takes_written(*names: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """A verb that takes `form` and `told` as one that takes texts by these names instead (`is_sided`: a switch)."""

    def change(verb: Callable[..., T]) -> Callable[..., T]:
        @wraps(verb)
        def call(*given: Any, **told: Any) -> T:  # noqa: ANN401 -- as the verb takes them
            said = {name: told.pop(name) for name in names if name in told}
            form, meant = make_form(**said)
            return verb(*given, **told, form=form, told=meant)

        own = inspect.signature(verb)
        kept = [one for name, one in own.parameters.items() if name not in {"form", "told"}]
        added = [_parameter(name) for name in names]
        call.__signature__ = own.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]  # read by `inspect`
        return call

    return change


def _parameter(name: str) -> inspect.Parameter:
    default, kind = (False, bool) if name.startswith("is_") else (None, str | None)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
