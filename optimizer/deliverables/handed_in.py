"""Papers as an applicant meets them: what he hands in, and what he need not bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.deliverables.deliverable import Column, Grid
from optimizer.service.anchors import Anchors
from optimizer.service.document import Document
from optimizer.service.kinds import Anchor, CopyKind, Medium, Necessity, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice
from optimizer.wording.names import Names

_NAMED = 4  # items named in a table that applicants read
_EARLY = frozenset({Anchor.FILING.value, Anchor.ACCEPTANCE.value})


@dataclass(frozen=True)
class Paper:
    """A document with everything that asks for it on the routes looked at."""

    document: Document
    needs: tuple[Requirement, ...]

    @property
    def copies(self) -> int:
        """Copies to hand in: a paper handed in once serves whoever asks for the most."""
        once = [need.copies for need in self.needs if need.route is Route.SUBMIT_ONCE]
        each = [need.copies for need in self.needs if need.route is Route.HAND_IN]
        return max(once, default=0) + sum(each)

    @property
    def later(self) -> bool:
        """Whether nothing needs it before acceptance, so that it may follow."""
        return all(need.needed_by not in _EARLY for need in self.needs)

    @property
    def assumed(self) -> bool:
        """Whether nobody read in a source that some item asks for it."""
        return any(need.is_assumed("document") or need.is_assumed("copies") for need in self.needs)

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the items that use it."""
        return tuple(dict.fromkeys(need.item for need in self.needs))


def to_bring(service: Service) -> tuple[Paper, ...]:
    """What the applicant hands in, each document once, in the order of the file."""
    return _grouped(service, (need for need in service.requirements if need.handed_in()))


def spared(service: Service) -> tuple[Paper, ...]:
    """What items use and the applicant hands in for none of them."""
    brought = {need.document for need in service.requirements if need.handed_in()}
    return _grouped(service, (n for n in service.requirements if n.document not in brought))


def _grouped(service: Service, needs: Iterable[Requirement]) -> tuple[Paper, ...]:
    found: dict[str, list[Requirement]] = {}
    for need in needs:
        found.setdefault(need.document, []).append(need)
    return tuple(Paper(service.document(name), tuple(held)) for name, held in found.items())


class PaperTexts:
    """Papers of one service in words.

    Args:
        service: completed, in one situation.
        language: of everything but the names in it.
    """

    def __init__(self, service: Service, language: Language) -> None:
        self._said = words("deliverable_papers", language)
        self._language = language
        self._service = service
        self._names = Names(service, language)
        self._makers = makers(service)
        self._anchors = Anchors(service)

    def name(self, paper: Paper) -> str:
        """Its name, with a dagger where nobody read that it is asked for."""
        return self._names(paper.document.id) + (DAGGER if paper.assumed else "")

    def line(self, paper: Paper) -> str:
        """Name and copies in one line, for a list to tick off."""
        return self._said("line", paper=self.name(paper), copies=self.copies(paper))

    def copies(self, paper: Paper) -> str:
        """Original or copy, and how many."""
        kinds = dict.fromkeys(need.copy_kind for need in paper.needs)
        if len(kinds) > 1:
            kinds.pop(CopyKind.EITHER, None)
        kind = self._said.listed([self._said(f"kind_{one.value}") for one in kinds])
        return self._said("copies", kind=kind, count=paper.copies)

    def items(self, paper: Paper) -> str:
        """The items that use it."""
        if len(paper.items) == len(self._service.items) > 1:
            return self._said("all_items")
        return self._names.listed(paper.items)

    def some_items(self, paper: Paper) -> str:
        """The items that use it; of many only the first ones, and how many there are."""
        if len(paper.items) <= _NAMED or len(paper.items) == len(self._service.items):
            return self.items(paper)
        first = self._names.listed(paper.items[: _NAMED - 1])
        return self._said("some_items", items=first, count=len(paper.items))

    def source(self, paper: Paper) -> str:
        """Where the applicant gets it from."""
        made = self._makers.get(paper.document.id)
        if made is not None:
            return self._said("made_by", item=self._names(made))
        kind = self._said(f"issuer_{paper.document.issuer_kind.value}")
        if not paper.document.issuer:
            return kind
        return self._said("issued_by", kind=kind, issuer=self._names(paper.document.issuer))

    def remark(self, paper: Paper) -> str:
        """When it may follow, whether it is necessary, and on which medium."""
        parts = []
        if paper.later:
            parts.append(self._said("may_follow", when=self._when(paper.needs[0].needed_by)))
        if all(need.necessity is Necessity.OPTIONAL for need in paper.needs):
            parts.append(choice(Necessity.OPTIONAL, self._language))
        media = {need.medium for need in paper.needs} - {Medium.EITHER}
        if len(media) == 1:
            parts.append(choice(media.pop(), self._language))
        if any(need.route is Route.SUBMIT_ONCE for need in paper.needs) and len(paper.items) > 1:
            parts.append(self._said("once"))
        return words("plan", self._language)("semicolon").join(parts)

    def instead(self, paper: Paper) -> str:
        """How the departments do without the applicant handing it in."""
        told = dict.fromkeys(self._way(need) for need in paper.needs)
        return words("plan", self._language)("semicolon").join(told)

    def _way(self, need: Requirement) -> str:
        if need.route is Route.RETRIEVE and need.source:
            return self._said("way_retrieve_from", source=self._names(need.source))
        if need.route is Route.RESULT and need.document in self._makers:
            return self._said("way_result_of", item=self._names(self._makers[need.document]))
        return self._said(f"way_{need.route.value}")

    def _when(self, needed_by: str) -> str:
        if needed_by in set(Anchor):
            return self._said(f"before_{needed_by}")
        step = self._anchors.needed("", needed_by)
        return self._said("before_step", step=self._names.step(step.id if step else needed_by))


def bring_grid(papers: Iterable[Paper], texts: PaperTexts, language: Language) -> Grid:
    """Papers to bring as a table."""
    said = words("deliverable_papers", language)
    columns = (
        Column(said("number"), 0.6),
        Column(said("paper"), 3),
        Column(said("copies_column"), 1.6),
        Column(said("used_for"), 3),
        Column(said("source"), 1.8),
        Column(said("remark"), 2),
    )
    rows = (
        (
            str(number),
            texts.name(paper),
            texts.copies(paper),
            texts.some_items(paper),
            texts.source(paper),
            texts.remark(paper),
        )
        for number, paper in enumerate(papers, 1)
    )
    return Grid(columns, tuple(rows))


def spared_grid(papers: Iterable[Paper], texts: PaperTexts, language: Language) -> Grid:
    """Papers the applicant need not bring, and what happens instead, as a table."""
    said = words("deliverable_papers", language)
    columns = (
        Column(said("number"), 0.6),
        Column(said("paper"), 3),
        Column(said("used_for"), 3.4),
        Column(said("instead"), 4),
    )
    rows = (
        (str(number), texts.name(paper), texts.some_items(paper), texts.instead(paper))
        for number, paper in enumerate(papers, 1)
    )
    return Grid(columns, tuple(rows))
