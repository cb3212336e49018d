"""Names for people of everything in a service that measures and findings speak of by id."""

from collections import Counter
from collections.abc import Iterable

from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import Language, words
from optimizer.wording.given_names import document_names, step_name

_SOURCE = "数据来源："
"""What names of sources begin with that were made from the name of a material."""


def source_name(name: str) -> str:
    """The name of a data source beside words that say it is one."""
    return name.removeprefix(_SOURCE) or name


class Names:
    """Looks up names by id; an id nobody knows is shown as it is.

    Args:
        service: the service the ids come from.
        language: of the words put between names, and of names that nobody wrote.
    """

    def __init__(self, service: Service, language: Language) -> None:
        self._words = words("plan", language)
        self._items = {one.id: one.name or one.id for one in service.items}
        self._papers = document_names(service, language)
        self._documents = self._told_apart(service)
        self._steps: dict[str, Step] = {}
        for step in service.steps:
            self._steps[step.id] = step
            self._steps.update({member.id: member for member in step.members})
        self._needs = {one.id: one for one in service.requirements}
        self._waits = {one.id: one for one in service.precedences}
        self._others = {one.id: one.name or one.id for one in service.departments}
        self._others.update({one.id: one.name or one.id for one in service.data_sources})
        self._others.setdefault(service.id, service.name or service.id)

    def __call__(self, thing: str) -> str:
        """The name of anything in the service, or of the service itself."""
        if thing in self._steps:
            return self._step(self._steps[thing])
        for known in (self._items, self._documents, self._others):
            if thing in known:
                return known[thing]
        if thing in self._needs:
            return self._need(self._needs[thing])
        if thing in self._waits:
            return self._wait(self._waits[thing])
        if "+" in thing:
            return self.listed(thing.split("+"))
        return thing

    def knows(self, thing: str) -> bool:
        """Whether an id is one of the service's."""
        return self(thing) != thing or thing in self._items | self._documents | self._others

    def listed(self, things: Iterable[str]) -> str:
        """Several names, one after the other."""
        return self._words.listed([self(thing) for thing in things])

    def requirement(self, thing: str) -> dict[str, str]:
        """``document`` and ``item`` of a requirement."""
        need = self._needs.get(thing)
        if need is None:
            return {"document": thing, "item": ""}
        return {"document": self._paper(need.document), "item": self(need.item)}

    def need(self, thing: str) -> str:
        """The name of a requirement, also where a document has the same id."""
        return self._need(self._needs[thing]) if thing in self._needs else self(thing)

    def precedence(self, thing: str) -> dict[str, str]:
        """``before`` and ``after`` of a precedence."""
        wait = self._waits.get(thing)
        if wait is None:
            return {"before": thing, "after": ""}
        return {"before": self(wait.before), "after": self(wait.after)}

    def length_hours(self, thing: str) -> int | None:
        """Length of a step; ``None`` when unknown."""
        step = self._steps.get(thing)
        return None if step is None else step.length_hours()

    def step(self, thing: str) -> str:
        """The name of a step without its items."""
        step = self._steps.get(thing)
        return thing if step is None else self.of_step(step)

    def step_items(self, thing: str) -> tuple[str, ...]:
        """Ids of the items of a step; none of a step nobody knows."""
        step = self._steps.get(thing)
        return () if step is None else step.items

    def of_step(self, step: Step) -> str:
        """The name of a step without its items, its kind where it has none."""
        return step_name(step, self._words.language)

    def _step(self, step: Step) -> str:
        owners = self.listed(step.items)
        return self._words("step_of", item=owners, step=self.of_step(step))

    def _need(self, need: Requirement) -> str:
        return self._words("step_of", item=self(need.item), step=self._paper(need.document))

    def _paper(self, document: str) -> str:
        """The name of a document beside which its item is told."""
        return self._papers.get(document) or self(document)

    def _told_apart(self, service: Service) -> dict[str, str]:
        """Names of documents, those that several share with the item whose form each is."""
        often = Counter(self._papers.values())
        told = dict(self._papers)
        for one in service.documents:
            if one.item and often[self._papers[one.id]] > 1:
                name = self._papers[one.id]
                owner = self._items.get(one.item, one.item)
                told[one.id] = self._words("step_of", item=owner, step=name)
        return told

    def _wait(self, wait: Precedence) -> str:
        return f"{self(wait.before)} → {self(wait.after)}"
