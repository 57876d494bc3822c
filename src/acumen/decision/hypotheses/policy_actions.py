"""What the policy behind a search's lower bound does: at a place, and on the way through a group that is taken as a step."""

import math
from dataclasses import dataclass

from acumen.decision.hypotheses.histories import Histories
from acumen.decision.hypotheses.problem import ArtifactWay, Belief
from acumen.decision.hypotheses.search import FIXED, Place, Search, SearchOption
from acumen.decision.hypotheses.worlds import Worlds
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import OPEN, TRUE, is_leavable


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Somewhere within a group that is taken as a step: its own state, the belief here, and where the group's ends lead."""

    way: ArtifactWay
    state: int
    belief: Belief
    weight: float
    won: "Place | Inside"
    lost: "Place | Inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """What a policy does at a place. `action` STOP: nothing more."""

    action: int
    patience_hours: float = math.inf
    works_prob: float = 0.0  # within the patience
    won: Place | Inside | None = None
    lost: Place | Inside | None = None


def act(search: Search, place: Place | Inside) -> Acting:
    """What the policy behind the lower bound does at a place: a step or a probe."""
    if isinstance(place, Inside):
        return _act_inside(search, place)
    if place.weight <= 0.0:  # what can't come needs no advice
        return Acting(action=STOP)
    if isinstance(search.guide, Histories):
        search.expand(place)
    elif place.options is None or place.choice == FIXED:
        return _act_fixed(search, search.guide, place)
    if place.choice < 0:
        return Acting(action=STOP)
    return started(search, place, (place.options or ())[place.choice])


def started(search: Search, place: Place, option: SearchOption) -> Acting:
    """What is begun with an action at a place: of a way, the first step on it."""
    shared = search.shared
    if option.action >= shared.first_way:
        way = shared.ways[option.action - shared.first_way]
        return _enter(search, way, place.belief, option.won, option.lost)
    works_prob, patience_hours = search.patience(option)
    return Acting(
        action=option.action, patience_hours=patience_hours, works_prob=works_prob, won=option.won, lost=option.lost
    )


def _act_fixed(search: Search, worlds: Worlds, place: Place) -> Acting:
    """The fixed policy that is best here."""
    if place.state >= worlds.layout.n_states - 1:
        return Acting(action=STOP)
    number = int(worlds.best[place.column][place.state])
    if number < 0:
        return Acting(action=STOP)
    action = worlds.steps[number]
    won, lost = worlds.moves(place.state, place.statuses)[action]
    option = search.option(place, action, won, lost)
    acting = started(search, place, option)
    if option.leavable is None:
        return acting
    own = worlds.own[place.column]
    best = option.leavable.gain(float(own[won] - own[lost]))
    return Acting(
        action=action,
        patience_hours=best.patience_hours,
        works_prob=best.slope,
        won=option.won,
        lost=option.lost,
    )


def _enter(search: Search, way: ArtifactWay, belief: Belief, won: Place | Inside, lost: Place | Inside) -> Acting:
    """The first step on a way. What leads through a group has one."""
    first = Inside(way=way, state=0, belief=belief, weight=sum(belief), won=won, lost=lost)
    return _act_inside(search, first)


def _act_inside(search: Search, here: Inside) -> Acting:
    way, shared, inside = here.way, here.way.within, here.way.inside
    action = inside.steps[int(inside.best[way.column][here.state])]
    won_state, lost_state = inside.moves(here.state, ())[action]
    row = shared.chances.get(action)
    if row is None:
        if_won = if_lost = here.belief
    else:
        if_won = tuple(b * p for b, p in zip(here.belief, row, strict=True))
        if_lost = tuple(b - c for b, c in zip(here.belief, if_won, strict=True))
    won, lost = _arrive(here, won_state, if_won), _arrive(here, lost_state, if_lost)
    if action >= shared.first_way:
        return _enter(search, shared.ways[action - shared.first_way], here.belief, won, lost)
    if row is not None:
        works_prob = sum(if_won) / here.weight if here.weight > 0.0 else 0.0
        return Acting(action=action, works_prob=works_prob, won=won, lost=lost)
    attempt = shared.attempt(action)
    if not is_leavable(attempt, search.objective):
        return Acting(action=action, works_prob=attempt.chance, won=won, lost=lost)
    own = inside.own[way.column]
    best = attempt.gain(float(own[won_state] - own[lost_state]))
    return Acting(action=action, patience_hours=best.patience_hours, works_prob=best.slope, won=won, lost=lost)


def _arrive(here: Inside, state: int, belief: Belief) -> Place | Inside:
    """Where one comes to: further within the group, or out of it; who stops within it has failed it."""
    inside = here.way.inside
    truth = inside.truth(state, ())
    if truth == OPEN and int(inside.best[here.way.column][state]) >= 0 and sum(belief) > 0.0:
        return Inside(way=here.way, state=state, belief=belief, weight=sum(belief), won=here.won, lost=here.lost)
    return here.won if truth == TRUE else here.lost
