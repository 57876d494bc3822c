"""A policy where `needs` tie groups together: groups as bets whose gain depends on what of the cut is true.

A group that nothing outside it needs is a bet that may be left, as in `collapse.py`. Where steps in it need nodes outside it
(its cut), it has a gain for each set of them that is true; of what is not known to be true the bet takes the need for failed.
That restricts what is done, so whatever is found is attained. Everything else is explicit and explored as one: the truth of a
cut is kept for as long as its bet is open. Then bets are opened, the smallest first, as long as the states allow. Where even
the fewest explicit nodes have too many states, the steps and bets of a group are taken in one fixed order. A bet in which too
much is tied is made of bets itself, in the same way.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.cluster import Cluster
from acumen.decision.backward_induction.explore import canonical, gather
from acumen.decision.backward_induction.layout import Layout
from acumen.decision.backward_induction.sweeping import Swept, as_looked_up, sweep
from acumen.decision.bounds.collapse import Macro, macro, never, swept_macro
from acumen.decision.bounds.inside import SweptInside
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, Entangled, View, attempt_of, branch_of, subtree, view
from acumen.distributions import Attempt

MAX_CUT = 3  # nodes outside a bet that steps in it need
MAX_STATES = 100_000
MAX_ORDERED = 300_000  # states where all is taken in a fixed order, as a last resort
NESTED_STATES = 30_000  # of a bet that is itself made of bets
NESTED_POINTS = 24  # stakes at which it is swept
MAX_HALVINGS = 2  # towards the fewest needing steps that have to be spared
MAX_REFUSALS = 4  # bets that could not be opened, one after another
_Found = TypeVar("_Found", Macro, SweptInside)
AT_STAKE = 0.7  # of the worth: at which a fixed order is found


@dataclass(slots=True, kw_only=True)
class Betting:
    """What is known of one problem: gains of bets by node and by what of the cut is true."""

    seen: View
    worth: float
    limits: Limits
    is_sparing: bool = False  # whether some steps are never attempted
    is_nested: bool = False  # whether it is a bet of another one, to be swept for many stakes
    enough: float = math.inf  # value from which on no more bets are opened
    homes: dict[int, frozenset[int]] = field(default_factory=dict)  # nodes below each group, itself included
    gains: dict[tuple[int, int], Attempt] = field(default_factory=dict)

    def inside(self, node: int) -> frozenset[int]:
        """The node and all below it."""
        if node not in self.homes:
            self.homes[node] = frozenset(subtree(self.seen.problem, node))
        return self.homes[node]

    def cut(self, node: int) -> tuple[int, ...]:
        """Open nodes outside that useful steps inside need."""
        nodes, inside = self.seen.problem.nodes, self.inside(node)
        found = {
            need
            for inner in inside
            if self.seen.is_useful[inner]
            for need in nodes[inner].needs
            if need not in inside and self.seen.truths[need] == OPEN
        }
        return tuple(sorted(found))

    def may_be_bet(self, node: int) -> bool:
        """Whether nothing outside needs what is inside, and the cut is small."""
        inside, nodes = self.inside(node), self.seen.problem.nodes
        is_needed = any(
            need in inside
            for other, here in enumerate(nodes)
            if other not in inside and self.seen.is_useful[other]
            for need in here.needs
        )
        return not is_needed and len(self.cut(node)) <= MAX_CUT


def bets_policy(seen: View, worth: float, limits: Limits, *, enough: float = math.inf) -> SweptInside:
    """The best policy of explicit steps and bets, or the first found that attains `enough`.

    Raises TooManyStatesError where none was found.
    """
    goal = seen.problem.nodes[0]
    if goal.kind == Kind.STEP:
        raise TooManyStatesError
    effort = replace(limits, max_states=min(limits.max_states, MAX_STATES))
    best = _sparing(
        Betting(seen=seen, worth=worth, limits=effort, enough=enough),
        _swept,
        lambda policy: float(policy.swept.lower[0]),
        MAX_HALVINGS,
    )
    if best is None:
        raise TooManyStatesError
    return best


def _sparing(
    betting: Betting, found_of: Callable[[Betting], _Found | None], value_of: Callable[[_Found], float], n_halvings: int
) -> _Found | None:
    """The best that is found when few steps that need something are never attempted; None where nothing pays."""
    missed: list[int] = [step for _, step in sorted(_losses(betting.seen))]

    def without(n_missed: int) -> _Found | None:
        now = _never_attempting(betting, missed[:n_missed])
        found = None if now.seen.truths[0] != OPEN else found_of(now)
        return found if found is not None and value_of(found) > 0.0 else None

    too_few, n_missed, best = -1, 0, None
    for n_missed in sorted({0, *(2**k for k in range(len(missed).bit_length())), len(missed)}):
        best = without(n_missed)
        if best is not None:
            break
        too_few = n_missed
    else:
        return None
    for _ in range(n_halvings):  # those spared last may be too many
        middle = (too_few + n_missed) // 2
        if middle in {too_few, n_missed}:
            break
        better = without(middle)
        if better is None:
            too_few = middle
        else:
            n_missed = middle
            best = max(best, better, key=value_of)
    return best


def _never_attempting(betting: Betting, missed: Sequence[int]) -> Betting:
    """The same with some steps taken for failed."""
    if not missed:
        return betting
    statuses = list(betting.seen.truths)
    for step in missed:
        statuses[step] = FALSE
    now = view(betting.seen.problem, "net", tuple(statuses))
    return replace(betting, seen=now, is_sparing=True, homes={}, gains={})


def _swept(betting: Betting) -> SweptInside | None:
    """The best policy of what can be explored, with as many bets opened as the limits allow; None where that is too much."""
    bets = _fewest_explicit(betting, betting.seen.problem.nodes[0].members)
    found = _explored(betting, bets, in_order=False)
    if found is not None:
        swept = _opened(betting, bets, sweep(*found, betting.worth))
    else:
        found = _explored(betting, bets, in_order=True)
        if found is None:
            return None
        swept = sweep(*found, betting.worth)
    return SweptInside(swept=as_looked_up(swept), seen=swept.seen, is_sparing=betting.is_sparing)


def _losses(seen: View) -> list[tuple[float, int]]:
    """Steps that need something open, and what the goal's chance loses without each, as if all were independent."""
    nodes = seen.problem.nodes
    waiting = [
        step
        for step in seen.problem.steps
        if seen.is_useful[step] and any(seen.truths[need] == OPEN for need in nodes[step].needs)
    ]
    whole = _chance(seen, None)
    return [(whole - _chance(seen, step), step) for step in waiting]


def _chance(seen: View, missed: int | None) -> float:
    chances = [0.0] * len(seen.truths)
    for node in reversed(range(len(seen.truths))):  # members have higher numbers
        here = seen.problem.nodes[node]
        below = [chances[member] for member in here.members]
        if seen.truths[node] != OPEN or node == missed:
            chances[node] = float(seen.truths[node] == TRUE)
        elif here.kind == Kind.STEP:
            chances[node] = attempt_of(seen.problem, node).chance
        else:
            chances[node] = math.prod(below) if here.kind == Kind.ALL else 1.0 - math.prod(1.0 - c for c in below)
    return chances[0]


def _fewest_explicit(betting: Betting, members: Iterable[int]) -> frozenset[int]:
    """The largest groups that may be bets."""
    found: set[int] = set()
    for member in members:
        here = betting.seen.problem.nodes[member]
        if here.kind == Kind.STEP or betting.seen.truths[member] != OPEN:
            continue
        if betting.may_be_bet(member):
            found.add(member)
        else:
            found |= _fewest_explicit(betting, here.members)
    return frozenset(found)


def _opened(betting: Betting, bets: frozenset[int], best: Swept) -> Swept:
    """The best with bets made explicit one after another, those of the fewest steps first, as the states allow and it may pay.

    A bet that is opened holds smaller ones, which may not do together what it did: so what is found last need not be the best.
    """
    refused: set[int] = set()
    while float(best.lower[0]) < betting.enough and len(refused) < MAX_REFUSALS and bets - refused:
        bet = min(bets - refused, key=lambda node: (len(betting.inside(node)), node))
        members = betting.seen.problem.nodes[bet].members
        tried = (bets - {bet}) | _fewest_explicit(betting, members)
        opened = _explored(betting, tried, in_order=False)
        if opened is None:
            refused.add(bet)
        else:
            bets, best = tried, max(best, sweep(*opened, betting.worth), key=lambda swept: float(swept.lower[0]))
    return best


def _explored(betting: Betting, bets: frozenset[int], *, in_order: bool) -> tuple[View, Layout] | None:
    """The states of the problem with these groups as bets; None where they are too many."""
    from acumen.decision.backward_induction.explored import explored  # noqa: PLC0415 -- costs half a second

    seen = betting.seen
    nodes = list(seen.problem.nodes)
    cuts = {bet: betting.cut(bet) for bet in sorted(bets)}
    for bet, cut in cuts.items():
        nodes[bet] = replace(nodes[bet], kind=Kind.STEP, members=(), needs=cut, attempt=_gain(betting, bet, cut, 0))
    first: dict[int, int] = {}
    for bet, cut in cuts.items():
        first[bet] = len(nodes)
        nodes += [
            Node(id="", kind=Kind.STEP, parent=-1, attempt=_gain(betting, bet, cut, mask))
            for mask in range(2 ** len(cut))
        ]
    reduced = DecisionProblem(nodes=tuple(nodes))
    n_more = len(nodes) - len(seen.truths)
    now = replace(
        seen, problem=reduced, truths=(*seen.truths, *[OPEN] * n_more), is_useful=(*seen.is_useful, *[False] * n_more)
    )
    cluster = _clustered(betting, now, first, cuts, in_order=in_order)
    start = canonical(cluster, [now.truths[node] for node in _real(cluster, first)])
    if isinstance(start, int):
        return None
    automaton = explored(
        cluster,
        start,
        takes_first=False,
        max_states=_most_states(betting, in_order=in_order),
        max_visits=betting.limits.max_visits,
    )
    if automaton is None:
        return None
    layout = Layout(kind=cluster.kind, units=(automaton,), nodes=(0,), parents=(-1,), strides=(1,), spans=((0, 1),))
    return now, layout


def _most_states(betting: Betting, *, in_order: bool) -> int:
    if betting.is_nested:
        return min(NESTED_STATES, betting.limits.max_states)
    return MAX_ORDERED if in_order else betting.limits.max_states


def _real(cluster: Cluster, first: dict[int, int]) -> list[int]:
    """The nodes of a cluster by their numbers in the problem, where actions of bets have others."""
    bets = {number: bet for bet, number in first.items()}
    return [bets.get(number, number) for number in cluster.numbers]


def _clustered(
    betting: Betting, now: View, first: dict[int, int], cuts: dict[int, tuple[int, ...]], *, in_order: bool
) -> Cluster:
    """The explicit nodes and bets as a cluster: a cut is awaited by its bet and does not bind it."""
    goal = now.problem.nodes[0]
    kept = tuple(member for member in goal.members if betting.seen.is_kept(member))
    cluster = gather(now, Entangled(goal.kind, kept))
    place = {node: number for number, node in enumerate(cluster.numbers)}
    rules = list(cluster.rules)
    numbers = list(cluster.numbers)
    local: list[tuple[int, ...]] = [()] * len(numbers)
    for bet, cut in cuts.items():
        if bet in place:
            at = place[bet]
            rules[at] = (rules[at][0], rules[at][1], ())
            numbers[at] = first[bet]
            local[at] = tuple(place[node] for node in cut)
    ranks = _fixed_order(betting, now, cluster) if in_order else cluster.ranks
    return replace(cluster, rules=tuple(rules), numbers=tuple(numbers), cuts=tuple(local), ranks=ranks)


def _fixed_order(betting: Betting, now: View, cluster: Cluster) -> tuple[int, ...]:
    """Steps and bets of each group by hours per chance of settling it, at a part of the worth."""
    ranks = [-1] * len(cluster.numbers)
    families: dict[int, list[tuple[float, int]]] = {}
    for at, node in enumerate(cluster.numbers):
        if cluster.rules[at][0] != Kind.STEP:
            continue
        parent = cluster.parents[at]
        kind = cluster.kind if parent == len(cluster.numbers) else cluster.rules[parent][0]
        gain = attempt_of(now.problem, node).gain(AT_STAKE * betting.worth)
        settles = gain.slope if kind == Kind.ANY else 1.0 - gain.slope
        ratio = gain.spent_hours / settles if settles > 0.0 else math.inf
        families.setdefault(parent, []).append((ratio if gain.value > 0.0 else math.inf, at))
    for family in families.values():
        for rank, (_, at) in enumerate(sorted(family)):
            ranks[at] = rank
    return tuple(ranks)


def _gain(betting: Betting, bet: int, cut: Sequence[int], mask: int) -> Attempt:
    """A group as a bet, where these nodes of its cut are true and steps that need others of it have failed."""
    if (bet, mask) in betting.gains:
        return betting.gains[bet, mask]
    seen = betting.seen
    true = {node for k, node in enumerate(cut) if mask >> k & 1}
    nodes, statuses = list(seen.problem.nodes), list(seen.truths)
    for node in betting.inside(bet):
        needs = nodes[node].needs
        if needs and statuses[node] == OPEN and any(need in cut and need not in true for need in needs):
            statuses[node] = FALSE
        elif needs:
            nodes[node] = replace(nodes[node], needs=tuple(need for need in needs if need not in true))
    told = view(DecisionProblem(nodes=tuple(nodes)), "net", tuple(statuses))
    is_sparing = betting.is_sparing or statuses != list(seen.truths)
    betting.gains[bet, mask] = gain = _macro(told, bet, betting, is_sparing=is_sparing)
    return gain


def _macro(told: View, bet: int, betting: Betting, *, is_sparing: bool) -> Macro:
    if told.truths[bet] != OPEN or not told.is_useful[bet]:
        return never()
    for takes_first in (False, True):
        try:
            now = replace(told, takes_first=takes_first)
            return macro(now, branch_of(now, bet), betting.worth, betting.limits, is_sparing=is_sparing)
        except TooManyStatesError:
            pass
    return _nested(told, bet, betting, is_sparing=is_sparing)


def _nested(told: View, bet: int, betting: Betting, *, is_sparing: bool) -> Macro:
    """A bet in which `needs` tie too much together, made of bets itself; one that nobody takes where that is too much."""
    inner = replace(betting, seen=_alone(told, bet), is_sparing=is_sparing, is_nested=True, homes={}, gains={})
    best = _sparing(inner, _as_bet, lambda found: found.gain(betting.worth).value, 0)
    return never() if best is None else best


def _as_bet(betting: Betting) -> Macro | None:
    """What can be explored, swept for many stakes; None where that is too much."""
    bets = _fewest_explicit(betting, betting.seen.problem.nodes[0].members)
    found = _explored(betting, bets, in_order=False) or _explored(betting, bets, in_order=True)
    if found is None:
        return None
    return swept_macro(*found, betting.worth, max_points=NESTED_POINTS, is_sparing=betting.is_sparing)


def _alone(told: View, bet: int) -> View:
    """A group as the goal, its nodes under their own numbers and all others failed."""
    inside = set(subtree(told.problem, bet)) - {bet}
    failed = Node(id="", kind=Kind.STEP, parent=0, attempt=Attempt.plain(0.0, 0.0))
    nodes = [here if node in inside else failed for node, here in enumerate(told.problem.nodes)]
    nodes[0] = replace(told.problem.nodes[bet], parent=-1, needs=())
    for member in nodes[0].members:
        nodes[member] = replace(nodes[member], parent=0)
    statuses = tuple(truth if node in inside else FALSE for node, truth in enumerate(told.truths))
    return view(DecisionProblem(nodes=tuple(nodes)), "net", statuses)
