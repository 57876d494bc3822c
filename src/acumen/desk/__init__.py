"""BRIDGE: the verbs, one module each; the only place where facts meet maths.

    planning/    a plan read, solved and followed; nothing is remembered
    why/         a plan questioned: what the advice leans on, what would change it, what if
    keeping/     an open ledger at a moment (Book): write, recall, verify, export, take over, redact
    loop/        adopt, next, start, spend, done, status, log, undo
    beliefs/     evidence, believe, doubt, checked, rate: how far hypotheses are believed, and how far that can be trusted
    questions/   predict, resolve, due; whose forecasts are shown to whom
    importing/   forecasts from tables and other services
    taste/       what a record teaches, and what follows for plans and sayings
    scoring/     would a correction have helped: tables backtested
    ratings/     decisions, ratings, pairs and classes from tables
    ideas/       ideas listed, rated blind, compared, and what they turned out to be
    criteria/    a rubric with weights, marks by it over time
    wording/     what was found, in words; computes nothing (plans, kept, taste, ratings)
    table.py     a file with named columns

Takes:      a plan (its record, its text or its file), an open ledger, a table; a question, limits on effort
Gives:      one function a verb; answers that can be printed and written as JSON, some shown in a notebook too
May import: acumen, planfile, records, ledger, history, chance, judgment, decision, charts, borders, errors
"""
