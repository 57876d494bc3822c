"""FACTS: what tables and exports of others say: forecasts, hours and outcomes as rows that can be written down.

Takes:      a table or a file of JSON; which column holds what, where somebody says so
Gives:      rows.Gathered, read by what knows the form (fatebook, metaculus, predictionbook; gathering for any table with the
            columns of mapping), what its columns are taken for (guessing, looking)
May import: borders, errors, history, inputs, pages, readings, records, results, tables
"""
