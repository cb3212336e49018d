"""What a typed cell means: numbers, words, durations, names, conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as of_dataclass
from enum import Enum

from optimizer.errors import Said
from optimizer.formats.entries import Entries
from optimizer.formats.reading import VOCABULARY, Reading
from optimizer.formats.service_tables.cells import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Cell,
    is_blank,
    text_of,
    texts_of,
)
from optimizer.formats.service_tables.fresh import Fresh
from optimizer.formats.service_tables.labels import pairs
from optimizer.formats.service_tables.layout import POSITION, Field, Section, form_of, is_chain
from optimizer.formats.service_tables.problems import Refused, refused
from optimizer.formats.service_tables.showing import NOTHING_BEFORE, Presenter
from optimizer.formats.shapes import MARKED_IN_PLACE, Form, Shape
from optimizer.formats.short_forms import split_assumed
from optimizer.formats.troubles import Troubles, nearest
from optimizer.formats.yaml_tree import Scalar
from optimizer.service import terms
from optimizer.service.department import Team
from optimizer.service.kinds import Anchor
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.service.situation import Condition, Option
from optimizer.service.step import Demand

_MOST_NAMED = 8


@dataclass(frozen=True)
class RowSeen:
    """What a row held before it was edited, and which items it is about.

    Attributes:
        record: the record; ``None`` for an added row.
        items: ids of the items, for names that are told apart by item.
    """

    record: Record | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typed:
    """The value of a cell.

    Attributes:
        value: what the record holds; ``None`` for a blank cell.
        marked: the mark （推定） was typed behind it.
    """

    value: object
    marked: bool = False


@dataclass
class CellReader:
    """Reads cells of one service; what cannot be used is ``Refused``."""

    service: Service
    presenter: Presenter
    fresh: Fresh
    _situations: Mapping[str, Sequence[str]] = of_dataclass(init=False)

    def __post_init__(self) -> None:
        self._situations = {
            one.id: [option.id for option in one.options] for one in self.service.situations
        }

    def read(self, section: Section, field: Field, cell: Cell, seen: RowSeen) -> Typed:
        """The value of one cell.

        Raises:
            Refused: the cell says nothing that can be used.
        """
        form = form_of(section, field)
        if field.required and is_blank(cell):
            raise refused("这一格不能空着", "this cell must be filled in", "请填写", "fill it in")
        if form.shape is Shape.ASSUMED:
            return Typed(self._marks(section, cell, seen))
        if form.shape in (Shape.WHEN, Shape.ENTRIES, Shape.TEXTS):
            return Typed(self._list(form.shape, field, cell, seen))
        if field.refers:
            text = text_of(cell, LONGEST_NAME)
            return Typed(self._one_reference(field, text, seen) if text else None)
        return self._plain(field, form, cell)

    def _list(self, shape: Shape, field: Field, cell: Cell, seen: RowSeen) -> object:
        if shape is Shape.WHEN:
            return self._conditions(cell, seen)
        if shape is Shape.ENTRIES:
            return self._entries(field, cell, seen)
        return self._references(field, cell, seen) if field.refers else tuple(texts_of(cell))

    def _plain(self, field: Field, form: Form, cell: Cell) -> Typed:
        text = text_of(cell, LONGEST_NAME if field.name == "name" else LONGEST_TEXT)
        if not text:
            return Typed(None)
        marked = False
        if form.shape in MARKED_IN_PLACE and field.name != POSITION:
            text, marked = split_assumed(text)
        if form.shape is Shape.WORD and form.closed_list is not None:
            return Typed(closed_word(form.closed_list, text), marked)
        return Typed(read_plain(form, text), marked)

    # --- names -----------------------------------------------------------------------------

    def _references(self, field: Field, cell: Cell, seen: RowSeen) -> tuple[str, ...] | None:
        known = self.presenter.labels.all(field.refers)
        texts = texts_of(cell, known, LONGEST_NAME)
        if is_chain(field):
            if texts and all(text in NOTHING_BEFORE.values() for text in texts):
                return ()
            if not texts:
                return None
        found, wrong = [], []
        for text in texts:
            try:
                found.append(self._one_reference(field, text, seen))
            except Refused:
                wrong.append(text)
        if wrong:
            raise unknown(wrong, known)
        return tuple(dict.fromkeys(found))

    def _one_reference(self, field: Field, text: str, seen: RowSeen) -> str:
        labels = self.presenter.labels
        if field.name == "needed_by":
            anchor = terms.meaning(Anchor, text)
            if isinstance(anchor, Anchor):
                return anchor.value
        held = self._held(field, seen).get(text)
        if held is not None:
            return held
        if field.refers == "steps":
            within = labels.find("steps", text) or labels.step_within(seen.items, text)
            if within is not None:
                return within
        elif field.refers == "documents" and field.free:
            item = seen.items[0] if seen.items else ""
            return self.fresh.document(text, item, issued=field.name == "results")
        elif field.refers == "departments" and field.free:
            return self.fresh.department(text)
        else:
            found = labels.find(field.refers, text)
            if found is not None:
                return found
        known = labels.all(field.refers)
        if field.name == "needed_by":
            known = (*(self.presenter.word(one) for one in Anchor), *known)
        raise unknown([text], known)

    def _held(self, field: Field, seen: RowSeen) -> dict[str, str]:
        """What the row names already, as it is shown: also what is not there any more."""
        value = getattr(seen.record, field.path[0], None) if seen.record is not None else None
        ids = value if isinstance(value, tuple) else (value,)
        return {self.presenter.labels(field.refers, str(one)): str(one) for one in ids if one}

    # --- conditions and marks --------------------------------------------------------------

    def _conditions(self, cell: Cell, seen: RowSeen) -> tuple[Condition, ...]:
        known = pairs(self._situations)
        held = getattr(seen.record, "when", ()) if seen.record is not None else ()
        for one in held:
            known.update(pairs({one.question: one.options}))
        plain = {_plain_pair(text): pair for text, pair in known.items()}
        answers: dict[str, list[str]] = {}
        wrong = []
        for text in texts_of(cell, tuple(known)):
            pair = known.get(text) or plain.get(_plain_pair(text))
            if pair is None:
                wrong.append(text)
            else:
                answers.setdefault(pair[0], []).append(pair[1])
        if wrong:
            raise unknown(wrong, tuple(known), ("办理情形里没有", "no situation has"))
        return tuple(
            Condition(question=question, options=tuple(options))
            for question, options in answers.items()
        )

    def _marks(self, section: Section, cell: Cell, seen: RowSeen) -> tuple[str, ...]:
        names = {self.presenter.mark(section, one): one for one in markable(section)}
        for one in getattr(seen.record, "assumed", ()):
            names[self.presenter.mark(section, one)] = one
        found, wrong = set(), []
        for text in texts_of(cell, tuple(names)):
            name = names.get(text) or terms.field_of(section.record, text)
            if terms.normal(text) in terms.EVERYTHING_WORDS:
                name = terms.EVERYTHING
            if name is None:
                wrong.append(text)
            else:
                found.add(name)
        if wrong:
            raise unknown(
                wrong, tuple(names), ("推定的不是这张表的列：", "no column of this table:")
            )
        return (terms.EVERYTHING,) if terms.EVERYTHING in found else tuple(sorted(found))

    # --- teams, demands, options -----------------------------------------------------------

    def _entries(self, field: Field, cell: Cell, seen: RowSeen) -> tuple[Record, ...]:
        held = getattr(seen.record, field.path[0], ()) if seen.record is not None else ()
        shown: dict[str, Record] = {self.presenter.entry(one): one for one in held}
        found = [
            shown.get(text) or self._entry(field, text)
            for text in texts_of(cell, tuple(shown), LONGEST_NAME)
        ]
        names = [str(getattr(one, "id", "") or getattr(one, "team", "")) for one in found]
        twice = [one for one in dict.fromkeys(names) if names.count(one) > 1]
        if twice:
            raise refused(
                f"“{'、'.join(twice)}”写了两次",
                f"{', '.join(twice)} stands twice",
                "只保留一个",
                "keep one of them",
            )
        return tuple(found)

    def _entry(self, field: Field, text: str) -> Record:
        troubles = Troubles("")
        entries, node = Entries(troubles), Scalar(text, 0)
        read = {"teams": entries.team, "demands": entries.demand, "options": entries.option}
        values = read[field.name](node, "")
        if values is None:
            raise _told(troubles)
        if field.name == "teams":
            return Team.model_validate(values)
        if field.name == "options":
            return Option.model_validate(values)
        team = self.presenter.labels.find("teams", str(values["team"]))
        if team is None:
            raise unknown([str(values["team"])], self.presenter.labels.all("teams"))
        return Demand.model_validate({**values, "team": team})


def markable(section: Section) -> tuple[str, ...]:
    """The fields of a record that a table lets people mark as assumed, and all of them."""
    own = [
        one.path[0]
        for one in section.fields
        if one.name not in (POSITION, "assumed") and not one.read_only
    ]
    return (*dict.fromkeys(own), terms.EVERYTHING)


def closed_word(closed_list: type[Enum], text: str) -> Enum:
    """The value of a closed list a word means.

    Raises:
        Refused: no value is called so; names the words there are.
    """
    value = terms.meaning(closed_list, text, VOCABULARY)
    if value is None:
        official = {one: names[0] for one, names in VOCABULARY[closed_list].items()}
        english = [terms.english_value(one).replace("_", " ") for one in official]
        raise Refused(
            Said(f"没有“{_short(text)}”这个选项", f"{_short(text)!r} is no choice"),
            Said(f"可选：{'、'.join(official.values())}", f"choose from: {', '.join(english)}"),
        )
    return value


def read_plain(form: Form, text: str) -> object:
    """A text, number, answer or duration, read as in the service file.

    Raises:
        Refused: it cannot be read as one.
    """
    troubles = Troubles("")
    value = Reading(troubles).value(form, Scalar(text, 0), "", "")
    if troubles.found:
        raise _told(troubles)
    return value


def unknown(
    texts: Sequence[str], known: Sequence[str], what: tuple[str, str] = ("没有", "there is no")
) -> Refused:
    """A refusal of names nothing has, with those that look alike."""
    near = [one for text in texts for one in nearest(text, known)] or list(known[:_MOST_NAMED])
    near = list(dict.fromkeys(near))[:_MOST_NAMED]
    named = [_short(text) for text in texts[:_MOST_NAMED]]
    return refused(
        f"{what[0]}“{'”“'.join(named)}”",
        f"{what[1]} {', '.join(repr(one) for one in named)}",
        f"可选：{'、'.join(near) or '无'}",
        f"choose from: {', '.join(near) or 'nothing yet'}",
    )


def _told(troubles: Troubles) -> Refused:
    first = troubles.found[0]
    return Refused(Said(first.message_zh, first.message_en), Said(first.right_zh, first.right_en))


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"


def _plain_pair(text: str) -> str:
    """``问题：选项`` like ``问题: 选项``."""
    return terms.normal(text).replace(":_", ":").replace("_:", ":")
