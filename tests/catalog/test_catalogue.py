"""The catalogue is whole: what it says of a verb is what the verb is, and no verb is missing."""

import inspect
import typing
from types import UnionType

import pytest

import acumen
from acumen.catalog import DAILY, NAMES, OLD_NAMES, SECTIONS, Verb, by_name, functions, load, verbs_under
from acumen.catalog.rows import OF_THE_FACE
from acumen.catalog.topics import TOPICS
from acumen.cli import main
from acumen.cli.commands import VerbCommand
from acumen.results.result import Result
from acumen.views import registry

N_COLUMNS = 80
ROOM_IN_HELP = N_COLUMNS - len("  backtest chances  ")  # where all are listed
GIVEN_FIRST = {
    "ledger": 1,
    "records": 1,
    "plan or ledger": 1,
    "plan or ledger, and clock": 2,
    "clock": 1,
    "path": 1,
    "nothing": 0,
}
DOING = [verb for verb in by_name().values() if verb.does]
# what programs build on, and no command does by itself
FOR_PROGRAMS = {"change", "compare", "leaving_out", "open_book", "read_plan", "solve", "sources", "write_plan"}
NAMED = {"Book": acumen.Book}  # which the front desk names without loading it


def ids(verb: Verb) -> str:
    return verb.name


def given_back(verb: Verb) -> list[type]:
    """The types of results that a verb gives."""
    told = typing.get_type_hints(load(verb.does), localns=NAMED)["return"]
    found = typing.get_args(told) if isinstance(told, UnionType) else (told,)
    return [typing.get_args(one)[0] if typing.get_origin(one) is tuple else one for one in found]


def test_no_name_stands_for_two_verbs() -> None:
    names = [verb.name for section in SECTIONS for verb in section.verbs]
    assert len(names) == len(set(names))
    assert set(by_name()) - set(names) == {name for name, verb in by_name().items() if verb.status == "deprecated"}


@pytest.mark.parametrize(("old", "new"), OLD_NAMES.items())
def test_an_old_name_leads_to_one_that_is_there(old: str, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert old not in by_name()
    assert " ".join(new.split()[:2]) in by_name() or new.split(maxsplit=1)[0] in by_name()
    assert main([*old.split(), "--help"]) in {0, 2}
    said = capsys.readouterr()
    assert said.err.startswith(f"acumen {old.partition(' ')[0]} is called acumen {new} now\n")


def test_the_first_page_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) <= 24
    assert max(map(len, said.splitlines())) <= N_COLUMNS
    daily = [line.split()[0] for line in said.splitlines() if line.startswith("  ")]
    assert daily == [name for name in NAMES[DAILY].split() if name in by_name()]
    assert main(["help", "--all"]) == 0
    everything = capsys.readouterr().out
    assert all(f"\n  {name} " in everything for name, verb in by_name().items() if verb.status == "stable")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_told_in_a_screen(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", topic]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) <= 24
    assert max(map(len, said)) <= N_COLUMNS


def test_help_of_a_command_is_its_help_and_of_nothing_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "add", "--help"]) == 0
    wanted = capsys.readouterr().out
    assert main(["help", "evidence", "add"]) == 0
    assert capsys.readouterr().out == wanted
    assert main(["help", "scor"]) == 1
    assert "did you mean score?" in capsys.readouterr().err


@pytest.mark.parametrize("name", list(by_name()))
def test_every_command_has_a_page_of_help_with_its_options_and_examples(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    verb = by_name()[name]
    assert main([*name.split(), "-h"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: acumen {name} ")
    assert max(map(len, said.splitlines())) <= max([N_COLUMNS, *(len(f"  {one}") for one in verb.examples)])
    assert all(one.flag in said for one in verb.takes if one.flag)
    assert all(f"\n  {one}\n" in said for one in verb.examples)


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
    return has_default or type(None) in typing.get_args(typing.get_type_hints(load(verb.does), localns=NAMED)[name])


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
    assert any(hasattr(result, verb.passes) for result in given_back(verb))


def test_there_is_a_function_for_each_command() -> None:
    named = functions()
    opened = {name for name in acumen.__all__ if inspect.isfunction(getattr(acumen, name))}
    assert opened - set(named) == FOR_PROGRAMS
    assert set(named) <= opened
    assert {"next_", "import_", "evidence_add", "ledger_leave_out"} <= set(named)
    for name, where in named.items():
        assert getattr(acumen, name) is load(where)


def test_a_row_that_does_nothing_leads_to_others() -> None:
    assert all(verbs_under(verb.name) for verb in by_name().values() if not verb.does)


@pytest.mark.parametrize("verb", by_name().values(), ids=ids)
def test_a_command_can_be_made_of_every_row(verb: Verb) -> None:
    names = [name for one in VerbCommand(verb).params for name in one.opts if name.startswith("-")]
    assert len(names) == len(set(names))
