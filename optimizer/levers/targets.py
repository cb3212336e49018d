"""Reading what a measure names; whatever is wrong is told with the measure's id."""

import re
from collections.abc import Iterable, Iterator

from optimizer.errors import RequestProblem, Said
from optimizer.redesign.measure import Measure
from optimizer.service.item import Item
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step


def malformed(measure: Measure, why_zh: str, why_en: str) -> RequestProblem:
    """The error that names a measure and what is wrong with it."""
    return RequestProblem((Said(f"{measure.id}：{why_zh}", f"{measure.id}: {why_en}"),))


def single(measure: Measure) -> str:
    """The one target of a measure that has exactly one."""
    if len(measure.targets) != 1:
        raise malformed(measure, "应当只有一个对象", "needs exactly one target")
    return measure.targets[0]


def item_of(service: Service, measure: Measure, item_id: str) -> Item:
    """The item with this id."""
    for item in service.items:
        if item.id == item_id:
            return item
    raise malformed(measure, f"没有联办事项“{item_id}”", f"no item “{item_id}”")


def step_of(service: Service, measure: Measure, step_id: str) -> Step:
    """The step with this id."""
    for step in service.steps:
        if step.id == step_id:
            return step
    raise malformed(measure, f"没有办理环节“{step_id}”", f"no step “{step_id}”")


def requirement_of(service: Service, measure: Measure, need_id: str) -> Requirement:
    """The requirement with this id."""
    for need in service.requirements:
        if need.id == need_id:
            return need
    raise malformed(measure, f"没有材料需求“{need_id}”", f"no requirement “{need_id}”")


def steps_of(service: Service, measures: Iterable[Measure]) -> Iterator[tuple[Measure, Step]]:
    """Each measure with the one step it changes."""
    known = {step.id: step for step in service.steps}
    for measure in measures:
        name = single(measure)
        yield measure, known.get(name) or step_of(service, measure, name)


def requirements_of(
    service: Service, measures: Iterable[Measure]
) -> Iterator[tuple[Measure, Requirement]]:
    """Each measure with the one requirement it changes."""
    known = {need.id: need for need in service.requirements}
    for measure in measures:
        name = single(measure)
        yield measure, known.get(name) or requirement_of(service, measure, name)


def hours_of(measure: Measure) -> int:
    """The length in a value like ``16h``."""
    hours = re.fullmatch(r"(\d+)h", measure.value)
    if hours is None:
        raise malformed(
            measure,
            f"“{measure.value}”应写作小时数，如 16h",
            f"write “{measure.value}” in hours, such as 16h",
        )
    return int(hours[1])


def with_step(service: Service, changed: Step) -> Service:
    """The service with one step replaced by another of the same id."""
    return with_steps(service, (changed,))


def with_steps(service: Service, changed: Iterable[Step]) -> Service:
    """The service with some steps replaced by others of the same ids."""
    new = {step.id: step for step in changed}
    steps = tuple(new.get(step.id, step) for step in service.steps)
    return service.model_copy(update={"steps": steps})


def with_item(service: Service, changed: Item) -> Service:
    """The service with one item replaced by another of the same id."""
    items = tuple(changed if item.id == changed.id else item for item in service.items)
    return service.model_copy(update={"items": items})


def with_requirement(service: Service, changed: Requirement) -> Service:
    """The service with one requirement replaced by another of the same id."""
    return with_requirements(service, (changed,))


def with_requirements(service: Service, changed: Iterable[Requirement]) -> Service:
    """The service with some requirements replaced by others of the same ids."""
    new = {need.id: need for need in changed}
    needs = tuple(new.get(need.id, need) for need in service.requirements)
    return service.model_copy(update={"requirements": needs})
