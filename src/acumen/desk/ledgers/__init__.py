"""What is done with a ledger as a whole: verified, anchored, merged, exported, redacted, set up."""
