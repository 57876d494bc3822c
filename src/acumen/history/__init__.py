"""FACTS: what the records mean at a cut-off. Replay, checks, named columns.

Takes:      records with their positions
Gives:      plans, steps, hours, questions, forecasts and outcomes as they stand; problems as values
May import: errors
"""
