"""From a ``Service`` to the mapping that is written: short, nested by item, in Chinese."""

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.formats.document_drafts import default_id, defaults
from optimizer.formats.names import StepNames, numbered
from optimizer.formats.record_writing import mapped, plain
from optimizer.formats.service_parsing import DOCUMENT_FIELDS
from optimizer.formats.short_forms import (
    ARROW,
    ASSUMED_MARK,
    DEFAULT_MARK,
    arrow_text,
    kind_text,
    option_text,
    split_assumed,
    step_text,
    team_text,
)
from optimizer.formats.yaml_text import Block, Entries, Plain, Value
from optimizer.service.department import Department, Team
from optimizer.service.document import Document
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, DocumentClass
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.situation import Option
from optimizer.service.step import Demand, Step
from optimizer.service.step_names import step_kind
from optimizer.service.terms import EVERYTHING, key_word, word
from optimizer.service.using import used_departments, used_documents


@dataclass(frozen=True)
class Layout:
    """What a file that exists already lists, so that it goes on listing it.

    Attributes:
        documents, departments: ids that stand in the lists 材料 and 部门.
        explicit: everything by id and in full; always read back the same.
    """

    documents: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    explicit: bool = False


_NAMED = frozenset({"id", "name"})


class ServiceWriter:
    """Writes one service."""

    def __init__(self, service: Service, layout: Layout) -> None:
        self._service = service
        self._layout = layout
        self._names: dict[str, int] = {}
        for document in service.documents:
            self._names[document.name] = self._names.get(document.name, 0) + 1
        self._makers: dict[str, Item] = {}
        for item in service.items:
            for result in item.results:
                self._makers.setdefault(result, item)
        self._documents = {one.id: one for one in service.documents}
        self._departments = {one.id: one for one in service.departments}
        self._steps = StepNames([(one.id, one.name) for one in service.steps])
        self._listed = self._listed_documents()
        self._described: set[str] = set()
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
            "documents": [self._document(one) for one in self._listed],
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
            replaced["teams"] = [_team(one) for one in department.teams]
        return mapped("department", department, skip=_NAMED, replaced=replaced)

    def _situation(self, index: int) -> Value:
        situation = self._service.situations[index]
        options = [_option(one) for one in situation.options]
        return mapped("situation", situation, replaced={"options": options})

    # --- documents -------------------------------------------------------------------------

    def _defaults(self, document: Document) -> dict[str, object]:
        maker = self._makers.get(document.id)
        department = None if maker is None else self._departments.get(maker.department)
        return defaults(document.name, maker, department)

    def _listed_documents(self) -> tuple[Document, ...]:
        """Those that must be listed: all up to the first that using its name brings about."""
        documents = self._service.documents
        used = {one: place for place, one in enumerate(used_documents(self._service))}
        keep, last = len(documents), len(used)
        while keep and not self._layout.explicit:
            one = documents[keep - 1]
            place = used.get(one.id, -1)
            listed = one.id in self._layout.documents
            if listed or not 0 <= place < last or not self._may_be_implied(one):
                break
            keep, last = keep - 1, place
        return documents[:keep]

    def _may_be_implied(self, document: Document) -> bool:
        """Whether the places that use a document can say everything about it."""
        alone = self._names[document.name] == 1
        identity = (document.holder, document.edition)
        if document.members or not document.name or EVERYTHING in document.assumed:
            return False
        if not alone and identity != ("", ""):
            return False
        if document.id != default_id(document.name, document.item, identity, alone=alone):
            return False
        needs = [one for one in self._service.requirements if one.document == document.id]
        if not needs:
            bare = Document(id=document.id, name=document.name)
            return alone and document == bare.model_copy(update=self._defaults(document))
        is_form = document.document_class is DocumentClass.FORM
        made = document.id in self._makers
        items = {one.item for one in needs} if is_form and not made else {""}
        return items == {document.item} and self._marks_fit(document, needs[0])

    def _marks_fit(self, document: Document, need: Requirement) -> bool:
        """Whether one 推定 can speak of a requirement and its document."""
        if EVERYTHING not in need.assumed:
            return True
        return need.assumed == (EVERYTHING,) and set(document.assumed) == set(
            self._told(document)
        )

    def _told(self, document: Document) -> list[str]:
        """The fields that must be written about a document."""
        silent = self._defaults(document)
        bare = Document(id=document.id)
        return [
            field
            for field in DOCUMENT_FIELDS
            if getattr(document, field) != silent.get(field, getattr(bare, field))
        ]

    def _document(self, document: Document) -> Value:
        identity = (document.holder, document.edition)
        alone = self._names[document.name] == 1
        replaced: dict[str, Value] = {"name": document.name} if document.name else {}
        implied = default_id(document.name, document.item, identity, alone=alone)
        if document.id != implied or not document.name or self._layout.explicit:
            replaced["id"] = document.id
        written = mapped(
            "document",
            document,
            skip=_NAMED,
            defaults=self._defaults(document),
            replaced=replaced,
        )
        return document.name if written == {key_word("document", "name"): document.name} and (
            split_assumed(document.name) == (document.name, False)
        ) else written

    def _reference(self, document_id: str, item: str) -> str:
        """What a place that uses a document calls it."""
        document = self._documents.get(document_id)
        if document is None or self._layout.explicit or not document.name:
            return document_id
        own = [
            one
            for one in self._service.documents
            if one.name == document.name and one.item == document.item
        ]
        if self._names[document.name] == 1 or (document.item == item and own == [document]):
            return document.name
        return document_id

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
            results = [self._reference(one, item.id) for one in item.results]
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
        document = self._documents.get(need.document)
        reference = self._reference(need.document, need.item)
        replaced: dict[str, Value] = {"document": reference}
        name = need.document if document is None else document.name or document.id
        implied = numbered(f"{need.item}/{name}", self._need_ids)
        self._need_ids.add(need.id)
        if need.id != implied or self._layout.explicit:
            replaced["id"] = need.id
        if shared:
            replaced["item"] = need.item
        if need.needed_by != Anchor.ACCEPTANCE.value:
            replaced["needed_by"] = self._needed_by(need)
        marks = need.assumed
        if document is not None and document not in self._listed and (
            document.id not in self._described
        ):
            self._described.add(document.id)
            for field in self._told(document):
                marked = EVERYTHING not in marks and field in document.assumed
                replaced[field] = plain(getattr(document, field))
            if EVERYTHING not in marks:
                marks = tuple(sorted({*marks, *document.assumed}))
        skip = frozenset({"id", "item", "document", "needed_by"})
        written = mapped("requirement", need, skip=skip, replaced=replaced, assumed=marks)
        return _short(written, reference, key_word("requirement", "document"), "requirement")

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
            replaced["demands"] = [_demand(one) for one in step.demands]
        if step.after is not None:
            replaced["after"] = [self._step_name(one, step.items[0]) for one in step.after]
        if step.members:
            replaced["members"] = [self._step(one, member=True) for one in step.members]
        skip = _NAMED | {"items"}
        kind = {"kind": step_kind(step.name or step.id)}
        written = mapped("step", step, skip=skip, defaults=kind, replaced=replaced)
        return _short_step(written, step) if nested and not self._layout.explicit else written

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
        ends = [one.before, one.after]
        unique = [names.get(end, end) for end in ends]
        if list(names.values()).count(unique[0]) == 1 == list(names.values()).count(unique[1]):
            ends = unique
        plain_keys = {key_word("precedence", key) for key in ("before", "after", "kind", "basis")}
        mark = ASSUMED_MARK if one.assumed == (EVERYTHING,) else ""
        rest = set(written) - plain_keys - ({key_word("precedence", "assumed")} if mark else set())
        text = word(one.kind) + (f"（{one.basis}）" if one.basis else "") + mark
        arrow = f"{ends[0]} {ARROW} {ends[1]}"
        stripped = split_assumed(text)[0]
        same = kind_text(stripped) == (word(one.kind), one.basis) and bool(mark) == (
            stripped != text
        )
        if rest or not same or arrow_text(arrow) != (ends[0], ends[1]):
            return written
        return {arrow: Plain(text)}


def _short(written: dict[str, Value], text: str, key: str, section: str) -> Value:
    """A text instead of a mapping that holds nothing but a name, perhaps marked."""
    if not text or split_assumed(text)[1]:
        return written
    if set(written) == {key}:
        return text
    assumed = key_word(section, "assumed")
    if set(written) == {key, assumed} and isinstance(written[assumed], Plain):
        return f"{text}{ASSUMED_MARK}"
    return written


def _short_step(written: dict[str, Value], step: Step) -> Value:
    """``受理 1 工作日`` where that says everything."""
    name, duration, assumed = (key_word("step", one) for one in ("name", "duration", "assumed"))
    text = step.name
    if set(written) == {name, duration}:
        text = f"{step.name} {written[duration]}"
        expected = (step.name, str(step.duration))
    elif set(written) == {name} or (
        set(written) == {name, assumed} and isinstance(written[assumed], Plain)
    ):
        text = step.name + (ASSUMED_MARK if assumed in written else "")
        expected = (step.name, "")
    else:
        return written
    stripped, marked = split_assumed(text)
    if step_text(stripped) != expected or marked != bool(step.assumed):
        return written
    return text


def _team(team: Team) -> Value:
    text = f"{team.id} {team.capacity} 人"
    if team_text(text) == (team.id, team.capacity):
        return text
    return mapped("team", team)


def _demand(demand: Demand) -> Value:
    text = demand.team if demand.amount == 1 else f"{demand.team} {demand.amount}"
    if demand.team and team_text(text) == (demand.team, None if demand.amount == 1 else demand.amount):
        return text
    return mapped("demand", demand)


def _option(option: Option) -> Value:
    share = "" if option.share is None else f" {option.share:g}%"
    text = f"{option.id}{share}{DEFAULT_MARK if option.default else ''}"
    if option.id and option_text(text) == (option.id, option.share, option.default):
        return text
    return mapped("option", option)
