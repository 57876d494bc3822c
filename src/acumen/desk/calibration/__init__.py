"""What a person's record says of their chances and hours, and what follows for plans and sayings.

`report` is what `acumen score` says: its figures; their names are in `results/calibration`, their words in `views/calibration`.
"""
