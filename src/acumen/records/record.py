"""What every kind of record shares."""

from datetime import UTC, datetime
from typing import ClassVar

import msgspec

UNKNOWN_DAY = datetime(1970, 1, 1, tzinfo=UTC)  # stands for a moment that a table did not tell: earlier than any other


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What all kinds share."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1
    WORDS: ClassVar[frozenset[str]] = frozenset()
