"""Names that refer to nothing, and ids given twice."""

from collections.abc import Iterable, Sequence

from optimizer.service.checks.inspector import Inspector, quoted
from optimizer.service.finding import Severity
from optimizer.service.kinds import Anchor, Route
from optimizer.service.requirement import Requirement
from optimizer.service.situation import Condition
from optimizer.service.step import Step
from optimizer.service.terms import key_word, word

_ANCHORS = frozenset(anchor.value for anchor in Anchor)
_KINDS = {
    "items": ("联办事项", "item"),
    "steps": ("环节", "step"),
    "documents": ("材料", "document"),
    "departments": ("部门", "department"),
    "data_sources": ("数据来源", "data source"),
    "teams": ("经办力量", "team"),
    "situations": ("办理情形", "situation"),
    "options": ("选项", "option"),
    "requirements": ("材料需求", "requirement"),
    "precedences": ("先后关系", "precedence"),
    "externals": ("外部前置条件", "external precondition"),
}


def check_references(inspector: Inspector) -> None:
    """Add an error for every dangling reference and every id given twice."""
    References(inspector).check()


class References:
    """Ids of one service by kind, and the places that speak of them."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        service = inspector.service
        members = [member for step in service.steps for member in _inside(step)]
        lists: dict[str, Sequence[str]] = {
            "items": [one.id for one in service.items],
            "steps": [one.id for one in service.steps],
            "documents": [one.id for one in service.documents],
            "departments": [one.id for one in service.departments],
            "data_sources": [one.id for one in service.data_sources],
            "teams": [team.id for one in service.departments for team in one.teams],
            "situations": [one.id for one in service.situations],
            "requirements": [one.id for one in service.requirements],
            "precedences": [one.id for one in service.precedences],
            "externals": [one.id for one in service.externals],
        }
        self._lists = lists
        self._options = {
            one.id: tuple(option.id for option in one.options) for one in service.situations
        }
        self._sources = {one.id: one.documents for one in service.data_sources}
        self._known = {kind: set(ids) for kind, ids in lists.items()}
        self._known["steps"] |= {member.id for member in members}

    def check(self) -> None:
        """Look at every reference."""
        self._duplicates()
        self._check_items()
        self._check_steps()
        self._check_requirements()
        self._check_rest()

    def _need(self, kind: str, wanted: str, place: str) -> bool:
        """Whether something exists; told when it does not."""
        if not wanted or wanted in self._known[kind]:
            return True
        zh, en = _KINDS[kind]
        known = sorted(self._known[kind])
        near = known if len(known) <= 5 else [one for one in known if set(one) & set(wanted)][:5]
        self._inspector.add(
            Severity.ERROR,
            f"dangling_{kind.removesuffix('s')}",
            place,
            (f"没有这个{zh}“{wanted}”", f"there is no {en} {wanted!r}"),
            (f"现有：{'、'.join(near) or '无'}", f"there are: {quoted(near) or 'none'}"),
            value=wanted,
        )
        return False

    def _when(self, conditions: Iterable[Condition], place: str) -> None:
        for condition in conditions:
            if not self._need("situations", condition.question, place):
                continue
            for option in condition.options:
                held = self._options[condition.question]
                if option not in held:
                    self._inspector.add(
                        Severity.ERROR,
                        "dangling_option",
                        place,
                        (
                            f"“{condition.question}”没有选项“{option}”",
                            f"{condition.question!r} has no option {option!r}",
                        ),
                        (f"可选：{'、'.join(held)}", f"options: {quoted(held)}"),
                        value=option,
                    )

    def _duplicates(self) -> None:
        for kind, ids in self._lists.items():
            self._twice(
                kind, ids, key_word("service", kind) if kind != "teams" else "部门.经办力量"
            )
        for index, situation in enumerate(self._inspector.service.situations):
            place = self._inspector.entry("situations", index, "options", "situation")
            self._twice("options", [option.id for option in situation.options], place)

    def _twice(self, kind: str, ids: Sequence[str], place: str) -> None:
        seen: set[str] = set()
        for index, one in enumerate(ids, start=1):
            if one in seen:
                zh, en = _KINDS[kind]
                where = {"steps": "step", "requirements": "need"}.get(kind, "")
                self._inspector.add(
                    Severity.ERROR,
                    "duplicate_id",
                    self._inspector.place_of(where, one) or f"{place}[{index}]",
                    (f"{zh}“{one}”写了两次", f"{en} {one!r} stands twice"),
                    ("请改名，或写不同的编号", "rename one, or give it an id of its own"),
                    value=one,
                )
            seen.add(one)

    def _check_items(self) -> None:
        inspector = self._inspector
        for item in inspector.service.items:
            self._need("departments", item.department, inspector.item(item.id, "department"))
            for result in item.results:
                self._need("documents", result, inspector.item(item.id, "results"))
            self._when(item.when, inspector.item(item.id, "when"))

    def _check_steps(self) -> None:
        inspector = self._inspector
        for step in inspector.service.steps:
            for item in step.items:
                self._need("items", item, inspector.step(step, "items"))
            for department in step.departments:
                self._need("departments", department, inspector.step(step, "departments"))
            for before in step.after or ():
                self._need("steps", before, inspector.step(step, "after"))
            for demand in step.demands:
                self._need("teams", demand.team, inspector.step(step, "demands"))
            self._when(step.when, inspector.step(step, "when"))

    def _check_requirements(self) -> None:
        inspector = self._inspector
        made = {result for item in inspector.service.items for result in item.results}
        for need in inspector.service.requirements:
            self._need("items", need.item, inspector.need(need, "item"))
            self._need("documents", need.document, inspector.need(need, "document"))
            self._need("data_sources", need.source, inspector.need(need, "source"))
            if need.needed_by not in _ANCHORS:
                self._need("steps", need.needed_by, inspector.need(need, "needed_by"))
            self._when(need.when, inspector.need(need, "when"))
            self._check_route(need, made)

    def _check_route(self, need: Requirement, made: set[str]) -> None:
        inspector = self._inspector
        if need.route is Route.RETRIEVE and not need.source:
            inspector.add(
                Severity.ERROR,
                "no_source",
                inspector.need(need, "route"),
                ("免于提交但没有写数据来源", "retrieved, but no data source is named"),
                ("请写“数据来源: …”", "name the data source"),
                value=word(need.route),
            )
        if need.document not in self._sources.get(need.source, (need.document,)):
            inspector.add(
                Severity.WARNING,
                "source_lacks_document",
                inspector.need(need, "source"),
                (
                    f"数据来源“{need.source}”没有列出这份材料",
                    f"data source {need.source!r} does not list this document",
                ),
                ("在数据来源的“材料”中补列，或改数据来源", "list it there, or name another source"),
                value=need.source,
            )
        if need.route is Route.RESULT and need.document not in made:
            inspector.add(
                Severity.ERROR,
                "no_maker",
                inspector.need(need, "route"),
                (
                    "部门间流转，但没有联办事项产生这份材料",
                    "handed over internally, but no item of the bundle issues it",
                ),
                (
                    "在产生它的事项的“结果”中写上",
                    "list it in the results of the item that issues it",
                ),
                value=need.document,
            )

    def _check_rest(self) -> None:
        inspector, service = self._inspector, self._inspector.service
        self._need("departments", service.lead_department, key_word("service", "lead_department"))
        for index, one in enumerate(service.precedences):
            self._need(
                "items", one.before, inspector.entry("precedences", index, "before", "precedence")
            )
            self._need(
                "items", one.after, inspector.entry("precedences", index, "after", "precedence")
            )
            self._need(
                "steps", one.step, inspector.entry("precedences", index, "step", "precedence")
            )
            self._when(one.when, inspector.entry("precedences", index, "when", "precedence"))
        for index, external in enumerate(service.externals):
            for item in external.items:
                self._need("items", item, inspector.entry("externals", index, "items", "external"))
        for index, department in enumerate(service.departments):
            for item in department.decides:
                place = inspector.entry("departments", index, "decides", "department")
                self._need("items", item, place)
        for document in service.documents:
            self._need("departments", document.issuer, inspector.document(document.id, "issuer"))
            self._need("items", document.item, inspector.document(document.id, "item"))
        for index, source in enumerate(service.data_sources):
            place = inspector.entry("data_sources", index, "documents", "data_source")
            for document_id in source.documents:
                self._need("documents", document_id, place)
            self._need("departments", source.owner, inspector.entry("data_sources", index))


def _inside(step: Step) -> list[Step]:
    return [one for member in step.members for one in (member, *_inside(member))]
