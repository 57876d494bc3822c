"""FACTS: what the records mean at a cut-off. Replay, checks, named columns.

Takes:      kept records in order
Gives:      History: facts about plans, questions, people and records, folded; dump and load, so that only what is new is
            folded; what the facts mean as plain values; problems as values
May import: records, errors
"""

from acumen.history.replay import History, dump, fold, load

__all__ = ["History", "dump", "fold", "load"]
