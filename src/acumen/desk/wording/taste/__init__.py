"""What one's record says, in words and pictures: scores, what sayings have meant, backtests."""
