"""Heads as other logs write theirs down: what was written is read back, whatever stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.ledger import Head
from acumen.ledger.checkpoints import N_HASH_BYTES, Checkpoint, read_checkpoints

NOISE = ("", "-- signed --", "other-log/abc", "day 2026-01-01", "7")


@st.composite
def checkpoints(draw: st.DrawFn) -> Checkpoint:
    head = Head(
        position=draw(st.integers(0, 10**12)), hash=draw(st.binary(min_size=N_HASH_BYTES, max_size=N_HASH_BYTES))
    )
    day = draw(st.none() | st.dates().map(str))
    return Checkpoint(writer=draw(st.text("0123456789abcdef", min_size=1, max_size=24)), head=head, day=day)


@given(st.lists(st.tuples(checkpoints(), st.lists(st.sampled_from(NOISE), max_size=3)), max_size=4))
def test_every_checkpoint_of_a_text_is_read_back_whatever_stands_between(
    said: list[tuple[Checkpoint, list[str]]],
) -> None:
    text = "".join("".join(f"{line}\n" for line in noise) + str(one) for one, noise in said)
    assert list(read_checkpoints(text)) == [one for one, _ in said]


@pytest.mark.parametrize(
    "text",
    [
        "acumen-ledger/a\n12\n",
        "acumen-ledger/a\n-1\n" + "A" * 43 + "=\n",
        "acumen-ledger/a\n1\nnot base64\n",
        "acumen-ledger/a\n1\nAAAA\n",
    ],
)
def test_what_is_cut_or_no_hash_is_passed_over(text: str) -> None:
    assert list(read_checkpoints(text + "\n" + text)) == []
