"""A call that had an id of its own, so that whoever makes it again writes nothing."""

import hashlib
from typing import ClassVar

from acumen.records.record import Record

N_OF_KEY = 16  # hexadecimal digits of an id that tell the caller's id, and that tell whose ledger it was
N_OF_WRITER = 8
N_ID_CHARACTERS = N_OF_KEY + N_OF_WRITER


class Call(Record, frozen=True, kw_only=True):
    """That the records `ids` were written by one call, which its caller had given an id; `first`: the first of its commit.

    Its own id is made of the caller's and of the writer, so that it is found again, and in a ledger merged in too. It is no
    part of what was said: nothing is undone with it.
    """

    KIND: ClassVar = "call"
    first: str
    ids: tuple[str, ...]


def beginning_of_call(key: str) -> str:
    """How the ids of all records of calls begin that had this id, whoever made them."""
    return hashlib.sha256(f"call\0{key}".encode()).hexdigest()[:N_OF_KEY]


def id_of_call(key: str, *, writer: str) -> str:
    """The id of the record of the call that had this id."""
    return beginning_of_call(key) + hashlib.sha256(f"writer\0{writer}".encode()).hexdigest()[:N_OF_WRITER]


def id_within_call(key: str, n: int, *, writer: str) -> str:
    """The id of the `n`th record that a call draws one for: the same whenever the call is made."""
    return hashlib.sha256(f"{n}\0{writer}\0{key}".encode()).hexdigest()[:N_ID_CHARACTERS]
