"""A requirement: one item needs one document (材料需求)."""

from pydantic import Field

from optimizer.service.amounts import MOST_TIMES
from optimizer.service.kinds import CopyKind, Medium, Necessity, Route
from optimizer.service.record import Sourced
from optimizer.service.situation import Condition


class Requirement(Sourced):
    """An item needs a document from some step on, and gets it by exactly one route.

    Attributes:
        needed_by: anchor of the item (``filing``, ``acceptance``, ``decision``,
            ``execution``) or the id of a step from which on the document is needed.
        copies: number of copies (份数), originals and copies together.
        main: a main document (主要材料), never deferred.
        basis: legal basis; empty means 待核实, not "none".
        without_basis: somebody confirmed that there is no basis.
        route: how it is met today.
        source: id of the data source when the route is ``retrieve``.
        commitment: list entry that allows commitment of the proof (国办发〔2020〕42号).
        recognised: basis for using another body's result.
        original: id of the form that went into a united form.
    """

    id: str
    item: str
    document: str
    needed_by: str = "acceptance"
    copies: int = Field(default=1, ge=0, le=MOST_TIMES)
    copy_kind: CopyKind = CopyKind.EITHER
    medium: Medium = Medium.EITHER
    necessity: Necessity = Necessity.NECESSARY
    main: bool = False
    basis: str = ""
    without_basis: bool = False
    route: Route = Route.HAND_IN
    source: str = ""
    commitment: str = ""
    recognised: str = ""
    original: str = ""
    when: tuple[Condition, ...] = ()

    def handed_in(self) -> bool:
        """Whether the applicant still hands the document in."""
        return self.route in (Route.HAND_IN, Route.SUBMIT_ONCE)
