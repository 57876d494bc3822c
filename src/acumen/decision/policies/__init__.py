"""A policy laid out, carried on from the middle, simulated, told by how it ends, appraised under other figures."""
