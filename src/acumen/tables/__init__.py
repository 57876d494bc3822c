"""FACTS: tables from outside: bytes as texts, texts as cells, and what a whole column can only mean.

Takes:      a file or its bytes (CSV and its kin, Excel); how it is written, where somebody says so
Gives:      table.Table; ways.Reader, whose columns are read the only way that fits, or say which ways do
May import: borders, errors, readings, records
"""
