"""The example in the docstring of every public function runs, as the examples of the catalogue do."""

import doctest
import inspect
from pathlib import Path

import pytest

import acumen
from acumen.planfile import template
from tests.catalog.examples import LEDGER, Scene

MOST_LINES = 6
FUNCTIONS = {
    found.__module__ + ":" + found.__name__: found
    for found in (getattr(acumen, name) for name in acumen.__all__)
    if inspect.isfunction(found)
}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("docstrings"))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_shows_an_example_of_at_most_six_lines_that_runs(
    name: str, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, None)
    lines = [line for one in test.examples for line in (one.source + one.want).splitlines()]
    assert 0 < len(lines) <= MOST_LINES
    assert "acumen." in "".join(one.source for one in test.examples)
    assert any(one.want for one in test.examples), "it shows nothing"
    folder: Path = scene.enter(name.replace(":", "-")).folder
    monkeypatch.chdir(folder)
    Path("plan.yaml").write_text(template("plan"), encoding="utf-8")
    said: list[str] = []
    with acumen.open_book(LEDGER, now=scene.now) as book:
        test.globs |= {"acumen": acumen, "book": book}
        came = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert came.failed == 0, "".join(said)
