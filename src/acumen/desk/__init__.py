"""BRIDGE: the verbs, one module each; the only place where facts meet maths.

Takes:      a plan (its record, its text or its file), a question, limits on effort
Gives:      read_plan, check, solve; Answer and Checked, which can be printed, shown in a notebook and written as JSON
May import: acumen, planfile, records, chance, decision, errors
"""
