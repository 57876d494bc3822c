"""What a rating is worth: noisy measurements of items by raters, decisions, pairs and classes."""
