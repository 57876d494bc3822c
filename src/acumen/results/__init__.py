"""DATA: what the verbs give back, frozen types by subject; their fields are the names of `--json`. No sentence, no maths.

Takes:      figures, names, moments, other results
Gives:      types; each knows how to be JSON, and is shown by whichever face is there
May import: charts, errors, history, judgment, records
"""
