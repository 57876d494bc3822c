"""What a plan says to do: read it, solve it, follow the advice to its end, ask why and what if."""
