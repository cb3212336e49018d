"""What people call the records of a service, and which record a typed name means.

A name that only one record of its sort has is its label. Documents that share a name, and steps,
are told apart as in the service file: ``甲/申请表``, ``身份证（逝者）``, ``甲/受理``. What is still
the same is numbered: ``甲/审查#2``.
"""

from collections.abc import Iterable, Mapping, Sequence

from optimizer.formats.document_drafts import default_id
from optimizer.formats.names import numbered
from optimizer.service.checks.inspector import name_of
from optimizer.service.document import Document
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.terms import normal


class Labels:
    """The labels of one service, by table."""

    def __init__(self, service: Service) -> None:
        self._labels: dict[str, dict[str, str]] = {}
        self._ids: dict[str, dict[str, str]] = {}
        self._alike: dict[str, dict[str, list[str]]] = {}
        self._inside: set[str] = set()
        for section in ("items", "departments", "data_sources"):
            self._name(section, ((one.id, name_of(one)) for one in getattr(service, section)))
        teams = [team.id for one in service.departments for team in one.teams]
        self._name("teams", ((one, one) for one in teams))
        self._name("situations", ((one.id, one.id) for one in service.situations))
        self._name("externals", ((one.id, one.id) for one in service.externals))
        self._name("documents", self._documents(service.documents))
        self._name("steps", ((one.id, self.of_step(one)) for one in service.steps))
        self._within: dict[tuple[str, str], list[str]] = {}
        for step in service.steps:
            self.know_step(step)
        for step in service.steps:
            self._know_members(step)
        self._name(
            "requirements",
            (
                (one.id, f"{self('items', one.item)}/{self('documents', one.document)}")
                for one in service.requirements
            ),
        )
        self._name(
            "precedences",
            (
                (one.id, f"{self('items', one.before)} → {self('items', one.after)}")
                for one in service.precedences
            ),
        )

    def __call__(self, section: str, one_id: str) -> str:
        """The label of a record; the id itself where there is no such record."""
        return self._labels[section].get(one_id, one_id)

    def all(self, section: str) -> tuple[str, ...]:
        """Every label of one table, in the order of its rows."""
        held = self._labels[section].items()
        if section != "steps":
            return tuple(label for _, label in held)
        return tuple(label for one_id, label in held if one_id not in self._inside)

    def find(self, section: str, text: str) -> str | None:
        """The id of the record that is called so; ``None`` when none or several are.

        Full-width and half-width, upper and lower case, and spaces make no difference where only
        one record is meant.
        """
        exact = self._ids[section].get(text)
        if exact is not None:
            return exact
        alike = self._alike[section].get(normal(text), [])
        return alike[0] if len(alike) == 1 else None

    def step_within(self, items: Sequence[str], text: str) -> str | None:
        """The only step of this name in one of these items."""
        found = [one for item in items for one in self._within.get((item, normal(text)), ())]
        return found[0] if len(set(found)) == 1 else None

    def of_step(self, step: Step) -> str:
        """``事项/环节``; a joint step names all its items."""
        return f"{'+'.join(self('items', one) for one in step.items)}/{name_of(step)}"

    def know_step(self, step: Step) -> None:
        """Know the name of a step within its items."""
        for item in step.items:
            self._within.setdefault((item, normal(name_of(step))), []).append(step.id)

    def _know_members(self, step: Step) -> None:
        """Know the steps a joint step stands for; others may still name them."""
        for member in step.members:
            if member.id not in self._labels["steps"]:
                self._inside.add(member.id)
                self.add("steps", member.id, self.of_step(member))
            self._know_members(member)

    def add(self, section: str, one_id: str, label: str) -> None:
        """Know one more record."""
        if one_id in self._labels[section]:
            return
        label = numbered(label, self._ids[section])
        self._labels[section][one_id] = label
        self._ids[section][label] = one_id
        self._alike[section].setdefault(normal(label), []).append(one_id)

    def _name(self, section: str, named: Iterable[tuple[str, str]]) -> None:
        self._labels[section], self._ids[section], self._alike[section] = {}, {}, {}
        for one_id, label in named:
            self.add(section, one_id, label)

    def _documents(self, documents: Sequence[Document]) -> Iterable[tuple[str, str]]:
        count: dict[str, int] = {}
        for one in documents:
            count[name_of(one)] = count.get(name_of(one), 0) + 1
        for one in documents:
            name = name_of(one)
            item = self("items", one.item) if one.item else ""
            identity = (one.holder, one.edition)
            yield one.id, default_id(name, item, identity, alone=count[name] == 1)


def pairs(situations: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    """Every answer of every question as people read it: ``问题: 选项`` → both."""
    return {
        pair_text(question, option): (question, option)
        for question, options in situations.items()
        for option in options
    }


def pair_text(question: str, option: str) -> str:
    """``问题: 选项``."""
    return f"{question}: {option}"
