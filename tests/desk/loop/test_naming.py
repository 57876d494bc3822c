"""Commands that are printed name the plan and the step where they would mean another one otherwise."""

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.plans.read import read_plan
from acumen.errors import UsageError
from acumen.records import PlanAdopted
from tests.desk.loop.books import START, TEXT, WAYS, later, new_book


def alike() -> tuple[Book, list[str]]:
    """Two plans of one short name, as where a ledger of somebody else was merged in; their ids."""
    book = open_book(None, now=START)
    return book, [book.write(PlanAdopted(plan=read_plan(WAYS)))[0] for _ in range(2)]


def test_of_two_plans_of_one_short_name_every_command_names_the_id() -> None:
    book, ids = alike()
    for id_ in ids:
        found = next_(book, id_)
        assert found.named == id_[: len(found.named)]
        assert sum(other.startswith(found.named) for other in ids) == 1
        assert f"Then: acumen start --plan {found.named}" in str(found)
        assert next_(book, found.named).adopted == id_
        begun = start(book, "quick", plan=found.named)
        assert f"done quick --plan {found.named}" in " ".join(str(begun).split())
        late = spend(later(book, 20), 20, "quick", plan=found.named)
        assert f"acumen next --plan {found.named}" in " ".join(str(late).split())
        assert f"acumen next --plan {found.named}" in " ".join(str(status(book)).split())
    with pytest.raises(UsageError, match="found 2") as caught:
        start(book, "sure")
    assert all(found in caught.value.hint for found in (ids[0][:8], ids[1][:8]))


def test_an_edit_of_one_of_two_plans_of_one_short_name_has_to_say_which() -> None:
    book, ids = alike()
    with pytest.raises(UsageError, match="found 2 called 'ways'") as caught:
        adopt(book, WAYS)
    assert ids[1][:8] in caught.value.hint
    edited = adopt(book, WAYS.replace("30%", "35%"), name=ids[1][:8])
    assert (edited.is_new, edited.id, len(edited.changes)) == (False, ids[1], 1)
    assert edited.named == ids[1][: len(edited.named)]
    with pytest.raises(UsageError, match="found 'wags'"):
        adopt(book, TEXT, name="wags")


def test_with_two_steps_under_way_the_step_is_named() -> None:
    book = new_book(WAYS)
    assert "Then: acumen done --succeeded" in str(start(book, "quick"))
    assert "Then: acumen done sure --succeeded" in str(start(book, "sure"))
    assert "done sure" in str(start(book, "sure", chance="50%", hours="2 to 5"))
    with pytest.raises(UsageError) as caught:
        start(book)
    assert "acumen done " in caught.value.hint
    assert "acumen done when" not in caught.value.hint


def test_a_hint_of_a_plan_beside_others_names_it() -> None:
    book = new_book(TEXT, WAYS)
    start(book, "quick")
    for wrong in (lambda: start(book, "quick"), lambda: start(book, plan="ways"), lambda: spend(book, 1, "sure")):
        with pytest.raises(UsageError) as caught:
            wrong()
        assert "--plan ways" in caught.value.hint
