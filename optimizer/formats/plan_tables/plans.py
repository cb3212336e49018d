"""``plans``: where the rows of a plan come from, and what may not be reported of them."""

from collections.abc import Iterator

from optimizer import __version__
from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.plan_json import metric_key
from optimizer.formats.plan_tables.schema import (
    MOMENT,
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    Column,
    PlanTable,
    Row,
    english_words,
)
from optimizer.formats.plan_tables.tabled_plan import TabledPlan
from optimizer.redesign.plan import Status
from optimizer.service.kinds import ListCategory
from optimizer.service.terms import english_value
from optimizer.wording.figures import headline

_COLUMNS = (
    Column("service_name", TEXT, "name of the service"),
    Column("region", TEXT, "where the service is offered; empty when the file does not say"),
    Column(
        "list_category", TEXT, "which list names the service", values=english_words(ListCategory)
    ),
    Column("yearly_cases", WHOLE, "cases a year (办件量); missing when nobody stated it", True),
    Column(
        "plan_name", TEXT, "`conservative`, `recommended`, `breakthrough`, or that of a request"
    ),
    Column(
        "status",
        TEXT,
        "why the search ended, see [results for programs](json.md)",
        values=english_words(Status),
    ),
    Column("is_verified", YES_NO, "the independent judge recounted the plan and agreed"),
    Column("situation", TEXTS, "the situation (办理情形) answered for: `question=option`"),
    Column("counting_rule", TEXT, "id and version of the counting rule the plan was made under"),
    Column("input_sha256", TEXT, "fingerprint of the service as it was read"),
    Column("program_version", TEXT, "of onething-optimizer"),
    Column("computed_at", MOMENT, "when the plan was made; missing when nobody kept it", True),
    Column(
        "not_for_reporting",
        TEXTS,
        "metrics that under this rule rest on assumed values (测算值，不得报送)",
    ),
)


def _rows(tabled: TabledPlan) -> Iterator[Row]:
    plan, service = tabled.plan, tabled.service
    found = headline(plan, REDUCED)
    yield {
        "service_name": service.name,
        "region": service.region,
        "list_category": english_value(service.list_category),
        "yearly_cases": service.yearly_cases,
        "plan_name": plan.request.name,
        "status": plan.outcome.status.value,
        "is_verified": plan.verified,
        "situation": [f"{question}={option}" for question, option in plan.situation],
        "counting_rule": plan.counting,
        "input_sha256": tabled.input_sha256,
        "program_version": __version__,
        "computed_at": tabled.computed_at,
        "not_for_reporting": [metric_key(one.metric) for one in found if one.assumed],
    }


PLANS = PlanTable("plans", 1, "a plan: everything needed to compute it again", _COLUMNS, _rows)
