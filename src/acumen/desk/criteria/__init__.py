"""Criteria: a rubric with weights, marks by it over time, and what of them is more than noise."""
