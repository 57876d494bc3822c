"""Call the verb of a row, and show what it gives back."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from acumen.catalog import Verb, load
from acumen.cli import forms, opening
from acumen.cli.files import check_chart, files_in_use, put_file, save_chart
from acumen.cli.parameters import AS_JSON, FORCE, arguments, for_the_verb, of_kind
from acumen.cli.screen import show_bold, show_bytes
from acumen.errors import AcumenError, ArgumentsError

if TYPE_CHECKING:
    from acumen.desk.book import Book
    from acumen.results.result import Result

FAILED = 1
STDOUT = "-"


def call(verb: Verb, params: Mapping[str, Any]) -> int:
    """Do it with what was typed; the exit code."""
    given, as_json = arguments(verb, params), bool(params.get(AS_JSON))
    form = params.get(forms.NAME) or "text"
    if as_json and form not in {"text", "json"}:
        raise click.UsageError(f"expected --json or {forms.FLAG} {form}, found both")
    if form == "json":
        as_json = click.get_current_context().params[AS_JSON] = True
    chart = given.get("chart")
    check_chart(chart)
    _check_places(verb, given)
    try:
        found = _do(verb, given, params, as_json=as_json)
    except ArgumentsError as error:
        raise click.UsageError(str(error), click.get_current_context()) from None
    result, *more = found if isinstance(found, tuple) else (found,)
    is_passed = bool(getattr(result, verb.passes, True)) if verb.passes else True
    _say_problems(result, verb.n_problems)
    show = partial(_show, verb, result, given, form="json" if as_json else form, is_passed=is_passed)
    is_drawn_alone = chart is not None and form == "text" and not as_json
    if not is_drawn_alone:
        show()
    if chart is not None:
        try:
            save_chart(load(verb.draws)(result, *more, **given), chart)
        except AcumenError:  # there is nothing to draw, or no file to be had: the page all the same
            if is_drawn_alone:
                show()
            raise
    return 0 if is_passed else FAILED


def _do(verb: Verb, given: Mapping[str, Any], params: Mapping[str, Any], *, as_json: bool) -> Any:  # noqa: ANN401 -- any verb's result
    does, asked = load(verb.does), for_the_verb(verb, given)
    output, whole = of_kind(verb, "output"), of_kind(verb, "whole")
    if output is not None:
        asked[output.name] = Written(asked[output.name], is_forced=bool(params[FORCE]))
    if whole is not None:
        asked[whole.name] = as_json
    asks = of_kind(verb, "asks")
    if asks is not None:
        asked[asks.name] = _asking() if asked[asks.name] else None
    talk = of_kind(verb, "talk")
    if talk is not None:
        asked[talk.name] = _asking_if_somebody_is_there(
            is_read_by_people=params.get(forms.NAME) in {None, "text"} and not as_json
        )
    ledger, without = params.get("ledger"), tuple(params.get("without") or ())
    if verb.needs == "nothing":
        return does(**asked)
    if verb.needs == "clock":
        return does(opening.read_clock(), **asked)
    if verb.needs == "path":
        return does(opening.find_path(ledger), **asked)
    with ExitStack() as open_books:

        def opened() -> Book:
            must_exist, once = verb.needs == "records", params.get("once")
            book = open_books.enter_context(opening.open_here(ledger, must_exist=must_exist, without=without))
            return book if once is None else book.once(once)

        if not verb.needs.startswith("plan or ledger"):
            return does(opened(), **asked)
        if without and "plan" in asked:
            raise ArgumentsError("--without looks at the adopted plan, which your record corrects: leave PLAN out")
        if verb.needs == "plan or ledger, and clock":
            return does(opened, opening.read_clock(), **asked)
        return does(opened, **asked)


def _asking() -> Any:  # noqa: ANN401 -- which only such commands load
    from acumen.cli.asking import Asking

    return Asking()


def _asking_if_somebody_is_there(*, is_read_by_people: bool) -> Any:  # noqa: ANN401 -- as above
    is_there = is_read_by_people and all(one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr))
    return _asking() if is_there else None


class Written:
    """Where a command writes what a verb gives: the file that was named, or standard output."""

    def __init__(self, name: str, *, is_forced: bool) -> None:
        """`is_forced`: over a file that is there."""
        self.name = name
        self._is_forced = is_forced

    def check(self) -> None:
        """Refuse a file that has to stay before anybody is asked anything."""
        if self.name != STDOUT:
            from acumen.cli.files import check_output

            check_output(self.name, force=self._is_forced)
        elif click.get_current_context().params.get(AS_JSON):
            raise ArgumentsError("expected the name of a file with --json, found standard output")

    def write(self, content: str | Iterable[bytes], *, is_private: bool = False) -> int:
        """All of it; the number of pieces."""
        if self.name != STDOUT:
            pieces = content.encode() if isinstance(content, str) else content
            return put_file(self.name, pieces, force=self._is_forced, is_private=is_private)
        if click.get_current_context().params.get(AS_JSON):
            raise ArgumentsError("expected the name of a file with --json, found standard output")
        if isinstance(content, str):
            click.echo(content, nl=False)
        else:
            show_bytes(content)
        return 0


def _check_places(verb: Verb, given: Mapping[str, Any]) -> None:
    """Refuse a file that has to stay before anything is done."""
    place = of_kind(verb, "place")
    if place is not None and place.name in given:
        from acumen.borders.files import check_place, may_go

        check_place(given[place.name], judge=may_go, keep=files_in_use(place.name))


def _show(verb: Verb, result: Result, given: Mapping[str, Any], *, form: str, is_passed: bool) -> None:
    """In the form that was asked for; as the arguments want it."""
    view, output = of_kind(verb, "view"), of_kind(verb, "output")
    if output is not None and given[output.name] == STDOUT:
        return  # what was asked for is there already
    if form == "json":
        click.echo(result.to_json())
        return
    if view is not None and given.get(view.name):
        from acumen.views import registry

        text = registry.write(tuple(load(str(view.value))(result)), forms.form_of(form))
    else:
        text = result.draw(forms.form_of(form))
    if verb.is_bold and form == "text":
        first, _, text = text.partition("\n")
        show_bold(first)
        click.echo()
    click.echo(text.removesuffix("\n"), err=verb.is_talk or (verb.is_complaint and not is_passed))


def _say_problems(result: Result, n_shown: int) -> None:
    """The first of them, on standard error."""
    problems = getattr(result, "problems", ()) if n_shown else ()
    for problem in problems[:n_shown]:
        click.echo(str(problem), err=True)
    if len(problems) > n_shown:
        click.echo(f"… and {len(problems) - n_shown} more (--json has all)", err=True)
