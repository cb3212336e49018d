"""The checks behind ``service.findings``, one subject a file."""
