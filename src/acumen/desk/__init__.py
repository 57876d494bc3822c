"""BRIDGE: the verbs, one module each; the only place where facts meet maths.

Takes:      a plan (its record, its text or its file), a question, limits on effort
Gives:      read_plan, check, solve, change, compare, why, simulate, tree, probes; answers that can be printed and
            written as JSON, that of solve shown in a notebook too. On an open ledger: adopt, next_, start, spend, done,
            status, log, undo; predict, resolve, due, list_questions, people; import_table
May import: acumen, planfile, records, ledger, history, chance, decision, charts, errors
"""
