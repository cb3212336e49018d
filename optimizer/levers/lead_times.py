"""How long measures take to be decided and carried out: planning values, always marked assumed."""

from collections.abc import Iterable
from functools import cache

from optimizer.places import data_directory
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan
from optimizer.service.kinds import Authority, Grade
from optimizer.service.record import Record
from optimizer.service.terms import english_value


class LeadTimes(Record):
    """``data/levers/lead_times.json``, in working days.

    Attributes:
        decided_in_days: until whoever has to decide has decided; ``None`` cannot be planned.
        done_in_days: from the decision until the measure is in place.
    """

    note: str
    decided_in_days: dict[str, int | None]
    done_in_days: dict[Grade, int]

    def deciding(self, authority: Authority) -> int | None:
        """Working days until a level has decided; ``None`` cannot be planned."""
        return self.decided_in_days[english_value(authority)]

    def doing(self, grade: Grade) -> int:
        """Working days to carry out a measure of some effort."""
        return self.done_in_days[grade]


@cache
def lead_times() -> LeadTimes:
    """The planning values."""
    text = (data_directory() / "levers" / "lead_times.json").read_text(encoding="utf-8")
    return LeadTimes.model_validate_json(text)


def due_days(plan: Plan) -> dict[str, int | None]:
    """Working days from the start until each measure of a plan may be in place, by its id.

    A measure is first decided, then carried out; it is not in place before those it depends on
    (the ones that take it with them when they are dropped, ``Plan.losses``).

    Returns:
        ``None`` where the measure, or one it depends on, cannot be planned.
    """
    own = {one.id: own_days(one) for one in plan.outcome.measures}
    needed: dict[str, list[str]] = {}
    for loss in plan.losses:
        for dependent in loss.dropped:
            needed.setdefault(dependent, []).append(loss.measure)
    return {
        name: _latest(own[each] for each in {name, *needed.get(name, ())} if each in own)
        for name in own
    }


def own_days(one: Measure) -> int | None:
    """Working days a measure takes by itself, decision included; ``None`` cannot be planned."""
    times = lead_times()
    decided = times.deciding(one.terms.authority)
    return None if decided is None else decided + times.doing(one.terms.grade)


def _latest(found: Iterable[int | None]) -> int | None:
    days = list(found)
    return None if None in days else max(one for one in days if one is not None)
