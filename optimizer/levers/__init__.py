"""Levers (改革方式): what may change in a service, at what price, and how it changes."""
