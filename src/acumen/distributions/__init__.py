"""MATHS: distributions and what they are worth, in plain floats. No plan, no record, no clock.

Takes:      chances in 0..1, hours, what is at stake in hours of worth
Gives:      Fixed, LogNormal (hours until something shows), Attempt (a step as a bet), Gain (what an attempt is worth),
            UnderWay (what remains of an attempt) and carry_on
May import: nothing
"""

from acumen.distributions.attempt import Attempt, Gain
from acumen.distributions.durations import Duration, Fixed, LogNormal
from acumen.distributions.residual import ResidualTime, UnderWay, carry_on

__all__ = ["Attempt", "Duration", "Fixed", "Gain", "LogNormal", "ResidualTime", "UnderWay", "carry_on"]
