"""Where things stand in a file, and the list that findings are gathered in."""

from collections.abc import Iterable

from optimizer.service.finding import Finding, Severity
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.terms import key_word

Words = tuple[str, str]
"""A text in Chinese and in English."""


class Inspector:
    """Gathers the findings about one service.

    Places are written as the file is: steps and materials stand in their item, a step of
    several items in the list of the service. Numbers count from one.
    """

    def __init__(self, service: Service, file: str) -> None:
        self.service = service
        self._file = file
        self._found: dict[Finding, None] = {}
        self._items = {item.id: number for number, item in enumerate(service.items, start=1)}
        self._places = self._all_places()
        self._steps = service.steps_by_item()
        self._needs = service.requirements_by_item()
        self._names = {one.id: name_of(one) for one in service.documents}

    def add(
        self,
        severity: Severity,
        code: str,
        place: str,
        message: Words,
        right: Words = ("", ""),
        *,
        value: str = "",
        places: Iterable[str] = (),
    ) -> None:
        """Add a finding; the same one is kept once."""
        finding = Finding(
            severity=severity,
            code=code,
            file=self._file,
            place=place,
            value=value,
            message_zh=message[0],
            message_en=message[1],
            right_zh=right[0],
            right_en=right[1],
            places=tuple(places),
        )
        self._found[finding] = None

    def found(self) -> tuple[Finding, ...]:
        """Everything found, errors first, then warnings, then notes."""
        order = list(Severity)
        return tuple(sorted(self._found, key=lambda one: order.index(one.severity)))

    def steps_of(self, item_id: str) -> tuple[Step, ...]:
        """The steps of an item, as ``Service.steps_of``."""
        return self._steps.get(item_id, ())

    def needs_of(self, item_id: str) -> tuple[Requirement, ...]:
        """The requirements of an item, as ``Service.requirements_of``."""
        return self._needs.get(item_id, ())

    def document_name(self, document_id: str) -> str:
        """What people call a document; its id where the service does not list it."""
        return self._names.get(document_id, document_id)

    # --- places ----------------------------------------------------------------------------

    def entry(self, field: str, index: int, key: str = "", section: str = "") -> str:
        """An entry of a list of the service, e.g. ``数据来源[1].材料``; index from zero."""
        place = f"{key_word('service', field)}[{index + 1}]"
        return f"{place}.{key_word(section, key)}" if key else place

    def item(self, item_id: str, key: str = "") -> str:
        """An item, or one of its keys."""
        place = f"{key_word('service', 'items')}[{self._items.get(item_id, '?')}]"
        return f"{place}.{key_word('item', key)}" if key else place

    def step(self, step: Step, key: str = "") -> str:
        """A step, or one of its keys."""
        place = self._places.get(("step", step.id), step.id)
        return f"{place}.{key_word('step', key)}" if key else place

    def need(self, need: Requirement, key: str = "") -> str:
        """A material of an item, or one of its keys."""
        place = self._places.get(("need", need.id), need.id)
        return f"{place}.{key_word('requirement', key)}" if key else place

    def document(self, document_id: str, key: str = "") -> str:
        """A document: where the service lists it, or where it is first needed."""
        place = self._places.get(("document", document_id), document_id)
        return f"{place}.{key_word('document', key)}" if key else place

    def place_of(self, sort: str, one_id: str) -> str:
        """Where the last ``step`` or ``need`` with this id stands; empty when nowhere."""
        return self._places.get((sort, one_id), "")

    def _all_places(self) -> dict[tuple[str, str], str]:
        service, places = self.service, dict[tuple[str, str], str]()
        count: dict[tuple[str, str], int] = {}
        for number, step in enumerate(service.steps):
            if len(step.items) > 1:
                places["step", step.id] = self.entry("steps", number)
                continue
            at = count["step", step.items[0]] = count.get(("step", step.items[0]), 0) + 1
            places["step", step.id] = f"{self.item(step.items[0], 'steps')}[{at}]"
        for need in service.requirements:
            at = count["need", need.item] = count.get(("need", need.item), 0) + 1
            place = f"{self.item(need.item, 'requirements')}[{at}]"
            places["need", need.id] = place
            places.setdefault(("document", need.document), place)
        for number, document in enumerate(service.documents):
            places.setdefault(("document", document.id), self.entry("documents", number))
        return places


def name_of(named: object) -> str:
    """What people call a record: its name, else its id."""
    return str(getattr(named, "name", "") or getattr(named, "id", ""))


def some(names: Iterable[str], most: int = 5) -> Words:
    """The first names of a list, and how many there are when that is not all."""
    listed = list(names)
    zh, en = "、".join(listed[:most]), quoted(listed[:most])
    if len(listed) <= most:
        return zh, en
    return f"{zh} 等 {len(listed)} 项", f"{en} and {len(listed) - most} more"


def quoted(names: Iterable[str]) -> str:
    """Names of a file in an English text: each quoted, since most are Chinese."""
    return ", ".join(repr(name) for name in names)
