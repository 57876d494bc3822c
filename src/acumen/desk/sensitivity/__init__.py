"""A plan questioned: what the advice leans on, what would change it, what if it were otherwise."""
