"""What a redesign is worth: counting, reductions, contributions, and the judge."""
