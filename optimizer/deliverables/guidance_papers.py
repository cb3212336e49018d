"""Answers of a plan to what is asked from above about forms, materials and promises."""

from collections import Counter
from collections.abc import Iterable, Sequence

from optimizer.deliverables.deferral import Deferrable, how_deferrable
from optimizer.deliverables.guidance import Answer, Verdict
from optimizer.deliverables.reform import Reform
from optimizer.law.bounds import is_catch_all
from optimizer.law.rules import load_rules
from optimizer.levers.commitment import UNITED_FORM, paper_id
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import IssuerKind, Progress, Route, Sharing
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import words


def _handed_in(reform: Reform) -> tuple[Requirement, ...]:
    return tuple(one for one in reform.plan.after.requirements if one.handed_in())


def _named(reform: Reform, documents: Iterable[str]) -> str:
    return reform.names_after.listed(dict.fromkeys(documents))


def _doubtful(needs: Iterable[Requirement]) -> bool:
    return any(one.is_assumed("document") or one.is_assumed("route") for one in needs)


def definite(reform: Reform) -> Answer:
    """No material is worded as a catch-all (兜底条款)."""
    said = words("deliverable_guidance_check", reform.language)
    needs = _handed_in(reform)
    loose = [
        one.document
        for one in needs
        if is_catch_all(load_rules(), reform.plan.after.document(one.document).name)
    ]
    count = len({one.document for one in needs})
    if loose:
        told = said("materials_count", count=count)
        return Answer(Verdict.NOT_MET, told, said("catch_all", papers=_named(reform, loose)))
    return Answer(Verdict.MET, said("materials_told", count=count), assumed=_doubtful(needs))


def one_form(reform: Reform) -> Answer:
    """At most one form is left."""
    said = words("deliverable_guidance_check", reform.language)
    before, after = reform.plan.before_metrics, reform.plan.after_metrics
    told = said("forms_told", before=before.forms, after=after.forms)
    verdict = Verdict.MET if after.forms <= 1 else Verdict.NOT_MET
    return Answer(verdict, told, assumed="forms" in after.assumed)


def one_set(reform: Reform) -> Answer:
    """No material is handed in for two items separately."""
    said = words("deliverable_guidance_check", reform.language)
    needs = _handed_in(reform)
    often = Counter(one.document for one in needs if one.route is Route.HAND_IN)
    twice = [document for document, times in often.items() if times > 1]
    told = said("set_told", needs=len(needs), kinds=len({one.document for one in needs}))
    if twice:
        return Answer(Verdict.NOT_MET, told, said("twice", papers=_named(reform, twice)))
    return Answer(Verdict.MET, told, assumed=_doubtful(needs))


def no_more(reform: Reform) -> Answer:
    """Nothing is asked for that was not before, written promises and the united form aside."""
    said = words("deliverable_guidance_check", reform.language)
    before = {(one.item, one.document) for one in reform.plan.before.requirements}
    promises = {paper_id(one) for one in reform.plan.after.items}
    added = [
        one.document
        for one in _handed_in(reform)
        if (one.item, one.document) not in before and one.document != UNITED_FORM
    ]
    others = [one for one in added if one not in promises]
    earlier = {one.id for one in reform.plan.before.steps}
    steps = [
        one.id
        for one in reform.plan.after.steps
        if one.id not in earlier
        and (not one.members or not {member.id for member in one.members} <= earlier)
    ]
    told = said("added_told", count=len(set(others)), steps=len(steps))
    if others or steps:
        names = _named(reform, (*others, *steps))
        return Answer(Verdict.NOT_MET, told, said("added", names=names))
    if added:
        note = said("promises_added", papers=_named(reform, added))
        return Answer(Verdict.MET, told, note)
    return Answer(Verdict.MET, told)


def basis(reform: Reform) -> Answer:
    """Every material still asked for has its basis written down."""
    said = words("deliverable_guidance_check", reform.language)
    needs = _handed_in(reform)
    without = [one for one in needs if one.without_basis]
    unknown = [one for one in needs if not one.basis and not one.without_basis]
    told = said("basis_told", needs=len(needs), based=sum(bool(one.basis) for one in needs))
    if without:
        note = said("without_basis", papers=_named(reform, (one.document for one in without)))
        return Answer(Verdict.NOT_MET, told, note)
    if unknown:
        return Answer(Verdict.BY_HAND, told, said("basis_unknown", count=len(unknown)))
    return Answer(Verdict.MET, told, assumed=any(one.is_assumed("basis") for one in needs))


def shared(reform: Reform) -> Answer:
    """Nothing is asked for that a source online delivers."""
    said = words("deliverable_guidance_check", reform.language)
    after = reform.plan.after
    online = {
        document
        for source in after.data_sources
        if source.progress is Progress.ONLINE and source.sharing is not Sharing.REFUSED
        for document in source.documents
    }
    issued = {one.id for one in after.documents if one.issuer_kind is IssuerKind.GOVERNMENT} - set(
        makers(after)
    )
    asked_for = dict.fromkeys(one.document for one in _handed_in(reform))
    could = [one for one in asked_for if one in online]
    open_ = [one for one in asked_for if one in issued and one not in online]
    retrieved = {one.document for one in after.requirements if one.route is Route.RETRIEVE}
    told = said("shared_told", count=len(retrieved))
    if could:
        return Answer(Verdict.NOT_MET, told, said("could_be_shared", papers=_named(reform, could)))
    if open_:
        return Answer(Verdict.BY_HAND, told, said("no_source", papers=_named(reform, open_)))
    return Answer(Verdict.MET, told, assumed=_doubtful(after.requirements))


def results(reform: Reform) -> Answer:
    """No result of an item in the service is asked of the applicant for another."""
    said = words("deliverable_guidance_check", reform.language)
    made = makers(reform.plan.after)
    carried = [
        one.document for one in _handed_in(reform) if made.get(one.document, one.item) != one.item
    ]
    passed = [one.document for one in reform.plan.after.requirements if one.route is Route.RESULT]
    if carried:
        return Answer(Verdict.NOT_MET, "", said("carried", papers=_named(reform, carried)))
    if not passed:
        return Answer(Verdict.NOT_CONCERNED, said("nothing_passed"))
    told = said("passed_told", papers=_named(reform, passed))
    return Answer(Verdict.MET, told, assumed=_doubtful(reform.plan.after.requirements))


def _committed(reform: Reform) -> tuple[list[str], bool]:
    """Names of what is promised instead of proved, and whether a list entry is assumed."""
    after = reform.plan.after
    items = [one for one in after.items if one.committed]
    proofs = [one for one in after.requirements if one.route is Route.COMMITMENT]
    doubtful = any(one.is_assumed("commitment") for one in (*items, *proofs))
    names = [reform.names_after(one.id) for one in items]
    names.extend(reform.names_after.need(one.id) for one in proofs)
    return names, doubtful


def commitment(reform: Reform) -> Answer:
    """Whatever is committed stands in a published list and carries no risk tag."""
    said = words("deliverable_guidance_check", reform.language)
    names, doubtful = _committed(reform)
    if not names:
        return Answer(Verdict.NOT_CONCERNED, said("no_commitment"))
    told = said("committed_told", names=said.listed(names))
    if doubtful:
        return Answer(Verdict.BY_HAND, told, said("list_unread"))
    return Answer(Verdict.MET, told)


def after_check(reform: Reform) -> Answer:
    """Who checks after a commitment is agreed between departments, never computed."""
    said = words("deliverable_guidance_check", reform.language)
    names, _ = _committed(reform)
    if not names:
        return Answer(Verdict.NOT_CONCERNED, said("no_commitment"))
    return Answer(
        Verdict.BY_HAND, said("committed_told", names=said.listed(names)), said("see_supervision")
    )


def choice_of_procedure(reform: Reform) -> Answer:
    """The ordinary procedure stays open to the applicant."""
    said = words("deliverable_guidance_check", reform.language)
    names, _ = _committed(reform)
    if not names:
        return Answer(Verdict.NOT_CONCERNED, said("no_commitment"))
    return Answer(Verdict.BY_HAND)


def _deferred(reform: Reform) -> Sequence[Requirement]:
    return [one for one in _handed_in(reform) if how_deferrable(one) is Deferrable.DEFERRED]


def deferral(reform: Reform) -> Answer:
    """What follows later is listed as deferrable and no main material."""
    said = words("deliverable_guidance_check", reform.language)
    measures = {
        target
        for one in reform.plan.outcome.measures
        if one.kind is MeasureKind.DEFER
        for target in one.targets
    }
    deferred = _deferred(reform)
    strange = [
        one
        for one in _handed_in(reform)
        if one.id in measures and how_deferrable(one) is not Deferrable.DEFERRED
    ]
    if strange:
        note = said("not_deferrable", papers=_named(reform, (one.document for one in strange)))
        return Answer(Verdict.NOT_MET, "", note)
    if not deferred:
        return Answer(Verdict.NOT_CONCERNED, said("no_deferral"))
    told = said("deferred_told", papers=_named(reform, (one.document for one in deferred)))
    return Answer(Verdict.MET, told, assumed=any(one.is_assumed("necessity") for one in deferred))


def deferral_list(reform: Reform) -> Answer:
    """The list of what may follow is published by people."""
    said = words("deliverable_guidance_check", reform.language)
    if not _deferred(reform):
        return Answer(Verdict.NOT_CONCERNED, said("no_deferral"))
    return Answer(Verdict.BY_HAND, said("see_deferral"))
