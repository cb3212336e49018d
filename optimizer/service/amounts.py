"""The largest amounts that can be meant; more is a typing error.

The search adds and multiplies what it is given as 64-bit integers, so it is kept far below them.
"""

MOST_YUAN = 10**10
"""A price or a fee: ten billion yuan."""

MOST_PERSON_DAYS = 10**6
"""Four thousand people for a year."""

MOST_CASES = 10**9
"""About as many cases a year as there are people in the country."""

MOST_TIMES = 10**4
"""Visits of one item or step, copies of one paper."""

MOST_PEOPLE = 10**5
"""People of a team, or at one step."""

MOST_CEILING = 10**12
"""A ceiling over everything together, or a figure asked for, in whatever unit."""
