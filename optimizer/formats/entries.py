"""The small sections of a service file: departments, teams, precedences, situations."""

from collections.abc import Sequence as List

from optimizer.formats.keys import Keys, joined
from optimizer.formats.reading import Reading
from optimizer.formats.short_forms import (
    arrow_text,
    kind_text,
    option_text,
    split_assumed,
    team_text,
)
from optimizer.formats.yaml_tree import Entry, Mapping, Node, Scalar, Sequence
from optimizer.service.key_words import KEYS
from optimizer.service.kinds import PrecedenceKind
from optimizer.service.terms import EVERYTHING, key_word

Values = dict[str, object]
"""Field → value of one record that is not made yet."""


class Entries(Reading):
    """Reads lists of entries, each a mapping or a short form."""

    def entries(self, keys: Keys, name: str) -> list[tuple[Node, str]]:
        """The entries of a list with their places, e.g. ``联办事项[2]``."""
        node = keys.value(name)
        if node is None:
            return []
        place = keys.place_of(name)
        nodes: List[Node] = (node,)
        if isinstance(node, Sequence):
            nodes = node.nodes
        elif name == "precedences" and isinstance(node, Mapping):
            nodes = [Mapping((entry,), entry.line) for entry in node.entries]
        return [(one, f"{place}[{index}]") for index, one in enumerate(nodes, start=1)]

    def plain(self, node: Node, section: str, place: str) -> Values | None:
        """The simple values of a mapping; ``None`` when it is none."""
        found = self.keyed(node, section, place)
        return None if found is None else found[1]

    def keyed(self, node: Node, section: str, place: str) -> tuple[Keys, Values] | None:
        """Keys and simple values of a mapping; ``None`` when it is none.

        What is missing is told, and what is there is read all the same, so that everything
        wrong in it is told, too.
        """
        keys = self.keys(node, section, place)
        if keys is None:
            return None
        self.missing(keys)
        values = self.values(keys)
        if "name" in KEYS[section]:
            self.named(values, keys)
        return keys, values

    def named(self, values: Values, keys: Keys) -> None:
        """State id and name; the id is the name unless it is written."""
        if not values.get("id") and not values.get("name"):
            self.missing(keys, frozenset({"name"}))
        values.setdefault("id", values.get("name", ""))
        values.setdefault("name", "")

    def short(self, node: Scalar, section: str, place: str) -> tuple[Keys, Values] | None:
        """A text that is a name, perhaps marked as assumed."""
        text, marked = split_assumed(node.text)
        if not text:
            self.absent(node, place)
            return None
        values: Values = {"id": text, "name": text}
        if marked:
            values["assumed"] = (EVERYTHING,)
        return Keys(section, node, place), values

    def absent(self, node: Node, place: str) -> None:
        """Tell that an entry is empty."""
        self.troubles.add(
            "empty_entry",
            node,
            place,
            ("这一项是空的", "this entry is empty"),
            ("写名称，或删去这一行", "write a name, or delete the line"),
        )

    # --- sections --------------------------------------------------------------------------

    def department(self, node: Node, place: str) -> Values | None:
        """A department; a text is its name."""
        if isinstance(node, Scalar):
            found = self.short(node, "department", place)
            return None if found is None else found[1]
        found = self.keyed(node, "department", place)
        if found is None:
            return None
        keys, values = found
        values["teams"] = [self.team(*one) for one in self.entries(keys, "teams")]
        return values

    def team(self, node: Node, place: str) -> Values | None:
        """A team; short ``检查组 2 人``."""
        if not isinstance(node, Scalar):
            return self.plain(node, "team", place)
        name, capacity = team_text(node.text)
        if capacity:
            return {"id": name, "capacity": capacity}
        self.troubles.add(
            "bad_team",
            node,
            place,
            ("没有写人数", "the capacity is missing"),
            ("写成“检查组 2 人”", "write “name 2”"),
        )
        return None

    def demand(self, node: Node, place: str) -> Values | None:
        """What a step occupies; short ``检查组`` or ``检查组 2``."""
        if not isinstance(node, Scalar):
            return self.plain(node, "demand", place)
        name, amount = team_text(node.text)
        return {"team": name, "amount": 1 if amount is None else max(1, amount)}

    def precedence(self, node: Node, place: str) -> Values | None:
        """A precedence; short ``A → B: 法定前置（依据）``."""
        if isinstance(node, Scalar) and arrow_text(node.text) is not None:
            self.troubles.add(
                "missing_key",
                node,
                place,
                ("没有写性质", "the kind is missing"),
                ("写成“A → B: 法定前置”或“A → B: 惯例”", "write “A → B: legal” or “A → B: habit”"),
            )
            return None
        if isinstance(node, Mapping) and len(node.entries) == 1:
            sides = arrow_text(node.entries[0].key)
            if sides is not None:
                return self._arrow(sides, node.entries[0], place)
        return self.plain(node, "precedence", place)

    def _arrow(self, sides: tuple[str, str], entry: Entry, place: str) -> Values | None:
        value = entry.value
        if isinstance(value, Mapping):
            ends = tuple(
                Entry(key_word("precedence", name), entry.line, Scalar(side, entry.line))
                for name, side in zip(("before", "after"), sides, strict=True)
            )
            whole = Mapping((*ends, *value.entries), entry.line)
            return self.plain(whole, "precedence", place)
        text = self.text(value, place)
        if text is None:
            return None
        plain, marked = split_assumed(text)
        written, basis = kind_text(plain)
        kind_place = joined(place, key_word("precedence", "kind"))
        kind = self.word(PrecedenceKind, written, value, kind_place)
        values: Values = {"before": sides[0], "after": sides[1], "kind": kind, "basis": basis}
        if marked:
            values["assumed"] = (EVERYTHING,)
        return values

    def external(self, node: Node, place: str) -> Values | None:
        """A precondition from outside the bundle."""
        return self.plain(node, "external", place)

    def situation(self, node: Node, place: str) -> Values | None:
        """A question with its options."""
        found = self.keyed(node, "situation", place)
        if found is None:
            return None
        keys, values = found
        values["options"] = [self.option(*one) for one in self.entries(keys, "options")]
        return values

    def option(self, node: Node, place: str) -> Values | None:
        """An option; short ``备案 60%（默认）``."""
        if not isinstance(node, Scalar):
            return self.plain(node, "option", place)
        name, share, marked = option_text(node.text)
        if not name:
            self.absent(node, place)
            return None
        if share is not None and share > 100:
            form = ("占比超过 100%", "a share above 100 %")
            self.troubles.add("out_of_range", node, place, form, ("0 至 100", "0 to 100"))
            return None
        return {"id": name, "share": share, "default": marked}

    def target(self, node: Node, place: str) -> Values | None:
        """A target of a request."""
        return self.plain(node, "target", place)
