"""What the verbs of the ledger say: the loop, questions, beliefs, keeping and taking in."""
