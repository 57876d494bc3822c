"""A domain in another spelling is the same domain wherever it is learnt from, counted or asked for."""

import pytest

from acumen.desk.book import Book
from acumen.desk.calibration.correct_one import mean_chance, mean_hours
from acumen.desk.calibration.corrected_plan import mean
from acumen.desk.calibration.data import settle
from acumen.desk.calibration.fit import fit
from acumen.desk.calibration.report import look, score_record
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.start import start
from acumen.desk.plans.read import read_plan
from tests.desk.calibration.rows import forecast
from tests.desk.elicitation.books import later, new_book

SPELT = ("Caf\u00e9 Code", "cafe\u0301  CODE", " caf\u00c9 code")
PLAN = """\
plan: p{number}
worth: 60
goal: {{step: s, chance: 80%, hours: 2 to 8, domain: "{domain}"}}
"""


def fill(spelt: tuple[str, ...]) -> Book:
    """Twelve claims by two people and six steps, too sure, their domain now in one spelling and now in another."""
    book = new_book()
    for number in range(12):
        said: dict[str | None, str] = {None: "90%", "Ada": "60%"}
        outcome = "yes" if number % 2 else "no"
        book = forecast(book, f"claim {number}", said, outcome, domain=spelt[number % len(spelt)])
    for number in range(6):
        adopt(book, PLAN.format(number=number, domain=spelt[number % len(spelt)]))
        start(book, "s", plan=f"p{number}")
        done(later(book, 1.0), "succeeded", "s", plan=f"p{number}", hours=6.0)
    return book


@pytest.fixture(scope="module")
def mixed() -> Book:
    return fill(SPELT)


@pytest.fixture(scope="module")
def alike() -> Book:
    return fill(SPELT[:1])


def test_what_was_learnt_is_the_same(mixed: Book, alike: Book) -> None:
    learned, wanted = fit(settle(mixed)), fit(settle(alike))
    for domain in SPELT:
        assert learned.correct_chance(0.9, domain) == wanted.correct_chance(0.9, SPELT[0])
        assert learned.correct_hours(2.0, 8.0, domain) == pytest.approx(wanted.correct_hours(2.0, 8.0, SPELT[0]))
        assert (learned.count_chances(domain), learned.count_hours(domain)) == (18, 6)
    assert learned.count_chances("elsewhere") == learned.count_hours("elsewhere") == 0


@pytest.mark.parametrize("domain", SPELT)
def test_one_saying_means_the_same_and_is_counted_whole(mixed: Book, alike: Book, domain: str) -> None:
    told, wanted = mean_chance(mixed, "90%", domain=domain), mean_chance(alike, "90%", domain=SPELT[0])
    assert (told.prob, told.n) == (wanted.prob, 18)
    assert mean_hours(mixed, "2 to 8", domain=domain).n == 6


@pytest.mark.parametrize("domain", SPELT)
def test_the_report_of_a_domain_has_all_of_it(mixed: Book, alike: Book, domain: str) -> None:
    told, wanted = (
        score_record(book, domain=one, with_people=True) for book, one in ((mixed, domain), (alike, SPELT[0]))
    )
    assert told.n == wanted.n == 18
    assert told.hours_scores == wanted.hours_scores
    assert told.people is not None
    assert wanted.people is not None
    assert [one.against_pool.n for one in told.people] == [one.against_pool.n for one in wanted.people]
    assert [one.name for one in told.domains] == [" ".join(SPELT[0].split())]


def test_the_report_of_all_has_one_domain_as_it_was_first_spelt(mixed: Book) -> None:
    told, basis = look(mixed)
    assert [(one.name, one.n) for one in told.domains] == [(SPELT[0], 18)]
    assert told.beside is not None
    assert [(one.name, one.n) for one in told.beside.domains] == [(SPELT[0], 12)]
    assert {row.domain for row in basis.rows} > {SPELT[0]}  # kept as typed


def test_a_step_of_a_plan_is_corrected_by_its_domain_in_any_spelling(mixed: Book) -> None:
    learned = fit(settle(mixed))
    plans = [read_plan(PLAN.format(number=9, domain=domain)) for domain in SPELT]
    meant = [mean(plan, None, learned).steps[0] for plan in plans]
    assert [(one.n, one.n_hours) for one in meant] == [(18, 6)] * 3
    assert meant[0].chance == meant[1].chance == meant[2].chance


@pytest.mark.parametrize("domain", SPELT)
def test_a_list_of_a_domain_has_all_of_it(mixed: Book, domain: str) -> None:
    assert len(list_questions(mixed, state="all", domain=domain).questions) == 12
