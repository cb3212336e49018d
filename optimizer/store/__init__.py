"""Saved work: revisions of services, plans, baselines, confirmations, the audit trail."""

from optimizer.store.records import (
    Action,
    AfterEntry,
    AfterState,
    AuditEntry,
    Baseline,
    Confirmation,
    Confirmed,
    DistrictEntry,
    Entry,
    Kept,
    PlanEntry,
    Remembered,
    Revision,
    RevisionKind,
)
from optimizer.store.store import Store

__all__ = [
    "Action",
    "AfterEntry",
    "AfterState",
    "AuditEntry",
    "Baseline",
    "Confirmation",
    "Confirmed",
    "DistrictEntry",
    "Entry",
    "Kept",
    "PlanEntry",
    "Remembered",
    "Revision",
    "RevisionKind",
    "Store",
]
