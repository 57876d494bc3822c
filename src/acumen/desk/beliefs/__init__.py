"""Beliefs and doubt: evidence for and against hypotheses, the ways it may mislead, and what was learnt an hour.

`weighing` is Bayes' rule for a plan's hypotheses; the verbs are believe, evidence, doubt, checked and rate.
"""
