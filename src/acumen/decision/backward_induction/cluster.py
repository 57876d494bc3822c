"""Members of a group that are explored as one, with all below them, as numbers."""

from dataclasses import dataclass

from acumen.decision.problem import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The members and all below them, numbered so that whatever a node depends on has a lower number.

    Number n_nodes stands for the group around them, whose truth is not theirs alone.
    """

    kind: Kind
    numbers: tuple[int, ...]  # (n_nodes,) their numbers in the problem
    rules: tuple[tuple[Kind, tuple[int, ...], tuple[int, ...]], ...]  # (n_nodes,) kind, members, needs
    parents: tuple[int, ...]
    needers: tuple[tuple[int, ...], ...]
    tops: tuple[int, ...]
    ranks: tuple[int, ...]  # of plain steps among their siblings, in ratio order; -1 for all others
    cuts: tuple[
        tuple[int, ...], ...
    ] = ()  # (n_nodes,) nodes whose truth tells which number an action has, from its own on
