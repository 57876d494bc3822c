"""`acumen help` says of a command what its `--help` does, in the same lines."""

import pytest

from acumen.catalog import by_name
from acumen.catalog.topics import TOPICS
from acumen.cli import main


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    main(list(words))
    return capsys.readouterr().out.strip().splitlines()


def test_help_of_a_command_is_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name in set(by_name()) - set(TOPICS):
        told = said(capsys, "help", *name.split())
        assert told == said(capsys, *name.split(), "--help"), name
