import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.errors import DamageError
from acumen.records import GENESIS, Kept, Part, Sealed, chain, digest, link, new_id, wrap
from acumen.testing.records import MOMENT


def test_a_part_is_vouched_for_by_the_hash_of_salt_and_body() -> None:
    assert Part(salt=b"s" * 32, body=b"{}").hash() == hashlib.sha256(b"s" * 32 + b"{}").hexdigest()


def test_the_chain_is_what_its_definition_says() -> None:
    first = hashlib.sha256(bytes(32) + hashlib.sha256(b"one").digest()).digest()
    second = hashlib.sha256(first + hashlib.sha256(b"two").digest()).digest()
    assert chain(chain(GENESIS, b"one"), b"two") == second == link(first, digest(b"two"))


@given(st.lists(st.binary(max_size=5), min_size=1, max_size=6), st.data())
def test_envelopes_altered_removed_or_moved_change_the_chain(envelopes: list[bytes], data: st.DataObject) -> None:
    other = data.draw(st.one_of(st.permutations(envelopes), st.lists(st.binary(max_size=5), max_size=6)))

    def hashed(history: list[bytes]) -> bytes:
        now = GENESIS
        for envelope in history:
            now = chain(now, envelope)
        return now

    assert (hashed(other) == hashed(envelopes)) == (other == envelopes)


def test_wrapping_says_who_when_and_what_and_leaves_out_what_is_not_there() -> None:
    sealed = wrap(
        b"{}",
        None,
        id="i",
        kind="k",
        version=2,
        writer="w",
        count=3,
        happened_at=MOMENT,
        written_at=MOMENT,
        salt=bytes,
    )
    assert sealed.envelope == (
        b'{"id":"i","kind":"k","version":2,"writer":"w","count":3,"happened_at":"2026-11-24T09:30:00Z",'
        b'"written_at":"2026-11-24T09:30:00Z","figures":"'
        + hashlib.sha256(bytes(32) + b"{}").hexdigest().encode()
        + b'",'
        b'"words":null}'
    )
    assert sealed.figures == Part(salt=bytes(32), body=b"{}")
    assert sealed.words is None


def test_the_same_words_sealed_twice_can_not_be_told_by_their_hashes() -> None:
    def words() -> str | None:
        sealed = wrap(
            None, b"{}", id="i", kind="k", version=1, writer="w", count=1, happened_at=MOMENT, written_at=MOMENT
        )
        return sealed.open_envelope().words

    assert words() != words()


@pytest.mark.parametrize("envelope", [b"", b"{}", b"[]", b"\xff", b'{"id":"\xff"}', b"null"])
def test_an_envelope_that_is_none_raises_one_kind_of_error(envelope: bytes) -> None:
    with pytest.raises(DamageError):
        Sealed(envelope=envelope, figures=None, words=None).open_envelope()


def test_what_a_later_acumen_adds_to_an_envelope_is_kept_and_does_not_hinder() -> None:
    sealed = wrap(None, None, id="i", kind="k", version=1, writer="w", count=1, happened_at=MOMENT, written_at=MOMENT)
    later = msgspec.structs.replace(sealed, envelope=sealed.envelope[:-1] + b',"mood":"good"}')
    assert later.open_envelope() == sealed.open_envelope()


def test_ids_are_24_hexadecimal_digits_and_do_not_return() -> None:
    ids = {new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert {len(bytes.fromhex(id_)) for id_ in ids} == {12}
    assert new_id(bytes) == "0" * 24


def test_an_envelope_that_is_none_is_damage_where_its_record_stands_and_of_no_place_before_it_has_one() -> None:
    broken = Sealed(envelope=b"{}", figures=None, words=None)
    for place, sealed in ((0, broken), (7, Kept(position=7, hash=b"", sealed=broken))):
        with pytest.raises(DamageError) as caught:
            sealed.open_envelope()
        assert caught.value.position == place
