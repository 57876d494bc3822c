"""What a person's record says of their chances and hours, and what follows for plans and sayings."""
