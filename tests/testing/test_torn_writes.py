"""What a power cut leaves of a write: whole sectors of 512 bytes, from its beginning."""

import random

from acumen.testing.power import Event, _tear


def test_a_torn_write_ends_with_a_sector() -> None:
    rng = random.Random(4)
    data = bytes(range(256)) * 7  # three sectors and a half
    event = Event(file="db", what="write", data=data)
    left = {len(_tear(event, rng).data) for _ in range(60)}
    assert left == {0, 512, 1024, 1536}
    assert data.startswith(_tear(event, rng).data)
