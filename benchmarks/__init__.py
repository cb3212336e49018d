"""How fast, how well proven: one table over random, shipped and published services."""
