"""What people are asked before it is known: forecasts, ratings of ideas, scores by a rubric; and what came of it."""
