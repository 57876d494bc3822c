"""How people miss with chances: scores, calibration, and the correction their record has earned."""
