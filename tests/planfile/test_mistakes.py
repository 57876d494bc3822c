"""Every kind of mistake: its code, and the line and column it is reported at. `▸` marks the place."""

import re
from pathlib import Path

import pytest

from acumen.planfile import read
from tests.planfile.marked import unmark

ROOT = Path(__file__).resolve().parents[2]
DUE, T_NEEDS = "plan: p\nship: 2027-03-01\n", "step: t, chance: 50%, hours: 1, needs:"
GOAL = "goal: {step: s, chance: 50%, hours: 1}\n"
TWO = "hypotheses: {h: {claim: x, chance: 55%}, k: {claim: y, states: {a: 20%, b: 50%, c: 30%}}}\n"
OTHER_FILES = {"rubrics": ("docs/ideas.md", "Criteria"), "portfolios": ("docs/portfolio.md", "Mistakes")}


def with_chance(chance: str) -> str:
    return f"plan: p\ngoal: {{step: s, hours: 1, chance: {chance}}}\n{TWO}"


def with_artifacts(*artifacts: str) -> str:
    probes = "".join(
        f"  - {{probe: q{number}, about: h, hours: 1, positive: {{h: 80%, otherwise: 20%}}, artifacts: [{listed}]}}\n"
        for number, listed in enumerate(artifacts)
    )
    return f"plan: p\n{GOAL}{TWO}probes:\n{probes}"


def with_steps(*steps: str) -> str:
    return "plan: p\ngoal:\n  all:\n" + "".join(f"    - {{step: {step}}}\n" for step in steps)


# code, text: exactly these mistakes, all of the one code
MISTAKES = [
    ("empty", "▸"),
    ("empty", "▸# nothing but a comment\n"),
    ("empty", "▸---\n"),
    ("portfolio", "▸portfolio: winter\nplans: [one, two.yaml]\n"),
    ("control-character", f"plan: p\ntitle: a▸\x07b\n{GOAL}"),
    ("control-character", f"plan: p\ntitle: a▸\x00b▸\x00\n{GOAL}"),
    ("control-character", f"plan: p\ntitle: a▸\ud800b\n{GOAL}"),
    ("not-yaml", f"plan: p\ntitle: a▸: b\n{GOAL}"),
    ("not-yaml", "plan: p\ngoal: ▸{step: s"),
    ("not-yaml", f"plan: p\ntitle: ▸'open\n{GOAL}"),
    ("not-yaml", f"plan: p\ntitle: ▸@home\n{GOAL}"),
    ("not-yaml", f"plan: p\n▸\ttitle: x\n{GOAL}"),
    ("several-documents", f"plan: p\n{GOAL}▸---\nplan: q\n"),
    ("several-documents", f"---\n▸---\nplan: p\n{GOAL}"),
    ("too-deep", "plan: p\ngoal: " + 99 * "[" + "▸[" + 99 * "]" + "]"),
    ("alias", f"plan: ▸&name p\ntitle: ▸*name\n{GOAL}"),
    ("alias", f"plan: p\n▸*k : x\n{GOAL}"),
    ("merge-key", f"plan: p\n▸<<: {{title: x}}\n{GOAL}"),
    ("tag", f"plan: p\ntitle: ▸!!str x\n{GOAL}"),
    ("tag", f"plan: p\ntitle: ▸! x\n{GOAL}"),
    ("tag", "plan: p\ngoal: ▸!step {step: s, chance: 50%, hours: 1}\n"),
    ("duplicate-key", f"plan: p\ntitle: x\n▸title: y\n{GOAL}"),
    ("text-cut", f"plan: p\ntitle: ▸Issue #12 of the parser\n{GOAL}"),
    ("text-cut", f"plan: p\ntitle: ▸see #4\n{GOAL}"),
    ("text-cut", "plan: p\ngoal: {step: s, chance: 50%, hours: 1, note: ▸C# #3\n}"),
    ("duplicate-key", "plan: p\ngoal: {step: s, chance: 50%, ▸chance: 60%, hours: 1}"),
    ("key-not-text", f"plan: p\n? ▸[a, b]\n: x\n{GOAL}"),
    ("key-not-text", f"plan: p\n{GOAL}▸{{a: b}}: x\n"),
    ("wrong-kind", "▸- plan: p\n"),
    ("wrong-kind", f"plan: ▸[p]\n{GOAL}"),
    ("wrong-kind", f"plan: p\ntitle: ▸{{a: b}}\n{GOAL}"),
    ("wrong-kind", "plan: p\ngoal: ▸checker\n"),
    ("wrong-kind", "plan: p\ngoal:\n  ▸- step: s\n    chance: 50%\n    hours: 1\n"),
    ("wrong-kind", "plan: p\ngoal: {all: ▸s}\n"),
    ("wrong-kind", "plan: p\ngoal: {all: [▸s]}\n"),
    ("wrong-kind", "plan: p\ngoal: {step: s, chance: 50%, hours: ▸[1, 2]}\n"),
    ("wrong-kind", "plan: p\ngoal: {step: s, chance: 50%, hours: 1, needs: ▸{s: 1}}\n"),
    ("wrong-kind", f"plan: p\n{GOAL}hypotheses: ▸[h]\n"),
    ("wrong-kind", f"plan: p\n{GOAL}hypotheses: {{h: ▸50%}}\n"),
    ("wrong-kind", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, states: ▸[a, b]}}}}\n"),
    ("wrong-kind", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, chance: ▸{{a: 50%}}}}}}\n"),
    ("wrong-kind", f"plan: p\n{GOAL}probes: ▸{{q: 1}}\n"),
    ("wrong-kind", f"plan: p\n{GOAL}probes: [▸q]\n"),
    ("wrong-kind", with_chance("[▸50%, {when: {h: yes}, then: 80%}, {otherwise: 10%}]")),
    ("wrong-kind", with_chance("[{when: ▸h, then: 80%}, {otherwise: 10%}]")),
    ("missing-value", f"plan: p\ntitle:▸\n{GOAL}"),
    ("missing-value", "plan: p\ngoal: {step: s, chance: 50%, hours: ▸}\n"),
    ("unknown-key", f"plan: p\n{GOAL}▸colour: red\n"),
    ("unknown-key", "plan: p\ngoal:\n  step: s\n  chance: 50%\n  ▸hour: 3\n"),
    ("unknown-key", "plan: p\ngoal:\n  all: [{step: s, chance: 50%, hours: 1}]\n  ▸name: g\n"),
    ("unknown-key", "plan: p\ngoal: {all: {▸title: g, of: [{step: s, chance: 50%, hours: 1}]}}\n"),
    ("unknown-key", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, chance: 50%, ▸prior: 3}}}}\n"),
    ("unknown-key", with_chance("[{when: {h: yes}, then: 80%, ▸else: 1}, {otherwise: 10%}]")),
    ("unknown-key", with_chance("[{when: {h: yes}, then: 80%}, {otherwise: 10%, ▸then: 1}]")),
    ("missing-key", "▸plan: p\n"),
    ("missing-key", f"▸{GOAL}"),
    ("missing-key", "plan: p\ngoal:\n  all:\n    - ▸step: s\n      chance: 50%\n"),
    ("missing-key", "plan: p\ngoal: ▸{chance: 50%, hours: 1}\n"),
    ("missing-key", "plan: p\ngoal: {any: ▸{name: g}}\n"),
    ("missing-key", f"plan: p\n{GOAL}hypotheses: {{h: ▸{{chance: 50%}}}}\n"),
    ("missing-key", f"plan: p\n{GOAL}hypotheses: {{h: ▸{{claim: x}}}}\n"),
    ("missing-key", f"plan: p\n{GOAL}{TWO}probes: [▸{{probe: q, about: h, hours: 1}}]\n"),
    ("missing-key", with_chance("[▸{when: {h: yes}}, {otherwise: 10%}]")),
    ("mixed-node", "plan: p\ngoal: {step: s, ▸all: [{step: t, chance: 50%, hours: 1}]}\n"),
    (
        "mixed-node",
        "plan: p\ngoal:\n  all:\n    - {step: s, chance: 50%, hours: 1}\n  ▸any:\n    - {step: t, chance: 50%, hours: 1}\n",
    ),
    ("not-a-step", "plan: p\ngoal: ▸{}\n"),
    ("not-a-step", "plan: p\ngoal: {all: [▸{red: blue}]}\n"),
    ("empty-group", "plan: p\ngoal: {all: ▸[]}\n"),
    ("empty-group", "plan: p\ngoal: {all: {name: g, of: ▸[]}}\n"),
    ("bad-id", f"plan: ▸my plan\n{GOAL}"),
    ("bad-id", 'plan: p\ngoal: {step: ▸"", chance: 50%, hours: 1}\n'),
    ("bad-id", "plan: p\ngoal: {step: ▸checker.chance, chance: 50%, hours: 1}\n"),
    ("bad-id", "plan: p\ngoal: {step: ▸-s, chance: 50%, hours: 1}\n"),
    ("bad-id", f"plan: p\ngoal: {{step: ▸{101 * 's'}, chance: 50%, hours: 1}}\n"),
    ("bad-id", f"plan: p\n{GOAL}hypotheses: {{▸h.1: {{claim: x, chance: 50%}}}}\n"),
    ("reserved-id", "plan: p\ngoal: {step: ▸stop, chance: 50%, hours: 1}\n"),
    ("reserved-id", "plan: p\ngoal: {all: {name: ▸otherwise, of: [{step: s, chance: 50%, hours: 1}]}}\n"),
    ("reserved-id", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, states: {{▸yes: 50%, ▸no: 50%}}}}}}\n"),
    ("duplicate-id", with_steps("s, chance: 50%, hours: 1", "▸s, chance: 50%, hours: 1")),
    ("duplicate-id", f"plan: p\n{GOAL}hypotheses: {{▸s: {{claim: x, chance: 50%}}}}\n"),
    ("duplicate-id", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, states: {{▸h: 50%, b: 50%}}}}}}\n"),
    ("duplicate-id", "plan: p\ngoal: {all: {name: g, of: [{step: ▸g, chance: 50%, hours: 1}]}}\n"),
    ("duplicate-id", f"plan: p\n{TWO}{GOAL}probes: [{{probe: ▸a, about: h, hours: 1, positive: 50%}}]\n"),
    ("chance-unreadable", with_chance("▸likely")),
    ("chance-unreadable", with_chance("▸nan")),
    ("chance-unreadable", with_chance("▸0:0")),
    ("chance-unreadable", with_chance("{h: ▸high, otherwise: 10%}")),
    ("chance-unreadable", with_chance("'0,5'").replace("'0,5'", "▸'0,5'")),
    ("chance-outside", with_chance("▸195")),
    ("chance-ambiguous", with_chance("▸1")),
    ("chance-outside", with_chance("▸101%")),
    ("chance-outside", with_chance("▸-1%")),
    ("chance-outside", with_chance("▸-1:3")),
    ("chance-outside", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, chance: ▸1.5}}}}\n"),
    ("hours-unreadable", with_steps("s, chance: 50%, hours: ▸soon")),
    ("hours-unreadable", with_steps("s, chance: 50%, hours: ▸2-6-9")),
    ("hours-unreadable", with_steps("s, chance: 50%, hours: ▸inf")),
    ("hours-unreadable", with_steps("s, chance: 50%, hours: ▸1e999")),
    ("hours-unreadable", with_steps("s, chance: 50%, hours: ▸3 months")),
    ("hours-unreadable", with_steps("s, chance: 50%, hours: ▸2 d to 20")),
    ("hours-unreadable", with_steps("s, chance: 50%, hours: 1, fails: ▸never")),
    ("hours-negative", with_steps("s, chance: 50%, hours: ▸-2")),
    ("hours-negative", with_steps("s, chance: 50%, hours: ▸-2 to 6")),
    ("hours-too-wide", with_steps("s, chance: 50%, hours: ▸1e-15 to 1e300")),
    ("hours-too-wide", with_steps("s, chance: 50%, hours: 1, fails: ▸0.001 to 10000")),
    ("hours-reversed", with_steps("s, chance: 50%, hours: ▸6 to 2")),
    ("hours-reversed", with_steps("s, chance: 50%, hours: ▸2 to 2")),
    ("hours-reversed", with_steps("s, chance: 50%, hours: ▸0 to 2")),
    ("hours-reversed", with_steps("s, chance: 50%, hours: 1, fails: ▸6 to 2")),
    ("hours-too-narrow", with_steps("s, chance: 50%, hours: ▸3 to 3.0000000000000004")),
    ("hours-too-narrow", with_steps("s, chance: 50%, hours: 1, fails: ▸1 d to 1.0000000005 d")),
    ("hours-too-many", with_steps("s, chance: 50%, hours: ▸1.1e9")),
    ("worth-too-large", f"plan: p\nworth: ▸1e308\n{GOAL}"),
    ("worth-unreadable", f"plan: p\nworth: ▸much\n{GOAL}"),
    ("worth-unreadable", f"plan: p\nworth: ▸2 to 6\n{GOAL}"),
    ("worth-not-positive", f"plan: p\nworth: ▸0\n{GOAL}"),
    ("worth-not-positive", f"plan: p\nworth: ▸-5 h\n{GOAL}"),
    ("date-unreadable", f"plan: p\nship: ▸1 March\n{GOAL}"),
    ("date-unreadable", f"plan: p\nship: ▸2027-02-30\n{GOAL}"),
    ("date-unreadable", f"plan: p\nship: ▸1/3/2027\n{GOAL}"),
    ("date-unreadable", f"plan: p\nship: ▸friday\n{GOAL}"),
    ("unknown-key", with_artifacts("{artifact: bug, chance: 5%, ▸show: 1}")),
    ("missing-key", with_artifacts("▸{artifact: bug}")),
    ("missing-key", with_artifacts("▸{chance: 5%}")),
    ("wrong-kind", with_artifacts("▸bug")),
    ("wrong-kind", with_artifacts("{artifact: bug, chance: ▸{h: 5%}}")),
    ("bad-id", with_artifacts("{artifact: ▸a bug, chance: 5%}")),
    ("chance-outside", with_artifacts("{artifact: bug, chance: ▸-5}")),
    ("chance-outside", with_artifacts("{artifact: bug, chance: 5%, shows: ▸101%}")),
    ("artifact-repeated", with_artifacts("{artifact: bug, chance: 5%}, {artifact: ▸bug, chance: 5%}")),
    ("artifact-chance-differs", with_artifacts("{artifact: bug, chance: 5%}", "{artifact: bug, chance: ▸6%}")),
    (
        "artifacts-several-hypotheses",
        (
            f"plan: p\n{GOAL}{TWO}probes: [{{probe: q, about: h, hours: 1, ▸artifacts: [{{artifact: bug, chance: 5%}}], "
            "positive: [{when: {h: yes, k: a}, then: 80%}, {otherwise: 10%}]}]\n"
        ),
    ),
    (
        "too-many-artifacts",
        with_artifacts(
            ", ".join(f"{{artifact: a{number}, chance: 5%}}" for number in range(12)),
            "{artifact: a3, chance: 5%}, {artifact: ▸b, chance: 5%}, {artifact: c, chance: 5%}",
        ),
    ),
    (
        "chance-and-states",
        f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, chance: 100%, ▸states: {{a: 0, b: 100%}}}}}}\n",
    ),
    ("too-few-states", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, states: ▸{{a: 100%}}}}}}\n"),
    ("states-sum", f"plan: p\n{GOAL}hypotheses: {{h: {{claim: x, states: ▸{{a: 20%, b: 50%}}}}}}\n"),
    ("unknown-hypothesis", with_chance("{▸z: 50%, otherwise: 10%}")),
    ("unknown-hypothesis", with_chance("[{when: {▸z: yes}, then: 80%}, {otherwise: 10%}]")),
    ("unknown-hypothesis", with_chance("[{when: {▸a: yes}, then: 80%}, {otherwise: 10%}]")),
    ("unknown-hypothesis", f"plan: p\n{GOAL}probes: [{{probe: q, about: ▸h, hours: 1, positive: 50%}}]\n"),
    ("unknown-hypothesis", f"plan: p\n{GOAL}{TWO}probes: [{{probe: q, about: ▸s, hours: 1, positive: 50%}}]\n"),
    ("unknown-state", with_chance("{▸k: 50%, otherwise: 10%}")),
    ("unknown-state", with_chance("[{when: {k: ▸z}, then: 80%}, {otherwise: 10%}]")),
    ("unknown-state", with_chance("[{when: {h: ▸true}, then: 80%}, {otherwise: 10%}]")),
    ("several-hypotheses", with_chance("▸{h: 50%, a: 50%, otherwise: 10%}")),
    ("otherwise-missing", with_chance("▸{h: 50%}")),
    ("otherwise-missing", with_chance("▸{a: 50%, c: 20%}")),
    ("otherwise-missing", with_chance("▸[{when: {h: yes}, then: 80%}, {when: {h: no}, then: 20%}]")),
    ("otherwise-not-last", with_chance("[{▸otherwise: 10%}, {when: {h: yes}, then: 80%}]")),
    ("no-case", with_chance("▸{}")),
    ("no-case", with_chance("▸{otherwise: 10%}")),
    ("no-case", with_chance("▸[{otherwise: 10%}]")),
    ("no-case", with_chance("[{when: ▸{}, then: 50%}, {otherwise: 10%}]")),
    (
        "case-repeated",
        with_chance("[{when: {h: yes, k: a}, then: 80%}, ▸{when: {k: a, h: yes}, then: 70%}, {otherwise: 10%}]"),
    ),
    ("needs-unknown", with_steps("s, chance: 50%, hours: 1, needs: [▸t, ▸u]")),
    ("needs-unknown", with_steps("s, chance: 50%, hours: 1, needs: ▸t")),
    ("needs-itself", with_steps("s, chance: 50%, hours: 1, needs: [▸s]")),
    ("needs-circular", with_steps("s, chance: 50%, hours: 1, needs: [t]", "t, chance: 50%, hours: 1, needs: [▸s]")),
    (
        "needs-own-group",
        "plan: p\ngoal: {all: {name: g, of: [{any: [{step: s, chance: 50%, hours: 1, needs: [▸g]}]}]}}\n",
    ),
    ("needs-not-a-step", f"{with_steps('s, chance: 50%, hours: 1, needs: [▸h, ▸a]')}{TWO}"),
    (
        "needs-not-a-step",
        with_steps("s, chance: 50%, hours: 1, needs: [▸q]")
        + f"{TWO}probes: [{{probe: q, about: h, hours: 1, positive: 50%}}]\n",
    ),
    ("need-repeated", with_steps("s, chance: 50%, hours: 1", "t, chance: 50%, hours: 1, needs: [s, ▸s]")),
    ("hours-per-week-unreadable", f"plan: p\nship: 2027-03-01\nhours: ▸20\n{GOAL}"),
    ("hours-per-week-unreadable", f"plan: p\nship: 2027-03-01\nhours: 20 per week\nlate: ▸0 per week\n{GOAL}"),
    ("days-unreadable", f"plan: p\nship: 2027-03-01\ndays: [mon, ▸fun]\n{GOAL}"),
    ("span-unreadable", f"plan: p\nship: 2027-03-01\noff: ▸friday\n{GOAL}"),
    ("span-reversed", f"plan: p\nship: 2027-03-01\noff: [▸2027-01-02 to 2026-12-24]\n{GOAL}"),
    ("together-outside", f"plan: p\ntogether: ▸100%\n{GOAL}"),
    ("capacity-without-ship", f"plan: p\n▸hours: 20 per week\ndays: mon to fri\n{GOAL}"),
    ("capacity-without-ship", "plan: p\ngoal: {step: s, chance: 50%, hours: 1, ▸due: 2027-03-02}"),
    ("date-unreadable", "plan: p\nship: 2027-03-01\ngoal: {step: s, chance: 50%, hours: 1, due: ▸friday}"),
    ("due-after-ship", "plan: p\nship: 2027-03-01\ngoal: {step: s, chance: 50%, hours: 1, ▸due: 2027-03-02}"),
    ("cut-on-goal", "plan: p\nship: 2027-03-01\ngoal: {step: s, chance: 50%, hours: 1, ▸cut: 5}"),
    ("cut-not-in-all", "plan: p\nship: 2027-03-01\ngoal: {any: [{step: s, chance: 50%, hours: 1, ▸cut: 5}]}"),
    (
        "cut-not-in-all",
        "plan: p\nship: 2027-03-01\ngoal: {any: [{all: {▸cut: 5, of: [{step: s, chance: 50%, hours: 1}]}}]}",
    ),
    ("worth-unreadable", "plan: p\nship: 2027-03-01\ngoal: {all: [{step: s, chance: 50%, hours: 1, cut: ▸2 to 6}]}"),
    (
        "cut-needed",
        f"{DUE}goal: {{all: [{{step: s, chance: 50%, hours: 1, cut: 5}}, {{step: t, chance: 50%, hours: 1, needs: [▸s]}}]}}",
    ),
    (
        "cut-needed",
        f"{DUE}goal: {{all: [{{all: {{cut: 5, of: [{{step: s, chance: 50%, hours: 1}}]}}}}, {{{T_NEEDS} ▸s}}]}}",
    ),
]
TESTED_ELSEWHERE = {"not-utf8", "too-large", "too-many-values", "too-many-steps", "more-mistakes"}  # test_limits.py


@pytest.mark.parametrize(("code", "marked"), MISTAKES)
def test_a_mistake_is_reported_once_where_it_stands(code: str, marked: str) -> None:
    text, places = unmark(marked)
    plan, problems = read(text, source="p.yaml")
    assert plan is None
    assert [(problem.code, problem.where.line, problem.where.column) for problem in problems] == [
        (code, *place) for place in places
    ]
    assert all(problem.where.source == "p.yaml" for problem in problems)


@pytest.mark.parametrize(("code", "marked"), MISTAKES)
def test_a_mistake_says_what_was_expected_and_what_to_do(code: str, marked: str) -> None:
    _, problems = read(unmark(marked)[0])
    for problem in problems:
        assert problem.message.startswith("expected ")
        assert "\n" not in problem.message + problem.hint
        assert "found" in problem.message or code == "not-yaml"
        assert problem.hint


def codes_in_source() -> set[str]:
    """Those of plans; rubrics and portfolios are other files, with tables of their own."""
    modules = [path for path in (ROOT / "src/acumen/planfile").glob("*.py") if path.stem not in OTHER_FILES]
    modules += [ROOT / f"src/acumen/readings/{name}.py" for name in ("chances", "hours", "moments", "weeks")]
    return codes_of("".join(path.read_text(encoding="utf-8") for path in modules))


def codes_of(source: str) -> set[str]:
    return set(re.findall(r'(?:\.add\(\s*|code=)"([a-z0-9-]+)"', source))


@pytest.mark.parametrize("module", OTHER_FILES)
def test_every_code_of_a_rubric_and_of_a_portfolio_is_in_the_documentation(module: str) -> None:
    page, title = OTHER_FILES[module]
    own = codes_of((ROOT / f"src/acumen/planfile/{module}.py").read_text(encoding="utf-8")) - codes_in_source()
    section = (ROOT / page).read_text(encoding="utf-8").split(f"\n## {title}")[1]
    assert set(re.findall(r"^\| `([a-z0-9-]+)` \| .+ \|$", section, re.MULTILINE)) == own


def test_every_code_of_the_source_is_tested() -> None:
    assert len(codes_in_source()) > len(TESTED_ELSEWHERE)
    assert codes_in_source() == {code for code, _ in MISTAKES} | TESTED_ELSEWHERE


def test_every_code_of_the_source_is_in_the_documentation() -> None:
    section = (ROOT / "docs/plan-file.md").read_text(encoding="utf-8").split("\n## Mistakes")[1]
    documented = re.findall(r"^\| `([a-z0-9-]+)` \| .+ \|$", section, re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert set(documented) == codes_in_source()


@pytest.mark.parametrize(
    ("marked", "hint"),
    [
        ("plan: p\ngoal: {step: s, chanse: 50%, hours: 1}", "did you mean `chance`?"),
        ("plan: p\ngoal: {step: s, chance: 1.5, hours: 1}", "write `1.5%`"),
        ("plan: p\ngoal: {step: s, chance: 1, hours: 1}", "write `1%` or `100%`"),
        ("plan: p\nship: 3/4/2027\ngoal: {step: s, chance: 5%, hours: 1}", "write `2027-04-03` or `2027-03-04`"),
        (
            "plan: p\nship: friday\ngoal: {step: s, chance: 5%, hours: 1}",
            "friday is another day whenever the plan is read: write a day such as `2027-03-01`",
        ),
        ("plan: p\ngoal: {step: s, chance: 50%, hours: '8,4'}", "write `8.4`, or `84`, with a point"),
        ("plan: p\ngoal: {step: s, chance: 50%, hours: '0,5'}", "write `0.5`, with a point"),
        ("plan: p\ngoal: {step: s, chance: '99,5%', hours: 1}", "write `99.5%`, or `995%`, with a point"),
        ("plan: p\ngoal: {step: s, chance: 50%, hours: 3 d to 3 d}", "write `3 d` for a commitment spent in full"),
        ("plan: p\ngoal: {step: my step, chance: 50%, hours: 1}", "write `my-step`"),
        (
            with_steps("checker, chance: 100%, hours: 1", "t, chance: 100%, hours: 1, needs: chekcer"),
            "did you mean `checker`?",
        ),
        (with_chance("[{when: {h: yse}, then: 1}, {otherwise: 0}]"), "did you mean `yes`?"),
        (with_chance("{h: 50%, otherwis: 10%}"), "did you mean `otherwise`?"),
    ],
)
def test_a_hint_names_the_mending(marked: str, hint: str) -> None:
    _, problems = read(marked)
    assert problems[0].hint == hint


def test_all_mistakes_of_a_file_come_at_once_in_the_order_of_the_text() -> None:
    text, places = unmark(
        "plan: ▸my plan\nworth: ▸-1\ngoal:\n  all:\n    - step: s\n      chance: ▸110%\n      hours: ▸6 to 2\n"
        "      needs: [▸t]\n    - any: ▸[]\nhypotheses:\n  h: {claim: x, chance: ▸high}\n▸colour: red\n"
    )
    _, problems = read(text)
    assert [(problem.where.line, problem.where.column) for problem in problems] == places
    assert [problem.code for problem in problems] == [
        "bad-id",
        "worth-not-positive",
        "chance-outside",
        "hours-reversed",
        "needs-unknown",
        "empty-group",
        "chance-unreadable",
        "unknown-key",
    ]


def test_a_line_and_column_are_counted_from_one_whatever_ends_a_line() -> None:
    for line_end in ("\n", "\r\n", "\r"):
        _, problems = read(f"plan: p{line_end}title: 'é😀'{line_end}{GOAL[:-2]}, colour: red}}")
        assert [(problem.where.line, problem.where.column) for problem in problems] == [(3, 40)]


def test_a_byte_order_mark_takes_no_column() -> None:
    text = f"plam: p\n{GOAL}"
    for data in (f"\ufeff{text}", f"\ufeff{text}".encode()):
        assert read(data) == read(text)
        assert read(data)[1][0].where.column == 1


@pytest.mark.parametrize(
    ("steps", "circle"),
    [
        (("a, needs: [b]", "b, needs: [c]", "c, needs: [a]"), "c → a → b → c"),
        (("a, needs: [c]", "b, needs: [a]", "c, needs: [b]"), "c → b → a → c"),
    ],
)
def test_a_circle_of_needs_is_shown(steps: tuple[str, ...], circle: str) -> None:
    _, problems = read(with_steps(*(f"{step}, chance: 100%, hours: 1" for step in steps)))
    assert [problem.code for problem in problems] == ["needs-circular"]
    assert problems[0].message.endswith(f"the circle {circle}")


def test_a_circle_through_a_group_is_found_since_a_group_waits_for_its_members() -> None:
    text, places = unmark(
        "plan: p\ngoal:\n  all:\n    - any:\n        name: g\n        of:\n"
        "          - all: [{step: a, chance: 100%, hours: 1, needs: [▸b]}]\n"
        "    - {step: b, chance: 100%, hours: 1, needs: [g]}\n"
    )
    _, problems = read(text)
    assert [problem.code for problem in problems] == ["needs-circular"]
    assert problems[0].message.endswith("the circle b → g → a → b")
    assert places
