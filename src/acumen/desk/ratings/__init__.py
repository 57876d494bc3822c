"""What ratings and decisions are worth: one decision appraised, many ratings, pairs, classes."""
