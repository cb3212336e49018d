"""Documents, requirements and results of an own drawing: the file's, changed to what is drawn."""

from collections.abc import Mapping

from optimizer.formats.bpmn_papers import papers as drawn_papers
from optimizer.formats.bpmn_reading.fresh import Drawn
from optimizer.formats.bpmn_reading.needs import papers
from optimizer.formats.bpmn_reading.own_marks import own_marks
from optimizer.formats.bpmn_reading.papers import Sign
from optimizer.service.kinds import Anchor
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step

_ANCHORS = frozenset(anchor.value for anchor in Anchor)


class OwnPapers:
    """Joins what is drawn to the requirements of the service it was drawn from.

    Args:
        base: the service the file states, completed.
        service: the same with the steps that are drawn.
        drawn: the drawing.
        steps: by key of their activity.
    """

    def __init__(
        self, base: Service, service: Service, drawn: Drawn, steps: Mapping[str, Step]
    ) -> None:
        self._service = service
        self._drawn = drawn
        self._steps = steps
        self._names = {one.id: one.name or one.id for one in base.documents}
        self._at = {need.id: paper.step for paper in drawn_papers(base) for need in paper.needs}
        self._results = {
            (item.id, paper.document)
            for paper in drawn_papers(base)
            if paper.makes
            for item in base.items
            if paper.document in item.results and item.id in base.step(paper.step).items
        }
        self._signs: dict[str, Sign] = {}
        self._issued: set[str] = set()
        self._new: list[Sign] = []
        for sign in drawn.signs:
            self._sort(sign)

    def joined(self) -> Service:
        """The service with the documents that are drawn."""
        service = self._service
        needs = [kept for need in service.requirements if (kept := self._kept(need)) is not None]
        made = papers(
            self._new,
            self._steps,
            frozenset(key for key in self._steps if self._drawn.lanes.holder(key).applicant),
            {name: one for one, name in reversed(self._names.items())},
            {need.id for need in service.requirements},
            self._drawn.doubts,
        )
        held = {(need.item, need.document) for need in needs}
        fresh = [one for one in made.requirements if (one.item, one.document) not in held]
        for need in fresh:
            self._drawn.doubts.warn(
                "bpmn_need_new",
                None,
                (f"图中新增材料“{need.document}”", f"document {need.document!r} was drawn anew"),
                ("请补充份数、依据", "enter copies and basis"),
            )
        items = tuple(
            item.model_copy(
                update={
                    "results": tuple(
                        dict.fromkeys(
                            (
                                *(one for one in item.results if self._is_issued(item.id, one)),
                                *made.results.get(item.id, ()),
                            )
                        )
                    )
                }
            )
            for item in service.items
        )
        return service.model_copy(
            update={
                "documents": (*service.documents, *made.documents),
                "requirements": (*needs, *fresh),
                "items": items,
            }
        )

    def _sort(self, sign: Sign) -> None:
        """Whether a sign is one of the file's or was drawn anew."""
        needs = [mark.get("id") or "" for mark in own_marks(sign.element, "requirement")]
        results = [mark.get("document") or "" for mark in own_marks(sign.element, "result")]
        for need in needs:
            self._signs.setdefault(need, sign)
        self._issued.update(results)
        if not needs and not results:
            self._new.append(sign)

    def _is_issued(self, item: str, document: str) -> bool:
        """Whether a result is still drawn, or was not drawn before either."""
        if (item, document) not in self._results or document in self._issued:
            return True
        self._gone(document)
        return False

    def _kept(self, need: Requirement) -> Requirement | None:
        """A requirement of the file where it is drawn now; ``None`` when it is gone."""
        if need.id not in self._at:
            return need
        sign = self._signs.get(need.id)
        if sign is None:
            self._gone(need.document)
            return None
        steps = [self._steps[key] for key in sign.users if key in self._steps]
        known = {step.id for step in self._steps.values()}
        if steps and self._at[need.id] not in {step.id for step in steps}:
            fits = [step for step in steps if need.item in step.items]
            if fits:
                self._drawn.doubts.note(
                    "bpmn_need_moved",
                    sign.element,
                    (
                        f"材料“{self._names.get(need.document)}”改为在“{fits[0].name}”使用",
                        (
                            f"document {self._names.get(need.document)!r} is now used in "
                            f"{fits[0].name!r}"
                        ),
                    ),
                )
                return need.model_copy(update={"needed_by": fits[0].id})
        if need.needed_by not in _ANCHORS and need.needed_by not in known:
            return need.model_copy(update={"needed_by": Anchor.ACCEPTANCE.value})
        return need

    def _gone(self, document: str) -> None:
        name = self._names.get(document, document)
        self._drawn.doubts.warn(
            "bpmn_need_gone",
            None,
            (f"图中已删去材料“{name}”", f"document {name!r} is gone from the drawing"),
        )
