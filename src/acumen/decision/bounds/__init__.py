"""Too big to be swept: a policy from collapsed subtrees, and a proven bound."""
