"""多表合一: the forms of items at one window become one united form."""

from collections.abc import Iterator

from optimizer.levers.commitment import UNITED_FORM
from optimizer.levers.lever import Lever
from optimizer.levers.pricing import dearest, priced
from optimizer.levers.reference import lever_tables
from optimizer.levers.targets import malformed
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import GroupOpportunity, MeasureKind, Opportunity
from optimizer.service.document import Document
from optimizer.service.kinds import DocumentClass, Route
from optimizer.service.ordering import makers
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """The forms handed in, two or more (or more forms for the united form there is)."""
    found = {
        document.id: items
        for document in service.documents
        if _is_own_form(service, document) and (items := _items(service, document.id))
    }
    united = any(document.id == UNITED_FORM for document in service.documents)
    if len(found) + united < 2 or not found:
        return
    targets = tuple(sorted(found))
    terms = tuple(
        priced(service, "forms", (service.item(one).department for one in found[name]))
        for name in targets
    )
    yield GroupOpportunity(
        kind=MeasureKind.FORMS,
        lever="forms",
        targets=targets,
        terms=dearest(terms),
        group="forms",
        member_terms=terms,
    )


def unite(service: Service, measures: tuple[Measure, ...]) -> Service:
    """One united form; requirements for its members point to it."""
    if not measures:
        return service
    if len(measures) > 1:
        raise malformed(measures[1], "最多只有一张联办申请表", "there is at most one united form")
    measure = measures[0]
    known = {one.id for one in service.documents if one.document_class is DocumentClass.FORM}
    unknown = [one for one in measure.targets if one not in known or one == UNITED_FORM]
    if unknown:
        raise malformed(
            measure, f"没有申请表单“{'、'.join(unknown)}”", f"no form “{', '.join(unknown)}”"
        )
    old = [one for one in service.documents if one.id == UNITED_FORM]
    if len(measure.targets) + len(old) < 2:
        raise malformed(measure, "至少两张表单才能合并", "two or more forms are united")
    joining = [one for one in service.documents if one.id in measure.targets]
    documents = [one for one in service.documents if one.id != UNITED_FORM]
    needs = tuple(
        need.model_copy(
            update={
                "document": UNITED_FORM,
                "route": Route.SUBMIT_ONCE,
                "original": need.document,
            }
        )
        if need.document in measure.targets and need.handed_in()
        else need
        for need in service.requirements
    )
    return service.model_copy(
        update={"documents": (*documents, _united(old, joining)), "requirements": needs}
    )


def _united(old: list[Document], joining: list[Document]) -> Document:
    """The united form: members and fields of what it was and what joins."""
    parts = [*old, *joining]
    members = {name for one in old for name in one.members} | {one.id for one in joining}
    return Document(
        id=UNITED_FORM,
        name=lever_tables().united_form_name,
        document_class=DocumentClass.FORM,
        fields=tuple(dict.fromkeys(field for one in parts for field in one.fields)),
        members=tuple(sorted(members)),
        assumed=tuple(sorted({mark for one in parts for mark in one.assumed})),
    )


def _is_own_form(service: Service, document: Document) -> bool:
    """A form of one item: named as such, or asked for by that item alone."""
    if document.document_class is not DocumentClass.FORM or document.id == UNITED_FORM:
        return False
    asking = _items(service, document.id)
    return document.id not in makers(service) and (bool(document.item) or len(asking) == 1)


def _items(service: Service, document: str) -> tuple[str, ...]:
    """The items that have the applicant hand the document in."""
    found = [n.item for n in service.requirements if n.document == document and n.handed_in()]
    return tuple(dict.fromkeys(found))


LEVER = Lever("forms", (MeasureKind.FORMS,), find)
