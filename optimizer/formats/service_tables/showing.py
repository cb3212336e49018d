"""A service as rows of plain values in the planner's words."""

from enum import Enum, IntEnum, StrEnum

from optimizer.formats.service_tables.cells import Cell, Row
from optimizer.formats.service_tables.labels import Labels, pair_text
from optimizer.formats.service_tables.layout import POSITION, Field, Section, form_of, is_chain
from optimizer.formats.shapes import Shape
from optimizer.formats.short_writing import demand_value, option_value, team_value
from optimizer.service.checks.inspector import name_of
from optimizer.service.department import Team
from optimizer.service.key_words import KEYS
from optimizer.service.kinds import Anchor
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.situation import Condition, Option
from optimizer.service.step import Demand, Step
from optimizer.service.terms import EVERYTHING, EVERYTHING_WORDS, english_value, word
from optimizer.wording.catalogue import Language, words
from optimizer.worktime import Duration
from optimizer.worktime.duration import plain_number

# A list of no steps is not the same as nothing stated (the step before in its item).
NOTHING_BEFORE = {"zh": "（无）", "en": "(none)"}


class Presenter:
    """Shows the records of one service in one language."""

    def __init__(self, service: Service, language: Language) -> None:
        self.service = service
        self.labels = Labels(service)
        self.language = language
        self._documents = {one.id: one for one in service.documents}

    def records(self, section: Section) -> tuple[Record, ...]:
        """The records of a table in their order."""
        if not section.held:
            return (self.service,)
        held: tuple[Record, ...] = getattr(self.service, section.held)
        return held

    def rows(self, section: Section) -> tuple[Row, ...]:
        """All rows of a table."""
        count: dict[str, int] = {}
        found = []
        for record in self.records(section):
            owner = owner_of(record)
            count[owner] = count.get(owner, 0) + 1
            row = {one.name: self.cell(section, one, record) for one in section.fields}
            if POSITION in row:
                row[POSITION] = count[owner]
            found.append(row)
        return tuple(found)

    def cell(self, section: Section, field: Field, record: Record) -> Cell:
        """One value; ``None`` where nothing is stated."""
        if isinstance(record, Requirement) and not hasattr(record, field.path[0]):
            document = self._documents.get(record.document)
            return None if document is None else self._plain(getattr(document, field.name))
        if field.name == "name":
            return name_of(record) or None
        value: object = record
        for name in field.path:
            value = getattr(value, name, None)
        shape = form_of(section, field).shape
        if shape is Shape.ASSUMED:
            return tuple(self.mark(section, str(one)) for one in _listed(value))
        return self._of_shape(shape, field, value)

    def _of_shape(self, shape: Shape, field: Field, value: object) -> Cell:
        if shape is Shape.WHEN:
            return self._conditions(value)
        if shape is Shape.ENTRIES:
            return tuple(self.entry(one) for one in _listed(value))
        if shape is Shape.TEXTS and value is None and not is_chain(field):
            return ()
        return self._names(field, value) if field.refers else self._plain(value)

    def mark(self, section: Section, name: str) -> str:
        """How the mark 推定 of one field of a record is called."""
        if name == EVERYTHING:
            return EVERYTHING_WORDS[0] if self.language == "zh" else "all"
        column = section.of_record(name)
        said = words("tables", self.language)
        for key in (f"{section.key}.mark.{name}", f"{section.key}.{name}", f"any.{name}"):
            if column is not None and said.has(key):
                return said(key)
        known = KEYS[section.record].get(name)
        return known[0] if known and self.language == "zh" else name

    def word(self, value: Enum) -> str:
        """The word of a value of a closed list."""
        assert isinstance(value, StrEnum | IntEnum)
        return word(value) if self.language == "zh" else english_value(value).replace("_", " ")

    def nothing_before(self) -> str:
        """How "no step comes before it" is written."""
        return NOTHING_BEFORE[self.language]

    def _plain(self, value: object) -> Cell:
        if isinstance(value, Enum):
            return self.word(value)
        if isinstance(value, Duration):
            return duration_cell(value, self.language)
        if isinstance(value, tuple):
            return tuple(str(one) for one in value)
        if isinstance(value, bool | int | float):
            return value
        return str(value) if value else None

    def _names(self, field: Field, value: object) -> Cell:
        if isinstance(value, tuple):
            if not value and is_chain(field):
                return (self.nothing_before(),)
            return tuple(self.labels(field.refers, str(one)) for one in value)
        if value is None and is_chain(field):
            return ()
        text = str(value or "")
        if field.name == "needed_by":
            anchor = next((one for one in Anchor if one.value == text), None)
            if anchor is not None:
                return self.word(anchor)
        return self.labels(field.refers, text) if text else None

    def _conditions(self, value: object) -> tuple[str, ...]:
        """``问题: 选项`` for every answer with which it applies.

        Two conditions on one question must both hold; what they share is shown.
        """
        held: dict[str, list[str]] = {}
        for one in _listed(value):
            assert isinstance(one, Condition)
            before = held.get(one.question)
            both = [option for option in one.options if before is None or option in before]
            held[one.question] = both or list(one.options)
        return tuple(pair_text(question, one) for question in held for one in held[question])

    def entry(self, one: object) -> str:
        """A team, demand or option as the file writes it, a step by its name."""
        if isinstance(one, Step):
            return self.labels.of_step(one)
        if isinstance(one, Team):
            text = team_value(one)
            return text if isinstance(text, str) else f"{one.id} {one.capacity} 人"
        if isinstance(one, Demand):
            text = demand_value(one)
            return text if isinstance(text, str) else f"{one.team} {one.amount}"
        assert isinstance(one, Option)
        text = option_value(one)
        return text if isinstance(text, str) else one.id


def duration_cell(duration: Duration, language: Language) -> str:
    """A duration as it is typed; ``Duration.parse`` reads it back."""
    if language == "zh":
        return str(duration)
    if duration.value == 0:
        return "immediate"
    unit = duration.unit.value.replace("_", " ")
    return f"{plain_number(duration.value)} {unit}{'' if duration.value == 1 else 's'}"


def owner_of(record: Record) -> str:
    """Within what the order of a record counts: the first item of a step, else the service."""
    return record.items[0] if isinstance(record, Step) else ""


def _listed(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value
