"""What reading one plan gathers beside its records: what has been declared where, and the states of hypotheses."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from acumen.borders.signs import fold
from acumen.planfile.nodes import MappingNode, Node, Scalar, Sequence
from acumen.planfile.report import Report

GIVE_AN_ID = ("step", "probe", "name")
DeclaredKind: TypeAlias = Literal["step", "group", "probe", "hypothesis", "state"]


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """A step, group, probe, hypothesis or state, whether or not its record could be made."""

    kind: DeclaredKind
    at: int
    id: str | None = None  # groups may have none
    needs: tuple[tuple[str, int], ...] = ()  # (id, place)
    parent: int | None = None  # the group it is a member of, as a number in `Context.declared`
    group_kind: Literal["all", "any"] | None = None
    is_cut: bool = False  # it may be missing, at a price


class States(msgspec.Struct, frozen=True, kw_only=True):
    """The states of a hypothesis; `ids` is None where they could not be read."""

    is_binary: bool
    ids: tuple[str, ...] | None  # of a binary one: yes, no


class Context:
    """Passed along while one plan is read."""

    def __init__(self, report: Report) -> None:
        """Start with nothing declared."""
        self.report = report
        self.declared: list[Declared] = []
        self.states: dict[str, States] = {}
        self.hypothesis_of: dict[str, str] = {}  # state id → hypothesis id
        self.is_every_hypothesis_read = True  # while it is not, a word that looks unknown may be one of theirs
        self.steps_at: list[int] = []
        self.dues: list[tuple[date, int]] = []  # (day, place) of every `due`
        self._spelt = {word: word for word in ("yes", "no")}  # by what spellings have in common
        self._artifacts_spelt: dict[str, str] = {}
        self.artifacts: dict[str, float] = {}  # of probes, with the chance first said

    def spell(self, scalar: Scalar) -> Scalar:
        """An id as it was first spelt, so that `Test` and `test` are one, and so are two ways to compose an accent."""
        return self._spell(scalar, self._spelt)

    def spell_artifact(self, scalar: Scalar) -> Scalar:
        """The same for the name of an artifact, which is nothing's id."""
        return self._spell(scalar, self._artifacts_spelt)

    def _spell(self, scalar: Scalar, spelt_before: dict[str, str]) -> Scalar:
        spelt = spelt_before.setdefault(fold(scalar.text), scalar.text)
        return scalar if spelt == scalar.text else msgspec.structs.replace(scalar, text=spelt)

    def expect(self, root: Node) -> None:
        """Take the spelling of every id from where it is given, wherever it is mentioned first."""
        left = [root]
        while left:
            node = left.pop()
            if isinstance(node, Sequence):
                left.extend(reversed(node.items))
            if not isinstance(node, MappingNode):
                continue
            for key, value in node.entries:
                if key.text in GIVE_AN_ID and isinstance(value, Scalar):
                    self.spell(value)
                if key.text == "hypotheses" and isinstance(value, MappingNode):
                    for name, _ in value.entries:
                        self.spell(name)
            left.extend(value for _, value in reversed(node.entries))

    def declare(self, declared: Declared) -> int:
        """Add one, and give its number."""
        self.declared.append(declared)
        return len(self.declared) - 1

    def words_of_hypotheses(self) -> Iterator[str]:
        """What may stand as the key of a chance, for `did you mean`."""
        yield from self.states
        yield from self.hypothesis_of
        yield "otherwise"
