"""免于提交: a document issued by the government comes from a data source."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.reference import lever_tables
from optimizer.levers.targets import malformed, single
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity, RouteOpportunity
from optimizer.service.document import DataSource
from optimizer.service.kinds import IssuerKind, Progress, Route, Sharing
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Requirements a source can meet, and the sources still to be connected for them.

    What an item of the service only makes during the service is not there to retrieve.
    """
    there = _there(service)
    for source in service.data_sources:
        if source.sharing is Sharing.REFUSED:
            continue
        needs = [need for need in there if need.document in source.documents]
        if needs and source.progress is not Progress.ONLINE:
            yield _connection(service, source)
        for need in needs:
            yield RouteOpportunity(
                lever="retrieve",
                targets=(need.id,),
                route=Route.RETRIEVE,
                source=source.id,
                terms=priced(
                    service, "retrieve", (service.item(need.item).department,), detail="online"
                ),
            )


def connect(service: Service, measures: tuple[Measure, ...]) -> Service:
    """Data sources go online."""
    online = set()
    known = {source.id for source in service.data_sources}
    for measure in measures:
        name = single(measure)
        if name not in known:
            raise malformed(measure, f"没有数据来源“{name}”", f"no data source “{name}”")
        online.add(name)
    sources = tuple(
        source.model_copy(update={"progress": Progress.ONLINE}) if source.id in online else source
        for source in service.data_sources
    )
    return service.model_copy(update={"data_sources": sources})


def _there(service: Service) -> list[Requirement]:
    """Requirements handed in for what the government issued before the service begins."""
    issued = {one.id for one in service.documents if one.issuer_kind is IssuerKind.GOVERNMENT}
    made = makers(service)
    return [
        need
        for need in service.requirements
        if need.document in issued
        and made.get(need.document, need.item) == need.item
        and need.handed_in()
    ]


def _connection(service: Service, source: DataSource) -> Opportunity:
    """Connecting is paid once, however many requirements use the source."""
    terms = priced(
        service,
        "retrieve",
        (source.owner,) if source.owner else (),
        detail=source.sharing.value,
        grade=source.effort or lever_tables().connect_grades[source.sharing],
    )
    unread = {name for name in ("sharing", "progress", "effort") if source.is_assumed(name)}
    if source.effort is None:
        unread.add("effort")
    entered = {
        "cost_yuan": source.cost_yuan,
        "person_days": source.person_days,
        "assumed": tuple(sorted(unread)),
    }
    return Opportunity(
        kind=MeasureKind.CONNECT,
        lever="retrieve",
        targets=(source.id,),
        terms=terms.model_copy(update=entered),
    )


LEVER = Lever("retrieve", (MeasureKind.CONNECT, MeasureKind.ROUTE), find)
