"""Which measures of a plan changed which requirement, step or item."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.wording.catalogue import Language, words
from optimizer.wording.measures import MeasureRow, measure_rows

_TARGETS: dict[MeasureKind, str] = {
    MeasureKind.ROUTE: "requirement",
    MeasureKind.DEFER: "requirement",
    MeasureKind.FORMS: "document",
    MeasureKind.WINDOW: "filing",
    MeasureKind.MERGE: "step",
    MeasureKind.SHORTEN: "step",
    MeasureKind.EARLY: "step",
    MeasureKind.VISIT: "step",
    MeasureKind.PARALLEL: "precedence",
    MeasureKind.FEE: "fee",
    MeasureKind.INSTANT: "item",
    MeasureKind.COMMIT: "item",
}


@dataclass(frozen=True)
class Reason:
    """Why a row changed.

    Attributes:
        text: number and lever of each measure as in the sheet of measures; empty when none did.
        basis: what allows them.
        who: who decides on them.
    """

    text: str = ""
    basis: str = ""
    who: str = ""


class Reasons:
    """Looks up the measures of a plan by what they change.

    Args:
        plan: any.
        language: of the texts.
    """

    def __init__(self, plan: Plan, language: Language) -> None:
        self._found: dict[tuple[str, str], list[MeasureRow]] = {}
        self._semicolon = words("plan", language)("semicolon")
        for row in measure_rows(plan, language):
            for measure in row.measures:
                for changed in changed_things(measure):
                    rows = self._found.setdefault(changed, [])
                    if row not in rows:
                        rows.append(row)

    def of(self, *changed: tuple[str, str], kinds: Collection[MeasureKind] = ()) -> Reason:
        """The measures that change any of some things, as pairs of sort and id.

        Sorts are ``requirement``, ``document``, ``step``, ``precedence``, ``item``, ``filing`` and
        ``fee`` (both of an item).

        Args:
            changed: what changes.
            kinds: of measures that count; empty means all.
        """
        rows = {
            row.number: row
            for one in changed
            for row in self._found.get(one, ())
            if not kinds or row.measures[0].kind in kinds
        }
        ordered = [rows[number] for number in sorted(rows)]
        return Reason(
            text=self._joined(f"{row.number} {row.lever}" for row in ordered),
            basis=self._joined(row.basis for row in ordered),
            who=self._joined(row.who for row in ordered),
        )

    def _joined(self, texts: Iterable[str]) -> str:
        return self._semicolon.join(dict.fromkeys(text for text in texts if text))


def changed_things(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What a measure changes, as pairs of sort and id; sorts as in ``Reasons.of``."""
    if measure.kind is MeasureKind.RULE:
        # Their targets say themselves what they are: ``requirement/<id>``.
        parted = (target.partition("/") for target in measure.targets)
        return tuple((sort, name) for sort, _, name in parted)
    sort = _TARGETS.get(measure.kind)
    return () if sort is None else tuple((sort, target) for target in measure.targets)
