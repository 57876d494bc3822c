"""What a person's record says of their chances and hours, and what follows for plans and sayings.

`report` is what `acumen score` says: it fills `results/calibration`. A column of the report is a field of `ForecastScores`
there, filled by `appraise` here in scores.py, and worded in `views/calibration`.
"""
