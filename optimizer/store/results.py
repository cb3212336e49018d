"""Plans and hand-made after-states inside one transaction."""

from sqlalchemy import Connection, RowMapping, func, insert, select

from optimizer.errors import NotKept
from optimizer.evaluation.reduction import REDUCED
from optimizer.redesign.metrics import Reduction
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import Request
from optimizer.service.canonical import canonical, sha256
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.store.audit import write_audit
from optimizer.store.bodies import read, settled
from optimizer.store.database import Refused
from optimizer.store.records import Action, AfterEntry, AfterState, PlanEntry
from optimizer.store.revisions import entry, new_key, now
from optimizer.store.tables import AFTER_STATES, PLANS
from optimizer.wording.figures import figures, rule_of

_PLAN = tuple(PLANS.c[name] for name in PlanEntry.model_fields if name != "assumed")
_AFTER = tuple(AFTER_STATES.c[name] for name in AfterEntry.model_fields)


class _Table(Record):
    """The reductions of a plan in one column, and which of them rest on assumed values."""

    rows: tuple[Reduction, ...]
    assumed: tuple[str, ...]


def _table(plan: Plan) -> _Table:
    found = figures(
        plan.reductions, plan.before_metrics, plan.after_metrics, rule_of(plan), REDUCED
    )
    doubtful = tuple(one.metric for one in found if one.assumed)
    return _Table(rows=plan.reductions, assumed=doubtful)


def keep_plan(
    connection: Connection, key: str, number: int, plan: Plan, *, author: str
) -> PlanEntry:
    """Append a plan that answers a revision.

    Raises:
        InvalidInput: the plan could not be read again.
        NotKept: there is no such revision.
    """
    try:
        answered = entry(connection, key, number)
    except Refused as refused:
        raise NotKept("revision", f"{key}/{number}") from refused
    same, body = settled(plan)
    plan_id = new_key()
    connection.execute(
        insert(PLANS).values(
            id=plan_id,
            key=key,
            number=number,
            sha256=answered.sha256,
            request_name=same.request.name,
            request=canonical(same.request),
            counting=same.counting,
            status=same.outcome.status.value,
            reductions=canonical(_table(same)),
            author=author,
            time=now(),
            body=body,
        )
    )
    write_audit(connection, Action.PLAN_KEPT, author, key, number=number, detail=same.request.name)
    row = connection.execute(select(*_PLAN).where(PLANS.c.id == plan_id)).mappings().one()
    return _listed(row)


def plans(connection: Connection, key: str) -> tuple[PlanEntry, ...]:
    """The plans of a service, newest first, without their bodies."""
    rows = connection.execute(
        select(*_PLAN).where(PLANS.c.key == key).order_by(PLANS.c.place.desc())
    ).mappings()
    return tuple(_listed(row) for row in rows)


def newest_plans(connection: Connection) -> tuple[PlanEntry, ...]:
    """Of all services, the newest plan for each name of a request; newest first."""
    newest = select(func.max(PLANS.c.place)).group_by(PLANS.c.key, PLANS.c.request_name)
    rows = connection.execute(
        select(*_PLAN).where(PLANS.c.place.in_(newest)).order_by(PLANS.c.place.desc())
    ).mappings()
    return tuple(_listed(row) for row in rows)


def plan(connection: Connection, plan_id: str) -> Plan:
    """A whole plan.

    Raises:
        NotKept: there is none of this id.
        Unreadable: this program cannot read it.
    """
    row = connection.execute(select(PLANS.c.key, PLANS.c.body).where(PLANS.c.id == plan_id)).first()
    if row is None:
        raise NotKept("plan", plan_id)
    return read(Plan, row.body, key=row.key, what=f"plan {plan_id}")


def _listed(row: RowMapping) -> PlanEntry:
    fields = dict(row)
    key, what = str(fields["key"]), f"plan {fields['id']}"
    fields["request"] = read(Request, str(fields["request"]), key=key, what=what)
    table = read(_Table, str(fields["reductions"]), key=key, what=what)
    fields.update(reductions=table.rows, assumed=table.assumed)
    return PlanEntry.model_validate(fields)


def keep_after_state(
    connection: Connection, key: str, name: str, service: Service, *, author: str
) -> AfterState:
    """Append a hand-made after-state of a service.

    Raises:
        InvalidInput: it could not be read again.
        Refused: there is no such service.
    """
    _, body = settled(service)
    state_id = new_key()
    connection.execute(
        insert(AFTER_STATES).values(
            id=state_id,
            key=key,
            name=name,
            sha256=sha256(body),
            author=author,
            time=now(),
            body=body,
        )
    )
    write_audit(connection, Action.AFTER_STATE_KEPT, author, key, detail=name)
    return after_state(connection, state_id)


def after_states(connection: Connection, key: str) -> tuple[AfterEntry, ...]:
    """The after-states of a service, newest first, without their contents."""
    rows = connection.execute(
        select(*_AFTER).where(AFTER_STATES.c.key == key).order_by(AFTER_STATES.c.place.desc())
    ).mappings()
    return tuple(AfterEntry.model_validate(dict(row)) for row in rows)


def after_state(connection: Connection, state_id: str) -> AfterState:
    """A whole after-state.

    Raises:
        NotKept: there is none of this id.
        Unreadable: this program cannot read it.
    """
    row = (
        connection.execute(
            select(*_AFTER, AFTER_STATES.c.body).where(AFTER_STATES.c.id == state_id)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise NotKept("after-state", state_id)
    fields = dict(row)
    service = read(
        Service,
        str(fields.pop("body")),
        key=str(fields["key"]),
        what=f"after-state {state_id}",
        expected=str(fields["sha256"]),
    )
    return AfterState(**fields, service=service)
