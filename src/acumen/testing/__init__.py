"""Suites and strategies that other packages may test with. Nothing here is loaded by acumen itself.

Takes:      nothing; Hypothesis must be installed
Gives:      plans.plans (valid plans of every shape the plan file can say)
May import: records
"""
