"""Questions: what will be known, what is said of it before, and what it turned out to be."""
