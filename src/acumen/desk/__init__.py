"""BRIDGE: the verbs, one module each; the only place where facts meet maths.

Takes:      a plan (its record, its text or its file), a question, limits on effort
Gives:      read_plan, check, solve, change, compare, why, simulate, tree, probes; answers that can be printed and
            written as JSON, that of solve shown in a notebook too
May import: acumen, planfile, records, chance, decision, charts, errors
"""
