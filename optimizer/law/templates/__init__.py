"""The closed set of rule templates, one file each."""
