"""From a ``Service`` to the mapping that is written: short, nested by item, in Chinese."""

from collections.abc import Sequence

from optimizer.formats.document_writing import Layout, WrittenDocuments
from optimizer.formats.names import StepNames, numbered
from optimizer.formats.record_writing import mapped, plain
from optimizer.formats.short_writing import (
    demand_value,
    option_value,
    short_entry,
    short_precedence,
    short_step,
    team_value,
)
from optimizer.formats.yaml_text import Block, Entries, Plain, Value
from optimizer.service.department import Department
from optimizer.service.kinds import Anchor
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.step_names import step_kind
from optimizer.service.terms import EVERYTHING, key_word, word
from optimizer.service.using import used_departments

_NAMED = frozenset({"id", "name"})


class ServiceWriter:
    """Writes one service."""

    def __init__(self, service: Service, layout: Layout) -> None:
        self._service = service
        self._layout = layout
        self._documents = WrittenDocuments(service, layout)
        self._steps = StepNames([(one.id, one.name) for one in service.steps])
        self._step_ids: set[str] = set()
        self._need_ids: set[str] = set()
        self._precedence_ids: set[str] = set()

    def written(self) -> Block:
        """The whole file."""
        service = self._service
        nested_needs = self._nested_needs()
        items = self._items(nested_needs)
        lists: dict[str, Sequence[Value]] = {
            "situations": [self._situation(index) for index in range(len(service.situations))],
            "departments": [self._department(one) for one in self._listed_departments()],
            "documents": [self._documents.entry(one) for one in self._documents.listed],
            "items": items,
            "requirements": [
                self._requirement(one, shared=True) for one in service.requirements[nested_needs:]
            ],
            "steps": [] if self._steps_nest() else [self._step(one) for one in service.steps],
            "precedences": [self._precedence(one) for one in service.precedences],
            "externals": [mapped("external", one) for one in service.externals],
            "data_sources": [
                mapped("data_source", one, skip=_NAMED, replaced=self._identity(one.id, one.name))
                for one in service.data_sources
            ],
        }
        replaced: dict[str, Value] = dict(self._identity(service.id, service.name))
        replaced.update({field: Entries(value) for field, value in lists.items() if value})
        if service.baseline is not None and not service.baseline.source:
            replaced["baseline"] = service.baseline.date
        return Block(mapped("service", service, skip=_NAMED | set(lists), replaced=replaced))

    def _identity(self, one_id: str, name: str) -> dict[str, Value]:
        """Name and id; the id only where it is not the name."""
        found: dict[str, Value] = {"name": name} if name else {}
        if one_id != name or self._layout.explicit:
            found["id"] = one_id
        return found

    # --- departments and situations --------------------------------------------------------

    def _listed_departments(self) -> tuple[Department, ...]:
        """Those that must be listed: all up to the first that using its name brings about."""
        departments = self._service.departments
        used = {one: place for place, one in enumerate(used_departments(self._service))}
        keep, last = len(departments), len(used)
        while keep and not self._layout.explicit:
            one = departments[keep - 1]
            place = used.get(one.id, -1)
            silent = one == Department(id=one.id, name=one.id) and one.id
            if not silent or one.id in self._layout.departments or not 0 <= place < last:
                break
            keep, last = keep - 1, place
        return departments[:keep]

    def _department(self, department: Department) -> Value:
        replaced = self._identity(department.id, department.name)
        if department.teams:
            replaced["teams"] = [team_value(one) for one in department.teams]
        return mapped("department", department, skip=_NAMED, replaced=replaced)

    def _situation(self, index: int) -> Value:
        situation = self._service.situations[index]
        options = [option_value(one) for one in situation.options]
        return mapped("situation", situation, replaced={"options": options})

    # --- items -----------------------------------------------------------------------------

    def _nested_needs(self) -> int:
        """How many requirements, from the first, stand in the order of their items."""
        places = {item.id: place for place, item in enumerate(self._service.items)}
        last = 0
        for count, need in enumerate(self._service.requirements):
            place = places.get(need.item, -1)
            if place < last:
                return count
            last = place
        return len(self._service.requirements)

    def _steps_nest(self) -> bool:
        places = {item.id: place for place, item in enumerate(self._service.items)}
        steps = self._service.steps
        order = [places.get(step.items[0], -1) for step in steps]
        single = all(len(step.items) == 1 for step in steps)
        return single and -1 not in order and order == sorted(order)

    def _items(self, nested_needs: int) -> list[Value]:
        service = self._service
        nest = self._steps_nest()
        written: list[Value] = []
        for item in service.items:
            replaced: dict[str, Value] = dict(self._identity(item.id, item.name))
            results = [self._documents.reference(one, item.id) for one in item.results]
            if results:
                replaced["results"] = results
            for code in ("basic", "implementation", "handling"):
                if getattr(item.codes, code):
                    replaced[code] = getattr(item.codes, code)
            if nest and service.steps_of(item.id):
                replaced["steps"] = Entries(map(self._step, service.steps_of(item.id)))
            needs = [one for one in service.requirements[:nested_needs] if one.item == item.id]
            if needs:
                replaced["requirements"] = Entries(map(self._requirement, needs))
            skip = _NAMED | {"codes", "results"}
            written.append(Block(mapped("item", item, skip=skip, replaced=replaced)))
        return written

    def _requirement(self, need: Requirement, *, shared: bool = False) -> Value:
        reference = self._documents.reference(need.document, need.item)
        replaced: dict[str, Value] = {"document": reference}
        base = f"{need.item}/{self._documents.name(need.document)}"
        implied = numbered(base, self._need_ids)
        self._need_ids.add(need.id)
        if need.id != implied or self._layout.explicit:
            replaced["id"] = need.id
        if shared:
            replaced["item"] = need.item
        if need.needed_by != Anchor.ACCEPTANCE.value:
            replaced["needed_by"] = self._needed_by(need)
        marks = need.assumed
        described = self._documents.first_use(need.document)
        if described is not None:
            for field in self._documents.told(described):
                replaced[field] = plain(getattr(described, field))
            if EVERYTHING not in marks:
                marks = tuple(sorted({*marks, *described.assumed}))
        skip = frozenset({"id", "item", "document", "needed_by"})
        written = mapped("requirement", need, skip=skip, replaced=replaced, assumed=marks)
        return short_entry(written, reference, key_word("requirement", "document"), "requirement")

    def _needed_by(self, need: Requirement) -> str:
        """The anchor's word, the bare name of a step, or whatever is read back the same."""
        words = [word(one) for one in Anchor if one.value == need.needed_by]
        short = need.needed_by.removeprefix(f"{need.item}/")
        for text in (*words, short):
            if self._steps.needed_by(text, need.item) == need.needed_by:
                return Plain(text) if words else text
        return need.needed_by

    # --- steps -----------------------------------------------------------------------------

    def _step(self, step: Step, *, member: bool = False) -> Value:
        nested = self._steps_nest() and not member
        replaced: dict[str, Value] = {"name": step.name} if step.name else {}
        base = f"{step.items[0]}/{step.name}"
        implied = base if member else numbered(base, self._step_ids)
        if not member:
            self._step_ids.add(step.id)
        if step.id != implied or not step.name or self._layout.explicit:
            replaced["id"] = step.id
        if not nested:
            replaced["items"] = list(step.items)
        if step.demands:
            replaced["demands"] = [demand_value(one) for one in step.demands]
        if step.after is not None:
            replaced["after"] = [self._step_name(one, step.items[0]) for one in step.after]
        if step.members:
            replaced["members"] = [self._step(one, member=True) for one in step.members]
        skip = _NAMED | {"items"}
        kind = {"kind": step_kind(step.name or step.id)}
        written = mapped("step", step, skip=skip, defaults=kind, replaced=replaced)
        return short_step(written, step) if nested and not self._layout.explicit else written

    def _step_name(self, step_id: str, item: str) -> str:
        short = step_id.removeprefix(f"{item}/")
        return short if self._steps.resolved(short, item) == step_id else step_id

    def _precedence(self, one: Precedence) -> Value:
        implied = numbered(f"{one.before}→{one.after}", self._precedence_ids)
        self._precedence_ids.add(one.id)
        replaced: dict[str, Value] = {}
        if one.id != implied or self._layout.explicit:
            replaced["id"] = one.id
        if one.step:
            replaced["step"] = self._step_name(one.step, one.before)
        skip = frozenset({"id"})
        written = mapped("precedence", one, skip=skip, replaced=replaced)
        names = {item.id: item.name or item.id for item in self._service.items}
        ends = (one.before, one.after)
        called = tuple(names.get(end, end) for end in ends)
        if all(list(names.values()).count(name) == 1 for name in called):
            ends = (called[0], called[1])
        return short_precedence(written, one, ends)
