"""From the tree of a service file to the values of a ``Service``."""

from dataclasses import dataclass, field

from optimizer.formats.document_drafts import Draft, Drafts, Use
from optimizer.formats.entries import Entries, Values
from optimizer.formats.keys import Keys
from optimizer.formats.names import Names
from optimizer.formats.short_forms import split_assumed
from optimizer.formats.step_entries import StepEntries
from optimizer.formats.troubles import Troubles
from optimizer.formats.yaml_tree import Node, Scalar
from optimizer.service.document import Document
from optimizer.service.terms import EVERYTHING

DOCUMENT_FIELDS = frozenset(Document.model_fields) - {"id", "name", "item", "members", "assumed"}
"""What a material of an item may say of its document."""

_CODES = ("basic", "implementation", "handling")


@dataclass
class Parsed:
    """Everything a file says; names of things are still as written.

    Attributes:
        top: values of the service itself and of its small sections.
        results: for each item, the documents it issues.
        needs: values of each requirement with the document it asks for.
        delivered: for each data source, the documents it delivers.
    """

    keys: Keys
    top: Values
    items: list[Values] = field(default_factory=list)
    results: list[list[Use]] = field(default_factory=list)
    steps: list[Values] = field(default_factory=list)
    needs: list[tuple[Values, Use]] = field(default_factory=list)
    sources: list[Values] = field(default_factory=list)
    delivered: list[list[Use]] = field(default_factory=list)
    documents: list[Draft] = field(default_factory=list)


class ServiceParser:
    """Reads one tree; every finding is collected before the file is refused."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles
        self._entries = Entries(troubles)
        self._steps = StepEntries(self._entries)
        self._drafts = Drafts(troubles)

    def parse(self, tree: Node) -> Parsed:
        """What a tree says.

        Raises:
            InvalidFile: with everything that is wrong.
        """
        entries = self._entries
        keys = entries.keys(tree, "service", "")
        if keys is None:
            self._troubles.stop_if_any()
        assert keys is not None
        entries.missing(keys)
        top = entries.values(keys)
        entries.named(top, keys)
        parsed = Parsed(keys, top)
        for name, read in (
            ("departments", entries.department),
            ("precedences", entries.precedence),
            ("externals", entries.external),
            ("situations", entries.situation),
        ):
            top[name] = [read(*one) for one in entries.entries(keys, name)]
        for one in entries.entries(keys, "documents"):
            self._document(*one)
        for one in entries.entries(keys, "items"):
            self._item(*one, parsed)
        self._shared(keys, parsed)
        for one in entries.entries(keys, "data_sources"):
            self._data_source(*one, parsed)
        parsed.steps = self._steps.found
        parsed.documents = self._drafts.resolve()
        self._troubles.stop_if_any()
        return parsed

    def _shared(self, keys: Keys, parsed: Parsed) -> None:
        """Steps and requirements in lists of the service, which name their items."""
        names = Names((str(one["id"]), str(one["name"])) for one in parsed.items)
        for node, place in self._entries.entries(keys, "steps"):
            named = self._steps.named_items(node, "step", "items", place)
            if named:
                self._steps.add(node, place, tuple(names.resolved(one) for one in named), ())
        for node, place in self._entries.entries(keys, "requirements"):
            named = self._steps.named_items(node, "requirement", "item", place)
            if named:
                self._requirement(node, place, names.resolved(named[0]), (), parsed)

    def _document(self, node: Node, place: str) -> None:
        if isinstance(node, Scalar):
            found = self._entries.short(node, "document", place)
        else:
            found = self._entries.keyed(node, "document", place)
        if found is None:
            return
        keys, values = found
        if isinstance(node, Scalar) or not keys.value("id"):
            values.pop("id")
        draft = Draft(str(values.pop("name")), node, place, assumed=set(_marks(values)))
        values.pop("assumed", None)
        draft.stated = values
        draft.item = draft.text("item")
        self._drafts.declare(draft)

    def _item(self, node: Node, place: str, parsed: Parsed) -> None:
        found = self._entries.keyed(node, "item", place)
        if found is None:
            return
        keys, values = found
        nested = values.pop("codes", None)
        codes: Values = dict(nested) if isinstance(nested, dict) else {}
        codes.update({name: values.pop(name) for name in _CODES if name in values})
        if codes:
            values["codes"] = codes
        item = str(values["id"])
        marks = set(_marks(values))
        whole = {name: (EVERYTHING,) for name in ("steps", "requirements") if name in marks}
        marks = {"codes" if one in _CODES else one for one in marks - set(whole)}
        values["assumed"] = tuple(sorted(marks))
        parsed.items.append(values)
        parsed.results.append(self._uses(values.pop("results", ()), keys, "results", item))
        for one in self._entries.entries(keys, "steps"):
            self._steps.add(*one, (item,), whole.get("steps", ()))
        for one in self._entries.entries(keys, "requirements"):
            self._requirement(*one, item, whole.get("requirements", ()), parsed)

    def _uses(self, names: object, keys: Keys, name: str, item: str) -> list[Use]:
        assert isinstance(names, tuple)
        node = keys.value(name) or keys.node
        place = keys.place_of(name)
        uses = [Use(str(one), node, place, item, issues=bool(item)) for one in names if one]
        return [self._drafts.use(one) for one in uses]

    def _requirement(
        self, node: Node, place: str, item: str, marks: tuple[str, ...], parsed: Parsed
    ) -> None:
        values = self._requirement_values(node, place)
        if values is None:
            return
        stated = {one: values.pop(one) for one in DOCUMENT_FIELDS if one in values}
        assumed = {*_marks(values), *marks}
        values["assumed"] = tuple(sorted(assumed - DOCUMENT_FIELDS))
        values["item"] = item
        # An assumed requirement that describes its document assumes what it says of it.
        told = set(stated) if EVERYTHING in assumed else assumed & DOCUMENT_FIELDS
        name = str(values["document"])
        use = Use(name, node, place, item, stated=stated, assumed=frozenset(told))
        parsed.needs.append((values, self._drafts.use(use)))

    def _requirement_values(self, node: Node, place: str) -> Values | None:
        if not isinstance(node, Scalar):
            found = self._entries.keyed(node, "requirement", place)
            return None if found is None or "document" not in found[1] else found[1]
        text, marked = split_assumed(node.text)
        if not text:
            self._entries.absent(node, place)
            return None
        values: Values = {"document": text}
        if marked:
            values["assumed"] = (EVERYTHING,)
        return values

    def _data_source(self, node: Node, place: str, parsed: Parsed) -> None:
        found = self._entries.keyed(node, "data_source", place)
        if found is None:
            return
        keys, values = found
        parsed.delivered.append(self._uses(values.pop("documents", ()), keys, "documents", ""))
        parsed.sources.append(values)


def _marks(values: Values) -> tuple[str, ...]:
    stated = values.get("assumed", ())
    assert isinstance(stated, tuple)
    return stated
