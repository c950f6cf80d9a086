"""What customers owe: statements of what was delivered."""
