"""BRIDGE: the verbs, one module each; the only place where facts meet maths.

    plans/         a plan read, solved, followed, simulated; what information is worth to it
    sensitivity/   a plan questioned: what the advice leans on, what would change it, what if
    state/         where things stand: the plan that is followed, its beliefs, questions, ideas and rubrics of a ledger
    loop/          adopt, next, start, spend, done, status, log, undo
    beliefs/       evidence, believe, doubt, checked, rate: how far hypotheses are believed, and how far that can be trusted
    elicitation/   predict, resolve, due; ideas and rubrics rated blind; what came of them; who may see what
    calibration/   what a record teaches, and what follows for plans and sayings; backtests
    ratings/       decisions, ratings, pairs and classes from tables
    front/         verbs as people ask for them, where the verb takes something else than what is typed
    ledgers/       import, verify, anchor, export, merge, redact, settings, the demo
    book.py        an open ledger at a moment; identity.py who speaks; table.py a file with named columns;
                   extras.py figures beside an answer; recall.py, transact.py how a book reads and writes

Takes:      a plan (its record, its text or its file), an open ledger, a table; a question, limits on effort
Gives:      one function a verb; each returns a result (results/)
May import: borders, decision, distributions, errors, history, importing, inputs, judgment, ledger, pages, planfile, readings,
            records, results, tables, version
"""
