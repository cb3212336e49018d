"""``python -m benchmarks.district``: what choosing together gains over choosing one by one.

Both demonstration districts are decided in several ways under one ceiling of effort; writes
``docs/district.md``. With ``--quick`` some services of each and short limits, and the page goes to
``build/``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cases import DISTRICT
from benchmarks.district_ways import RAISES, Setting, Way, by_itself, jointly, without_sharing
from benchmarks.machine import description
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.rows import refuse_mixture
from optimizer.evaluation.reduction import percent
from optimizer.formats.district_folder import read_district
from optimizer.places import scenarios_directory
from optimizer.portfolio.generating import generated
from optimizer.redesign.district import District, DistrictPlan, JointOutcome, JointRequest
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Metric, Target

TOP = Path(__file__).resolve().parent.parent
DOCUMENT = TOP / "docs" / "district.md"

SHARE_PERCENT = 35
"""Effort that is allowed, of what everything that pays takes."""

TARGETS = ((Metric.MATERIALS, 38), (Metric.STEPS, 53), (Metric.PROMISE, 74))
"""Reductions in per cent that a district published over its 121 services."""

_WORDS = {"materials": "materials", "steps": "steps", "promise": "days", "visits": "visits"}
_QUICK_SERVICES = 8
_MOST, _JOINT, _APART, _ALONE, _AIMED = (
    "everything that pays",
    "together",
    "sources not known as one",
    "each service by itself",
    f"together, targets {'/'.join(str(cut) for _, cut in TARGETS)}",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Decide both districts and write the page.

    Returns:
        0; anything that fails its recount raises.
    """
    asked = _asked(arguments)
    count = _QUICK_SERVICES if asked.quick else asked.count
    districts = [read_district(scenarios_directory()).district, generated(count, 1)]
    if asked.quick:
        districts[0] = districts[0].model_copy(
            update={"members": districts[0].members[-_QUICK_SERVICES:]}
        )
    parts = []
    for district in districts:
        setting = Setting(district, JointRequest(time_limit_seconds=asked.seconds), asked.workers)
        parts.append("\n".join(section(setting, ways(setting, print))))
    text = "\n".join([_head(asked.seconds, asked.workers), *parts])
    target = TOP / "build" / "district.md" if asked.quick else DOCUMENT
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.district", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="eight services of each district")
    parser.add_argument("--count", type=int, default=DISTRICT, help="services generated")
    parser.add_argument("--seconds", type=float, default=300.0, help="limit of a joint decision")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    asked = parser.parse_args(arguments)
    if asked.quick:
        asked.seconds = min(asked.seconds, 10.0)
    return asked


def ways(setting: Setting, tell: Callable[[str], None]) -> dict[str, Way]:
    """Every way to choose, the ones at the same effort beside each other.

    Args:
        setting: a district with what is asked of it.
        tell: told of each way as it is done.
    """
    most = jointly(setting, setting.request)
    ceiling = SHARE_PERCENT * most.effort // 100
    aimed = tuple(Target(metric=metric, percent=cut) for metric, cut in TARGETS)
    waiting: dict[str, Callable[[], Way]] = {
        _JOINT: lambda: jointly(
            setting, setting.request.model_copy(update={"max_effort": ceiling})
        ),
        _APART: lambda: without_sharing(setting, ceiling),
        _ALONE: lambda: by_itself(setting, ceiling),
        _AIMED: lambda: jointly(setting, setting.request.model_copy(update={"targets": aimed})),
    }
    found = {_MOST: most}
    for name, choose in waiting.items():
        found[name] = choose()
        tell(f"{setting.district.name}: {name}: {found[name].seconds:.0f} s")
    return found


# --- the page -------------------------------------------------------------------------------------


def section(setting: Setting, found: dict[str, Way]) -> Iterator[str]:
    """One district; real and generated ones never share a table."""
    district = setting.district
    refuse_mixture([_undecided(district, setting.request)])
    items = [item.name or item.id for one in district.members for item in one.service.items]
    cases = [one.service.yearly_cases for one in district.members]
    known = [one for one in cases if one is not None]
    shared = sum(len({key for key, _ in one.uses}) > 1 for one in setting.sources)
    yield f"## {district.name}"
    yield ""
    if district.generated:
        yield "**Generated: stands for nothing real.** Every value is assumed (推定值)."
    else:
        yield "Shipped services, from published guides; what they leave open is assumed (推定值)."
    yield (
        f"{len(district.members)} services, {len(items)} items ({len(set(items))} names), "
        f"{len(setting.sources)} data sources, {shared} of them of several services. "
        + (
            f"Cases a year: {min(known):,} to {max(known):,}."
            if len(known) == len(cases)
            else f"Cases a year are stated for {len(known)} services; the others count as one case."
        )
    )
    yield ""
    names = [_WORDS[metric.value] for metric in setting.metrics]
    yield f"| way | effort | sources | {' | '.join(names)} | Σ % by cases | status | gap | s |"
    yield "|" + " --- |" * (len(names) + 7)
    for name, way in found.items():
        yield _line(setting, name, way)
    yield ""
    yield from _gain(setting, found)
    yield ""


def _undecided(district: District, request: JointRequest) -> DistrictPlan:
    outcome = JointOutcome(status=Status.NOTHING_FOUND)
    return DistrictPlan(district=district, request=request, outcome=outcome)


def _line(setting: Setting, name: str, way: Way) -> str:
    befores = [one.metrics for one in setting.befores]
    if not way.afters:
        cells = ["–"] * (len(setting.metrics) + 1)
    else:
        cells = [_cell(setting, metric, befores, way.afters) for metric in setting.metrics]
        cells.append(f"{setting.reduced(way):.2f}")
    gap = "unknown" if way.status == Status.BOUNDED.value else "–"
    if way.gap is not None:
        gap = f"{100 * way.gap:.2f} %"
    spent = f"{way.effort} | {way.connected}" if way.afters else "– | –"
    return f"| {name} | {spent} | {' | '.join(cells)} | {way.status} | {gap} | {way.seconds:.0f} |"


def _cell(
    setting: Setting, metric: Metric, befores: Sequence[Metrics], afters: Sequence[Metrics]
) -> str:
    before = setting.sums(metric, befores, "before")
    after = setting.sums(metric, afters, "after")
    share = percent(before, after)
    mark = "†" if any(one.assumed for one in (*befores, *afters)) else ""
    told = "–" if share is None else f"{-share:+.2f} %".replace("-", "−")
    return f"{before} → {after}, {told}{mark}"


def _gain(setting: Setting, found: dict[str, Way]) -> Iterator[str]:
    """What choosing together takes off more than each other way under the same ceiling."""
    joint = found[_JOINT]
    if not joint.afters:
        yield "No joint decision was found in time."
        return
    mine = setting.reduced(joint)
    for name in (_APART, _ALONE):
        theirs = setting.reduced(found[name])
        more = f" ({100 * (mine - theirs) / theirs:+.1f} %)" if theirs > 0 else ""
        yield (
            f"- Together takes off {mine - theirs:+.2f} points of Σ % more than “{name}”: "
            f"{mine:.2f} against {theirs:.2f}{more}."
        )
    if joint.status != Status.OPTIMAL.value:
        yield (
            "- The joint decision was stopped before it was proven best: with more time its gain "
            "may be larger. Whatever another way does is among the joint decisions, too, so a way "
            "that is ahead shows that the time was too short."
        )


def _head(seconds: float, workers: int) -> str:
    rule = load_counting_rules()[JointRequest().counting]
    machine = ", ".join(f"{name} {value}" for name, value in description().items())
    return f"""# What choosing together gains

Written by `python -m benchmarks.district` on {datetime.now(UTC).date()}; do not edit. {machine}.

Each of the two demonstration districts is decided in several ways. A percentage is
(before − after) ÷ before of plain sums over all services under the counting rule
`{rule.id}@{rule.version}`, repeated items as often as they stand in services. **Σ % by cases** is
what is maximised: for each metric the reduction in per cent of the sum in which every service
counts as often as its yearly cases, added up over the metrics. Effort is in points of the lever
catalogue, a data source once. † rests on assumed values: computed, not for reporting
(测算值，不得报送).

- **{_MOST}**: no ceiling on effort. {SHARE_PERCENT} % of what this takes is the ceiling of all
  ways below but the last.
- **{_JOINT}**: the joint decision of this program; bound and gap as proven. A gap above 0 means
  that a better decision may exist.
- **{_APART}**: effort is allotted among services just as well, but every service pays its own
  connections; what the district then saves is given back and allotted again, up to {RAISES} rounds.
- **{_ALONE}**: each service is answered alone with a share of the effort by its number of items,
  the busiest first; what it leaves goes to the next, and a source connected once costs the next
  nothing.
- **{_AIMED}**: the least effort that reaches these reductions of plain sums.

Every plan passed the judge. Limit {seconds:.0f} s a joint decision, {workers} workers.
"""


if __name__ == "__main__":
    sys.exit(main())
