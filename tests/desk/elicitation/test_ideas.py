import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random as Draws  # fixed seeds
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.desk.book import Book
from acumen.desk.elicitation.agreement import compare_tastes
from acumen.desk.elicitation.idea_add import add_idea
from acumen.desk.elicitation.idea_list import list_ideas
from acumen.desk.elicitation.idea_next import next_idea
from acumen.desk.elicitation.idea_outcome import look_back, turn_out
from acumen.desk.elicitation.idea_rate import rate_idea
from acumen.desk.elicitation.people import call_me
from acumen.desk.loop.log import log
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError
from acumen.ledger.memory import MemoryLedger

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
N_COLUMNS = 80


def new_book() -> Book:
    """An empty ledger in memory whose ids repeat themselves."""
    numbers = count()

    def draw(n_bytes: int) -> bytes:
        return hashlib.shake_256(f"{next(numbers)}".encode()).digest(n_bytes)

    return Book(MemoryLedger(writer=draw(12).hex()), now=NOW, draw=draw)


def later(book: Book, days: float) -> Book:
    book.now += timedelta(days=days)
    return book


def some_ideas(book: Book, n: int) -> list[str]:
    return [add_idea(book, f"Idea {at}", worth=100.0 + at).shown.idea for at in range(n)]


def texts(book: Book, person: str | None = None) -> Iterator[str]:
    """Everything that a person may be shown."""
    told = [
        list_ideas(book, person=person),
        list_ideas(book, person=person, criterion="novel"),
        next_idea(book, person=person),
        look_back(book, person=person),
        list_ideas(book, search="Idea 0", person=person),
        list_ideas(book, search="Idea 5", person=person),
    ]
    if person is None:
        told.append(log(book))
        told.append(compare_tastes(book, "Ada"))
    for one in told:
        yield str(one)
        yield one.to_json()


def test_an_idea_is_listed_once_and_what_is_said_anew_of_it_is_refused() -> None:
    book = new_book()
    first = add_idea(book, "  Prime   with hints ", domain="data", worth="2 d", why="cheap")
    assert (first.shown.title, first.shown.worth_hours, first.is_new) == ("Prime with hints", 16.0, True)
    again = add_idea(book, "prime with hints.", worth=16.0)
    assert (again.is_new, again.shown.idea, again.n_ideas) == (False, first.shown.idea, 1)
    with pytest.raises(UsageError, match="not listed yet"):
        add_idea(book, "Prime with hints", worth=20.0)
    assert add_idea(book, "Prime with hints", person="Ada").is_new, "another's idea of the same name"
    with pytest.raises(UsageError, match="title"):
        add_idea(book, "  ")


def test_an_idea_that_is_withdrawn_is_gone() -> None:
    book = new_book()
    idea, _ = some_ideas(book, 2)
    undo(book, idea)
    assert [row.shown.title for row in list_ideas(book).rows] == ["Idea 1"]
    undo(book)
    assert not list_ideas(book).rows


def test_rating_without_a_name_rates_what_next_shows_and_counts_down() -> None:
    book = new_book()
    ids = some_ideas(book, 3)
    seen = []
    for left in (2, 1, 0):
        shown = next_idea(book, person="Ada").to_rate
        assert shown is not None
        told = rate_idea(book, None, 6, person="Ada")
        assert (told.shown.idea, told.n_left) == (shown.idea, left)
        seen.append(shown.idea)
    assert sorted(seen) == sorted(ids)
    assert next_idea(book, person="Ada").to_rate is None
    with pytest.raises(UsageError, match="no idea is left"):
        rate_idea(book, None, 6, person="Ada")


def test_the_order_to_rate_in_depends_on_nothing_but_ideas_name_and_seed() -> None:
    def order(book: Book, ids: list[str], **more: object) -> list[str | None]:
        found: list[str | None] = []
        for _ in ids:
            shown = next_idea(book, **more).to_rate  # type: ignore[arg-type]
            found.append(None if shown is None else shown.idea)
            rate_idea(book, None, 5, person=more.get("person"), seed=more.get("seed", 0))  # type: ignore[arg-type]
        return found

    books = [new_book() for _ in range(4)]
    ids, *_ = [some_ideas(book, 8) for book in books]
    for idea in ids[:5]:
        rate_idea(books[1], idea, 9, person="Ben")
    plain = order(books[0], ids)
    assert order(books[1], ids) == plain
    assert order(books[2], ids, seed=1) != plain
    assert order(books[3], ids, person="Ada") != plain
    assert plain != ids


def test_next_shows_nothing_that_anchors() -> None:
    book = new_book()
    idea = add_idea(book, "Prime", worth=777, why="cheap").shown.idea
    rate_idea(book, idea, 9, person="Ada")
    told = next_idea(book)
    assert "777" not in str(told) + told.to_json()
    assert not {"worth_hours", "ratings", "n_hidden"} & json.loads(told.to_json())["to_rate"].keys()


def test_scores_keep_to_a_scale_and_the_last_one_is_the_usual_one() -> None:
    book = new_book()
    first, second = some_ideas(book, 2)
    rate_idea(book, first, "4", scale="1 to 5")
    (said,) = rate_idea(book, second, 3).shown.ratings
    assert said.scale == (1.0, 5.0)
    with pytest.raises(UsageError, match="from 1 to 5, found 7"):
        rate_idea(book, second, 7)
    with pytest.raises(UsageError, match="expected a score, found 'seven'"):
        rate_idea(book, second, "seven")
    with pytest.raises(UsageError, match="scale"):
        rate_idea(book, second, 3, scale="5 to 1")
    assert rate_idea(book, second, "8/10").shown.ratings[-1].scale == (0.0, 10.0)


def test_scores_on_two_scales_stand_on_one_in_the_list() -> None:
    book = new_book()
    ids = some_ideas(book, 3)
    for idea in ids:
        rate_idea(book, idea, 5)
    rate_idea(book, ids[0], 4, scale="1 to 5", person="Ada")
    row = next(row for row in list_ideas(book).rows if row.shown.idea == ids[0])
    assert (row.my_scores, row.others_scores) == ((5.0,), (7.5,))


def test_a_second_rating_is_blind_until_somebody_else_has_rated() -> None:
    book = new_book()
    (idea,) = some_ideas(book, 1)
    assert rate_idea(book, idea, 7).is_blind
    assert rate_idea(later(book, 1), idea, 6).is_blind
    assert rate_idea(book, idea, 2, person="Ada").is_blind
    last = rate_idea(later(book, 1), idea, 3)
    assert not last.is_blind
    (row,) = list_ideas(book).rows
    assert row.my_scores == (3.0,)
    assert row.estimate is not None
    assert row.estimate.raw_mean == (6 + 2) / 2, "what counts was said blind"


def two_books(scores: list[int], n_mine: int) -> list[Book]:
    """Alike but for what Ada made of ideas that the owner has not rated, and of all by a criterion."""
    books = [new_book(), new_book()]
    for book, ada in zip(books, (scores, [5] * 6), strict=True):
        ids = some_ideas(book, 6)
        for at, idea in enumerate(ids):
            rate_idea(book, idea, 7 + at if at < n_mine else ada[at], person="Ada", why="why")
            rate_idea(book, idea, ada[at], person="Ada", criterion="novel")
        for at, idea in enumerate(ids[:n_mine]):
            rate_idea(book, idea, 4 - at)
    return books


@given(st.lists(st.sampled_from([0, 3, 5, 8, 10]), min_size=6, max_size=6), st.integers(0, 2))
@settings(max_examples=20)
def test_no_text_and_no_json_gives_away_what_is_hidden(scores: list[int], n_mine: int) -> None:
    first, second = two_books(scores, n_mine)
    assert list(texts(first)) == list(texts(second))


def test_what_is_fitted_gives_away_nothing_that_is_hidden_either() -> None:
    first, second = two_books([0, 1, 2, 3, 10, 0], 3)
    assert list_ideas(first).basis == "fitted"
    assert list(texts(first)) == list(texts(second))


def test_what_is_hidden_shows_once_one_has_rated_or_it_is_known() -> None:
    book = new_book()
    ids = some_ideas(book, 2)
    for idea in ids:
        rate_idea(book, idea, 9, person="Ada")
    assert not any(row.others_scores for row in list_ideas(book).rows)
    assert "(1 hidden)" in str(list_ideas(book))
    assert "Ada" not in str(list_ideas(book, search="Idea 0"))
    assert "Ada" in str(rate_idea(book, ids[0], 3))
    turn_out(later(book, 1), ids[1], 40)
    assert [row.others_scores for row in sorted(list_ideas(book).rows, key=lambda row: row.shown.title or "")] == [
        (9,),
        (9,),
    ]


def test_a_mentor_sees_neither_the_worth_nor_the_scores_before_their_own() -> None:
    book = new_book()
    (idea, other) = some_ideas(book, 2)
    rate_idea(book, idea, 9)
    rate_idea(book, other, 5, person="Ada")
    before = list_ideas(book, search=idea, person="Ada")
    assert before.rows[0].shown.is_worth_hidden
    assert before.rows[0].shown.worth_hours is None
    assert "worth hidden" in str(before)
    after = rate_idea(book, idea, 2, person="Ada").shown
    assert (after.worth_hours, [one.score for one in after.ratings]) == (100.0, [9.0, 2.0])


def test_few_ratings_are_shrunk_as_usual_and_many_by_a_fit() -> None:
    book = new_book()
    ids = some_ideas(book, 8)
    rng = Draws(1)
    quality = [rng.gauss(5, 2) for _ in ids]
    for idea, good in zip(ids, quality, strict=True):
        rate_idea(book, idea, min(10, max(0, round(good + rng.gauss(0, 1)))))
    few = list_ideas(book)
    assert (few.basis, few.icc_low) == ("assumed", None)
    assert "can't tell" in str(few)
    for idea, good in zip(ids, quality, strict=True):
        rate_idea(book, idea, min(10, max(0, round(good - 1 + rng.gauss(0, 1)))), person="Ada")
    many = list_ideas(book)
    assert many.basis == "fitted"
    assert many.icc_low is not None
    assert all(row.estimate is not None and row.estimate.n == 2 for row in many.rows)
    means = [row.estimate.mean for row in many.rows if row.estimate is not None]
    assert means == sorted(means, reverse=True)
    assert max(means) < max(row.estimate.raw_mean for row in many.rows if row.estimate is not None)


def test_ratings_all_alike_do_not_stop_the_list() -> None:
    book = new_book()
    for idea in some_ideas(book, 4):
        rate_idea(book, idea, 5)
        rate_idea(book, idea, 5, person="Ada")
    assert list_ideas(book).basis == "assumed"
    assert compare_tastes(book, "Ada").reason == "one of you gave every idea the same score"


def test_a_comparison_is_of_what_both_rated_and_says_where_noise_is_known_from() -> None:
    book = new_book()
    ids = some_ideas(book, 9)
    rng = Draws(2)
    mine = [rng.randrange(11) for _ in ids]
    for idea, score in zip(ids, mine, strict=True):
        rate_idea(book, idea, score)
    later(book, 3)
    for idea, score in zip(ids[:4], mine, strict=False):
        rate_idea(book, idea, min(10, score + 1))
    for idea, score in zip(ids[:-1], mine, strict=False):
        rate_idea(book, idea, score if idea != ids[2] else 10 - score, person="Ada")
    told = compare_tastes(book, "ada")
    assert told.agreement is not None
    assert (told.agreement.n, told.my_reliability.n, told.their_reliability.n) == (8, 4, 0)
    assert told.my_reliability.reliability is not None
    assert told.their_reliability.reliability is None
    assert told.apart[0].idea == ids[2]
    assert told.agreement.low <= told.agreement.beyond_noise <= told.agreement.high
    assert "from 4 ideas rated twice" in str(told)
    known = compare_tastes(book, "Ada", mine=1.0, theirs=1.0)
    assert known.agreement is not None
    assert known.agreement.high - known.agreement.low < told.agreement.high - told.agreement.low


@pytest.mark.parametrize(("hours_apart", "n_twice"), [(3.0, 0), (6.5, 4)])
def test_two_days_are_two_where_one_is(hours_apart: float, n_twice: int) -> None:
    book = new_book()
    ids = some_ideas(book, 4)
    book.now = datetime(2027, 7, 1, 18, 0, tzinfo=ZoneInfo("America/New_York"))  # two hours before midnight of UTC
    for pause in (0.0, hours_apart / 24.0):
        later(book, pause)
        for at, idea in enumerate(ids):
            rate_idea(book, idea, at)
    for at, idea in enumerate(ids):
        rate_idea(book, idea, at, person="Ada")
    assert compare_tastes(book, "Ada").my_reliability.n == n_twice


def test_a_comparison_with_too_few_with_oneself_or_with_nobody_says_so() -> None:
    book = new_book()
    ids = some_ideas(book, 2)
    for idea in ids:
        rate_idea(book, idea, 3)
        rate_idea(book, idea, 5, person="Ada")
    told = compare_tastes(book, "Ada")
    assert told.agreement is None
    assert "too few: 2 of the 3" in str(told)
    assert len(told.apart) == 2
    with pytest.raises(UsageError, match="somebody known"):
        compare_tastes(book, "Zoe")
    call_me(book, "Jo")
    with pytest.raises(UsageError, match="yourself"):
        compare_tastes(book, "Jo")


def test_who_was_right_says_too_few_until_there_are_four() -> None:
    book = new_book()
    ids = some_ideas(book, 5)
    for at, idea in enumerate(ids):
        rate_idea(book, idea, at)
        rate_idea(book, idea, 10 - at, person="Ada")
    later(book, 30)
    for at, idea in enumerate(ids[:3]):
        turn_out(book, idea, float(10 + at))
    assert "too few to tell (n 3)" in str(look_back(book))
    told = turn_out(book, ids[3], "3 d")
    mine, ada = told.track_record.raters
    assert mine.is_mine
    assert mine.correlation == pytest.approx(1.0)
    assert ada.correlation == pytest.approx(-1.0)
    assert ada.ahead_prob is not None
    assert ada.ahead_prob < 0.1
    assert told.track_record.worth_said.correlation == pytest.approx(1.0)
    assert "Turned out 24 h: Idea 3" in str(told)


def test_the_rater_with_the_better_taste_comes_first_and_what_a_worth_said_meant_is_recovered() -> None:
    book = new_book()
    rng = Draws(5)
    for at in range(40):
        quality = rng.gauss(0, 1)
        idea = add_idea(book, f"Idea {at}", worth=2 * round(100 * 2 ** (quality + rng.gauss(0, 0.5)), 3)).shown.idea
        rate_idea(book, idea, min(10, max(0, round(5 + 2 * (0.3 * quality + rng.gauss(0, 1))))))
        rate_idea(book, idea, min(10, max(0, round(5 + 2 * (quality + 0.4 * rng.gauss(0, 1))))), person="Ada")
        turn_out(book, idea, round(100 * 2**quality, 3), on=None)
        book.now += timedelta(hours=1)
    right = look_back(book).track_record
    ada, mine = right.raters
    assert (ada.name, mine.is_mine) == ("Ada", True)
    assert ada.ahead_prob is not None
    assert ada.ahead_prob > 0.95
    assert ada.low is not None
    assert ada.high is not None
    assert ada.low < 1 / (1 + 0.4**2) ** 0.5 < ada.high
    assert right.worth_said.turned_out_ratio_low is not None
    assert right.worth_said.turned_out_ratio_high is not None
    assert right.worth_said.turned_out_ratio_low < 0.5 < right.worth_said.turned_out_ratio_high


def test_ratings_after_the_outcome_are_refused_and_a_later_outcome_replaces() -> None:
    book = new_book()
    (idea,) = some_ideas(book, 1)
    later(book, 5)
    turn_out(book, idea, "nothing", on="2027-02-03")
    with pytest.raises(UsageError, match="idea that is open"):
        rate_idea(book, idea, 3)
    assert rate_idea(book, idea, 3, on="2027-02-02").shown.ratings[0].is_blind is False
    assert turn_out(book, idea, "8/10").shown.outcome_score == 8.0  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="listed already"):
        turn_out(book, idea, 3, on="2027-01-02")
    with pytest.raises(UsageError, match="hours"):
        turn_out(book, idea, "much")


def test_ideas_are_found_by_id_and_words_and_several_are_told_apart() -> None:
    book = new_book()
    ids = some_ideas(book, 2)
    assert rate_idea(book, ids[0][:6], 3).shown.idea == ids[0]
    assert rate_idea(book, "idea 1", 3).shown.idea == ids[1]
    with pytest.raises(UsageError, match="2 ideas are meant"):
        rate_idea(book, "idea", 3)
    with pytest.raises(UsageError, match="words of its title"):
        rate_idea(book, "nonsense", 3)


VERBS: tuple[Callable[[Book], object], ...] = (
    lambda book: add_idea(
        book, "An idea whose title goes on and on, well beyond what fits into any column", why="so " * 60
    ),
    lambda book: rate_idea(book, "goes on", 7, person="Somebody with quite a long name", why="because " * 20),
    lambda book: rate_idea(book, "goes on", 3, criterion="novel"),
    lambda book: rate_idea(book, "goes on", 3.25, manner="gut"),
    list_ideas,
    lambda book: list_ideas(book, search="goes on"),
    lambda book: next_idea(book, person="Somebody with quite a long name"),
    lambda book: compare_tastes(book, "Somebody with quite a long name"),
    lambda book: turn_out(book, "goes on", 123456.789),
    lambda book: turn_out(book, "idea 0", 1),
    look_back,
)


def test_every_answer_fits_the_screen() -> None:
    book = new_book()
    for at, idea in enumerate(some_ideas(book, 6)):
        rate_idea(book, idea, (7, 2, 9, 4, 4, 1)[at])
        rate_idea(book, idea, (5, 3, 9, 2, 6, 0)[at], person="Somebody with quite a long name")
    for verb in VERBS:
        told = str(verb(book))
        assert max(map(len, told.splitlines())) <= N_COLUMNS, told
        assert "\x1b" not in told
