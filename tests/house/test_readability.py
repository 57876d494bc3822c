"""Whoever reads the screen is no statistician: no word of the dialect, short sentences, lines that fit."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from acumen.pages.columns import N_COLUMNS, width
from tests.docs.sessions import DOCUMENTS, sessions
from tests.house.source import PACKAGE

UNSHOWN = frozenset({"testing", "records"})
MOST_WORDS = 25  # of a sentence, on average
MOST_WORDS_OF_ONE = 40
PHRASE = 8  # words; fewer make no sentence
BANNED = (  # what newcomers did not understand, and what stands there now
    ("λ", "nothing: it does not make the order"),
    ("best possible", "at best"),
    ("controlled", "mean"),
    ("brought at most", "worth minus hours"),
    ("worth less hours", "worth minus hours"),
    ("done harm", "made your figures worse"),
    ("even odds are gone", "the chance falls below half"),
    ("so strong a sign", "of plans whose figures are right, at most … look like this"),
    ("it pays from", "worth needed"),
    ("that was looked at costs", "whatever you start with costs more"),
    ("took at most", "hours, at most"),
    ("come to in", "reached in"),
    ("misses go together", "when one of your steps fails others tend to"),
    ("leaves the advice", "does not change the advice"),
    ("in nats", "score"),
    (" nats", "figures with an interval, in words"),
    ("crps of", "miss"),
    ("p(yes", "yes above no"),
    ("pinball loss", "miss of quantiles"),
    ("goal bits", "about goal"),
    ("said by hypothesis", "said"),
    ("said anew", "said again"),
    ("settled otherwise", "settled as something else"),
    ("the gate", "how far the correction helped"),
    ("claimed / proven", "which forecasts are proven"),
    ("give or take", "plus or minus"),
    ("as is usual", "as in most ratings"),
    ("a yes was given more than", "what happened had been given more"),
    ("posterior", "belief"),
    ("bayes factor", "bits"),
    ("backward induction", "exact"),
)
NAMES = frozenset({"--policy"})
TYPED = re.compile(r"[a-z_]+|[A-Z][A-Za-z]+|[\w.]+:[\w.]+")  # names of fields, types and modules, not read by anybody
AS_TYPED = re.compile(
    r"^acumen .*(--json|--form|--as (csv|tsv|jsonl|json)|export|--schema|completion|batch)|^(cat|printf|head)\b|\| "
)


@cache
def literals() -> tuple[tuple[str, str], ...]:
    """`path:line` and text of every literal that may reach a screen."""
    found: list[tuple[str, str]] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE)
        if place.parts[0] not in UNSHOWN:
            found += (
                (f"{place.as_posix()}:{line}", text)
                for line, text in texts(ast.parse(path.read_text(encoding="utf-8")))
            )
    return tuple(found)


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of what is neither a docstring nor a name; of an f-string what stands in it, `{}` for the rest."""
    inner = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if node in said or node in inner:
            continue
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not TYPED.fullmatch(node.value):
            yield node.lineno, node.value


def sentences(text: str) -> list[str]:
    """What stands between points, of four words or more."""
    parts = re.split(r"(?<=[a-z})%0-9])[.;:?!](?:\s+|$)|\n", text)
    return [part for part in parts if len(re.findall(r"[^\W\d_]{2,}", part)) >= 4]


def n_words(sentence: str) -> int:
    return len(re.findall(r"[\w{}']+", sentence))


@pytest.mark.parametrize(("word", "instead"), BANNED)
def test_no_word_of_the_dialect_reaches_the_screen(word: str, instead: str) -> None:
    found = re.compile(re.escape(word) if len(word) > 1 else rf"(?<!\w){word}(?!\w)")  # a letter is none inside a word
    said = [(place, text) for place, text in literals() if found.search(text.casefold()) and text not in NAMES]
    assert not said, f"write: {instead}"
    shown = [(page.name, line) for page in DOCUMENTS for _, line in outputs(page) if word in line.casefold()]
    assert not shown, f"write: {instead}"


def outputs(page: Path) -> list[tuple[str, str]]:
    """Each line that a page shows of the program, with its command; but for files and tables for programs."""
    return [
        (command, line)
        for command, output in sessions(page.read_text(encoding="utf-8"))
        if command.startswith("acumen") and not AS_TYPED.search(command)
        for line in output.splitlines()
    ]


def test_sentences_are_short() -> None:
    said = [(place, one) for place, text in literals() for one in sentences(text)]
    assert len(said) > 800
    whole = [n for _, one in said if (n := n_words(one)) >= PHRASE]
    assert sum(whole) / len(whole) <= MOST_WORDS
    assert not [(place, one) for place, one in said if n_words(one) > MOST_WORDS_OF_ONE]


def test_what_pages_show_of_the_program_fits_the_screen() -> None:
    lines = [(page.name, command, line) for page in DOCUMENTS for command, line in outputs(page)]
    assert len(lines) > 500
    assert not [one for one in lines if width(one[2]) > N_COLUMNS]


def test_no_line_that_pages_show_ends_within_a_command_or_between_a_figure_and_its_unit() -> None:
    split = re.compile(r"(\bacumen|\d ?\n\s+(h|d|%|min|bits?|points?|steps?|Dec|Nov)\b.*)$", re.MULTILINE)
    broken = [
        (page.name, command, found[0])
        for page in DOCUMENTS
        for command, output in sessions(page.read_text(encoding="utf-8"))
        if not AS_TYPED.search(command) and (found := split.search(output))
    ]
    assert not broken
    assert split.search("pay 5.2\n  h more")
    assert split.search("Ask: acumen\n  next")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('def f():\n    """Not the gate."""\n    return f"the gate {x}"', ["the gate {}"]),
        ('X = {"policy": "policy_of", "said": "the policy is so"}', ["the policy is so"]),
        ("f(f'a {1} d', 'e f')", ["a {} d", "e f"]),
    ],
)
def test_literals_are_found_and_names_and_docstrings_are_not(code: str, found: list[str]) -> None:
    assert sorted(text for _, text in texts(ast.parse(code))) == sorted(found)


def test_sentences_are_told_apart_and_counted() -> None:
    text = "One two three four. Five six seven eight: a b c d\nno"
    assert sentences(text) == ["One two three four", "Five six seven eight"]
    assert n_words("It's {} of 12, isn't it") == 6
