"""What an option takes at least and at most, said here a second time: by rules, and one by one where no rule holds."""

import pytest

from acumen.catalog import by_name
from acumen.catalog.rows import Takes

COUNTED = [
    pytest.param(verb.name, one, id=f"{verb.name} {one.flag}")
    for verb in by_name().values()
    for one in verb.takes
    if one.kind in {"count", "figure"}
]
# (least, most, neither of them itself); other counts begin at 1 and have no end, and seeds at 0 or wherever one likes
OWN: dict[str, tuple[float | None, float | None, bool]] = {
    "due --within": (0, None, False),
    "portfolio --safe": (0, 1000, True),
    "ship --runs": (1, 10_000_000, False),
    "ship --seed": (None, None, False),
    "simulate --runs": (1, 10_000_000, False),
    "simulate --seed": (None, None, False),
    "evidence rate --weeks": (1, 520, False),
    "backtest hours --share": (None, None, False),
    "ideas compare --mine": (0, 1, True),
    "ideas compare --theirs": (0, 1, True),
    "ratings --wanted": (0, 1, True),
    "ratings pairs --prior-sd": (None, None, False),
    "ratings classes --smoothing": (0, 1e6, False),
}
DEFAULTS = {
    "due --within": 14,
    "ship --runs": 20_000,
    "ship --seed": 0,
    "simulate --runs": 10_000,
    "simulate --seed": 0,
    "evidence rate --weeks": 4,
    "find -n": 20,
    "log -n": 20,
    "ideas rate --seed": 0,
    "ideas next --seed": 0,
    "ratings pairs --next": 5,
    "ratings pairs --seed": 0,
}


@pytest.mark.parametrize(("verb", "one"), COUNTED)
def test_an_option_ends_where_it_should(verb: str, one: Takes) -> None:
    plain = (0 if one.flag == "--seed" else 1, None, False)
    assert (one.least, one.most, one.is_open) == OWN.get(f"{verb} {one.flag}", plain)


@pytest.mark.parametrize(("verb", "one"), COUNTED)
def test_an_option_that_is_not_given_is_nothing_or_what_is_told(verb: str, one: Takes) -> None:
    assert one.default == DEFAULTS.get(f"{verb} {one.flag}")


def test_of_words_to_choose_from_the_first_is_taken_or_none() -> None:
    """Of what is shown without being asked for; elsewhere nothing is."""
    chosen = {
        f"{verb.name} {one.flag}": one.default
        for verb in by_name().values()
        for one in verb.takes
        if one.choices and one.default is not None
    }
    first = dict.fromkeys(("next", "why", "tree", "simulate"), "net")
    assert chosen == {
        **{f"{verb} --objective": word for verb, word in first.items()},
        "tree --format": "text",
        "ship --format": "text",
        "score --what": "reliability",
    }
    assert all(
        one.choices[0] == one.default
        for verb in by_name().values()
        for one in verb.takes
        if one.choices and one.default
    )


def test_every_exception_is_an_option_that_is_there() -> None:
    names = {f"{verb.name} {one.flag}" for verb in by_name().values() for one in verb.takes}
    assert {*OWN, *DEFAULTS} <= names


def test_five_problems_stand_beside_a_table_and_none_beside_anything_else() -> None:
    shown = {verb.name: verb.n_problems for verb in by_name().values() if verb.n_problems}
    assert shown == {"ratings": 5, "ratings pairs": 5, "ratings classes": 5}
