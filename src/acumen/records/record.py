"""What every kind of record shares."""

from typing import ClassVar

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What all kinds share."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1
    WORDS: ClassVar[frozenset[str]] = frozenset()
