"""What is wrong in a file, collected so that everything is told at once."""

import difflib
from collections.abc import Iterable

from optimizer.formats.yaml_tree import Node, Scalar
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.terms import normal

Words = tuple[str, str]
"""A text in Chinese and in English."""

_LONGEST_VALUE = 80
_ENOUGH = 200
_ALIKE = 0.5


def shown(node: Node) -> str:
    """A short text for what stands at a node."""
    if isinstance(node, Scalar):
        long = len(node.text) > _LONGEST_VALUE
        return node.text[:_LONGEST_VALUE] + "…" if long else node.text
    return ""


def nearest(text: str, known: Iterable[str]) -> list[str]:
    """Up to three known words that look like one, the nearest first."""
    names = {normal(word): word for word in known}
    close = difflib.get_close_matches(normal(text[:_LONGEST_VALUE]), names, n=3, cutoff=_ALIKE)
    return [names[one] for one in close]


class Troubles:
    """The findings of one file while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def add(
        self, code: str, node: Node, place: str, message: Words, right: Words = ("", "")
    ) -> None:
        """Add an error at a node."""
        if len(self.found) < _ENOUGH:
            self.found.append(
                Finding(
                    severity=Severity.ERROR,
                    code=code,
                    file=self.file,
                    place=place,
                    value=shown(node),
                    message_zh=message[0],
                    message_en=message[1],
                    right_zh=right[0],
                    right_en=right[1],
                    line=node.line,
                )
            )

    def unknown_word(
        self, code: str, node: Node, place: str, text: str, known: list[str], what: Words
    ) -> None:
        """Add an error about a word that is not in a closed list, with the nearest ones."""
        near = nearest(text, known) or known[:8]
        self.add(
            code,
            node,
            place,
            (f"{what[0]}“{text[:_LONGEST_VALUE]}”", f"{what[1]} {text[:_LONGEST_VALUE]!r}"),
            (f"可写：{'、'.join(near)}", f"write one of: {', '.join(near)}"),
        )

    def stop_if_any(self) -> None:
        """Raise ``InvalidFile`` with everything found so far, in the order of the file."""
        if self.found:
            ordered = sorted(self.found, key=lambda one: one.line or 0)
            raise InvalidFile(tuple(ordered))
