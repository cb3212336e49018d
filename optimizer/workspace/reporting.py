"""The city's own reporting form (报送表): read, taught, filled with kept plans, checked.

How a form is filled is remembered under its signature, so that next year's form of the same words
is filled the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.formats.reporting_form import (
    Change,
    FilledForm,
    Form,
    FormMapping,
    Remark,
    changes,
    fill,
    open_form,
    recognised,
    remarks,
    reported,
)
from optimizer.store.records import Kept, PlanEntry
from optimizer.store.store import Store
from optimizer.wording.catalogue import Language
from optimizer.workspace.exports import Answered, answered

KIND = "reporting_form"
"""What the store keeps mappings under."""


@dataclass(frozen=True)
class BlankForm:
    """A form as it was handed out.

    Attributes:
        mapping: as its own words say, with what a planner taught.
        taught_by: who taught it; empty where nobody did.
    """

    form: Form
    mapping: FormMapping
    taught_by: str = ""


@dataclass(frozen=True)
class OfferedPlan:
    """A plan that a form may be filled with.

    Attributes:
        service: name of the service; ``region`` tells services of one name apart.
        current: whether it answers what the service is now.
    """

    entry: PlanEntry
    service: str
    current: bool
    region: str = ""


@dataclass(frozen=True)
class FormReport:
    """A filled form with everything that has to be told of it.

    Attributes:
        remarks: every share and total, computed anew.
        changes: since last time; ``None`` where no earlier form was given.
        answers: the plans it was filled with.
    """

    filled: FilledForm
    remarks: tuple[Remark, ...]
    changes: tuple[Change, ...] | None
    answers: tuple[Answered, ...]


def read_blank(store: Store, content: bytes, name: str) -> BlankForm:
    """A blank form, with what was taught about it.

    Raises:
        InvalidFile: it is none, or has nothing to fill in.
    """
    form = open_form(content, name)
    mapping = recognised(form)
    taught = store.remembered(KIND).get(mapping.signature)
    if taught is None:
        return BlankForm(form, mapping)
    try:
        held = FormMapping.model_validate_json(taught.value)
    except ValueError:
        # Another version of the program wrote it; the form is read afresh and taught again.
        return BlankForm(form, mapping)
    return BlankForm(form, mapping.with_choices(held), taught.author)


def teach(store: Store, mapping: FormMapping, *, author: str) -> None:
    """Remember how a form is filled, for every service and every year."""
    store.remember(KIND, {mapping.signature: mapping.model_dump_json()}, author=author)


def forget(store: Store, mapping: FormMapping, *, author: str) -> None:
    """Take back what was taught about a form."""
    store.remember(KIND, {mapping.signature: ""}, author=author)


def offered_plans(store: Store, first: PlanEntry) -> tuple[OfferedPlan, ...]:
    """Plans a form may be filled with: the one at hand, then the newest ones of each service.

    Args:
        store: what is kept.
        first: the plan at hand, offered also where a newer one of its name exists.
    """
    kept = {one.key: one for one in store.services()}
    newest = [one for one in store.newest_plans() if one.id != first.id and one.key in kept]
    entries = [one for one in (first, *newest) if one.status.has_plan]
    return tuple(_offered(one, kept.get(one.key)) for one in entries)


def twice_chosen(chosen: Sequence[OfferedPlan]) -> tuple[str, ...]:
    """Names of services of which more than one plan was chosen."""
    keys = [one.entry.key for one in chosen]
    return tuple(dict.fromkeys(one.service for one in chosen if keys.count(one.entry.key) > 1))


def fill_form(
    store: Store,
    blank: BlankForm,
    mapping: FormMapping,
    chosen: Sequence[OfferedPlan],
    previous: Form | None,
    language: Language,
) -> FormReport:
    """Fill a form with plans, compute it anew, compare it with last time's.

    Args:
        store: keeps the plans.
        blank: the form.
        mapping: which cell takes what, corrected.
        chosen: at most one plan a service.
        previous: filled last time; ``None`` where none was given.
        language: of what is told beside the form.

    Raises:
        InvalidFile: the previous file is another form.
    """
    answers = tuple(_answered(store, one.entry, language) for one in chosen)
    # The city's form is Chinese, whatever the screens speak.
    plans = [reported(one.plan, one.service, on=one.date, language="zh") for one in answers]
    filled = fill(blank.form, mapping, plans)
    told = None if previous is None else changes(blank.form, mapping, previous, filled.form)
    return FormReport(filled, remarks(filled.form, mapping), told, answers)


def _offered(entry: PlanEntry, kept: Kept | None) -> OfferedPlan:
    if kept is None:
        return OfferedPlan(entry, entry.key, current=False)
    return OfferedPlan(
        entry,
        kept.name or kept.service_id,
        current=entry.answers(kept.latest),
        region=kept.region,
    )


def _answered(store: Store, entry: PlanEntry, language: Language) -> Answered:
    revision = store.revision(entry.key, entry.number)
    return answered(revision, entry, store.plan(entry.id), language)
