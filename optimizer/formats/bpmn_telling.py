"""What a BPMN file says of a step, a wait and a document in words, with the exact values beside."""

from lxml import etree

from optimizer.formats.bpmn_papers import Paper
from optimizer.formats.bpmn_values import own, requirement_values, step_values, wait_values
from optimizer.formats.bpmn_xml import add, document
from optimizer.network.edges import Edge, EdgeKind, edges
from optimizer.pictures.lane_layout import Arrow
from optimizer.service.kinds import Route
from optimizer.service.precedence import Precedence
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import Language, words
from optimizer.wording.lengths import duration_text
from optimizer.wording.levels import choice
from optimizer.wording.names import Names
from optimizer.worktime import Duration


class Teller:
    """Tells of the parts of one service.

    Args:
        service: completed, in one situation.
        language: of all words but the names in the file.
    """

    def __init__(self, service: Service, language: Language) -> None:
        self.names = Names(service, language)
        self._words = words("bpmn", language)
        self._language = language
        self._waits = {one.id: one for one in service.precedences}
        self._edges: dict[tuple[str, str], list[Edge]] = {}
        for edge in edges(service):
            self._edges.setdefault((edge.before, edge.after), []).append(edge)

    def step(self, element: etree._Element, step: Step) -> None:
        """Documentation and exact values of a step; before anything else is added to it."""
        document(element, self._step_lines(step))
        step_values(add(element, "extensionElements"), step)

    def wait(self, element: etree._Element, arrow: Arrow) -> None:
        """Why one step waits for another: every reason with its basis.

        An after-check stands outside the precedence network; it follows what it checks.
        """
        checked = Edge(arrow.before, arrow.after, EdgeKind.STEP, arrow.after)
        held = self._edges.get((arrow.before, arrow.after), [checked])
        lines = [line for edge in held for line in self._reason(edge)]
        if arrow.on_circle:
            lines.append(self._words("flow_circle"))
        document(element, lines)
        values = add(element, "extensionElements")
        for edge in held:
            wait_values(values, edge, self._precedence(edge))

    def paper(self, element: etree._Element, paper: Paper) -> None:
        """How a document comes to its step and what each item asks of it, or who makes it."""
        lines = [self._line("made_by", self.names(paper.step))] if paper.makes else []
        for need in paper.needs:
            lines.append(
                self._words(
                    "need",
                    item=self.names(need.item),
                    copies=need.copies,
                    route=choice(need.route, self._language),
                )
            )
            lines.append(self._line("basis", need.basis or self._words("no_basis")))
        document(element, lines)
        values = add(element, "extensionElements")
        if paper.makes:
            own(values, "result", {"document": paper.document, "step": paper.step})
        for need in paper.needs:
            requirement_values(values, need)

    def paper_name(self, paper: Paper) -> str:
        """The name of a document, with how it comes where the applicant does not just bring it."""
        name = self.names(paper.document)
        others = [
            choice(route, self._language) for route in paper.routes if route is not Route.HAND_IN
        ]
        if not others:
            return name
        return f"{name}\n{self._words('routed', routes=self._words.listed(others))}"

    def _step_lines(self, step: Step) -> list[str]:
        line = self._line
        lines = [
            line("items", self.names.listed(step.items)),
            line("departments", self.names.listed(step.departments)),
            line("kind", choice(step.kind, self._language)),
            line("duration", self._length(step, "duration", step.duration)),
        ]
        if step.clocked is not None:
            lines.append(line("clocked", self._length(step, "clocked", step.clocked)))
        elif step.counted is not None:
            lines.append(self._words("counted" if step.counted else "not_counted"))
        lines.append(line("counted_basis", step.counted_basis))
        if step.floor is not None:
            lines.append(line("floor", self._length(step, "floor", step.floor)))
            lines.append(line("floor_basis", step.floor_basis))
        lines.append(line("visits", str(step.visits) if step.visits else ""))
        lines.append(line("in_person", step.in_person))
        lines.append(line("lock", step.lock))
        lines.append(line("early", step.early))
        for member in step.members:
            length = self._length(member, "duration", member.duration)
            lines.append(self._words("member", name=self.names(member.id), length=length))
        return lines

    def _length(self, step: Step, field: str, value: Duration | None) -> str:
        if value is None:
            return self._words("unknown")
        written = duration_text(value, self._language)
        return self._words("assumed", value=written) if step.is_assumed(field) else written

    def _line(self, heading: str, content: str) -> str:
        if not content:
            return ""
        return self._words("line", heading=self._words(f"line_{heading}"), content=content)

    def _reason(self, edge: Edge) -> list[str]:
        wait = self._precedence(edge)
        if edge.kind is EdgeKind.STEP:
            return [self._words("flow_step")]
        if wait is None:
            return [self._words("flow_data", why=self.names.need(edge.subject))]
        lines = [
            self._words(f"flow_{edge.kind.value}", **self.names.precedence(wait.id)),
            self._line("basis", wait.basis or self._words("no_basis")),
        ]
        if wait.lag is not None:
            lines.append(self._line("lag", duration_text(wait.lag, self._language)))
        return lines

    def _precedence(self, edge: Edge) -> Precedence | None:
        """The precedence an edge comes from; ids of other things may be the same."""
        if edge.kind in (EdgeKind.STEP, EdgeKind.DATA):
            return None
        return self._waits[edge.subject]
