"""Plans in words and pictures: the answer, the advice in full, its reasons, runs of it, what information is worth."""
