"""The keys of one mapping of a file, and where they stand."""

from dataclasses import dataclass, field

from optimizer.formats.yaml_tree import Entry, Node, Scalar
from optimizer.service import terms


@dataclass
class Keys:
    """The keys of one mapping that are known, and where they stand.

    Attributes:
        section: whose keys they are.
        node: the mapping (or the short form it came from).
        place: path of the mapping.
        entries: field → key and value as they stand in the file.
    """

    section: str
    node: Node
    place: str
    entries: dict[str, Entry] = field(default_factory=dict)

    def place_of(self, name: str) -> str:
        """Path of a field, stated or not."""
        return joined(self.place, terms.key_word(self.section, name))

    def value(self, name: str) -> Node | None:
        """The value of a field; ``None`` when nothing is stated."""
        entry = self.entries.get(name)
        if entry is None or (isinstance(entry.value, Scalar) and entry.value.is_empty):
            return None
        return entry.value


def joined(place: str, key: str) -> str:
    """``place.key``."""
    return f"{place}.{key}" if place else key
