"""From a plan to its text, keys in the order of the format, and read back before it is handed out."""

from collections.abc import Iterable, Iterator

import msgspec

from acumen.borders.patterns import pattern
from acumen.errors import PlanError, UsageError
from acumen.planfile.fields import is_id
from acumen.planfile.reading import read
from acumen.planfile.scalars import write_chance, write_hours
from acumen.readings.weeks import write_span, write_weekdays
from acumen.records import Case, Chance, Conditional, Group, Hypothesis, Node, Plan, Probe, ProbeArtifact, Step

_PLAIN = pattern(r"\w(?:.*[^\s:])?")  # starts with a letter or digit, ends with neither space nor colon
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write(plan: Plan) -> str:
    """The text that `read` turns into the same plan; PlanError or UsageError where no text does."""
    text = "\n".join(_plan_lines(plan)) + "\n"
    found, problems = read(text, source="<written plan>")
    if problems:
        raise PlanError(problems)
    if found != plan:
        hint = "a binary hypothesis has the states yes and no; a chance without `otherwise` names every state"
        raise UsageError("expected a plan that the file format can say, found one that it can't", hint=hint)
    return text


def _plan_lines(plan: Plan) -> Iterator[str]:
    hypotheses = {hypothesis.id: hypothesis for hypothesis in plan.hypotheses}
    head = [("plan", _text(plan.plan, "")), *_optional("title", plan.title, "")]
    if plan.worth is not None:
        head.append(("worth", write_hours(plan.worth)))
    if plan.ship is not None:
        head.append(("ship", plan.ship.isoformat()))
    head += written_dates(plan)
    yield from _entry_lines(head, "", "")
    yield "goal:"
    yield from _tree_lines(plan.goal, hypotheses)
    if plan.hypotheses:
        yield "hypotheses:"
    for hypothesis in plan.hypotheses:
        yield f"  {_word(hypothesis.id)}:"
        yield from _entry_lines(_hypothesis_entries(hypothesis, "    "), "    ", "    ")
    if plan.probes:
        yield "probes:"
    for probe in plan.probes:
        yield from _entry_lines(_probe_entries(probe, hypotheses, "    "), "  - ", "    ")


def _tree_lines(goal: Node, hypotheses: dict[str, Hypothesis]) -> Iterator[str]:
    """Groups and steps, parents before members; `first` leads a node's first line, `rest` the others."""
    stack = [(goal, "  ", "  ")]
    while stack:
        node, first, rest = stack.pop()
        if isinstance(node, Step):
            yield from _entry_lines(_step_entries(node, hypotheses, rest), first, rest)
            continue
        yield f"{first}{node.kind}:"
        inner = rest
        if node.name is not None or node.cut is not msgspec.UNSET:
            yield from (f"{rest}  {key}: {value}" for key, value in _group_entries(node, rest + "  "))
            yield f"{rest}  of:"
            inner = rest + "  "
        if not node.of:
            yield f"{inner}  []"
        stack.extend((member, f"{inner}  - ", f"{inner}    ") for member in reversed(node.of))


def written_dates(plan: Plan) -> Iterator[tuple[str, str]]:
    """The keys that have to do with dates, as far as they are said."""
    if plan.hours_per_week is not msgspec.UNSET:
        yield "hours", f"{write_hours(plan.hours_per_week)} per week"
    if plan.days is not msgspec.UNSET:
        yield "days", write_weekdays(plan.days)
    if plan.off is not msgspec.UNSET:
        yield "off", f"[{', '.join(map(write_span, plan.off))}]"
    if plan.late is not msgspec.UNSET:
        yield "late", f"{write_hours(plan.late)} per week"
    if plan.together is not msgspec.UNSET:
        yield "together", write_chance(plan.together)


def _group_entries(group: Group, indent: str) -> Iterator[tuple[str, str]]:
    yield from _optional("name", group.name, indent)
    if group.cut is not msgspec.UNSET:
        yield "cut", write_hours(group.cut)


def _step_entries(step: Step, hypotheses: dict[str, Hypothesis], indent: str) -> Iterator[tuple[str, str]]:
    yield "step", _text(step.id, indent)
    yield from _optional("title", step.title, indent)
    yield from _needs(step.needs)
    yield "chance", _chance(step.chance, hypotheses, indent)
    yield "hours", write_hours(step.hours)
    if step.fails is not None:
        yield "fails", write_hours(step.fails)
    if step.due is not msgspec.UNSET:
        yield "due", step.due.isoformat()
    if step.cut is not msgspec.UNSET:
        yield "cut", write_hours(step.cut)
    yield from _remarks(step, indent)


def _probe_entries(probe: Probe, hypotheses: dict[str, Hypothesis], indent: str) -> Iterator[tuple[str, str]]:
    yield "probe", _text(probe.id, indent)
    yield from _optional("title", probe.title, indent)
    yield from _needs(probe.needs)
    yield "about", _text(probe.about, indent)
    yield "hours", write_hours(probe.hours)
    yield "positive", _chance(probe.positive, hypotheses, indent)
    if probe.misled_by:
        yield "artifacts", f"[{', '.join(map(_artifact, probe.misled_by))}]"
    yield from _remarks(probe, indent)


def _artifact(listed: ProbeArtifact) -> str:
    shows = "" if listed.shows == 1.0 else f", shows: {write_chance(listed.shows)}"
    return f"{{artifact: {_word(listed.artifact)}, chance: {write_chance(listed.chance)}{shows}}}"


def _needs(needs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if needs:
        yield "needs", f"[{', '.join(map(_word, needs))}]"


def _remarks(action: Step | Probe, indent: str) -> Iterator[tuple[str, str]]:
    yield from _optional("domain", action.domain, indent)
    yield from _optional("note", action.note, indent)


def _hypothesis_entries(hypothesis: Hypothesis, indent: str) -> Iterator[tuple[str, str]]:
    yield "claim", _text(hypothesis.claim, indent)
    if hypothesis.is_binary:
        yield "chance", write_chance(dict(hypothesis.states).get("yes", 0.0))
    else:
        yield "states", _by_state(hypothesis.states)


def _chance(chance: Chance, hypotheses: dict[str, Hypothesis], indent: str) -> str:
    if not isinstance(chance, Conditional):
        return write_chance(chance)
    by_state = _keys_by_state(chance, hypotheses)
    if by_state is not None:
        otherwise = [] if chance.otherwise is None else [("otherwise", chance.otherwise)]
        return _by_state([*by_state, *otherwise])
    lines = [f"- {{when: {_when(case)}, then: {write_chance(case.then)}}}" for case in chance.cases]
    if chance.otherwise is not None:
        lines.append(f"- {{otherwise: {write_chance(chance.otherwise)}}}")
    return "".join(f"\n{indent}  {line}" for line in lines)


def _keys_by_state(chance: Conditional, hypotheses: dict[str, Hypothesis]) -> list[tuple[str, float]] | None:
    """Keys of the short form, by state of one hypothesis, or None where the chance asks for the list."""
    about = {case.when[0][0] for case in chance.cases if len(case.when) == 1}
    hypothesis = hypotheses.get(about.pop()) if len(about) == 1 else None
    if hypothesis is None or any(len(case.when) != 1 for case in chance.cases):
        return None
    if hypothesis.is_binary:
        is_yes = len(chance.cases) == 1 and chance.cases[0].when[0][1] == "yes"
        return [(hypothesis.id, chance.cases[0].then)] if is_yes else None
    return [(case.when[0][1], case.then) for case in chance.cases]


def _by_state(chances: Iterable[tuple[str, float]]) -> str:
    return "{" + ", ".join(f"{_word(state)}: {write_chance(chance)}" for state, chance in chances) + "}"


def _when(case: Case) -> str:
    return "{" + ", ".join(f"{_word(hypothesis)}: {_word(state)}" for hypothesis, state in case.when) + "}"


def _entry_lines(entries: Iterable[tuple[str, str]], first: str, rest: str) -> Iterator[str]:
    for number, (key, value) in enumerate(entries):
        lead = rest if number else first
        yield f"{lead}{key}:{value}" if value.startswith("\n") else f"{lead}{key}: {value}"


def _optional(key: str, text: str | None, indent: str) -> list[tuple[str, str]]:
    return [] if text is None else [(key, _text(text, indent))]


def _word(text: str) -> str:
    """An id inside brackets or braces."""
    return text if is_id(text) else quoted(text)


def _text(text: str, indent: str) -> str:
    """A text after `key:` in the shortest form that keeps it: bare, as a block of lines, or quoted."""
    if _PLAIN.fullmatch(text) and text.isprintable() and ": " not in text and " #" not in text:
        return text
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > 1 and _is_block(lines):
        mark = "|" if text.endswith("\n") else "|-"
        return "\n".join([mark, *(f"{indent}  {line}" if line else "" for line in lines)])
    return quoted(text)


def _is_block(lines: list[str]) -> bool:
    """True where a block keeps the lines as they are: printable, and neither end of the text is blank or indented."""
    is_open = lines[0][:1].strip() and lines[-1].strip()
    return bool(is_open) and all(line.isprintable() and (line.strip() or not line) for line in lines)


def quoted(text: str) -> str:
    """A text in quotes, whatever is in it."""
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if character.isprintable():
        return character
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004
