"""Ratings, decisions, ideas and criteria in words and pictures."""
