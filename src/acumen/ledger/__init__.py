"""FACTS: where records are kept, in order, for ever.

Takes:      records, an expected head, a file
Gives:      positions; records back, byte for byte; a head that proves the past; nothing about what a record means
May import: errors
"""
