"""MATHS: what to do next. Problem ← simulation, policy ← solvers.

    problem, limits      what is asked
    tree_structure       the normal form: what may be solved apart, what is alike, what hangs together
    solution, checking   the answer, and what it is held against before it is given
    solve                how it is found; leverage, tipping: at which worth, at which figure it changes
    backward_induction/  exact: every state in one backward pass
    dated/               one person and a date: the best policy by it; runs: the chance of it
    bounds/              too big: a policy and a proven bound
    hypotheses/          steps that share hypotheses, and probes; what a probe is worth (information)
    policies/            the policy laid out, carried on, simulated, appraised

Takes:      a DecisionProblem (an all/any tree of attempts), or a SharedProblem (with worlds and probes); an objective,
            a worth, limits on effort
Gives:      Solution: proven bounds, the policy's first action and what follows it, the price of every other action;
            Policy: every situation it can come to; Scenarios: how it ends; Runs of a policy with random hours and exits;
            what being told something is worth (information)
May import: distributions, errors
"""

from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.solution import STOP, Follow, Ranked, Solution
from acumen.decision.solve import solve
from acumen.decision.tree_structure import Objective

__all__ = ["STOP", "DecisionProblem", "Follow", "Kind", "Limits", "Node", "Objective", "Ranked", "Solution", "solve"]
