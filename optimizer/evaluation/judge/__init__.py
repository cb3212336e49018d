"""The judge (独立复核): a plan is never trusted, it is recounted from the before-service.

Written from the modelling notes alone. Nothing here comes from ``network``, ``solver`` or
``counting``; what is shared (``apply``, what the levers offer, the rules of the law) is
pinned by fixtures.
"""

from optimizer.evaluation.judge.claims import Claims
from optimizer.evaluation.judge.verdict import check, verify
from optimizer.evaluation.judge.whole_plan import verify_plan

__all__ = ["Claims", "check", "verify", "verify_plan"]
