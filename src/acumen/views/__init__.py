"""WORDS: results in words and pictures, one module a subject; registry.py says which shows which.

Takes:      results
Gives:      pages of blocks, sources of diagrams, charts; computes nothing that a result could hold
May import: charts, desk, errors, history, inputs, judgment, pages, planfile, records, results
"""
