"""Answers of a plan to what is asked from above about lists, limits, visits and the law."""

from collections.abc import Iterable
from dataclasses import replace

from optimizer.deliverables.guidance import (
    Answer,
    Guideline,
    Verdict,
    guidelines,
    listed_service,
    national_services,
)
from optimizer.deliverables.reform import Reform
from optimizer.law.rules import ClockSpan, Rule, Template, load_rules
from optimizer.law.templates.clock_limit import joint_items
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Violation, Weight
from optimizer.service.kinds import Authority, ListCategory, Phase
from optimizer.wording.catalogue import words
from optimizer.wording.law import breach_text, subject_text
from optimizer.wording.levels import choice
from optimizer.wording.measures import measure_rows
from optimizer.worktime import limit_hours

_MOST_VISITS = 1


def listed(reform: Reform) -> Answer:
    """Whether a service of this name stands in the national list, and is taken for one."""
    said = words("deliverable_guidance_check", reform.language)
    category = reform.service.list_category
    row = listed_service(reform.title)
    told = said("category_told", category=choice(category, reform.language))
    if row is None:
        note = said("not_found", count=len(national_services()))
        return Answer(Verdict.BY_HAND, told, note)
    note = said("found", name=row["name"], batch=row["batch"].replace("|", " / "))
    if row["lead_department"]:
        note += said("national_lead", lead=row["lead_department"])
    if category is not ListCategory.NATIONAL:
        return Answer(Verdict.BY_HAND, told, note + said("other_category"))
    return Answer(Verdict.MET, told, note)


def lead(reform: Reform) -> Answer:
    """A lead department is named."""
    said = words("deliverable_guidance_check", reform.language)
    name = reform.plan.before.lead_department
    if not name:
        return Answer(Verdict.NOT_MET, "", said("no_lead"))
    others = dict.fromkeys(
        one.department for one in reform.plan.after.items if one.department != name
    )
    helping = reform.names_after.listed(others) or said("nobody")
    told = said("lead_told", lead=reform.names_after(name), others=helping)
    return Answer(Verdict.MET, told)


def authority(reform: Reform) -> Answer:
    """What has to be decided above the district is named; whether it may, people ask there."""
    said = words("deliverable_guidance_check", reform.language)
    above = [
        str(row.number)
        for row in measure_rows(reform.plan, reform.language)
        if row.measures[0].terms.authority > Authority.LEADING_GROUP
    ]
    if above:
        told = said("above_told", numbers=said.listed(above))
        return Answer(Verdict.BY_HAND, told, said("ask_above"))
    return Answer(Verdict.BY_HAND, said("none_above"), said("compare_elements"))


def one_window(reform: Reform) -> Answer:
    """The applicant files once."""
    said = words("deliverable_guidance_check", reform.language)
    before, after = reform.plan.before_metrics, reform.plan.after_metrics
    told = said("window_told", before=before.applications, after=after.applications)
    apart = [one.id for one in reform.plan.after.items if not one.window]
    if after.applications > 1:
        note = said("not_at_window", items=reform.names_after.listed(apart))
        return Answer(Verdict.NOT_MET, told, note)
    return Answer(Verdict.MET, told, assumed="applications" in after.assumed)


def one_net(reform: Reform) -> Answer:
    """The platform is not in the data; only the visits that are left are."""
    said = words("deliverable_guidance_check", reform.language)
    told = said("visits_left", visits=reform.plan.after_metrics.visits)
    return Answer(Verdict.BY_HAND, told)


def within_statutory(reform: Reform) -> Answer:
    """Every promise is within the statutory limit; items without one of them are for people."""
    said = words("deliverable_guidance_check", reform.language)
    names = reform.names_after
    both = [one for one in reform.plan.after.items if one.statutory and one.promised]
    told = said("limits_told", both=len(both), items=len(reform.plan.after.items))
    open_ = [one.id for one in reform.plan.after.items if one not in both]
    if open_:
        return Answer(Verdict.BY_HAND, told, said("limit_unknown", items=names.listed(open_)))
    doubtful = any(one.is_assumed("promised") or one.is_assumed("statutory") for one in both)
    return Answer(Verdict.MET, told, assumed=doubtful)


def not_longer(reform: Reform) -> Answer:
    """No limit in force is longer than before; publishing it is for people."""
    said = words("deliverable_guidance_check", reform.language)
    before = {one.id: one.limit() for one in reform.plan.before.items}
    longer, shorter = [], 0
    for item in reform.plan.after.items:
        limit, earlier = item.limit(), before.get(item.id)
        if limit is None or earlier is None:
            continue
        now, then = limit_hours(limit.duration), limit_hours(earlier.duration)
        shorter += now < then
        if now > then:
            longer.append(item.id)
    told = said("shorter_told", shorter=shorter, longer=len(longer))
    if longer:
        note = said("longer", items=reform.names_after.listed(longer))
        return Answer(Verdict.NOT_MET, told, note)
    return Answer(Verdict.BY_HAND, told, said("publish"))


def stopped_clock(reform: Reform) -> Answer:
    """Steps in the clock that do not count have to be told to the applicant."""
    said = words("deliverable_guidance_check", reform.language)
    steps = [
        one.id
        for one in reform.plan.after.steps
        if one.phase is Phase.IN_CLOCK and one.counted is False
    ]
    if not steps:
        return Answer(Verdict.NOT_CONCERNED, said("none_stopped"))
    told = said("stopped_told", steps=reform.names_after.listed(steps))
    return Answer(Verdict.BY_HAND, told, said("tell_in_writing"))


def visits(reform: Reform) -> Answer:
    """At most one visit is left."""
    said = words("deliverable_guidance_check", reform.language)
    before, after = reform.plan.before_metrics, reform.plan.after_metrics
    told = said("visits_told", before=before.visits, after=after.visits)
    if after.visits > _MOST_VISITS:
        return Answer(Verdict.NOT_MET, told)
    if "visits" in after.at_least:
        return Answer(Verdict.BY_HAND, told, said("visits_unknown"))
    return Answer(Verdict.MET, told, assumed="visits" in after.assumed)


def channel(reform: Reform) -> Answer:
    """Measures that spare visits keep the window open by their precondition; people look."""
    said = words("deliverable_guidance_check", reform.language)
    numbers = [
        str(row.number)
        for row in measure_rows(reform.plan, reform.language)
        if row.measures[0].kind is MeasureKind.VISIT
    ]
    told = said("spared_told", numbers=said.listed(numbers)) if numbers else said("none_spared")
    return Answer(Verdict.BY_HAND, told)


def fees(reform: Reform) -> Answer:
    """Whether anything is charged; the basis of a fee is not in the data."""
    said = words("deliverable_guidance_check", reform.language)
    paid = [one for one in reform.plan.after.items if not one.fee_absorbed]
    charged = [one.id for one in paid if one.fee_yuan or (one.fee_yuan is None and one.fee)]
    unknown = [one.id for one in paid if one.fee_yuan is None and not one.fee]
    if not charged and not unknown:
        return Answer(Verdict.NOT_CONCERNED, said("no_fees"))
    notes = []
    if charged:
        notes.append(said("charged", items=reform.names_after.listed(charged)))
    if unknown:
        notes.append(said("fee_unknown", items=reform.names_after.listed(unknown)))
    return Answer(Verdict.BY_HAND, note="\n".join(notes))


# --- the compliance self-check ------------------------------------------------------------------


def rules(reform: Reform, asked: Guideline) -> Answer:
    """What the rules of law behind a guideline say of the service after the reform."""
    said = words("deliverable_guidance_check", reform.language)
    own = [one for one in load_rules() if one.id in asked.rules]
    broken = _broken(reform, asked.rules)
    if not broken and not any(_concerns(one, reform) for one in own):
        return Answer(Verdict.NOT_CONCERNED, said("no_such_thing"))
    if broken:
        return _against(reform, broken)
    return Answer(Verdict.MET, said("rules_kept"), assumed=_doubtful(reform, own))


def with_rules(reform: Reform, asked: Guideline, found: Answer) -> Answer:
    """An answer, unless a rule that it rests on is broken."""
    broken = _broken(reform, asked.rules)
    if not broken:
        return found
    against = _against(reform, broken)
    return replace(against, told=found.told or against.told)


def _against(reform: Reform, broken: list[Violation]) -> Answer:
    """A hard rule broken is not met; a soft one asks people to confirm."""
    said = words("deliverable_guidance_check", reform.language)
    hard = any(one.weight is Weight.HARD for one in broken)
    verdict = Verdict.NOT_MET if hard else Verdict.BY_HAND
    return Answer(verdict, said("findings", count=len(broken)), _texts(reform, broken))


def other_rules(reform: Reform) -> Answer:
    """All hard rules that no other guideline asks about."""
    said = words("deliverable_guidance_check", reform.language)
    told_elsewhere = {rule for one in guidelines() for rule in one.rules}
    own = [
        one for one in load_rules() if one.id not in told_elsewhere and one.severity is Weight.HARD
    ]
    broken = _broken(reform, (one.id for one in own))
    told = said("hard_told", rules=len(own), count=len(broken))
    if broken:
        return Answer(Verdict.NOT_MET, told, _texts(reform, broken))
    return Answer(Verdict.MET, told, assumed=_doubtful(reform, own))


def _broken(reform: Reform, wanted: Iterable[str]) -> list[Violation]:
    held = set(wanted)
    return [one for one in reform.plan.violations_after if one.rule in held]


def _texts(reform: Reform, broken: list[Violation]) -> str:
    """What is broken, by what is asked; what the as-is broke already is marked."""
    said = words("deliverable_guidance_check", reform.language)
    held = {one.id: one for one in load_rules()}
    earlier = {one.key for one in reform.plan.violations_before}
    measures = {
        one.id: row.text
        for row in measure_rows(reform.plan, reform.language)
        for one in row.measures
    }
    already = said("already")
    groups: dict[tuple[str, str], list[str]] = {}
    for one in broken:
        breach = breach_text(one, held.get(one.rule), reform.language)
        mark = already if one.key in earlier else ""
        if one in reform.plan.sign_offs:
            mark = said("to_confirm")
        subject = subject_text(one, reform.names_after, measures)
        groups.setdefault((breach, mark), []).append(subject)
    lines = [
        said("finding", breach=breach, subjects=said.listed(subjects)) + mark
        for (breach, mark), subjects in groups.items()
    ]
    if any(mark == already for _, mark in groups):
        lines.append(said("check_records"))
    return "\n".join(lines)


def _doubtful(reform: Reform, own: Iterable[Rule]) -> bool:
    """Whether the steps that rules look at, or how long they take, are assumed."""
    fields = {"duration" if one.template is Template.CLOCK_LIMIT else "kind" for one in own}
    return any(step.is_assumed(field) for step in reform.plan.after.steps for field in fields)


def _concerns(rule: Rule, reform: Reform) -> bool:
    """Whether the service after the reform holds anything that a rule speaks of."""
    after = reform.plan.after
    if rule.template is Template.MEASURE_FORBIDDEN:
        return any(one.kind in rule.params.measures for one in reform.plan.outcome.measures)
    if rule.params.span is ClockSpan.JOINT:
        return bool(joint_items(after))
    if rule.scope.step_kinds or rule.scope.steps:
        return any(rule.scope.has_step(after, one) for one in after.steps)
    return any(rule.scope.has_item(after, one) for one in after.items)
