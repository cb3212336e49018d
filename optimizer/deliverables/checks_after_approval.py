"""What has to be checked where approval got easier: by commitment, at once, with fewer papers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optimizer.deliverables.deferral import Deferrable, how_deferrable
from optimizer.deliverables.reform import Reform
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.item import Item
from optimizer.service.kinds import DepartmentKind, Phase, Route
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.lengths import duration_text
from optimizer.wording.reasons import Reason, Reasons

# Bodies that approve without supervising: who supervises is not in the data.
_APPROVING_ONLY = frozenset(
    {DepartmentKind.CONCENTRATED, DepartmentKind.UTILITY, DepartmentKind.THIRD_PARTY}
)
_EASED = (Route.RETRIEVE, Route.ABOLISHED, Route.RECOGNISED)


@dataclass(frozen=True)
class Check:
    """One thing to check about one item.

    Attributes:
        item: its id.
        way: how approval got easier.
        supervisor, content, method, time: who checks what, how and until when, in words.
        reason: the measures that brought it; empty where it is present practice.
    """

    item: str
    way: str
    supervisor: str
    content: str
    method: str
    time: str
    reason: Reason


class Checks:
    """Finds what has to be checked after a reform.

    Args:
        reform: its service after the reform is looked at.
    """

    def __init__(self, reform: Reform) -> None:
        self._reform = reform
        self._said = words("deliverable_supervision", reform.language)
        self._open = words("deliverables", reform.language)("to_settle")
        self._reasons = Reasons(reform.plan, reform.language)
        self._before = {one.id: one for one in reform.plan.before.requirements}
        self._kinds = {one.id: one.kind for one in reform.plan.after.departments}
        self._at_once = {
            target: one
            for one in reform.plan.outcome.measures
            if one.kind is MeasureKind.INSTANT
            for target in one.targets
        }

    def of(self, item: Item) -> tuple[Check, ...]:
        """The checks of one item after the reform."""
        needs = self._reform.plan.after.requirements_of(item.id)
        return tuple(self._all(item, needs))

    def supervisor(self, item: Item) -> str:
        """Who supervises: the deciding department, unless it only approves."""
        if self._kinds.get(item.department) in _APPROVING_ONLY:
            return self._open
        return self._reform.names_after(item.department)

    def _all(self, item: Item, needs: Iterable[Requirement]) -> Iterator[Check]:
        if item.committed:
            yield self._commitment(item)
        needs = tuple(needs)
        proofs = [one for one in needs if one.route is Route.COMMITMENT]
        if proofs:
            yield self._papers(item, proofs, Route.COMMITMENT.value)
        deferred = [
            one for one in needs if one.handed_in() and how_deferrable(one) is Deferrable.DEFERRED
        ]
        if deferred:
            yield self._papers(item, deferred, "deferred")
        if item.id in self._at_once:
            mark = DAGGER if "basis" in self._at_once[item.id].terms.assumed else ""
            found = self._reasons.of(("item", item.id))
            reason = Reason(found.text, found.basis + mark)
            yield self._check(item, "instant", reason, self._said("content_instant"))
        for route in _EASED:
            eased = [one for one in needs if one.route is route and self._changed(one)]
            if eased:
                yield self._papers(item, eased, route.value)

    def _changed(self, need: Requirement) -> bool:
        """Whether the reform brought the route."""
        earlier = self._before.get(need.id)
        return earlier is None or earlier.route is not need.route

    def _commitment(self, item: Item) -> Check:
        """A licence decided on commitment: its inspection follows the decision."""
        names = self._reform.names_after
        steps = [
            one
            for one in self._reform.plan.after.steps_of(item.id)
            if one.phase is Phase.AFTER_CHECK
        ]
        entry = item.commitment
        time = self._open
        if entry is not None and entry.after_check is not None:
            mark = DAGGER if item.is_assumed("commitment") else ""
            length = duration_text(entry.after_check, self._reform.language)
            time = self._said("time_commitment", length=length + mark)
        who = dict.fromkeys(one for step in steps for one in step.departments)
        told = names.listed(who) if who else self.supervisor(item)
        found = self._reasons.of(("item", item.id))
        mark = DAGGER if item.is_assumed("commitment") else ""
        basis = entry.basis + mark if entry is not None else found.basis
        return Check(
            item=item.id,
            way=self._said("way_commit"),
            supervisor=told,
            content=self._said(
                "content_commit_steps", steps=self._quoted(names.of_step(step) for step in steps)
            )
            if steps
            else self._said("content_commit"),
            method=self._said("method_on_site") if steps else self._open,
            time=time,
            reason=Reason(found.text, basis),
        )

    def _papers(self, item: Item, needs: list[Requirement], way: str) -> Check:
        """What the papers proved that are no longer there, or not yet."""
        names = self._reform.names_after
        reason = self._reasons.of(*(("requirement", one.id) for one in needs))
        if way == Route.COMMITMENT.value:
            entries = dict.fromkeys(
                one.commitment + (DAGGER if one.is_assumed("commitment") else "")
                for one in needs
                if one.commitment
            )
            reason = Reason(
                reason.text, words("plan", self._reform.language)("semicolon").join(entries)
            )
        papers = self._quoted(names(one.document) for one in needs)
        sources = self._quoted(names(one.source) for one in needs if one.source)
        method = {
            Route.RETRIEVE.value: self._said("method_retrieve", sources=sources),
            "deferred": self._said("method_deferred"),
        }.get(way, self._open)
        time = {
            Route.RETRIEVE.value: self._said("time_review"),
            "deferred": self._said("time_deferred"),
        }.get(way, self._open)
        content = self._said(f"content_{way}", papers=papers)
        return self._check(item, way, reason, content, method, time)

    def _check(
        self, item: Item, way: str, reason: Reason, content: str, method: str = "", time: str = ""
    ) -> Check:
        return Check(
            item=item.id,
            way=self._said(f"way_{way}"),
            supervisor=self.supervisor(item),
            content=content,
            method=method or self._open,
            time=time or self._open,
            reason=reason,
        )

    def _quoted(self, names: Iterable[str]) -> str:
        quoted = words("plan", self._reform.language)
        return quoted.listed([quoted("quoted", name=one) for one in dict.fromkeys(names)])
