"""Changing a service file in place: what did not change keeps its lines and comments.

The old and the new service are both written as plain mappings. Where the two agree, the text of
the file is left alone to the byte; where they differ, the value is replaced, a key or entry put
in or its lines taken out. Whoever calls this reads the result again and compares.
"""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence as List

from optimizer.formats import yaml_text
from optimizer.formats.shapes import FORMS
from optimizer.formats.short_forms import arrow_text, split_assumed, step_text
from optimizer.formats.yaml_text import Value
from optimizer.formats.yaml_tree import Entry, Mapping, Node, Sequence
from optimizer.service.terms import field_of, key_word

_DASH = re.compile(r"[ \t]*-[ \t]+")


class CannotSplice(Exception):
    """The file is laid out in a way that this part of it cannot be changed alone."""


def rewritten(text: str, tree: Node, old: Table[str, Value], new: Table[str, Value]) -> str:
    """The text of a file with the differences between two plain mappings put in.

    Args:
        text: the file, with plain line ends.
        tree: its nodes, with their places in the text.
        old: what the file says, as it would be written anew.
        new: what it shall say.

    Raises:
        CannotSplice: the top of the file is no block mapping.
    """
    if not isinstance(tree, Mapping) or tree.flow:
        raise CannotSplice
    splicer = _Splicer(text)
    splicer.mapping(tree, old, new, "service")
    return splicer.spliced()


class _Splicer:
    """Collects edits of one text: (start, end, replacement)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[tuple[int, int, str]] = []

    def spliced(self) -> str:
        """The text with all edits made."""
        parts, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda one: one[0]):
            if start < at:
                raise CannotSplice
            parts += [self._text[at:start], new]
            at = end
        return "".join([*parts, self._text[at:]])

    # --- mappings --------------------------------------------------------------------------

    def mapping(
        self, node: Mapping, old: Table[str, Value], new: Table[str, Value], section: str
    ) -> None:
        """Change the keys of a mapping that differ."""
        entries = {_field(section, one.key): one for one in node.entries}
        fresh: dict[str, Value] = {}
        for key, value in new.items():
            if key in old and old[key] == value:
                continue
            entry = entries.get(_field(section, key))
            if entry is None:
                fresh[key] = value
            else:
                self._change(entry, old.get(key), value, _section_of(section, key), node)
        gone = [entries.get(_field(section, key)) for key in old if key not in new]
        for entry in gone:
            if entry is not None:
                self._drop_key(node, entry)
        self._add_keys(node, fresh)

    def _change(
        self, entry: Entry, old: Value | None, new: Value, section: str, parent: Mapping
    ) -> None:
        node = entry.value
        kept = len(self._edits)
        try:
            if isinstance(node, Mapping) and isinstance(old, Table) and isinstance(new, Table):
                self.mapping(node, old, new, section)
            elif isinstance(node, Sequence) and _is_list(old) and _is_list(new):
                self._sequence(node, _listed(old), _listed(new), section)
            else:
                raise CannotSplice
        except CannotSplice:
            del self._edits[kept:]
            self._replace(node, new, None if parent.flow else self._column(entry.start))

    def _replace(self, node: Node, new: Value, key_column: int | None) -> None:
        """Put a value in the place of a node; without a column it stands in a flow style."""
        room = yaml_text.LINE
        if key_column is None or yaml_text.one_line(new, room):
            text = yaml_text.flow(new)
        else:
            indent = key_column if _is_list(new) else key_column + 2
            lines = (
                yaml_text.mapping(new, indent)
                if isinstance(new, Table)
                else yaml_text.sequence(_listed(new), indent)
            )
            text = "\n" + lines.rstrip("\n")
        start = node.start
        if key_column is not None:
            # From behind the colon: a block value starts on the next line.
            while start > 0 and self._text[start - 1] in " \n":
                start -= 1
            text = text if text.startswith("\n") else f" {text}"
        tail = "\n" if self._text[node.start : node.end].endswith("\n") else ""
        self._edits.append((start, max(node.end, start), text + tail))

    def _add_keys(self, node: Mapping, fresh: Table[str, Value]) -> None:
        if not fresh:
            return
        if not node.entries:
            raise CannotSplice
        last = node.entries[-1].value
        if node.flow:
            texts = [f", {yaml_text.flow({key: one})[1:-1]}" for key, one in fresh.items()]
            self._edits.append((last.end, last.end, "".join(texts)))
            return
        column = self._column(node.entries[0].start)
        self._insert_lines(last.end, yaml_text.mapping(fresh, column))

    def _drop_key(self, node: Mapping, entry: Entry) -> None:
        index = node.entries.index(entry)
        if len(node.entries) == 1:
            raise CannotSplice
        if node.flow:
            if index:
                self._edits.append((node.entries[index - 1].value.end, entry.value.end, ""))
            else:
                self._edits.append((entry.start, node.entries[1].start, ""))
            return
        if self._text[self._line_start(entry.start) : entry.start].strip():
            raise CannotSplice  # The first key of a list entry stands behind its dash.
        self._drop_lines(entry.start, entry.value.end)

    # --- lists -----------------------------------------------------------------------------

    def _sequence(self, node: Sequence, old: List[Value], new: List[Value], section: str) -> None:
        old_names = [_name(one, section) for one in old]
        new_names = [_name(one, section) for one in new]
        kept = [one for one in new_names if one in old_names]
        orderly = kept == [one for one in old_names if one in new_names]
        distinct = len(set(old_names)) == len(old) and len(set(new_names)) == len(new)
        if len(node.nodes) != len(old) or not kept or not orderly or not distinct:
            raise CannotSplice
        at = dict(zip(old_names, zip(node.nodes, old, strict=True), strict=True))
        for name, value in zip(new_names, new, strict=True):
            if name in at and at[name][1] != value:
                self._change_entry(at[name][0], at[name][1], value, section, node)
        for name, (one, _) in at.items():
            if name not in new_names:
                self._drop_entry(node, one)
        self._add_entries(node, at, list(zip(new_names, new, strict=True)))

    def _change_entry(
        self, node: Node, old: Value, new: Value, section: str, parent: Sequence
    ) -> None:
        kept = len(self._edits)
        try:
            if isinstance(node, Mapping) and isinstance(old, Table) and isinstance(new, Table):
                self.mapping(node, old, new, section)
                return
        except CannotSplice:
            del self._edits[kept:]
        if parent.flow:
            self._edits.append((node.start, node.end, yaml_text.flow(new)))
            return
        column = self._column(node.start)
        text = yaml_text.item(new, column - 2)[column:].rstrip("\n")
        tail = "\n" if self._text[node.start : node.end].endswith("\n") else ""
        self._edits.append((node.start, node.end, text + tail))

    def _add_entries(
        self,
        node: Sequence,
        at: Table[str, tuple[Node, Value]],
        new: List[tuple[str, Value]],
    ) -> None:
        before: Node | None = None
        for name, value in new:
            if name in at:
                before = at[name][0]
            elif node.flow:
                first = node.nodes[0].start
                text = yaml_text.flow(value)
                place = first if before is None else before.end
                self._edits.append((place, place, f"{text}, " if before is None else f", {text}"))
            else:
                line = self._line_start(node.nodes[0].start)
                dash = _DASH.match(self._text, line)
                if dash is None or dash.end() != node.nodes[0].start:
                    raise CannotSplice
                text = yaml_text.item(value, self._text.index("-", line) - line)
                if before is None:
                    self._edits.append((line, line, text))
                else:
                    self._insert_lines(before.end, text)

    def _drop_entry(self, node: Sequence, one: Node) -> None:
        index = node.nodes.index(one)
        if node.flow:
            if index:
                self._edits.append((node.nodes[index - 1].end, one.end, ""))
            else:
                self._edits.append((one.start, node.nodes[1].start, ""))
            return
        line = self._line_start(one.start)
        dash = _DASH.match(self._text, line)
        if dash is None or dash.end() != one.start:
            raise CannotSplice
        self._drop_lines(one.start, one.end)

    # --- text ------------------------------------------------------------------------------

    def _line_start(self, place: int) -> int:
        return self._text.rfind("\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        """Behind the line end after a place; the end of the text where there is none."""
        if place and self._text[place - 1] == "\n":
            return place
        found = self._text.find("\n", place)
        return len(self._text) if found < 0 else found + 1

    def _column(self, place: int) -> int:
        return place - self._line_start(place)

    def _insert_lines(self, after: int, lines: str) -> None:
        place = self._line_end(after)
        whole = place == 0 or self._text[place - 1] == "\n"
        self._edits.append((place, place, lines if whole else "\n" + lines))

    def _drop_lines(self, start: int, end: int) -> None:
        self._edits.append((self._line_start(start), self._line_end(end), ""))


def _field(section: str, key: str) -> str:
    """The field of a key; the key itself in a mapping without keys of ours (适用)."""
    if not section:
        return key
    return field_of(section, key) or key


def _section_of(section: str, key: str) -> str:
    form = FORMS.get(section, {}).get(_field(section, key))
    return "" if form is None else form.section


def _is_list(value: Value | None) -> bool:
    return value is not None and not isinstance(value, str | Table)


def _listed(value: Value | None) -> List[Value]:
    return list(value) if value is not None else []


def _name(value: Value, section: str) -> str:
    """What tells the entries of a list apart."""
    if isinstance(value, str):
        text = split_assumed(value)[0]
        return step_text(text)[0] if section == "step" else text
    if not isinstance(value, Table):
        return yaml_text.flow(value)
    for field in ("id", "name", "document"):
        key = key_word(section, field) if field in FORMS.get(section, {}) else ""
        if key and key in value:
            return yaml_text.flow(value[key])
    if len(value) == 1 and arrow_text(next(iter(value))) is not None:
        return next(iter(value))
    return yaml_text.flow(value)
