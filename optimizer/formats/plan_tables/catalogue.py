"""All tables of a plan, the one that tells where the others come from first."""

from optimizer.formats.plan_tables.materials import MATERIALS
from optimizer.formats.plan_tables.measures import MEASURES
from optimizer.formats.plan_tables.plans import PLANS
from optimizer.formats.plan_tables.schedule import SCHEDULE
from optimizer.formats.plan_tables.schema import PlanTable
from optimizer.formats.plan_tables.statistics import STATISTICS
from optimizer.formats.plan_tables.steps import STEPS

TABLES: tuple[PlanTable, ...] = (PLANS, STATISTICS, STEPS, MATERIALS, SCHEDULE, MEASURES)
