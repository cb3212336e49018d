"""Documents, requirements and results from the signs of a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.papers import Sign
from optimizer.formats.document_drafts import defaults
from optimizer.formats.names import numbered
from optimizer.service.document import Document
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, DocumentClass, Route, StepKind
from optimizer.service.requirement import Requirement
from optimizer.service.step import Step

_AT_ACCEPTANCE = (StepKind.RECEIVE, StepKind.ACCEPTANCE)


@dataclass
class Papers:
    """What signs add to a service.

    Attributes:
        results: ids of documents by the item that issues them.
    """

    documents: list[Document] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    results: dict[str, dict[str, None]] = field(default_factory=dict)


@dataclass
class _Use:
    """Everything the signs of one name say."""

    sign: Sign
    users: dict[str, None] = field(default_factory=dict)
    makers: dict[str, None] = field(default_factory=dict)


def papers(
    signs: Sequence[Sign],
    steps: Mapping[str, Step],
    applicants: frozenset[str],
    known: Mapping[str, str],
    taken: set[str],
    doubts: Doubts,
) -> Papers:
    """What signs say of documents; signs of one name are one document.

    Args:
        signs: of the drawing.
        steps: by key of their activity, in an order in which each follows what it waits for.
        applicants: keys of what the applicant does; what is made there is handed in.
        known: ids of documents that are there already, by name.
        taken: ids of requirements that are given already.
        doubts: gets what is open.
    """
    uses: dict[str, _Use] = {}
    for sign in signs:
        use = uses.setdefault(sign.name, _Use(sign))
        use.users.update(sign.users)
        use.makers.update({key: None for key in sign.makers if key not in applicants})
    made = Papers()
    places = {key: number for number, key in enumerate(steps)}
    for name, use in uses.items():
        _Reader(made, steps, places, taken, doubts).read(name, known.get(name, ""), use)
    return made


class _Reader:
    def __init__(
        self,
        made: Papers,
        steps: Mapping[str, Step],
        places: Mapping[str, int],
        taken: set[str],
        doubts: Doubts,
    ) -> None:
        self._made = made
        self._steps = steps
        self._places = places
        self._taken = taken
        self._doubts = doubts

    def read(self, name: str, known: str, use: _Use) -> None:
        """Add one document and who needs and issues it."""
        document = known or name
        makers = self._by_item(use.makers)
        users = self._by_item(use.users)
        issuing: dict[str, None] = {}
        for item, keys in users.items():
            first = keys[0]
            inside = [
                key for key in makers.get(item, ()) if self._places[key] < self._places[first]
            ]
            if inside:
                self._internal(use, name)
                continue
            others = [one for one in makers if one != item]
            issuing.update(dict.fromkeys(others))
            self._need(item, document, first, handed_over=bool(others))
        for item, keys in makers.items():
            last = keys[-1]
            if all(self._places[key] <= self._places[last] for key in users.get(item, ())):
                issuing[item] = None
        for item in issuing:
            self._made.results.setdefault(item, {})[document] = None
        if not known:
            self._made.documents.append(_document(name, next(iter(issuing), ""), users))
        if not users and not makers:
            self._doubts.warn(
                "bpmn_idle_document",
                use.sign.element,
                (f"材料“{name}”没有连到环节", f"document {name!r} is joined to no step"),
                ("连到需要它或产生它的环节", "join it to the step that needs or makes it"),
            )

    def _by_item(self, keys: Mapping[str, None]) -> dict[str, list[str]]:
        """Activities by item, the earliest first."""
        found: dict[str, list[str]] = {}
        for key in sorted(keys, key=lambda one: self._places[one]):
            found.setdefault(self._steps[key].items[0], []).append(key)
        return found

    def _internal(self, use: _Use, name: str) -> None:
        self._doubts.note(
            "bpmn_internal_document",
            use.sign.element,
            (
                f"“{name}”由同一事项的环节产生，不作为申请材料",
                f"{name!r} is made by a step of the same item and is no material",
            ),
        )

    def _need(self, item: str, document: str, key: str, *, handed_over: bool) -> None:
        step = self._steps[key]
        early = step.kind in _AT_ACCEPTANCE or not step.after
        made = numbered(f"{item}/{document}", self._taken)
        self._taken.add(made)
        self._made.requirements.append(
            Requirement(
                id=made,
                item=item,
                document=document,
                needed_by=Anchor.ACCEPTANCE.value if early else step.id,
                route=Route.RESULT if handed_over else Route.HAND_IN,
                assumed=("route",),
            )
        )


def _document(name: str, maker: str, users: Mapping[str, list[str]]) -> Document:
    """A document nobody described; a form's identity includes its item."""
    issuing = Item(id=maker, department="") if maker else None
    values = defaults(name, issuing, None)
    form = values["document_class"] is DocumentClass.FORM and len(users) == 1
    return Document.model_validate(
        {"id": name, "name": name, **values, "item": next(iter(users)) if form else ""}
    )
