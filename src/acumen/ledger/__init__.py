"""FACTS: where records are kept, in order, for ever.

Takes:      sealed records, an expected head, a file
Gives:      Ledger (the contract; its docstring is the promise), Head, the stores memory.MemoryLedger and
            sqlite.SqliteLedger; positions, and records back byte for byte.
            Nothing here knows what a record means, but for a redaction, which is carried out.
            A further store is a class here that keeps the contract, tested by testing.StoreContract; desk/book.py opens it
May import: errors, records
"""

from acumen.ledger.contract import EMPTY, Head, Ledger

__all__ = ["EMPTY", "Head", "Ledger"]
