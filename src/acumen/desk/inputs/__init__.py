"""What people type, read: days, forecasts, plans, scales, spellings that mean the same."""
