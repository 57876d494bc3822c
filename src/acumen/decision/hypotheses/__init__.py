"""Steps that share hypotheses, and probes: beliefs over worlds, searched or swept; what being told something is worth."""
