"""Steps of a service file, in their item or in a list of the service."""

from optimizer.formats.entries import Entries, Values
from optimizer.formats.keys import Keys, joined
from optimizer.formats.names import numbered
from optimizer.formats.short_forms import split_assumed, step_text
from optimizer.formats.yaml_tree import Mapping, Node, Scalar
from optimizer.service.step_names import step_kind
from optimizer.service.terms import EVERYTHING, key_word


class StepEntries:
    """Gathers the steps of one file, each with an id.

    Attributes:
        found: the values of the steps; references to steps stand there as written.
    """

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._ids: set[str] = set()
        self.found: list[Values] = []

    def add(self, node: Node, place: str, items: tuple[str, ...], marks: tuple[str, ...]) -> None:
        """Add a step of these items; ``marks`` are assumed besides what it marks itself."""
        values = self._step(node, place)
        if values is None:
            return
        values["items"] = items
        if marks:
            stated = values.get("assumed", ())
            assert isinstance(stated, tuple)
            values["assumed"] = tuple(sorted({*stated, *marks}))
        base = f"{items[0]}/{values['name']}"
        values["id"] = values.get("id") or numbered(base, self._ids)
        self._ids.add(str(values["id"]))
        self.found.append(values)

    def named_items(self, node: Node, section: str, field: str, place: str) -> list[str]:
        """What an entry of a list of the service says it belongs to; told when nothing."""
        keys = Keys(section, node, place)
        if isinstance(node, Mapping):
            keys = self._entries.keys(node, section, place, quiet=True) or keys
        value = keys.value(field)
        if value is None:
            self._entries.missing(keys, frozenset({field}))
            return []
        where = keys.place_of(field)
        texts = [self._entries.text(one, where) for one in self._entries.nodes(value)]
        if not texts:
            self._entries.missing(keys, frozenset({field}))
        return [text for text in texts if text is not None]

    def _step(self, node: Node, place: str) -> Values | None:
        if isinstance(node, Scalar):
            return self._short(node, place)
        found = self._entries.keyed(node, "step", place)
        if found is None:
            return None
        keys, values = found
        if not keys.value("id"):
            values.pop("id")
        demands = self._entries.entries(keys, "demands")
        values["demands"] = [self._entries.demand(*one) for one in demands]
        members = self._entries.entries(keys, "members")
        values["members"] = [self._member(*one) for one in members]
        values.setdefault("kind", step_kind(str(values["name"] or values.get("id", ""))))
        return values

    def _short(self, node: Scalar, place: str) -> Values | None:
        text, marked = split_assumed(node.text)
        name, written = step_text(text)
        if not name:
            self._entries.absent(node, place)
            return None
        values: Values = {"name": name, "kind": step_kind(name)}
        if written:
            where = joined(place, key_word("step", "duration"))
            at = Scalar(written, node.line)
            values["duration"] = self._entries.duration(written, at, where)
        if marked:
            values["assumed"] = ("duration",) if written else (EVERYTHING,)
        return values

    def _member(self, node: Node, place: str) -> Values | None:
        """A step that a merged step stands for; it names its items itself."""
        items = self.named_items(node, "step", "items", place)
        values = self._step(node, place) if items else None
        if values is None:
            return None
        values["items"] = tuple(items)
        values["id"] = values.get("id") or f"{items[0]}/{values['name']}"
        return values
