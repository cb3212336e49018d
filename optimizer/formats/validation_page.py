"""The validation page: published reforms beside what this program computes for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.formats.plan_json import positions
from optimizer.formats.shortfall import shortfalls
from optimizer.redesign.plan import Plan, Status
from optimizer.service.service import Figures, Published, Service
from optimizer.wording.figures import DAGGER, Figure, figures, headline, rule_of
from optimizer.wording.sentences import Sentences

_NAMES = {"conservative": "稳妥", "recommended": "推荐", "breakthrough": "突破"}
_METRICS = ("materials", "steps", "promise", "visits", "forms")
_COMPARED = ("materials", "steps", "promise", "visits")
_LABELS = {"promise": "days"}
# Raw figures that a published figure of a metric may really be.
_OTHER_COUNTS = {
    "materials": ("material_entries_without_forms", "material_kinds", "material_copies"),
    "steps": ("steps_internal", "steps_stage"),
    "promise": ("statutory_sum_days", "promise_sum_days", "promise_days"),
    "visits": ("applications", "departments"),
}
_RECOMMENDED = "recommended"
_BREAKTHROUGH = "breakthrough"

_HEAD = """# Validation against published reforms

Written by `onething validate`; do not edit. Each shipped service is optimized in its default
situation and set beside what a government published for it.

- **Published** figures are *read* (figures and item split were read in a source) or *constructed*
  (the split over items was made up from published totals: it runs the program, it proves nothing).
  *Mixed* means that before and after stand under different counting rules.
- **Ours** are counted under one rule, named in each section. *Computed* (†) figures rest on
  assumed values and are not for reporting.
- The three plans: 稳妥 what the own unit can do at low risk, 推荐 what the district can do at
  medium risk, 突破 what could be done with approval from above.
- Where a plan stays behind the published reduction, the reasons are computed from the
  after-service, not judged by hand.
- A plan marked `bounded` is the best found in the time given; it may change from run to run, the
  others do not.
"""


@dataclass(frozen=True)
class ValidationCase:
    """One service with the answers to the three named requests.

    Attributes:
        folder: name of the scenario.
        service: as it was read.
        plans: of the named requests, in their order.
    """

    folder: str
    service: Service
    plans: tuple[Plan, ...]

    def plan(self, name: str) -> Plan | None:
        """The plan of a named request, if one was found."""
        for plan in self.plans:
            if plan.request.name == name and plan.outcome.status.has_plan:
                return plan
        return None


def validation_page(cases: Sequence[ValidationCase]) -> str:
    """The whole page as Markdown, without anything that changes from run to run."""
    lines = [_HEAD, *_overview(cases)]
    for case in cases:
        lines.extend(_section(case))
    return "\n".join(lines).rstrip() + "\n"


# --- overview ----------------------------------------------------------------------------------


def _overview(cases: Sequence[ValidationCase]) -> Iterator[str]:
    yield "## Overview: reductions of the recommended plan (推荐) beside the published ones\n"
    heads = [f"{_label(metric)} published | ours" for metric in _COMPARED[:3]]
    yield from _table_head(["service", "published", *" | ".join(heads).split(" | ")])
    for case in cases:
        plan = case.plan(_RECOMMENDED)
        shown = {} if plan is None else {one.metric: one for one in headline(plan)}
        name = _cell(f"{case.service.name}（{case.service.region}）")
        cells = [f"[{name}](#{_anchor(case)})", _tags(case.service.published)]
        for metric in _COMPARED[:3]:
            cells.append(_percent(published_percent(case.service.published, metric)))
            cells.append(_percent(shown[metric].percent) if metric in shown else "–")
        yield _row(cells)
    yield ""


def _tags(published: Published | None) -> str:
    if published is None:
        return "–"
    read = "read" if published.read else "constructed"
    return f"{read}, {'mixed' if published.mixed else 'one rule'}"


def published_percent(published: Published | None, metric: str) -> float | None:
    """The published reduction of a metric, computed from before and after."""
    if published is None:
        return None
    before, after = (_published(side, metric) for side in (published.before, published.after))
    if before is None or after is None or not before:
        return None
    return round((before - after) / before * 100, 2)


def _published(side: Figures, metric: str) -> float | None:
    value = getattr(side, _LABELS.get(metric, metric), None)
    return None if value is None else float(value)


# --- one service -------------------------------------------------------------------------------


def _section(case: ValidationCase) -> Iterator[str]:
    service = case.service
    yield f'<a id="{_anchor(case)}"></a>\n'
    yield f"## {_cell(service.name or case.folder)} ({_cell(service.region) or '–'})\n"
    yield f"`scenarios/{case.folder}/service.yaml`\n"
    yield from _source(service.published)
    if not case.plans:
        return
    first = case.plans[0]
    situation = ", ".join(f"{question} = {option}" for question, option in first.situation)
    yield f"Situation: {situation or 'none'}. Our counting rule: `{first.counting}`.\n"
    yield from _figures_table(case)
    for plan in case.plans:
        if plan.outcome.status is not Status.OPTIMAL:
            yield f"- {_NAMES[plan.request.name]}: {plan.outcome.status.value}"
    yield from _families(case)
    yield from _without_shortening(case)
    yield from _behind(case)
    yield from _positions(case)


def _source(published: Published | None) -> Iterator[str]:
    if published is None:
        yield "Nothing was published for this service, or nothing was found.\n"
        return
    yield f"Published figures: {_tags(published)}."
    if published.rule:
        yield f"Their rule: {_cell(published.rule)}"
    if published.note:
        yield f"Note: {_cell(published.note)}"
    yield ""


def _figures_table(case: ValidationCase) -> Iterator[str]:
    names = [_NAMES[plan.request.name] for plan in case.plans]
    yield from _table_head(["metric", "published before", "published after", "our before", *names])
    tables = {plan.request.name: {one.metric: one for one in headline(plan)} for plan in case.plans}
    first = tables[case.plans[0].request.name]
    published = case.service.published
    for metric in _METRICS:
        cells = [_label(metric), *_published_cells(published, metric)]
        cells.append(_before(first[metric]))
        cells.extend(_after(case, plan, tables[plan.request.name][metric]) for plan in case.plans)
        yield _row(cells)
    yield ""


def _published_cells(published: Published | None, metric: str) -> tuple[str, str]:
    if published is None:
        return "–", "–"
    before, after = (_published(side, metric) for side in (published.before, published.after))
    percent = published_percent(published, metric)
    told = "–" if after is None else f"{after:g}"
    return (
        "–" if before is None else f"{before:g}",
        told if percent is None else f"{told} (−{percent:g}%)",
    )


def _before(figure: Figure) -> str:
    if figure.before is None:
        return "unknown"
    least = "≥ " if figure.before_at_least else ""
    return f"{least}{figure.before}{'†' if figure.assumed else ''}"


def _after(case: ValidationCase, plan: Plan, figure: Figure) -> str:
    if case.plan(plan.request.name) is None:
        return "no plan"
    if figure.after is None:
        return "unknown"
    least = "≥ " if figure.after_at_least else ""
    mark = DAGGER if figure.assumed else ""
    return f"{least}{figure.after}{mark} ({_percent(figure.percent)})"


def _families(case: ValidationCase) -> Iterator[str]:
    """Which lever family gives what, in the recommended plan."""
    plan = case.plan(_RECOMMENDED)
    if plan is None or not plan.waterfall:
        return
    sentences = Sentences(plan.before, "zh")
    yield "Where the gain of the recommended plan comes from:\n"
    families = list(dict.fromkeys(row.family for row in plan.waterfall))
    yield from _table_head(["lever", *(_label(metric) for metric in _COMPARED)])
    gains = {(row.family, row.metric): row.after - row.before for row in plan.waterfall}
    for family in families:
        cells = [sentences.lever(family)]
        for metric in _COMPARED:
            gain = gains.get((family, metric))
            cells.append("" if gain is None else f"{gain:+d}".replace("-", "−"))
        yield _row(cells)
    yield ""


def _without_shortening(case: ValidationCase) -> Iterator[str]:
    plan = case.plan(_RECOMMENDED)
    if plan is None or not plan.without_shortening:
        return
    shown = figures(
        plan.without_shortening, plan.before_metrics, plan.after_metrics, rule_of(plan), _COMPARED
    )
    told = ", ".join(
        f"{_label(one.metric)} {one.before} → {one.after} ({_percent(one.percent)})"
        for one in shown
        if one.before is not None and one.after is not None
    )
    yield f"Recommended plan without shortening and early service: {told}.\n"


def _behind(case: ValidationCase) -> Iterator[str]:
    plan, bolder = case.plan(_RECOMMENDED), case.plan(_BREAKTHROUGH)
    if plan is None or case.service.published is None:
        return
    shown = {one.metric: one for one in headline(plan)}
    for metric in _COMPARED:
        reached = published_percent(case.service.published, metric)
        ours = shown[metric]
        if reached is None or (ours.percent is not None and ours.percent >= reached):
            continue
        mine = _percent(ours.percent)
        yield f"Behind in {_label(metric)}: published −{reached:g}%, recommended plan {mine}.\n"
        theirs = _published(case.service.published.before, metric)
        if theirs is not None and ours.before is not None and theirs != ours.before:
            same = _other_count(plan, metric, theirs)
            yield f"- not the same start: published {theirs:g}, ours {ours.before}{same}"
        yield from (f"- {_cell(reason)}" for reason in shortfalls(metric, plan, bolder))
        yield ""


def _other_count(plan: Plan, metric: str, published: float) -> str:
    """Which other count of ours equals a published figure: then the rules differ, not the facts."""
    raw = plan.before_metrics.model_dump()
    names = [name for name in _OTHER_COUNTS[metric] if raw[name] == published]
    return f" (equal to our `{'`, `'.join(names)}`)" if names else ""


def _positions(case: ValidationCase) -> Iterator[str]:
    plan = case.plan(_RECOMMENDED)
    if plan is None:
        return
    for one in positions(plan, case.service.name):
        group = f"published reforms of {one.theme}" if one.same_theme else "all published bundles"
        yield (
            f"- {_label(one.metric)}: place {one.rank} beside {one.n} {group} "
            f"(median {one.median:g}%, quartiles {one.lower_quartile:g}–{one.upper_quartile:g}%)"
        )
    yield ""


# --- Markdown ----------------------------------------------------------------------------------


def _table_head(cells: Sequence[str]) -> Iterator[str]:
    yield _row(cells)
    yield _row(["---"] * len(cells))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Text that cannot break a table or a line."""
    return " ".join(text.replace("|", "／").replace("<", "＜").split())


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{0.0 - value:+g}%".replace("-", "−").replace("+0%", "0%")


def _label(metric: str) -> str:
    return _LABELS.get(metric, metric)


def _anchor(case: ValidationCase) -> str:
    return case.folder
