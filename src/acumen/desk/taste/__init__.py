"""Taste: what a person's record says of their chances and hours, and what follows for the plan."""
