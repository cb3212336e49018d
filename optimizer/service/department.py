"""Who handles: departments and their teams (实施主体、经办力量)."""

from pydantic import Field

from optimizer.service.amounts import MOST_PEOPLE
from optimizer.service.kinds import DepartmentKind
from optimizer.service.record import Record, Sourced


class Team(Record):
    """Officers who can work on so many steps at once (经办力量).

    Attributes:
        id: unique within the service.
        capacity: how many units of demand the team serves at the same time.
    """

    id: str
    capacity: int = Field(ge=1, le=MOST_PEOPLE)


class Department(Sourced):
    """A body that handles items.

    Attributes:
        kind: decides, with the list category, who may change its elements.
        authorises_window: whether it lets the one window accept (受理) in its name.
        decides: items it may decide; empty means nobody stated it.
    """

    id: str
    name: str = ""
    kind: DepartmentKind = DepartmentKind.LOCAL
    authorises_window: bool = False
    decides: tuple[str, ...] = ()
    teams: tuple[Team, ...] = ()
