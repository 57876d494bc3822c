"""Importing: forecasts from tables of others. One module reads each form; `taking_in` makes records of what was read."""
