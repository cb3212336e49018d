"""Measures written by hand, and plans that hold exactly these."""

from optimizer import planning
from optimizer.deliverables.reform import Reform
from optimizer.levers.catalogue import find, measure_of
from optimizer.planning.answering import recounted
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Terms
from optimizer.redesign.plan import Outcome, Status
from optimizer.redesign.request import BREAKTHROUGH
from optimizer.service import Service
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.wording.catalogue import Language
from tests.deliverable_reading import told

# Whatever may be decided anywhere is allowed: these plans are about what is written of them.
ANYTHING = BREAKTHROUGH.model_copy(update={"authority": Authority.LAW, "rule_changes": 9})
TERMS = Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=1, risk=Risk.LOW)


def measure(kind: MeasureKind, targets: tuple[str, ...], value: str = "") -> Measure:
    """A measure at no particular price."""
    return Measure(kind=kind, lever=kind.value, targets=targets, value=value, terms=TERMS)


def offered(service: Service, *subjects: str) -> tuple[Measure, ...]:
    """The measures that the levers offer, whole classes with all their members.

    Args:
        service: completed.
        subjects: ids of opportunities; of a step to shorten with its new length, ``…=16h``.
    """
    held = {one.id: one for one in find(service)}

    def taken(subject: str) -> Measure:
        if subject in held:
            return measure_of(held[subject], held[subject].targets)
        name, _, value = subject.rpartition("=")
        return measure_of(held[name], held[name].targets, value)

    return tuple(taken(one) for one in subjects)


def reform_with(service: Service, *subjects: str, language: Language = "zh") -> Reform:
    """A recounted reform that holds exactly the measures of these opportunities."""
    before = planning.look_at(service)
    rule = planning.counting_rule(ANYTHING.counting)
    measures = offered(before.service, *subjects)
    outcome = Outcome(status=Status.OPTIMAL, measures=measures)
    return told(recounted(before, rule, ANYTHING, outcome, ()), service, language)
