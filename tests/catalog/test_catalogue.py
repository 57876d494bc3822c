"""The catalogue is whole: what it says of a verb is what the verb is, and no verb is missing."""

import inspect
import typing
from types import UnionType

import pytest

import acumen
from acumen.catalog import SECTIONS, Verb, by_name, load, verbs_under
from acumen.catalog.rows import OF_THE_FACE
from acumen.cli.commands import VerbCommand
from acumen.results.result import Result
from acumen.views import registry

N_COLUMNS = 80
ROOM_IN_HELP = N_COLUMNS - len("  ") - len("questions") - len("  ")  # the longest name of one word
GIVEN_FIRST = {"ledger": 1, "records": 1, "plan or ledger": 1, "clock": 1, "path": 1, "nothing": 0}
DOING = [verb for verb in by_name().values() if verb.does]
# what programs build on, and no command does by itself
FOR_PROGRAMS = {"change", "compare", "leaving_out", "open_book", "read_plan", "solve", "sources", "write_plan"}


def ids(verb: Verb) -> str:
    return verb.name


def given_back(verb: Verb) -> list[type]:
    """The types of results that a verb gives."""
    told = typing.get_type_hints(load(verb.does))["return"]
    found = typing.get_args(told) if isinstance(told, UnionType) else (told,)
    return [typing.get_args(one)[0] if typing.get_origin(one) is tuple else one for one in found]


def test_no_name_stands_for_two_verbs() -> None:
    names = [name for section in SECTIONS for verb in section.verbs for name in (verb.name, *verb.was)]
    assert len(names) == len(set(names))
    assert {verb.name for section in SECTIONS for verb in section.verbs} == set(by_name())


@pytest.mark.parametrize("verb", by_name().values(), ids=ids)
def test_a_verb_says_in_one_line_what_it_is_for(verb: Verb) -> None:
    assert verb.says.endswith(".")
    assert len(verb.says) <= ROOM_IN_HELP
    assert max(map(len, verb.help.splitlines()), default=0) <= N_COLUMNS + 24  # click fills them anew


@pytest.mark.parametrize("verb", DOING, ids=ids)
def test_every_result_of_a_verb_has_a_view(verb: Verb) -> None:
    for result in given_back(verb):
        assert issubclass(result, Result)
        assert result.__name__ in registry.VIEWS, f"{verb.name} gives {result.__name__}, of which there is no view"


@pytest.mark.parametrize("verb", DOING, ids=ids)
def test_the_arguments_of_a_row_are_those_of_its_verb(verb: Verb) -> None:
    signature = list(inspect.signature(load(verb.does)).parameters.values())[GIVEN_FIRST[verb.needs] :]
    taken = {one.name for one in verb.takes if one.kind not in OF_THE_FACE}
    assert taken <= {one.name for one in signature}
    assert {one.name for one in signature} - taken == set(verb.beyond)
    needed = {one.name for one in verb.takes if one.is_required}
    never_none = {one.name for one in signature if one.default is inspect.Parameter.empty}
    assert needed <= {one.name for one in signature}
    assert not {name for name in never_none - needed if not _may_be_none(verb, name)}


def _may_be_none(verb: Verb, name: str) -> bool:
    """Whether it has a value where nothing was said of it: a default of the row, or None among its types."""
    has_default = any(one.default is not None for one in verb.takes if one.name == name)
    return has_default or type(None) in typing.get_args(typing.get_type_hints(load(verb.does))[name])


@pytest.mark.parametrize("verb", DOING, ids=ids)
def test_a_default_that_is_shown_is_the_default_of_the_verb(verb: Verb) -> None:
    signature = inspect.signature(load(verb.does)).parameters
    for one in verb.takes:
        if one.kind not in OF_THE_FACE and one.is_default_shown:
            assert signature[one.name].default == one.default


@pytest.mark.parametrize("verb", [verb for verb in DOING if verb.draws], ids=ids)
def test_a_verb_that_draws_takes_a_file_for_it(verb: Verb) -> None:
    assert callable(load(verb.draws))
    assert any(one.kind == "chart" for one in verb.takes)


def test_only_verbs_that_draw_take_a_chart() -> None:
    assert not [verb for verb in DOING if not verb.draws and any(one.kind == "chart" for one in verb.takes)]


@pytest.mark.parametrize("verb", [verb for verb in DOING if verb.passes], ids=ids)
def test_what_a_verb_passes_by_is_in_its_result(verb: Verb) -> None:
    assert all(hasattr(result, verb.passes) for result in given_back(verb))


def test_every_function_of_the_package_belongs_to_a_verb() -> None:
    opened = {name for name in acumen.__all__ if inspect.isfunction(getattr(acumen, name))}
    done = {verb.does for verb in DOING}
    modules = {does.partition(":")[0] for does in done}
    # the front desk stands before the verbs that take something else than is typed
    text = "".join(inspect.getsource(inspect.getmodule(load(does)) or acumen) for does in done if ".front." in does)
    reached = {
        name
        for name in opened
        if getattr(acumen, name).__module__ in modules or getattr(acumen, name).__module__ in text
    }
    reached |= {name for name in opened if f"import {getattr(acumen, name).__module__.rpartition('.')[2]}" in text}
    assert opened - reached <= FOR_PROGRAMS


def test_a_row_that_does_nothing_leads_to_others() -> None:
    assert all(verbs_under(verb.name) for verb in by_name().values() if not verb.does)


@pytest.mark.parametrize("verb", by_name().values(), ids=ids)
def test_a_command_can_be_made_of_every_row(verb: Verb) -> None:
    names = [name for one in VerbCommand(verb).params for name in one.opts if name.startswith("-")]
    assert len(names) == len(set(names))
