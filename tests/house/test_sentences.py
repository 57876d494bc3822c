"""Words for people are made in `views`: below it stand errors, hints, notes, and what is excused here with its reason."""

import ast

import pytest

from tests.house.sentences import is_sentence, module_sentences, sentences
from tests.house.source import PACKAGE

BELOW = "charts decision desk distributions history importing inputs judgment readings records results tables"
ROOMS = frozenset(BELOW.split())
IN_JSON = "JSON has it too, in a field of that name"
NOTE = "notes of the result, which JSON has too"
EXCUSED = {  # "path" or "folder/": reason
    "desk/plans/explanation.py": IN_JSON,  # `why`
    "desk/sensitivity/restructuring.py": IN_JSON,  # `moves`
    "desk/beliefs/critique.py": NOTE,
    "desk/elicitation/predict.py": NOTE,
    "desk/extras.py": NOTE,
    "desk/ledgers/table_records.py": NOTE,
    "importing/": NOTE,
    "desk/front/portfolios.py": NOTE,
    "desk/loop/": NOTE,
    "desk/plans/dated_answer.py": NOTE,
    "desk/plans/policy.py": NOTE,
    "desk/plans/solve.py": NOTE,
    "desk/plans/value_of_information.py": NOTE,
    "desk/ratings/rate.py": NOTE,
    "tables/": NOTE,
    "desk/sensitivity/tipping.py": NOTE,
    "desk/sensitivity/why.py": NOTE,
}


def test_nothing_below_the_views_makes_a_sentence_of_more_than_an_error_a_hint_or_a_note() -> None:
    found: dict[str, list[str]] = {}
    for place, text in module_sentences(PACKAGE, ROOMS):
        found.setdefault(place, []).append(text)
    assert not {place: texts for place, texts in found.items() if not place.startswith(tuple(EXCUSED))}
    stale = [excuse for excuse in EXCUSED if not any(place.startswith(excuse) for place in found)]
    assert not stale, "excused, and no longer there"


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ('def told(x):\n    return f"It takes {x} hours on average."', True),
        ('def told():\n    raise UsageError("It takes more hours than there are.")', False),
        ('def told():\n    return Problem(message="It takes more hours than there are.")', False),
        ('def _notes():\n    return "It takes more hours than there are."', False),
        ('HINT = "It takes more hours than there are."', False),
        ('WORDS = "It takes more hours than there are."', True),
        ('"""It takes more hours than there are."""', False),
    ],
)
def test_a_sentence_is_found_unless_it_is_raised_or_called_a_note(code: str, *, is_found: bool) -> None:
    assert bool(list(sentences(ast.parse(code)))) is is_found


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Drop {}: without it the plan is better by {}.", True), ("expected a chance", False), ("So it is.", False)],
)
def test_a_sentence_begins_and_ends_as_one_and_has_some_words(text: str, *, is_one: bool) -> None:
    assert is_sentence(text) is is_one
