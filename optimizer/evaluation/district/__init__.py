"""Figures of a whole district, from the judged plans of its services."""
