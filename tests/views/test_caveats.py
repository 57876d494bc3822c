"""What an answer warns of: said once in it, and only where it applies."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from acumen.cli import main
from tests.docs.sessions import DOCUMENTS, sessions

STEPS = "{step: look, chance: 60%, hours: 2 to 6}, {step: build, chance: 80%, hours: 10 to 30, needs: [look]}"
PLANS = {
    "plain": f"worth: 90\ngoal: {{all: [{STEPS}]}}",
    "unpriced": f"goal: {{all: [{STEPS}]}}",
    "stop": f"worth: 20\ngoal: {{all: [{STEPS}]}}",
    "unordered": "worth: 90\ngoal: {all: [" + ", ".join(f"{{step: s{n}, chance: 80%, hours: 3}}" for n in "123") + "]}",
    "believed": "worth: 90\ngoal: {all: [{step: look, chance: {h: 90%, otherwise: 30%}, hours: 4},"
    " {step: build, chance: {h: 80%, otherwise: 20%}, hours: 6 to 20, needs: [look]}]}\n"
    "hypotheses: {h: {claim: it holds, chance: 70%}}\n"
    "probes: [{probe: ask, about: h, hours: 1, positive: {h: 90%, otherwise: 20%}}]",
    "dated": f"worth: 90\nship: 2026-03-13\nhours: 10 per week\ngoal: {{all: [{STEPS}]}}",
    "cut": "worth: 90\nship: 2026-03-13\nhours: 10 per week\n"
    f"goal: {{all: [{STEPS}, {{step: extra, chance: 70%, hours: 4, cut: 10}}]}}",
    "late": f"worth: 90\nship: 2026-01-13\nhours: 10 per week\ngoal: {{all: [{STEPS}]}}",
}
BEGUN = ("plain", "stop", "dated", "believed")
ENDED = "unordered"  # of which a step has failed
OVERDUE = "unpriced"
VERBS = ("next", "why", "tree", "simulate", "probes", "ship")
Answers = dict[str, list[str]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Answers]]:
    """Of each verb what it says of each plan: of files, begun, overdue and over."""
    folder = tmp_path_factory.mktemp("caveats")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ACUMEN_NOW", "2026-02-02T09:00Z")
        patch.setenv("ACUMEN_LEDGER", str(folder / "none.sqlite"))
        for name, text in PLANS.items():
            Path(f"{name}.yaml").write_text(f"plan: {name}\n{text}\n", encoding="utf-8")
        found: dict[str, Answers] = defaultdict(dict)
        for verb in VERBS:
            for name in PLANS:
                found[verb][name] = _ask(verb, f"{name}.yaml")
        patch.setenv("ACUMEN_LEDGER", str(folder / "l.sqlite"))
        for name in (*BEGUN, ENDED, OVERDUE):
            _ask("adopt", f"{name}.yaml")
        for name in BEGUN:
            _ask("start", "look", "--plan", name)
        _ask("done", "s1", "--plan", ENDED, "--failed")
        _ask("start", "look", "--plan", OVERDUE)
        _ask("spend", "look", "9", "--plan", OVERDUE)
        for verb in VERBS:
            for name in (*BEGUN, ENDED, OVERDUE):
                found[verb][f"{name}, begun"] = _ask(verb, "--plan", name)
                found[verb][f"{name}, the file"] = _ask(verb, f"{name}.yaml")
        yield found


def _ask(*words: str) -> list[str]:
    """The paragraphs that it prints."""
    import contextlib
    import io

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        main(list(words))
    return paragraphs(said.getvalue())


def paragraphs(text: str) -> list[str]:
    """Lines that go on, set in, with the one that they belong to."""
    found: list[str] = []
    for line in text.splitlines():
        if found and line.startswith("  ") and found[-1] and not re.search(r"\S {2,}\S", line):
            found[-1] += f" {line.strip()}"
        else:
            found.append(line)
    return [one for one in found if one]


def sentences(said: list[str]) -> list[str]:
    """Those of several words, without their figures."""
    parts = (part for one in said for part in re.split(r"(?<=[.;])\s+", one))
    return [part for part in parts if len(re.findall(r"[a-z]{2,}", part)) >= 6 and part.endswith((".", ";"))]


def kind(note: str) -> str:
    """A note without its names and figures."""
    return re.sub(r"`[^`]*`|[\d.,]+|\b(" + "|".join(PLANS) + r")\b", "…", note)


def test_an_answer_says_no_sentence_twice(answers: dict[str, Answers]) -> None:
    for verb, by_plan in answers.items():
        for name, said in by_plan.items():
            told = sentences(said)
            assert len(told) == len(set(told)), f"{verb} {name}"


def test_no_answer_on_a_page_says_a_sentence_twice() -> None:
    for page in DOCUMENTS:
        for command, output in sessions(page.read_text(encoding="utf-8")):
            if command.startswith("acumen") and "--json" not in command:
                told = [one for one in sentences(paragraphs(output)) if not one.startswith("-")]
                assert len(told) == len(set(told)), f"{page.name}: {command}"


def test_each_caveat_applies_to_some_answers_of_a_verb_and_not_to_others(answers: dict[str, Answers]) -> None:
    n_kinds = 0
    for verb, by_plan in answers.items():
        noted = [{kind(one) for one in said if one.startswith(("Note: ", "Without "))} for said in by_plan.values()]
        for each in set().union(*noted):
            n_kinds += 1
            assert not all(each in one for one, said in zip(noted, by_plan.values(), strict=True) if said), (
                f"{verb}: {each}"
            )
    assert n_kinds > 8


def test_what_is_over_is_warned_of_nothing(answers: dict[str, Answers]) -> None:
    for verb in ("next", "why", "tree", "simulate"):
        assert not [one for one in answers[verb][f"{ENDED}, begun"] if one.startswith("Note: ")], verb
