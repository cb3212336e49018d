"""What a user does, one function each: check, look at, optimize, trade off, compare, confirm.

The way is always the same: a file becomes a ``Service``; levers find opportunities; the
solver turns some into measures; ``apply`` gives the after-service; the judge recounts.
"""

from optimizer.planning.answering import absolute_targets, optimize
from optimizer.planning.comparing import Comparison, compare
from optimizer.planning.doubting import (
    RuleWorth,
    recount,
    recount_altered,
    rule_changes,
    sensitivity,
)
from optimizer.planning.looking import AsIs, check, confirm, counting_rule, doubts, look_at
from optimizer.planning.trading import TradeOff, trade_off

__all__ = [
    "AsIs",
    "Comparison",
    "RuleWorth",
    "TradeOff",
    "absolute_targets",
    "check",
    "compare",
    "confirm",
    "counting_rule",
    "doubts",
    "look_at",
    "optimize",
    "recount",
    "recount_altered",
    "rule_changes",
    "sensitivity",
    "trade_off",
]
