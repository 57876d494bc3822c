"""BRIDGE: the verbs, one module each; the only place where facts meet maths.

    plans/         a plan read, solved, followed, simulated; what a probe and other information are worth to it
    dates/         will it be done by its day, what would help, what may be left out
    sensitivity/   a plan questioned: what the advice leans on, what would change it, what if
    state/         where things stand: the plan that is followed, its beliefs, questions, ideas and rubrics of a ledger
    loop/          adopt, next, start, spend, done, status, log, undo
    beliefs/       what was seen, how far it moves a belief, how it could mislead
    elicitation/   predict, resolve, due; ideas and rubrics rated blind; what came of them; who may see what
    calibration/   the report on a record; what it teaches, and what follows for plans and sayings; backtests
    ratings/       decisions, ratings, pairs and classes from tables
    front/         verbs as people ask for them, where the verb takes something else than what is typed
    ledgers/       import, verify, anchor, export, merge, redact, settings, the demo
    book.py        an open ledger at a moment (its file is opened here); identity.py who speaks; recall.py what is read of it;
                   extras.py what stands beside an answer

Takes:      a plan (its record, its text or its file), an open ledger, a table; a question, limits on effort
Gives:      one function a verb; each returns a result (results/)
May import: borders, decision, distributions, errors, history, importing, inputs, judgment, ledger, pages, planfile, readings,
            records, results, tables, version
"""
