import re

import pytest

from acumen.borders.patterns import pattern


def test_a_pattern_does_what_the_compiled_one_does() -> None:
    text, made = r"(?P<word>[a-z]+)-?(\d*)", re.compile(r"(?P<word>[a-z]+)-?(\d*)", re.IGNORECASE)
    later = pattern(text, re.IGNORECASE)
    for _ in range(2):  # the second time its methods are kept
        assert later.sub("x", "ab-1 CD") == made.sub("x", "ab-1 CD") == "x x"
        found = later.fullmatch("AB-12")
        assert found is not None
        assert found.groups() == ("AB", "12")
        assert later.split("1ab2") == made.split("1ab2")
    assert (later.pattern, later.groups, later.flags) == (made.pattern, made.groups, made.flags)


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = pattern("(")
    assert wrong is not None
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("")
