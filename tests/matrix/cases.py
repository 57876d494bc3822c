"""What the matrix varies: kinds of plans, states they are in, records, and ways to ask. A case is built as people build it."""

import json
import os
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from acumen.cli import main
from acumen.desk.book import open_book
from acumen.desk.plans.read import read_plan
from acumen.records import ForecastMade, Interval, PlanAdopted, QuestionAsked, QuestionResolved, StepEnded, StepStarted
from tests.matrix.covering import Row

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
FACTORS = {
    "kind": ("plain", "open", "commitments", "needs", "shared", "probes", "artifacts", "script"),
    "state": ("untouched", "started", "both", "past", "left", "ended", "failed", "restarted", "readopted"),
    "record": ("empty", "thin", "rich", "imported"),
    "plans": ("one", "two"),
    "objective": ("net", "hours"),
    "worth": ("worth", "no worth"),
    "view": ("text", "json", "notebook", "chart"),
}
GOALS = {
    "plain": "{all: [{step: alpha, chance: 70%, hours: 4}, {any: [{step: beta, chance: 50%, hours: 3}, {step: gamma, "
    "chance: 80%, hours: 9}]}]}",
    "open": "{any: [{step: alpha, chance: 60%, hours: 2 to 8}, {all: [{step: beta, chance: 80%, hours: 3 to 12}, {step: "
    "gamma, chance: 70%, hours: 1 to 5}]}]}",
    "commitments": "{any: [{step: alpha, chance: 40%, hours: 12, fails: 5}, {step: beta, chance: 60%, hours: 6}, {step: gamma, "
    "chance: 90%, hours: 30}]}",
    "needs": "{all: [{step: alpha, chance: 80%, hours: 2 to 6}, {any: {name: way, of: [{step: beta, chance: 50%, hours: 4, "
    "needs: [alpha]}, {step: gamma, chance: 70%, hours: 5 to 20, fails: 2 to 9, needs: [alpha]}]}}]}",
    "shared": "{any: [{step: alpha, chance: {holds: 80%, otherwise: 20%}, hours: 2 to 8}, {step: beta, chance: {holds: 60%, "
    "otherwise: 30%}, hours: 5}, {step: gamma, chance: 30%, hours: 4 to 9}]}",
    "probes": "{all: [{step: alpha, chance: {holds: 95%, otherwise: 5%}, hours: 10 to 30}, {step: beta, chance: 80%, hours: 2 "
    "to 4}, {step: gamma, chance: 90%, hours: 3}]}",
    "script": "{any: [{step: альфа, chance: 60%, hours: 2 to 8}, {all: [{step: 検索, chance: 80%, hours: 3}, {step: "
    "γάμμα-3, chance: 70%, hours: 1 to 5, cut: 20}]}]}",
}
GOALS["artifacts"] = GOALS["probes"]
HYPOTHESES = "hypotheses: {holds: {claim: The effect is real, chance: 60%}}\n"
PROBE = "probes: [{probe: look, about: holds, hours: 1, positive: {holds: 85%, otherwise: 20%}MORE}]\n"
MISLED = ", artifacts: [{artifact: bug, chance: 10%, shows: 100%}]"
OTHER = "plan: other\nworth: 50\ngoal: {any: [{step: one, chance: 70%, hours: 2 to 6}, {step: two, chance: 40%, hours: 3}]}\n"
NAME = "matrix"


def plan_of(row: Row) -> str:
    """The text of the case's plan."""
    kind = row["kind"]
    worth = "worth: 90\n" if row["worth"] == "worth" else ""
    text = f"plan: {NAME}\n{worth}goal: {GOALS[kind]}\n"
    if kind in ("shared", "probes", "artifacts"):
        text += HYPOTHESES
    if kind in ("probes", "artifacts"):
        text += PROBE.replace("MORE", MISLED if kind == "artifacts" else "")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


@dataclass(slots=True, kw_only=True)
class Case:
    """One row, in a folder with a ledger of its own, and a clock."""

    row: Row
    folder: Path
    now: datetime = START
    said: list[tuple[tuple[str, ...], Said]] = field(default_factory=list)

    @property
    def ledger(self) -> Path:
        """The file it is kept in."""
        return self.folder / "ledger.sqlite"

    def run(self, *arguments: str) -> Said:
        """A command as at a terminal, with this case's ledger and clock; whatever is raised goes through."""
        os.environ |= {"ACUMEN_LEDGER": str(self.ledger), "ACUMEN_NOW": self.now.isoformat()}
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
        said = Said(code=code, out=out.getvalue(), err=err.getvalue())
        self.said.append((arguments, said))
        return said

    def do(self, *arguments: str) -> Said:
        """The same, where it has to go well."""
        said = self.run(*arguments)
        assert said.code == 0, (arguments, said)
        return said

    def read(self, *arguments: str) -> Any:  # noqa: ANN401 -- JSON
        """What it says as JSON."""
        return json.loads(self.do(*arguments, "--json").out)

    def wait(self, hours: float = 1.0) -> None:
        """Time goes by."""
        self.now += timedelta(hours=hours)

    def write(self, name: str, text: str) -> str:
        """A file in the case's folder."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


def build(row: Row, folder: Path) -> Case:
    """The case: a record first, then the plan, then what happens to it."""
    case = Case(row=row, folder=folder)
    _record(case)
    case.wait()
    if row["plans"] == "two":
        case.do("adopt", case.write("other.yaml", OTHER))
    case.do("adopt", case.write("plan.yaml", plan_of(row)))
    if row["state"] != "untouched":
        _happen(case)
    case.wait()
    return case


def _record(case: Case) -> None:
    """The record that the row asks for; built once, as it is the same for every plan."""
    name = case.row["record"]
    if name not in _built:
        _RECORDS[name](case)
        _built[name] = (case.ledger.read_bytes() if case.ledger.exists() else b"", case.now)
    kept, case.now = _built[name]
    if kept:
        case.ledger.write_bytes(kept)


def _nothing(case: Case) -> None:
    del case


def _thin(case: Case) -> None:
    _settle(case, 3)


def _rich(case: Case) -> None:
    """Chances of 80 % that come true half the time, hours that run over, in one kind of work and without one."""
    _settle(case, 40)
    book = open_book(str(case.ledger), now=case.now)
    for number in range(12):
        case.wait(20.0)
        book.now = case.now
        hours = Interval(low_hours=2.0, high_hours=6.0)
        (plan,) = book.write(PlanAdopted(plan=read_plan(OTHER.replace("plan: other", f"plan: before-{number}"))))
        book.write(StepStarted(plan=plan, step="one", chance=0.7, hours=hours, patience_hours=6.0))
        book.now += timedelta(hours=12)
        book.write(StepEnded(plan=plan, step="one", ended="succeeded", hours=4.5 + 0.4 * number))
    case.wait(20.0)


def _settle(case: Case, n: int) -> None:
    book = open_book(str(case.ledger), now=case.now)
    for number in range(n):
        case.wait(5.0)
        book.now = case.now
        (question,) = book.write(
            QuestionAsked(form="yes-no", claim=f"claim {number}", domain="ml" if number % 2 else None)
        )
        book.write(ForecastMade(question=question, chance=0.8))
        book.now += timedelta(minutes=30)
        book.write(QuestionResolved(question=question, yes=number % 4 < 2))


def _imported(case: Case) -> None:
    rows = [
        f"claim {n},{0.55 + 0.01 * (n % 40)},{int(n % 3 > 0)},2025-{1 + n % 12:02}-03,2025-{1 + n % 12:02}-20"
        for n in range(40)
    ]
    table = case.write("forecasts.csv", "\n".join(["what,said,came,made,known", *rows]) + "\n")
    case.do(
        "import", table, "--prob", "said", "--outcome", "came", "--at", "made", "--known", "known", "--question", "what"
    )


_built: dict[str, tuple[bytes, datetime]] = {}
_RECORDS: dict[str, Callable[[Case], None]] = {"empty": _nothing, "thin": _thin, "rich": _rich, "imported": _imported}


def _happen(case: Case) -> None:
    """What the state says happens to the step that is advised (else the first that can be started)."""
    state, named = case.row["state"], ("--plan", NAME)
    advised = case.read("next", *named)
    step = advised["next"] if advised["next"] != "stop" else advised["ranked"][0]["id"]
    is_probe = step == "look"
    case.do("start", step, *named)
    case.wait()
    if state in ("started", "both", "readopted"):
        case.do("spend", step, "0.5", *named)
    if state == "both":
        for other in [entry["id"] for entry in advised["ranked"] if entry["id"] != step][
            :1
        ]:  # none where it is needed by all
            case.do("start", other, *named)
            case.do("spend", other, "0.4", *named)
    if state in ("past", "restarted"):
        case.do("spend", step, "33", *named)
    if state == "restarted":
        case.do("start", step, "--chance", "30%", "--hours", "1 to 4" if not is_probe else "2", *named)
        case.do("spend", step, "0.5", *named)
    if state in ("left", "ended", "failed"):
        case.do("spend", step, "0.5", *named)
        case.wait()
        won, lost = ("--positive", "--negative") if is_probe else ("--succeeded", "--failed")
        end = {"left": "--left", "ended": won, "failed": lost}[state]
        case.do("done", step, end, "--hours", "0.9", *named)
    if state == "readopted":
        edited = plan_of(case.row).replace("chance: 70%", "chance: 55%").replace("chance: 60%", "chance: 65%")
        case.wait()
        case.do("adopt", case.write("plan.yaml", edited))
