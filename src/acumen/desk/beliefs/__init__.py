"""Beliefs and doubt: evidence for and against hypotheses, the ways it may mislead, and what was learnt an hour.

Bayes' rule for a plan's hypotheses is in `state/updating`; each module here is a verb under `acumen evidence`.
"""
