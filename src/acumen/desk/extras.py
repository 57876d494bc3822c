"""What stands beside an answer: where such an extra can't be computed its own line goes, with the reason, never the answer."""

import warnings
from collections.abc import Callable
from typing import TypeVar

from acumen.errors import AcumenError

T = TypeVar("T")
U = TypeVar("U")


class DroppedWarning(ResourceWarning):
    """An extra failed in a way that nobody meant it to. Quiet for users, as the answer says so; an error in the tests."""


def beside(what: str, compute: Callable[[], T], *, otherwise: U) -> tuple[T | U, tuple[str, ...]]:
    """The extra and nothing to say; or `otherwise` and a sentence that begins with `what` and tells why it is missing.

    `what` is a subject in the singular, such as `The best leverage`. What acumen raises on purpose is a reason; anything
    else is a mistake of its own, and the sentence says that too.
    """
    try:
        return compute(), ()
    except AcumenError as error:
        return otherwise, (f"{what} is not known: {str(error).rstrip('.')}.",)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the answer beside which it stands is right without it
        kind = type(error).__name__
        warnings.warn(f"{what}: {kind}: {error}", DroppedWarning, stacklevel=2)
        return otherwise, (f"{what} is left out: acumen failed to compute it ({kind}). All else stands.",)
