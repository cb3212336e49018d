"""What a plan does and how it ended, as sentences in the planner's words."""

from collections.abc import Sequence

from optimizer.levers.reference import lever_texts, merge_classes
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Terms
from optimizer.redesign.plan import Outcome, Plan, Status
from optimizer.redesign.request import Pin, Request
from optimizer.service.kinds import Authority, Grade, Risk, Route
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label
from optimizer.wording.lengths import hours_text
from optimizer.wording.levels import level
from optimizer.wording.names import Names, source_name

# Kinds whose sentence needs nothing but the names of the targets, by the name of its slot.
_PLAIN = {
    MeasureKind.CONNECT: "sources",
    MeasureKind.WINDOW: "items",
    MeasureKind.INSTANT: "items",
    MeasureKind.EARLY: "steps",
    MeasureKind.COMMIT: "items",
    MeasureKind.FEE: "items",
    MeasureKind.GUIDE: "questions",
}

# Kinds whose sentence needs to know what it comes to.
_VALUED = frozenset({MeasureKind.ROUTE, MeasureKind.SHORTEN, MeasureKind.MERGE})
# What is only spoken of costs nothing; no sentence tells a price.
_UNPRICED = Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=0, risk=Risk.LOW)


class Sentences:
    """Writes about one service in one language.

    Args:
        service: the completed service the measures are meant for.
        language: ``zh`` or ``en``.

    Attributes:
        names: of everything in the service.
    """

    def __init__(self, service: Service, language: Language) -> None:
        self.names = Names(service, language)
        self._words = words("plan", language)

    def measure(self, one: Measure) -> str:
        """What a measure does."""
        if one.kind in _PLAIN:
            return self._words(one.kind.value, **{_PLAIN[one.kind]: self._plain(one)})
        writers = {
            MeasureKind.ROUTE: self._route,
            MeasureKind.RULE: self._rule,
            MeasureKind.DEFER: self._defer,
            MeasureKind.PARALLEL: self._parallel,
            MeasureKind.SHORTEN: self._shorten,
            MeasureKind.FORMS: self._forms,
            MeasureKind.MERGE: self._merge,
            MeasureKind.VISIT: self._visit,
        }
        return writers[one.kind](one)

    def _plain(self, one: Measure) -> str:
        """Names of the targets; the sentence says itself that a source is one."""
        if one.kind is not MeasureKind.CONNECT:
            return self.names.listed(one.targets)
        return self._words.listed([source_name(self.names(target)) for target in one.targets])

    def alike(self, held: Sequence[Measure]) -> str:
        """What several measures do that differ only in what they are done to.

        Args:
            held: routes of one document, or visits spared by one lever; else a single one.
        """
        first = held[0]
        if len(held) > 1 and first.kind is MeasureKind.ROUTE:
            return self._route(first, tuple(one.targets[0] for one in held))
        targets = tuple(target for one in held for target in one.targets)
        return self.measure(first.model_copy(update={"targets": targets}))

    def lever(self, key: str) -> str:
        """The name of a lever, or of what else stands in a waterfall."""
        if key in lever_texts():
            text = lever_texts()[key]
            return text.name_zh if self._words.language == "zh" else text.name_en
        return self._words(key) if self._words.has(key) else key

    def _defer(self, one: Measure) -> str:
        return self._words("defer", **self.names.requirement(one.targets[0]))

    def _parallel(self, one: Measure) -> str:
        return self._words("parallel", **self.names.precedence(one.targets[0]))

    def _forms(self, one: Measure) -> str:
        return self._words("forms_united", documents=self._each(one.targets))

    def _merge(self, one: Measure) -> str:
        group = self._class(one.value) if one.value in merge_classes() else self.lever(one.lever)
        return self._words("merge", steps=self._each(one.targets), group=group)

    def _visit(self, one: Measure) -> str:
        steps = self.names.listed(one.targets)
        return self._words("visit", steps=steps, lever=self.lever(one.lever))

    def _each(self, targets: tuple[str, ...]) -> str:
        quoted = [self._words("quoted", name=self.names(target)) for target in targets]
        return self._words.listed(quoted)

    def _route(self, one: Measure, needs: tuple[str, ...] = ()) -> str:
        route, _, source = one.value.partition("@")
        parts = [self.names.requirement(need) for need in needs or one.targets]
        return self._words(
            f"route_{Route(route).value}",
            document=parts[0]["document"],
            item=self._words.listed([part["item"] for part in parts]),
            source=self.names(source),
        )

    def _rule(self, one: Measure) -> str:
        sort, _, target = one.targets[0].partition("/")
        if sort == "precedence" and self.names.knows(target):
            return self._words("rule_precedence", **self.names.precedence(target))
        if sort == "requirement" and self.names.knows(target):
            return self._words("rule_requirement", **self.names.requirement(target))
        if sort == "step" and self.names.knows(target):
            return self._words("rule_step", steps=self.names(target))
        return self._words("rule_other", targets=self.names.listed(one.targets))

    def _shorten(self, one: Measure) -> str:
        target = one.targets[0]
        return self._words(
            "shorten",
            steps=self.names(target),
            old=self.length(self.names.length_hours(target)),
            new=self.length(int(one.value.removesuffix("h"))),
        )

    def length(self, hours: int | None) -> str:
        """A length within a sentence: Chinese sets figures apart from characters."""
        told = hours_text(hours, self._words.language)
        return f" {told}" if self._words.language == "zh" and told[0].isdigit() else told

    # --- how it ended --------------------------------------------------------------------------

    def status(self, plan: Plan) -> tuple[str, ...]:
        """How the search ended: one sentence, then what is still open or in the way."""
        outcome = plan.outcome
        first = self._words(outcome.status.value)
        if outcome.status in (Status.BOUNDED, Status.STOPPED):
            return (first, *self._open(outcome))
        if outcome.status is Status.UNREACHABLE:
            return (first, *self._clash(outcome, plan.request))
        return (first,)

    def _open(self, outcome: Outcome) -> tuple[str, ...]:
        lines = []
        settled = [self.metric(one.metric) for one in outcome.stages if one.proven and one.seconds]
        if settled:
            lines.append(self._words("settled", metrics=self._words.listed(settled)))
        for stage in outcome.stages:
            metric = self.metric(stage.metric)
            if stage.proven:
                continue
            if stage.value is None or stage.bound is None:
                lines.append(self._words("away_unknown", metric=metric))
            elif stage.value > stage.bound:
                gap = stage.value - stage.bound
                lines.append(self._words("away", metric=metric, gap=gap))
        return tuple(lines)

    def _clash(self, outcome: Outcome, request: Request) -> tuple[str, ...]:
        if outcome.clash is None:
            return (self._words("clash_unknown"),)
        groups = [self.group(name, request) for name in outcome.clash.groups]
        lines = [self._words("clash", groups=self._words.listed(groups))] if groups else []
        lines.extend(
            self._words("alone", metric=self.metric(metric), value=value)
            for metric, value in outcome.clash.alone
        )
        return tuple(lines)

    def metric(self, name: str) -> str:
        """A metric as planners call it."""
        return figure_label(name, self._words.language)

    def group(self, name: str, request: Request) -> str:
        """One of the things that clash (see ``Clash``)."""
        kind, _, rest = name.partition(":")
        if kind == "target":
            return self._target(rest, request)
        if kind == "pin":
            return self.pin(next(one for one in request.pins if one.subject == rest))
        if kind in ("authority", "risk"):
            value = request.authority if kind == "authority" else request.risk
            return self._words(f"group_{kind}", value=level(value, self._words.language))
        if self._words.has(f"group_{kind}"):
            return self._words(f"group_{kind}", value=getattr(request, kind))
        return name

    def pin(self, one: Pin) -> str:
        """A planner's decision about an opportunity."""
        value = self.opportunity(one.subject)
        return self._words("group_pinned" if one.wanted else "group_refused", value=value)

    def opportunity(self, subject: str) -> str:
        """What an id speaks of that may be pinned or refused (see ``redesign.opportunity``).

        Args:
            subject: ``kind:target+target=value``, without a value where any is meant, or
                ``kind:class`` of things that may become one; anything else is told as it is.
        """
        sort, _, rest = subject.partition(":")
        kind = next((one for one in MeasureKind if one.value == sort), None)
        if kind is None or not rest:
            return subject
        if kind is MeasureKind.MERGE and rest in merge_classes():
            return self._class(rest)
        if rest == kind.value:  # The window, and the united form, are one class each.
            return self.lever(rest)
        targets, _, value = rest.partition("=")
        named = tuple(targets.split("+"))
        if kind is MeasureKind.VISIT or (kind in _VALUED and not value):
            return self._words(f"any_{sort}", things=self._each(named))
        try:
            return self.measure(
                Measure(kind=kind, lever="", targets=named, value=value, terms=_UNPRICED)
            )
        except ValueError:  # No such route or length: the planner mistyped the value.
            return subject

    def _class(self, key: str) -> str:
        known = merge_classes()[key]
        return known.name_zh if self._words.language == "zh" else known.name_en

    def _target(self, metric: str, request: Request) -> str:
        for target in request.targets:
            if target.metric.value == metric and target.percent is not None:
                return self._words(
                    "group_target_percent", metric=self.metric(metric), value=target.percent
                )
            if target.metric.value == metric:
                return self._words(
                    "group_target_most", metric=self.metric(metric), value=target.at_most
                )
        return self.metric(metric)
