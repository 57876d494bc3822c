"""What the members of acts come to, and when the next saying is blind: the rules by themselves, on a handful of records."""

from acumen.history import History, fold, read_ideas, read_marks
from acumen.history.corrections import MarkFacts
from acumen.records import Act, Correction, IdeaListed, Imported, MarkGiven, PersonNamed, RatingGiven, Sealed
from tests.history.asking import ME, ask, at, keep, read, say, settle, undo, write

TEN = (0.0, 10.0)
ADA = write("p", PersonNamed(name="Ada"), 0)


def act(id_: str, *ids: str, day: float = 1.0) -> Sealed:
    return write(id_, Act(verb="predict", ids=ids), day)


def leave(id_: str, target: str, day: float, *leaves: str) -> Sealed:
    return write(id_, Correction(corrects=target, leaves=leaves), day)


def marks(*sealed: Sealed) -> MarkFacts:
    return fold(History(), keep(sealed)).marks


def test_what_one_correction_leaves_another_may_take() -> None:
    found = marks(act("a", "q", "f"), leave("c", "a", 2, "q"), leave("d", "a", 3, "f"))
    assert found.corrected() == {"a", "q", "f"}
    assert found.withdrawn()["f"] == at(2)
    assert found.withdrawn()["q"] == at(3)
    assert marks(act("a", "q", "f"), leave("c", "a", 2, "q"), leave("d", "a", 3, "q")).corrected() == {"a", "f"}


def test_what_several_acts_brought_is_withdrawn_with_the_last_of_them() -> None:
    acts = (act("a", "q"), act("b", "q"))
    assert "q" not in marks(*acts, undo("c", "a", 2)).corrected()
    assert marks(*acts, undo("c", "a", 5), undo("d", "b", 3)).withdrawn()["q"] == at(5)


def test_two_acts_undone_take_no_lost_bet_back_and_an_import_undone_was_never_there() -> None:
    bet = [ask(), say("f", 0.7, 1)]
    lost = [*bet, act("a", "q", "f"), settle("r", 2), act("b", "r"), undo("c", "b", 3), undo("d", "a", 4)]
    assert [one.id for one in read(lost).by_id["q"].forecasts] == ["f"]
    table = write("i", Imported(form="table", ids=("q", "f", "r")), 3)
    assert not read([*bet, settle("r", 2), table, undo("c", "i", 4)]).by_id
    elsewhere = write("i", Imported(form="table", ids=("q", "f")), 3)
    assert read([*bet, settle("r", 2), elsewhere, undo("c", "i", 4)]).by_id, "it was known apart from the import"


def test_the_next_forecast_is_blind_while_one_is_alone_and_takes_nothing_back() -> None:
    def is_blind(*more: Sealed) -> bool:
        return read([ADA, ask(), *more]).by_id["q"].is_blind_to(ME)

    mine, hers = say("f", 0.7, 1), say("g", 0.2, 1, person="p")
    assert is_blind()
    assert is_blind(mine)
    assert is_blind(hers)
    assert not is_blind(mine, hers)
    assert not is_blind(mine, undo("c", "f", 2))
    assert not is_blind(mine, hers, undo("c", "g", 2))
    assert not is_blind(settle("r", 2), undo("c", "r", 3))


def test_what_others_rate_by_another_criterion_leaves_a_rating_blind() -> None:
    listed = write("i", IdeaListed(title="Prime"), 0)
    mine = write("m", RatingGiven(idea="i", score=5.0, scale=TEN), 1)
    hers = write("h", RatingGiven(idea="i", score=5.0, scale=TEN, person="p", criterion="novel"), 1)
    idea = read_ideas(fold(History(), keep([ADA, listed, mine, hers])), writer=ME).by_id["i"]
    assert idea.is_blind_to(ME)
    assert idea.is_blind_to(ME, "novel")


def test_a_mark_is_blind_again_on_another_occasion() -> None:
    def marked(id_: str, day: float, person: str | None = None) -> Sealed:
        return write(id_, MarkGiven(rubric="r", criterion="speed", score=5.0, scale=TEN, person=person), day)

    def is_blind(day: float, *records: Sealed) -> bool:
        found = read_marks(fold(History(), keep([ADA, *records])), writer=ME)
        return found.is_blind_to(ME, "r", "speed", ME, at(day))

    both = (marked("m", 1), marked("h", 1, "p"))
    assert is_blind(2, marked("h", 1, "p"))
    assert is_blind(2, marked("m", 1))
    assert not is_blind(20, *both)
    assert is_blind(40, *both)
    assert not is_blind(2, marked("m", 1), undo("c", "m", 1.5))
