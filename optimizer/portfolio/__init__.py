"""Many services at once (全区一件事): read, swept, decided together, reported in one table."""
