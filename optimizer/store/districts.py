"""Decided districts: kept whole, listed without their services and plans."""

from sqlalchemy import RowMapping, insert, select

from optimizer.errors import NotKept
from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.service.canonical import canonical, sha256
from optimizer.store.audit import write_audit
from optimizer.store.bodies import packed, read, settled, unpacked
from optimizer.store.database import Database
from optimizer.store.records import Action, DistrictEntry
from optimizer.store.revisions import new_key, now
from optimizer.store.tables import DISTRICT_PLANS

_ENTRY = tuple(DISTRICT_PLANS.c[name] for name in DistrictEntry.model_fields)


class DistrictPlans:
    """The part of a store that holds districts."""

    def __init__(self, database: Database) -> None:
        """Districts of one database."""
        self._database = database

    def keep_district_plan(self, name: str, plan: DistrictPlan, *, author: str) -> DistrictEntry:
        """Keep a decided district.

        Raises:
            InvalidInput: the plan could not be read again.
        """
        same, body = settled(plan)
        plan_id = new_key()
        with self._database.writing() as connection:
            connection.execute(
                insert(DISTRICT_PLANS).values(
                    id=plan_id,
                    name=name,
                    generated=same.district.generated,
                    services=len(same.plans),
                    request=canonical(same.request),
                    status=same.outcome.status.value,
                    sha256=sha256(body),
                    author=author,
                    time=now(),
                    body=packed(body),
                )
            )
            write_audit(connection, Action.DISTRICT_PLAN_KEPT, author, None, detail=name)
            wanted = select(*_ENTRY).where(DISTRICT_PLANS.c.id == plan_id)
            return _listed(connection.execute(wanted).mappings().one())

    def district_plans(self) -> tuple[DistrictEntry, ...]:
        """The decided districts, newest first, without their services and plans."""
        with self._database.reading() as connection:
            rows = connection.execute(select(*_ENTRY).order_by(DISTRICT_PLANS.c.place.desc()))
            return tuple(_listed(row) for row in rows.mappings())

    def district_plan(self, plan_id: str) -> DistrictPlan:
        """A whole decided district."""
        table = DISTRICT_PLANS.c
        with self._database.reading() as connection:
            wanted = select(table.sha256, table.body).where(table.id == plan_id)
            row = connection.execute(wanted).first()
        if row is None:
            raise NotKept("district plan", plan_id)
        what = f"district plan {plan_id}"
        text = unpacked(row.body, what=what)
        return read(DistrictPlan, text, key="", what=what, expected=row.sha256)


def _listed(row: RowMapping) -> DistrictEntry:
    fields = dict(row)
    what = f"district plan {fields['id']}"
    fields["request"] = read(JointRequest, str(fields["request"]), key="", what=what)
    return DistrictEntry.model_validate(fields)
