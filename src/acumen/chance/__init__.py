"""MATHS: distributions and what they are worth, in plain floats. No plan, no record, no clock.

Takes:      chances in 0..1, hours, what is at stake in hours of worth
Gives:      Fixed, LogNormal (hours until something shows), Attempt (a step as a bet), Gain (what an attempt is worth)
May import: errors
"""

from acumen.chance.attempt import Attempt, Gain
from acumen.chance.hours import Duration, Fixed, LogNormal

__all__ = ["Attempt", "Duration", "Fixed", "Gain", "LogNormal"]
