"""Where the hypotheses of a plan stand, and where the first action would take them."""

from acumen.decision import STOP
from acumen.decision.hypotheses.problem import conditioned
from acumen.desk.plans.problem import Posed
from acumen.results.plans import BeliefShown


def beliefs(posed: Posed, action: int) -> tuple[BeliefShown, ...]:
    """Every state of every hypothesis that ties steps together; a binary one by its `yes` alone."""
    if posed.shared is None:
        return ()
    now = posed.shared.belief
    ends: tuple[tuple[float, ...] | None, ...] = (None, None)
    if action != STOP and action in posed.shared.chances:
        after = [conditioned(posed.shared, action, is_won=is_won) for is_won in (True, False)]
        ends = tuple(shared.belief if prob > 0.0 else None for prob, shared in after)
    found = []
    for hypothesis in posed.ties.hypotheses:
        for state, _ in hypothesis.states:
            if hypothesis.is_binary and state == "no":
                continue
            found.append(
                BeliefShown(
                    hypothesis=hypothesis.id,
                    state=state,
                    is_binary=hypothesis.is_binary,
                    current=marginal(posed, now, hypothesis.id, state),
                    chance_if_it_works=None if ends[0] is None else marginal(posed, ends[0], hypothesis.id, state),
                    chance_if_not=None if ends[1] is None else marginal(posed, ends[1], hypothesis.id, state),
                )
            )
    return tuple(found)


def marginal(posed: Posed, belief: tuple[float, ...], hypothesis: str, state: str) -> float:
    """The chance that a hypothesis is in a state."""
    worlds = zip(belief, posed.ties.worlds, strict=True)
    return min(1.0, sum(prob for prob, world in worlds if world[hypothesis] == state))
