"""What a change of route does to a requirement, whichever lever proposed it."""

from optimizer.levers.targets import malformed, requirements_of, with_requirements
from optimizer.redesign.measure import Measure
from optimizer.service.kinds import Route
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service

_ROUTES = frozenset(one.value for one in Route)


def route(service: Service, measures: tuple[Measure, ...]) -> Service:
    """Requirements are met another way; nothing leaves the list of requirements."""
    taken: dict[str, str] = {}
    changed: list[Requirement] = []
    sources = {one.id for one in service.data_sources}
    for measure, need in requirements_of(service, measures):
        if need.id in taken:
            raise malformed(
                measure,
                f"与“{taken[need.id]}”冲突，一份材料只能有一种获取方式",
                f"contradicts “{taken[need.id]}”; a material takes one route only",
            )
        taken[need.id] = measure.id
        way, _, source = measure.value.partition("@")
        if way not in _ROUTES:
            raise malformed(measure, f"没有材料获取方式“{way}”", f"no route “{way}”")
        retrieved = Route(way) is Route.RETRIEVE
        if retrieved and source not in sources:
            raise malformed(measure, f"没有数据来源“{source}”", f"no data source “{source}”")
        if source and not retrieved:
            raise malformed(
                measure, "只有免于提交才有数据来源", "only what is retrieved has a data source"
            )
        changed.append(need.model_copy(update={"route": Route(way), "source": source}))
    return with_requirements(service, changed)
