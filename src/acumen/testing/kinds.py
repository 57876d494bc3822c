"""Records of every kind, drawn from the types of their fields: for laws that must hold for all of them."""

import types
import typing
from datetime import UTC, date, datetime
from typing import Any, Literal

import msgspec
from hypothesis import strategies as st

from acumen.records import KINDS, Criterion, Plan, Record
from acumen.testing.plans import plans

LEAVES = st.builds(Criterion, id=st.text(max_size=9), weight=st.floats(allow_nan=False, allow_infinity=False))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
    type(None): st.none(),
    Plan: plans(),
    Criterion: st.one_of(
        LEAVES, st.builds(Criterion, id=st.text(max_size=9), parts=st.lists(LEAVES, max_size=2).map(tuple))
    ),
}


def records(kinds: tuple[type[Record], ...] = KINDS) -> st.SearchStrategy[Record]:
    """A record of one of the kinds, its fields any values of their types."""
    return st.one_of([_structs(kind) for kind in kinds])


def _structs(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Fields with a default are left out now and then."""
    needed = {field.name: _values(field.type) for field in msgspec.structs.fields(kind) if field.required}
    free = {field.name: _values(field.type) for field in msgspec.structs.fields(kind) if not field.required}
    return st.fixed_dictionaries(needed, optional=free).map(lambda values: kind(**values))


def _values(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 -- a type
    """Any value of a type."""
    if hint in PLAIN:
        return PLAIN[hint]
    inside = typing.get_args(hint)
    match typing.get_origin(hint):
        case typing.Union | types.UnionType:
            return st.one_of([_values(member) for member in inside])
        case origin if origin is Literal:
            return st.sampled_from(inside)
        case origin if origin is dict:
            return st.dictionaries(_values(inside[0]), _values(inside[1]), max_size=3)
        case origin if origin is tuple and inside[-1] is Ellipsis:
            return st.lists(_values(inside[0]), max_size=3).map(tuple)
        case origin if origin is tuple:
            return st.tuples(*[_values(member) for member in inside])
    return _structs(hint)
