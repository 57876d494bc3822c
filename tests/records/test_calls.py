"""The ids of calls: the same whenever a call is made again, other ones for others."""

from itertools import product

from acumen.records.calls import N_ID_CHARACTERS, beginning_of_call, id_of_call, id_within_call


def test_a_call_is_found_by_what_its_id_begins_with_whoever_made_it() -> None:
    ids = {(key, writer): id_of_call(key, writer=writer) for key, writer in product(("a", "b"), ("ada", "bo"))}
    assert len(set(ids.values())) == 4
    for (key, _), id_ in ids.items():
        assert id_.startswith(beginning_of_call(key))
        assert len(id_) == N_ID_CHARACTERS
    assert beginning_of_call("a") != beginning_of_call("b")


def test_each_record_of_a_call_has_an_id_of_its_own() -> None:
    ids = {id_within_call(key, n, writer=writer) for key, n, writer in product(("a", "b"), range(3), ("ada", "bo"))}
    assert len(ids) == 12
    assert {len(id_) for id_ in ids} == {N_ID_CHARACTERS}
