"""What a user would run instead, as its manual has it: scripts that the bench starts."""
