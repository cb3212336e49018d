"""Steps of one class become one: finding the class, and the merged step itself."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from optimizer.law import bounds
from optimizer.law.rules import load_rules
from optimizer.levers.floors import floor_of
from optimizer.levers.pricing import dearest, priced
from optimizer.levers.reference import MergeClass, MergeScope, merge_classes
from optimizer.levers.targets import malformed, step_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import GroupOpportunity, MeasureKind, Opportunity, Terms
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Demand, Step
from optimizer.worktime import Duration

# 行政许可法 art. 34-3: on-site verification takes two officers or more of each organ.
_OFFICERS_AT_INSPECTION = 2


def groups(
    service: Service, keys: Iterable[str], *, lever: str = "", basis: str = ""
) -> Iterator[Opportunity]:
    """The opportunity of each class that has at least two steps to merge.

    Args:
        service: completed.
        keys: merge classes.
        lever: lever to name instead of the class's own.
        basis: basis to name instead of the catalogue's.
    """
    for key in keys:
        merge_class = merge_classes()[key]
        found = _group(service, merge_class, lever or merge_class.lever, basis)
        if found is not None:
            yield found


def merge(service: Service, measures: tuple[Measure, ...]) -> Service:
    """Steps of a class become one step; a step joins one group only."""
    joined: dict[str, str] = {}
    for measure in measures:
        merge_class = merge_classes().get(measure.value)
        if merge_class is None or merge_class.key == MeasureKind.WINDOW.value:
            raise malformed(
                measure, f"没有合并类别“{measure.value}”", f"no merge class “{measure.value}”"
            )
        again = [joined[one] for one in measure.targets if one in joined]
        if again:
            raise malformed(
                measure,
                f"与“{again[0]}”有相同的环节，一个环节只能合并一次",
                f"shares a step with “{again[0]}”; a step merges only once",
            )
        joined.update(dict.fromkeys(measure.targets, measure.id))
        steps = [step_of(service, measure, one) for one in measure.targets]
        if len(steps) < 2 or any(one.kind not in merge_class.step_kinds for one in steps):
            raise malformed(
                measure,
                f"至少两个环节才能合并，且都应属于“{merge_class.name_zh}”",
                f"two or more steps merge, all of the class “{merge_class.name_en}”",
            )
        if len({one.phase for one in steps}) > 1:
            raise malformed(
                measure,
                "要合并的环节不在同一阶段（例如其中一个已提前到申请前办理）",
                "the steps are not in one phase (one of them may have been brought forward)",
            )
        service = merged_into_one(service, steps, merge_class)
    return service


def merged_into_one(service: Service, steps: list[Step], merge_class: MergeClass) -> Service:
    """The service with one step in place of several (modelling notes, section 2)."""
    gone = {step.id for step in steps}
    members = [step for step in service.steps if step.id in gone]
    one = _merged(service, members, merge_class)
    renamed = []
    for step in service.steps:
        if step.id == members[0].id:
            renamed.append(one)
        elif step.id not in gone:
            touched = not gone.isdisjoint(step.after or ())
            renamed.append(_renaming(step, gone, one.id) if touched else step)
    return service.model_copy(update={"steps": tuple(renamed)})


def _renaming(step: Step, gone: set[str], merged: str) -> Step:
    """The step after the merged one where it came after a member."""
    after = [merged if name in gone else name for name in step.after or ()]
    return step.model_copy(update={"after": tuple(dict.fromkeys(after))})


def _group(
    service: Service, merge_class: MergeClass, lever: str, basis: str
) -> GroupOpportunity | None:
    steps = sorted(
        (one for one in service.steps if _may_join(service, one, merge_class)),
        key=lambda one: one.id,
    )
    apart = {
        (a.id, b.id) for a, b in combinations(steps, 2) if _stay_apart(service, merge_class, a, b)
    }
    joining = [one for one in steps if _has_partner(one, steps, apart)]
    if len(joining) < 2:
        return None
    same = len({dept for one in joining for dept in one.departments}) == 1
    terms = tuple(_terms(service, merge_class, lever, basis, one, same=same) for one in joining)
    targets = tuple(one.id for one in joining)
    return GroupOpportunity(
        kind=MeasureKind.MERGE,
        lever=lever,
        targets=targets,
        terms=dearest(terms),
        group=merge_class.key,
        apart=tuple(sorted(pair for pair in apart if set(pair) <= set(targets))),
        coordination_hours=merge_class.coordination_hours,
        member_terms=terms,
    )


def _may_join(service: Service, step: Step, merge_class: MergeClass) -> bool:
    return (
        step.kind in merge_class.step_kinds
        and not step.lock
        and step.phase is not Phase.AFTER_CHECK
        and all(one in {item.id for item in service.items} for one in step.items)
    )


def _stay_apart(service: Service, merge_class: MergeClass, a: Step, b: Step) -> bool:
    other_organ = set(a.departments) != set(b.departments)
    return (
        a.phase is not b.phase
        or (merge_class.scope is MergeScope.SAME_DEPARTMENT and other_organ)
        or bounds.apart(load_rules(), service, a.id, b.id)
    )


def _has_partner(step: Step, steps: list[Step], apart: set[tuple[str, str]]) -> bool:
    return any(
        other.id != step.id
        and (step.id, other.id) not in apart
        and (other.id, step.id) not in apart
        for other in steps
    )


def _terms(
    service: Service, merge_class: MergeClass, lever: str, basis: str, step: Step, *, same: bool
) -> Terms:
    detail, grade, risk = merge_class.detail, merge_class.grade, merge_class.risk
    authorised = {one.id for one in service.departments if one.authorises_window}
    if merge_class.scope is MergeScope.AUTHORISED and set(step.departments) <= authorised:
        detail, same = "authorised", True
    if same:
        grade, risk = merge_class.grade_same_organ, "low"
    return priced(
        service,
        lever,
        step.departments,
        element=merge_class.element,
        detail="combined_permit" if lever == "combined_permit" else detail,
        grade=None if lever == "combined_permit" else grade,
        risk="" if lever == "combined_permit" else risk,
        basis=basis,
        assumed=("coordination_hours",) if merge_class.coordination_hours else (),
    )


def _merged(service: Service, members: list[Step], merge_class: MergeClass) -> Step:
    flat = sorted((one for step in members for one in step.members or (step,)), key=_id)
    departments = tuple(dict.fromkeys(dept for step in members for dept in step.departments))
    gone = {step.id for step in members}
    after = [name for step in members for name in step.after or () if name not in gone]
    items = {name for step in members for name in step.items}
    known = {one.id for one in service.departments}
    assumed = {mark for step in members for mark in step.assumed}
    if any(step.is_assumed(step.clock_field()) for step in members):
        assumed.add("clocked")
    if merge_class.coordination_hours:  # It does not count in the clock of any item.
        assumed.add("duration")
    return Step(
        id="+".join(one.id for one in flat),
        name=merge_class.name_zh,
        items=tuple(item.id for item in service.items if item.id in items),
        kind=members[0].kind,
        departments=tuple(
            [one.id for one in service.departments if one.id in departments]
            + [one for one in departments if one not in known]
        ),
        phase=members[0].phase,
        duration=_longest(members, merge_class.coordination_hours),
        floor=_floor(service, members, merge_class.coordination_hours),
        floor_basis=_joined(step.floor_basis for step in members),
        counted=any(step.counted for step in members),
        counted_basis=_joined(step.counted_basis for step in members),
        clocked=Duration.of_hours(max(step.clocked_hours() or 0 for step in members)),
        visible=any(step.visible for step in members),
        visits=max(step.visits or 0 for step in members),
        in_person=_joined(step.in_person for step in members),
        staff=_staff(members[0].kind, flat),
        demands=_demands(members),
        after=tuple(dict.fromkeys(after)),
        members=tuple(flat),
        assumed=tuple(sorted(assumed)),
    )


def _id(step: Step) -> str:
    return step.id


def _joined(texts: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(text for text in texts if text))


def _longest(members: list[Step], coordination: int) -> Duration | None:
    """Longest member plus coordination; unknown only when every member is."""
    known = [hours for step in members if (hours := step.length_hours()) is not None]
    return Duration.of_hours(max(known) + coordination) if known else None


def _floor(service: Service, members: list[Step], coordination: int) -> Duration | None:
    """Longest floor plus coordination, so that nothing is compressed twice later."""
    known = [step for step in members if step.duration is not None]
    if not known:
        return None
    longest = 0
    for step in known:
        if (step.length_hours() or 0) > longest:  # A floor is no longer than the step.
            longest = max(longest, floor_of(load_rules(), service, step).hours)
    return Duration.of_hours(longest + coordination)


def _staff(kind: StepKind, flat: list[Step]) -> int:
    """Officers needed: at an inspection two or more of each organ, else the most of any."""
    if kind is not StepKind.INSPECTION:
        return max(step.staff for step in flat)
    organs: dict[str, int] = {}
    for step in flat:
        for name in step.departments:
            organs[name] = max(organs.get(name, _OFFICERS_AT_INSPECTION), step.staff)
    return sum(organs.values()) or _OFFICERS_AT_INSPECTION


def _demands(members: list[Step]) -> tuple[Demand, ...]:
    teams: dict[str, int] = {}
    for step in members:
        for one in step.demands:
            teams[one.team] = max(one.amount, teams.get(one.team, 0))
    return tuple(Demand(team=team, amount=amount) for team, amount in teams.items())
