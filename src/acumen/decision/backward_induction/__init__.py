"""Exact: every state of a problem in one backward pass. Units as digits of a number, kernels plain or compiled."""
