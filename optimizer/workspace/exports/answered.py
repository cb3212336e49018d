"""A plan with what it answers, ready to leave the house."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from optimizer import __version__
from optimizer.formats.file_names import file_name
from optimizer.redesign.plan import Plan
from optimizer.service.canonical import fingerprint
from optimizer.service.service import Service
from optimizer.store.records import PlanEntry, Revision
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label, headline, plan_name, rule_of, situation_text
from optimizer.wording.rules import rule_text
from optimizer.wording.times import clock_text

"""Ends of the search that left a plan."""


@dataclass(frozen=True)
class Answered:
    """One plan and the service it answers.

    Attributes:
        service: as it is kept, with all its situations.
        origin: what is needed to compute the plan again, and what may not be reported of it;
            lines.
        date: of the deliverables.
        language: of everything that is not the planner's own text.
        computed_at: when the plan was kept; ``None`` where nobody kept it.
    """

    service: Service
    plan: Plan
    origin: str
    date: datetime.date
    language: Language
    computed_at: datetime.datetime | None = None

    @property
    def base(self) -> str:
        """The beginning of every file name, without what file systems refuse."""
        name = self.service.name or self.service.id
        return file_name(f"{name}-{plan_name(self.plan.request.name, self.language)}")


def answered(revision: Revision, entry: PlanEntry, plan: Plan, language: Language) -> Answered:
    """A kept plan.

    Args:
        revision: the revision the plan answers.
        entry: the plan in the list.
        plan: the plan itself.
        language: of the words in the files.
    """
    said = words("exporting", language)
    service = revision.service
    name = service.name or service.id
    lines = (
        said("origin_service", name=name, number=revision.number),
        *origin_lines(service, plan, language),
        said("origin_time", time=clock_text(entry.time), author=entry.author),
    )
    today = datetime.datetime.now().astimezone().date()
    origin = "\n".join(lines) + "\n"
    return Answered(service, plan, origin, today, language, entry.time)


def origin_lines(service: Service, plan: Plan, language: Language) -> tuple[str, ...]:
    """What every file carries, wherever the plan was kept."""
    said = words("exporting", language)
    doubtful = [figure_label(one.metric, language) for one in headline(plan) if one.assumed]
    lines = [
        said("origin_input", sha256=fingerprint(service)),
        said("origin_plan", plan=plan_name(plan.request.name, language)),
        said("origin_program", version=__version__),
        said("origin_rule", rule=rule_text(rule_of(plan), language), id=plan.counting),
        said("origin_situation", situation=situation_text(plan.situation, language)),
    ]
    if doubtful:
        lines.append(said("origin_assumed", figures=said.listed(doubtful)))
    return tuple(lines)
