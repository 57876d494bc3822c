"""FACTS: what may be written down, one frozen type per kind.

Takes:      nothing; these are the shapes that everything else hands around
Gives:      Plan, Group, Step, Interval, Conditional, Case, Hypothesis, Probe
May import: errors
"""

from acumen.records.plan import (
    Case,
    Chance,
    Conditional,
    Group,
    Hours,
    Hypothesis,
    Interval,
    Node,
    Plan,
    Probe,
    Step,
    walk,
)

__all__ = [
    "Case",
    "Chance",
    "Conditional",
    "Group",
    "Hours",
    "Hypothesis",
    "Interval",
    "Node",
    "Plan",
    "Probe",
    "Step",
    "walk",
]
