"""How good forecasts were, and whether what they teach would have helped."""
