"""What is said of a result is said in every form, fits the screen, and obeys nobody who wrote a part of it."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser

import pytest

import acumen
from acumen.borders.signs import OBEYED
from acumen.errors import UsageError
from acumen.pages.columns import N_COLUMNS, width
from acumen.results.result import Form, Result
from acumen.views import registry
from tests.desk.calibration.records import TWO_WAYS, adopt, evenly, settled_forecasts
from tests.desk.loop.books import TEXT, later, new_book
from tests.hostile import MARKUP
from tests.pages.test_html import OURS

EVIL = " ".join(MARKUP).replace("\\", "").replace('"', "")
LONG = "w" * 200
HUGE = "plan: huge\nworth: 1e9\ngoal: {any: [{step: a, chance: 50%, hours: 1e8}, {step: b, chance: 40%, hours: 2e8 to 9e8}]}\n"


def hostile_book() -> list[Result]:
    """All that is written by people is hostile and long."""
    book = new_book(TEXT.replace("A small test", json.dumps(f"{EVIL} {LONG}")))
    found: list[Result] = [acumen.next_(book), acumen.start(book), acumen.status(book)]
    found += [acumen.spend(later(book), 3), acumen.predict(book, f"{EVIL} {LONG}", "70%"), acumen.due(book)]
    found += [acumen.predict(book, EVIL, "10%", why=EVIL), acumen.questions(book), acumen.log(book)]
    found += [acumen.ideas_add(book, f"{EVIL} {LONG}", worth="40"), acumen.ideas_list(book), acumen.ledger_people(book)]
    return found


def plan_results(text: str) -> list[Result]:
    plan = acumen.read_plan(text)
    first = next(iter(acumen.solve(plan).ranked)).id
    found: list[Result] = [acumen.solve(plan), acumen.tree(plan), acumen.why(plan), acumen.simulate(plan, runs=50)]
    return [*found, acumen.compare(plan, drops=[first])]


@cache
def results() -> dict[str, Result]:
    """One of each kind, or some."""
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    corrected: list[Result] = [acumen.next_(book), acumen.score(book), acumen.meant(book, "80%")]
    shares = [TEXT.replace("A small test", json.dumps(f"{EVIL} {LONG}")), HUGE]
    corrected.append(acumen.portfolio(shares, hours=1e9, today=date(2027, 2, 1), safe=1.5, trust=0.999))
    parts = {"hostile": hostile_book(), "plan": plan_results(TEXT), "huge": plan_results(HUGE), "corrected": corrected}
    found = {f"{part} {type(one).__name__}": one for part, ones in parts.items() for one in ones}
    assert len(found) > 20
    return found


class Words(HTMLParser):
    """What is read of a page, without its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        assert tag in OURS
        self.said += " "

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.said += " "

    def handle_data(self, data: str) -> None:
        self.said += data


def figures(text: str) -> set[str]:
    """Words that hold a digit and were not cut."""
    return {
        word.strip("()[].,;:")
        for word in text.split()
        if re.search("[0-9]", word) and "…" not in word and len(word) < 40
    }


def test_no_line_of_the_text_is_wider_than_the_screen() -> None:
    for kind, found in results().items():
        for line in str(found).splitlines():
            assert width(line) <= N_COLUMNS, kind
            assert not OBEYED.search(line), kind


def test_html_says_every_figure_of_the_text_and_has_no_tag_that_somebody_wrote() -> None:
    for kind, found in results().items():
        said = Words(found.draw("html")).said
        assert "hostile" in kind or figures(str(found)) <= figures(said), kind
        assert not OBEYED.search(said.replace("\n", "")), kind


def test_markdown_says_every_figure_of_the_text_and_no_table_breaks() -> None:
    for kind, found in results().items():
        shown = found._repr_markdown_()
        plain = re.sub(r"\\(.)", r"\1", shown).replace("|", " ").replace("`", "").replace("*", "").replace("&lt;", "<")
        assert "hostile" in kind or figures(str(found)) <= figures(plain), kind
        n_cells = 0
        for line in shown.splitlines():
            n = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) if line.startswith("|") else 0
            assert n_cells in (0, n) or n == 0, kind
            n_cells = n


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_tables_can_be_read_back(form: Form) -> None:
    n_tables = 0
    for kind, found in results().items():
        try:
            shown = found.draw(form)
        except UsageError:  # it has no table
            continue
        if form == "jsonl":
            assert all(isinstance(json.loads(line), dict) for line in shown.splitlines()), kind
            n_tables += 1
            continue
        for table in shown.split("\n\n"):
            rows = list(csv.reader(io.StringIO(table), delimiter="," if form == "csv" else "\t"))
            assert len({len(row) for row in rows}) == 1, kind
            n_tables += 1
    assert n_tables > len(results()) / 2


def test_every_result_has_a_view() -> None:
    def each(kind: type[Result]) -> set[str]:
        return {kind.__name__}.union(*(each(one) for one in kind.__subclasses__()))

    assert each(Result) - {"Result"} <= set(registry.VIEWS)


def test_a_form_that_there_is_not_is_refused_with_those_there_are() -> None:
    show: Callable[..., str] = registry.show
    with pytest.raises(UsageError, match="expected the format text, markdown, html, csv, tsv, jsonl or json"):
        show(acumen.solve(TEXT), "pdf")
    with pytest.raises(UsageError, match="mermaid"):
        show(acumen.tree(TEXT), "pdf")


def test_an_open_ledger_says_where_it_is_and_what_time_it_is() -> None:
    book = acumen.open_book(None, now=datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert repr(book) == "<Book memory: 0 records, now 2027-02-01T09:00:00+00:00>"
