"""What a power cut leaves of a write: whole sectors of 512 bytes, from its beginning."""

import random

from acumen.testing.power import Disk, Event, _tear


def test_a_torn_write_ends_with_a_sector() -> None:
    rng = random.Random(4)
    data = bytes(range(256)) * 7  # three sectors and a half
    event = Event(file="db", what="write", data=data)
    left = {len(_tear(event, rng).data) for _ in range(60)}
    assert left == {0, 512, 1024, 1536}
    assert data.startswith(_tear(event, rng).data)


def test_what_is_written_after_a_file_was_deleted_begins_with_nothing() -> None:
    left = set()
    for seed in range(40):
        disk = Disk({"db": b"long before"})
        disk.take(Event(file="db", what="delete"))
        disk.take(Event(file="db", what="write", data=b"new"))
        left.add(disk.cut(random.Random(seed)).get("db"))
    assert {None, b"long before", b"new"} <= left
    assert left <= {
        None,
        b"",
        b"long before",
        b"new",
        b"newg before",
    }  # the last: the write came and the deletion did not
