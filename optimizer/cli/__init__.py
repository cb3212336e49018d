"""The command line: parse, call ``planning``, show. ``onething --help`` lists the commands."""

from optimizer.cli.running import main

__all__ = ["main"]
