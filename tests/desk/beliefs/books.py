"""Plans with hypotheses, adopted in a book in memory."""

import math

from acumen.desk.beliefs.believe import believe
from acumen.desk.book import Book

PROBED = """\
plan: probed
worth: 56
goal: {step: main, chance: {h: 100%, otherwise: 0%}, hours: 20}
hypotheses:
  h: {claim: It holds, chance: 65%}
probes:
  - {probe: ask, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}
  - {probe: again, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}
"""
TWO = """\
plan: two
worth: 100
goal:
  all:
    - any:
        - {step: fast, chance: {g: 70%, otherwise: 10%}, hours: 4 to 12}
        - {step: slow, chance: {g: 80%, otherwise: 30%}, hours: 20}
    - {step: last, chance: {high: 90%, low: 40%, otherwise: 5%}, hours: 10}
    - {step: both, chance: [{when: {g: yes, k: high}, then: 95%}, {otherwise: 60%}], hours: 3, needs: [last]}
hypotheses:
  g: {claim: The ground holds, chance: 40%}
  k: {claim: How much there is, states: {high: 30%, low: 50%, none: 20%}}
probes:
  - {probe: look, about: k, hours: 1, positive: {high: 90%, low: 50%, otherwise: 10%}}
"""


def belief(book: Book, hypothesis: str = "h", state: int = 0) -> float:
    """The chance of a state now."""
    return next(one for one in believe(book).hypotheses if one.hypothesis == hypothesis).current[state]


def odds_bits(prob: float) -> float:
    return math.log2(prob / (1.0 - prob))
