"""WORDS: results in words and pictures, one module a subject; registry.py says which function shows which result.

A new column: its figure is a field in results/, filled by the verb in desk/, shown here.

Takes:      results
Gives:      pages of blocks (calibration: the report on a record; answer: what to do next; loop: status and log),
            sources of diagrams, charts; computes nothing that a result could hold
May import: charts, desk, errors, history, inputs, judgment, pages, records, results
"""
