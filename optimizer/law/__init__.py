"""The law: a closed set of rule templates; the rules themselves are rows of data."""
