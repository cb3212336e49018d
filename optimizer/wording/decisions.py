"""What a planner decided about a plan, in words: a request's pins, gathered as they were meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.errors import RequestProblem
from optimizer.levers.catalogue import measure_of
from optimizer.levers.reference import merge_classes
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.redesign.request import Pin
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.lengths import hours_text
from optimizer.wording.sentences import Sentences


@dataclass(frozen=True)
class Decision:
    """One decision of the planner.

    Attributes:
        text: what was decided.
        pins: those of the request that say it; without all of them it is taken back.
    """

    text: str
    pins: tuple[Pin, ...]


def decisions(
    pins: Iterable[Pin], service: Service, offered: Sequence[Opportunity], language: Language
) -> tuple[Decision, ...]:
    """The decisions behind the pins of a request, in the order they were taken.

    Args:
        pins: of the request.
        service: the completed as-is.
        offered: what the levers find in it.
        language: ``zh`` or ``en``.
    """
    teller = _Teller(service, offered, language)
    groups: dict[tuple[str, ...], list[Pin]] = {}
    for pin in pins:
        groups.setdefault(teller.sort(pin), []).append(pin)
    return tuple(Decision(teller.told(held), tuple(held)) for held in groups.values())


class _Teller:
    def __init__(
        self, service: Service, offered: Sequence[Opportunity], language: Language
    ) -> None:
        self._sentences = Sentences(service, language)
        self._names = self._sentences.names
        self._offered = offered
        self._words = words("decisions", language)
        self._language = language
        self._documents = {need.id: need.document for need in service.requirements}

    def sort(self, pin: Pin) -> tuple[str, ...]:
        """What pins of one decision have in common."""
        kind, rest, value = _parts(pin)
        sense = "+" if pin.wanted else "-"
        if kind == MeasureKind.ROUTE.value:
            return (kind, sense, self._documents.get(rest, rest), value)
        if kind == MeasureKind.SHORTEN.value:
            return (kind, rest)
        if kind == MeasureKind.VISIT.value:
            return (kind, sense)
        if kind == MeasureKind.MERGE.value and not pin.wanted and "+" in rest and not value:
            return (kind, sense, "pairs")
        if kind in (MeasureKind.WINDOW.value, MeasureKind.FORMS.value) and not self._is_group(pin):
            return (kind, sense, "" if "+" not in rest else pin.subject)
        return (pin.subject, sense)

    def told(self, pins: Sequence[Pin]) -> str:
        """One decision in words."""
        kind, rest, _ = _parts(pins[0])
        if kind == MeasureKind.SHORTEN.value:
            return self._length(rest, pins)
        if kind == MeasureKind.MERGE.value and self.sort(pins[0])[-1] == "pairs":
            return self._pairs(pins)
        single = kind in (MeasureKind.WINDOW.value, MeasureKind.FORMS.value) and "+" not in rest
        if single and not self._is_group(pins[0]):
            key = f"{kind}_{'in' if pins[0].wanted else 'out'}"
            return self._words(key, names=self._quoted([_parts(pin)[1] for pin in pins]))
        if kind == MeasureKind.ROUTE.value and not _parts(pins[0])[2] and not pins[0].wanted:
            return self._as_today(pins)
        text = self._done(pins)
        return self._words("wanted" if pins[0].wanted else "refused", text=text)

    def _done(self, pins: Sequence[Pin]) -> str:
        """What the pinned or refused measures do."""
        group = next((one for one in self._offered if one.id == pins[0].subject), None)
        whole = group is not None and self._is_group(pins[0])
        if group is not None and whole and group.kind is MeasureKind.MERGE:
            return self._words("merge_class", name=self._class_name(_parts(pins[0])[1]))
        if group is not None and whole:
            return self._sentences.lever(group.lever)
        measures = [one for pin in pins if (one := self._measure(pin)) is not None]
        if len(measures) == len(pins):
            return self._sentences.alike(measures)
        return self._quoted([_parts(pin)[1] for pin in pins])

    def _class_name(self, group: str) -> str:
        held = merge_classes()[group]
        return held.name_zh if self._language == "zh" else held.name_en

    def _measure(self, pin: Pin) -> Measure | None:
        kind, rest, value = _parts(pin)
        targets = rest.split("+")
        for one in self._offered:
            if one.kind.value == kind and set(targets) <= set(one.targets):
                try:
                    found = measure_of(one, targets)
                except RequestProblem:
                    continue
                if value in ("", found.value):
                    return found
        return None

    def _is_group(self, pin: Pin) -> bool:
        """Whether a pin speaks of a whole class: one window, one form, one class of steps."""
        kind, rest, value = _parts(pin)
        named = kind in (MeasureKind.MERGE.value, MeasureKind.WINDOW.value, MeasureKind.FORMS.value)
        return named and not value and any(one.id == f"{kind}:{rest}" for one in self._offered)

    def _length(self, step: str, pins: Sequence[Pin]) -> str:
        name = self._names(step)
        hours = {pin.wanted: _hours(pin) for pin in pins}
        most, less = hours.get(True), hours.get(False)
        if most is not None and less is not None:
            return self._words("length_exactly", name=name, length=self._hours_text(most))
        if most is not None:
            return self._words("length_at_most", name=name, length=self._hours_text(most))
        if less is not None:
            return self._words("length_at_least", name=name, length=self._hours_text(less + 1))
        return self._words("length_wanted" if pins[0].wanted else "length_kept", name=name)

    def _pairs(self, pins: Sequence[Pin]) -> str:
        """Steps kept apart: one from the others, or all from each other."""
        pairs = [set(_parts(pin)[1].split("+")) for pin in pins]
        everyone = sorted(set().union(*pairs))
        common = set.intersection(*pairs)
        if len(pairs) > 1 and len(common) == 1:
            (one,) = common
            others = [name for name in everyone if name != one]
            return self._words("alone", name=self._names(one), others=self._quoted(others))
        if len(pairs) == len(everyone) * (len(everyone) - 1) // 2:
            return self._words("apart", names=self._quoted(everyone))
        told = [self._words("apart", names=self._quoted(sorted(pair))) for pair in pairs]
        return self._words.listed(told)

    def _as_today(self, pins: Sequence[Pin]) -> str:
        parts = [self._names.requirement(_parts(pin)[1]) for pin in pins]
        items = self._words.listed([part["item"] for part in parts if part["item"]])
        return self._words("as_today", document=parts[0]["document"], items=items)

    def _quoted(self, things: Sequence[str]) -> str:
        names = [self._names(thing) for thing in things]
        return self._words.listed([self._words("quoted", name=name) for name in names])

    def _hours_text(self, hours: int) -> str:
        return hours_text(hours, self._language)


def _parts(pin: Pin) -> tuple[str, str, str]:
    """Kind, targets and value of a pin's subject."""
    kind, _, rest = pin.subject.partition(":")
    if "=" not in rest:
        return kind, rest, ""
    targets, _, value = rest.rpartition("=")
    return kind, targets, value


def _hours(pin: Pin) -> int | None:
    value = _parts(pin)[2]
    return int(value.removesuffix("h")) if value else None
