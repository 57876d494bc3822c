"""MATHS: what to do next. Problem ← simulation, policy ← solvers.

Takes:      a DecisionProblem (an all/any tree of attempts), or a SharedProblem (with worlds and probes); an objective,
            a worth, limits on effort
Gives:      Solution: proven bounds, the policy's first action and what follows it, the price of every other action;
            Policy: every situation it can come to; Scenarios: how it ends; Runs of a policy with random hours and exits;
            what being told something is worth (information)
May import: chance, errors
"""

from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.shape import Objective
from acumen.decision.solve import STOP, Follow, Ranked, Solution, solve

__all__ = ["STOP", "DecisionProblem", "Follow", "Kind", "Limits", "Node", "Objective", "Ranked", "Solution", "solve"]
