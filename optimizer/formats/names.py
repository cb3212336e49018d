"""What a name in a service file refers to: an id, or a name that only one thing has."""

from collections.abc import Iterable, Mapping, Sequence

from optimizer.service.kinds import Anchor
from optimizer.service.terms import meaning


class Names:
    """Ids and names of one sort of thing."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self.ids: set[str] = set()
        self._by_name: dict[str, list[str]] = {}
        for one_id, name in named:
            self.ids.add(one_id)
            if one_id not in self._by_name.setdefault(name, []):
                self._by_name[name].append(one_id)

    def resolved(self, text: str) -> str:
        """The id meant; the text itself when it is an id or nothing has this name."""
        if text in self.ids:
            return text
        found = self._by_name.get(text, [])
        return found[0] if len(found) == 1 else text


class StepNames:
    """Steps are known by their id, or by their name within their item."""

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        self._names = Names(steps)

    def resolved(self, text: str, item: str) -> str:
        """The id of a step: as it stands, ``item/text``, or the only step of this name."""
        within = f"{item}/{text}"
        if text not in self._names.ids and within in self._names.ids:
            return within
        return self._names.resolved(text)

    def needed_by(self, text: str, item: str) -> str:
        """An anchor (申请、受理、决定、实施) or the id of a step of the item.

        A step whose id is the very word wins over the anchor of that word.
        """
        if text in self._names.ids:
            return text
        anchor = meaning(Anchor, text)
        return anchor.value if isinstance(anchor, Anchor) else self.resolved(text, item)


def numbered(base: str, taken: Mapping[str, object] | set[str]) -> str:
    """The base, or ``base#2``, ``base#3`` … when it is taken."""
    found, number = base, 2
    while found in taken:
        found, number = f"{base}#{number}", number + 1
    return found
