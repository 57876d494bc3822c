"""What has to hold in every case of the matrix: every verb ends well, and all speak of one value."""

import json
import math
import re
import shlex
from typing import Any

import acumen
from acumen.desk.book import open_book
from acumen.desk.plans.read import read_plan
from tests.matrix.cases import NAME, Case, Said

N_RUNS = 200
MOST_SES = 5.0  # of a simulated mean from what it should be
CLOSE = 1e-6  # of figures that are the same by another way, for each hour
N_COLUMNS = 80
COMMAND = re.compile(
    r"acumen (?:next|start|done|spend|status|log)\b(?: (?:alpha|beta|gamma|альфа|検索|γάμμα-3|look|one|two)\b)?(?: 0\.5\b)?"
    r"(?: --(?:chance|hours|plan) (?:'[^']*'|[\w%.-]*[\w%])| --(?:left|succeeded|failed|positive|negative|as-said)\b)*"
)
LEAKS = re.compile(r"Traceback|\w+Error\b|acumen failed to compute|\bnan\b|\binf\b|\bNone\b|\bNaN\b|Infinity")
VERBS = (("next",), ("why",), ("tree",), ("simulate", "--runs", str(N_RUNS)))
LOOKS = (("status",), ("status", "--plan", NAME), ("log", "-n", "12"), ("due",))
LOOKS_AT_THE_RECORD = (
    ("questions", "--all"),
    (
        "ledger",
        "people",
    ),
    ("score",),
    (
        "evidence",
        "rate",
    ),
    ("meant", "80%"),
    ("meant", "2 to 6"),
    (
        "ledger",
        "verify",
    ),
)
ASKED_ONLY = ("evidence", "probes", "score", "meant", "ledger")  # may have nothing to say


def check(case: Case) -> None:
    """Everything, in the case's way of looking."""
    objective = ("--objective", case.row["objective"])
    if case.row["view"] == "notebook":
        _check_notebook(case)
    elif case.row["view"] == "chart":
        _check_charts(case, objective)
    for verb in VERBS if case.row["view"] == "text" else ():  # as JSON they are read below, in every view
        _look(case, *verb, *objective, "--plan", NAME)
    of_record = LOOKS_AT_THE_RECORD if case.row["state"] in ("left", "ended") else ()
    for look in (*LOOKS, *of_record):
        _look(case, *look)
    for about in (("evidence",), ("evidence", "doubts"), ("probes",), ("evidence", "rate")):
        _look(case, *about, "--plan", NAME)
    _check_file(case, objective)
    _check_one_value(case, objective)
    _check_what_is_printed_runs(case)


def _look(case: Case, *arguments: str) -> None:
    """A command that reads: it answers, or says what to do."""
    as_json = ("--json",) if case.row["view"] == "json" else ()
    said = case.run(*arguments, *as_json)
    if said.code == 0:
        assert said.out, arguments
        if as_json:
            json.loads(said.out)
        else:
            assert all(_width(line) <= N_COLUMNS for line in said.out.splitlines()), (arguments, said.out)
    else:
        assert said.code == 1, (arguments, said)
        assert arguments[0] in ASKED_ONLY, (arguments, said)
        hint = json.loads(said.out)["error"]["hint"] if as_json else "hint: " in said.err
        assert hint, (arguments, said)
    _refuse_leaks(arguments, said)


def _width(line: str) -> int:
    from acumen.pages.columns import width

    return width(line)


def _refuse_leaks(arguments: tuple[str, ...], said: Said) -> None:
    for text in (said.out, said.err):
        leak = LEAKS.search(text)
        assert leak is None, (arguments, leak, text)


def _check_file(case: Case, objective: tuple[str, ...]) -> None:
    """The plan's file, and what if it were otherwise."""
    if case.row["state"] != "untouched":
        return
    file = str(case.folder / "plan.yaml")
    step = case.read("next", file, *objective)["ranked"][0]["id"]
    _look(case, "next", file, *objective, "--set", "worth=120")
    if step != "look":
        _look(case, "next", file, *objective, "--set", f"{step}.chance=45%", "--set", f"{step}.hours=2 to 5")
        _look(case, "next", file, *objective, "--drop", step)
    _look(case, "why", file, *objective)


def _check_charts(case: Case, objective: tuple[str, ...]) -> None:
    for verb in (("tree",), ("simulate", "--runs", str(N_RUNS)), ("why",)):
        chart = case.folder / f"{verb[0]}.html"
        said = case.run(*verb, *objective, "--plan", NAME, "--chart", str(chart))
        if "nothing to draw" in said.err:
            assert (said.code, "hint: " in said.err) == (1, True), (verb, said)
            continue
        assert said.code == 0, (verb, said)
        assert chart.stat().st_size > 1_000, verb


def _check_notebook(case: Case) -> None:
    """Every verb from Python shows itself."""
    book = open_book(str(case.ledger), now=case.now)
    objective: Any = case.row["objective"]
    shown: list[Any] = [
        acumen.next_(book, NAME, objective=objective),
        acumen.status(book),
        acumen.log(book),
        acumen.solve(read_plan(case.folder / "plan.yaml"), objective=objective),
        acumen.tree(case.folder / "plan.yaml", objective=objective),
        acumen.simulate(case.folder / "plan.yaml", objective=objective, runs=N_RUNS),
    ]
    for one in shown:
        assert len(one._repr_markdown_()) > 10
        assert str(one)


def _check_one_value(case: Case, objective: tuple[str, ...]) -> None:
    """The value that all verbs speak of is one, and it is worth, less what is missing, times chance less hours."""
    has_record = case.row["record"] == "rich"
    for beside in ((), ("--as-said",)) if has_record else ((),):
        asked = (*objective, "--plan", NAME, *beside)
        answer, why, tree = (case.read(verb, *asked) for verb in ("next", "why", "tree"))
        told = case.read("simulate", *asked, "--runs", str(N_RUNS))
        _same(case, "why", answer, why["answer"], ("value", "chance", "hours", "next", "goal", "break_even_worth"))
        _same(case, "tree", answer, tree, ("value", "chance", "hours"))
        _same(case, "simulate", answer, told["exact"], ("chance", "hours"))
        if objective[1] == "net" and not beside:
            _check_status(case, answer)
        if answer["goal"] is None:
            assert answer["next"] == tree["next"] == told["next"], (case.row, answer["next"], tree["next"])
        worth = answer["worth"]
        if answer["objective"] == "net" and worth is not None and answer["goal"] is None:
            missing = sum(part["cut_hours"] * part["missing_prob"] for part in answer["parts"])  # of what is reached
            made = (worth - missing) * answer["chance"]
            assert _close(answer["value"], made - answer["hours"]), (case.row, answer)
            assert _close(told["exact"]["net"], answer["value"]), (case.row, answer, told["exact"])
            _within_ses(case, told["net_mean"], told["net_se"], answer["value"])
            _check_probes(case, answer, beside)
        elif answer["objective"] == "hours":
            assert _close(answer["value"], answer["hours"]), (case.row, answer)
        _within_ses(case, told["hours_mean"], told["hours_se"], answer["hours"])
        _within_ses(case, told["chance"], told["chance_se"], answer["chance"])
        if why["scenarios"] and worth is not None:
            total = math.fsum(one["value"] for one in why["scenarios"])
            assert _close(total, answer["value"]), (case.row, total, answer["value"])
        for figure in (answer["chance"], *(entry["step_chance"] for entry in answer["ranked"])):
            assert 0.0 <= figure <= 1.0
        _check_bounds(case, answer)


def _check_status(case: Case, answer: dict[str, Any]) -> None:
    """What is under way has the same chance, hours and patience in status as in next."""
    (plan,) = case.read("status", "--plan", NAME)["plans"]
    lefts = {left["id"]: left for left in answer["under_way"]}
    for going in plan["under_way"]:
        mine, its = going["left"], lefts[going["step"]]
        assert mine is not None, (case.row, going)
        _same(
            case, "status", its, mine, ("chance", "hours", "patience_hours", "spent_hours", "is_overdue", "is_worth_it")
        )


def _check_bounds(case: Case, answer: dict[str, Any]) -> None:
    if answer["value"] is None:
        return
    slack = CLOSE * max(1.0, abs(answer["value"]))
    assert answer["lower"] - slack <= answer["value"] <= answer["upper"] + slack, (case.row, answer)
    for entry in answer["ranked"]:
        if entry["value"] is not None and answer["objective"] == "net":
            assert entry["value"] <= answer["upper"] + slack, (case.row, entry)


def _check_probes(case: Case, answer: dict[str, Any], beside: tuple[str, ...]) -> None:
    said = case.run("probes", "--plan", NAME, "--json", *beside)
    if said.code == 1 and not answer["ranked"]:
        assert "how much remains" in json.loads(said.out)["error"]["hint"], (case.row, said)
        return
    assert said.code == 0, (case.row, said)
    found = json.loads(said.out)
    slack = CLOSE * max(1.0, abs(answer["value"]))
    assert found["lower"] - slack <= answer["value"] <= found["upper"] + slack, (case.row, found, answer["value"])
    if found["status"] == "exact":
        assert _close(found["value"], answer["value"]), (case.row, found["value"], answer["value"])


def _same(case: Case, verb: str, answer: dict[str, Any], other: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        mine, its = answer[name], other[name]
        if isinstance(mine, float) and isinstance(its, float):
            assert _close(mine, its), (case.row, verb, name, mine, its)
        else:
            assert mine == its, (case.row, verb, name, mine, its)


def _close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)


def _within_ses(case: Case, mean: float, error: float | None, truth: float) -> None:
    slack = MOST_SES * (error or 0.0) + CLOSE * max(1.0, abs(truth))
    if error == 0.0 and abs(mean - truth) > slack:
        slack = 3.0 / N_RUNS * max(1.0, abs(truth))  # a share of 0 or 1: what no run has shown may be that likely
    assert abs(mean - truth) <= slack, (case.row, mean, error, truth)


def _check_what_is_printed_runs(case: Case) -> None:
    """Every command that next prints can be typed as it stands, each in the state that it was printed in."""
    said = case.do("next", "--plan", NAME)
    for command in dict.fromkeys(printed(said.out)):
        kept = case.ledger.read_bytes()
        ran = case.run(*shlex.split(command)[1:])
        assert ran.code == 0, (case.row, command, ran)
        _refuse_leaks((command,), ran)
        case.ledger.write_bytes(kept)


def printed(text: str) -> list[str]:
    """The commands of a text, as they would be typed; hours filled in, as only you can know them."""
    flat = " ".join(text.split()).replace("HOURS", "0.5").replace("CHANCE", "40%")
    return [found.group(0) for found in COMMAND.finditer(flat)]


__all__ = ["check", "printed"]
