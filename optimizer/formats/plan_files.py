"""The files of a plan: the plan itself, the service after it, the reduction table."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from optimizer.formats.plan_file import plan_file
from optimizer.formats.reduction_csv import reduction_csv
from optimizer.formats.service_file import write_service
from optimizer.redesign.plan import Plan
from optimizer.service.finding import Finding
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language


def write_plan(
    directory: Path,
    plan: Plan,
    service: Service,
    found: Iterable[Finding] = (),
    language: Language = "zh",
) -> tuple[Path, ...]:
    """Write ``plan-<name>.json``, ``after-<name>.yaml`` and ``reduction-<name>.csv``.

    Args:
        directory: made where it is missing; older files of these names are replaced.
        plan: from ``planning.optimize``.
        service: as it was read.
        found: findings about the service's file.
        language: of the CSV table.

    Returns:
        The files written.

    Raises:
        OSError: they cannot be written there.
    """
    directory.mkdir(parents=True, exist_ok=True)
    name = plan.request.name or "own"
    as_json = directory / f"plan-{name}.json"
    after = directory / f"after-{name}.yaml"
    table = directory / f"reduction-{name}.csv"
    now = datetime.datetime.now(datetime.UTC)
    as_json.write_text(plan_file(plan, service, found, now), encoding="utf-8")
    write_service(plan.after, after)
    text = reduction_csv(plan, service, language, now)
    table.write_text(text, encoding="utf-8", newline="")
    return as_json, after, table
