"""Optimize how bundled public services (高效办成一件事) are organised.

A file becomes a ``Service``; levers find ``Opportunity`` records; the solver turns some of them
into ``Measure`` records; applying these gives the service afterwards; the judge recounts both.
"""

__version__ = "0.1.0"
