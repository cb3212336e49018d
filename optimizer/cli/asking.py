"""From options of the command line to requests."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path
from typing import TypeVar

from optimizer.errors import RequestProblem, Said
from optimizer.evaluation.counting import load_counting_rules
from optimizer.formats.request_file import read_request
from optimizer.levers.catalogue import LEVERS
from optimizer.redesign.request import (
    MOST_SEED,
    NAMED_REQUESTS,
    Asking,
    Metric,
    Pin,
    Request,
    Target,
)
from optimizer.redesign.terms import REQUEST_VALUES
from optimizer.service import terms
from optimizer.service.amounts import MOST_CEILING
from optimizer.service.kinds import Authority, Risk
from optimizer.wording.catalogue import LANGUAGES, words

ALL = "all"
DEFAULT_PLAN = "recommended"

_TARGET = re.compile(r"(?P<metric>[^=＝]+)[=＝]\s*(?P<number>[0-9]{1,9})\s*(?P<percent>[%％]?)")
_WHOLE_PERCENT = 100
_LARGEST = 2**31 - 1
_LEAST_SECONDS = 0.001
_Level = TypeVar("_Level", bound=IntEnum)


@dataclass(frozen=True)
class Wishes:
    """The options of one command, as they were typed; ``None`` or empty where not given."""

    plan: str | None = None
    request: Path | None = None
    targets: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()
    authority: str | None = None
    risk: str | None = None
    max_effort: int | None = None
    max_cost_yuan: int | None = None
    pins: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    counting: str | None = None
    objective: str | None = None
    levers: str | None = None
    time_limit: float | None = None
    seed: int | None = None
    over: str | None = None
    by_volume: bool = True


@dataclass
class _Reader:
    """Reads options; what is wrong is gathered in ``problems``."""

    problems: list[Said] = field(default_factory=list)
    target_metrics: Sequence[Metric] = tuple(Metric)  # that are named as possible targets

    def wrong(self, key: str, known: Sequence[str] = (), **values: object) -> None:
        """Note a problem in both languages; ``known`` is what would be right."""
        spoken = [words("cli", language) for language in LANGUAGES]
        self.problems.append(
            Said(*(said(key, known=said.listed(known), **values) for said in spoken))
        )

    def level(self, scale: type[_Level], option: str, text: str) -> _Level | None:
        """A level of authority or risk, by its Chinese or English word."""
        found = terms.meaning(scale, text)
        if isinstance(found, scale):
            return found
        self.wrong("no_such_level", terms.words_of(scale), option=option, value=text)
        return None

    def metric(
        self, option: str, text: str, metrics: Sequence[Metric] = tuple(Metric)
    ) -> Metric | None:
        """A metric by its Chinese or English word; ``days`` is the promise."""
        found = metric_named(text)
        if found is None:
            known = [_typed(one) for one in metrics]
            self.wrong("no_such_metric", known, option=option, value=text)
        return found

    def metrics(self, option: str, text: str) -> tuple[Metric, ...]:
        """Metrics with commas between them, each once."""
        found = [self.metric(option, one) for one in _separated(text)]
        known = [one for one in found if one is not None]
        if len(set(known)) < len(known):
            self.wrong("same_metric", option=option, value=text)
        if not found:
            self.metric(option, text)
        return tuple(known)

    def target(self, text: str) -> Target | None:
        """``materials=38%`` or ``days=10``."""
        match = _TARGET.fullmatch(text.strip())
        if match is None or (match["percent"] and int(match["number"]) > _WHOLE_PERCENT):
            self.wrong("bad_target", value=text)
            return None
        metric = self.metric("--target", match["metric"].strip(), self.target_metrics)
        if metric is None:
            return None
        number = int(match["number"])
        if match["percent"]:
            return Target(metric=metric, percent=number)
        return Target(metric=metric, at_most=number)

    def targets(self, texts: Iterable[str]) -> tuple[Target, ...]:
        """All targets, one for each metric."""
        found: dict[Metric, Target] = {}
        for text in texts:
            one = self.target(text)
            if one is not None and one.metric in found:
                self.wrong("same_target", value=text)
            elif one is not None:
                found[one.metric] = one
        return tuple(found.values())

    def situation(self, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """``question=option`` pairs; of the same question the last counts."""
        found: dict[str, str] = {}
        for text in texts:
            question, sign, option = text.replace("＝", "=").partition("=")
            if not (question.strip() and sign and option.strip()):
                self.wrong("bad_situation", value=text)
            else:
                found[question.strip()] = option.strip()
        return tuple(found.items())

    def levers(self, text: str) -> tuple[str, ...]:
        """Keys of levers by key or name."""
        by_word = {}
        for lever in LEVERS:
            for word in (lever.key, lever.name_zh, lever.name_en):
                by_word[terms.normal(word)] = lever.key
        found = []
        for one in _separated(text):
            key = by_word.get(terms.normal(one))
            if key is None:
                self.wrong("no_such_lever", value=one)
            else:
                found.append(key)
        return tuple(dict.fromkeys(found))

    def pins(self, wishes: Wishes) -> tuple[Pin, ...]:
        """Pinned and refused opportunities; none may be both."""
        for subject in sorted(set(wishes.pins) & set(wishes.refusals)):
            self.wrong("contradicting_pin", value=subject)
        return (
            *(Pin(subject=one, wanted=True) for one in dict.fromkeys(wishes.pins)),
            *(Pin(subject=one, wanted=False) for one in dict.fromkeys(wishes.refusals)),
        )


def requests(
    wishes: Wishes, target_metrics: Sequence[Metric] = tuple(Metric)
) -> tuple[Request, ...]:
    """What is asked: one request, or the three named ones.

    Args:
        wishes: the options.
        target_metrics: what is named as possible where a target is of none.

    Raises:
        RequestProblem: with everything that is wrong.
        InvalidInput: the request file cannot be read.
    """
    reader = _Reader(target_metrics=target_metrics)
    bases = _bases(wishes, reader)
    update = _update(wishes, reader)
    if reader.problems:
        raise RequestProblem(tuple(reader.problems))
    return tuple(_joined(base, update) for base in bases)


def metric_named(text: str) -> Metric | None:
    """The metric that a word means."""
    found = terms.meaning(Metric, text, REQUEST_VALUES)
    return found if isinstance(found, Metric) else None


def _bases(wishes: Wishes, reader: _Reader) -> tuple[Request, ...]:
    if wishes.request is not None:
        if wishes.plan is not None:
            reader.wrong("plan_and_request")
        base = read_request(wishes.request)
        if base.asking is Asking.FRONTIER and wishes.over is None:
            reader.wrong("request_asks_frontier", path=wishes.request)
        return (base,)
    plan = wishes.plan or DEFAULT_PLAN
    if plan == ALL:
        return tuple(NAMED_REQUESTS.values())
    if plan not in NAMED_REQUESTS:
        reader.wrong("no_such_plan", (*NAMED_REQUESTS, ALL), value=plan)
        return ()
    return (NAMED_REQUESTS[plan],)


def _update(wishes: Wishes, reader: _Reader) -> dict[str, object]:
    """The fields of a request that options state."""
    update: dict[str, object] = {}
    if wishes.authority is not None:
        update["authority"] = reader.level(Authority, "--authority", wishes.authority)
    if wishes.risk is not None:
        update["risk"] = reader.level(Risk, "--risk", wishes.risk)
    if wishes.levers is not None:
        update["levers"] = reader.levers(wishes.levers)
    _asked(wishes, reader, update)
    _limits(wishes, reader, update)
    update["situation"] = reader.situation(wishes.situation)
    update["pins"] = reader.pins(wishes)
    return update


def _asked(wishes: Wishes, reader: _Reader, update: dict[str, object]) -> None:
    if wishes.counting is not None:
        if wishes.counting not in load_counting_rules():
            reader.wrong("no_such_rule", tuple(load_counting_rules()), value=wishes.counting)
        update["counting"] = wishes.counting
    if wishes.targets:
        update["targets"] = reader.targets(wishes.targets)
        update["asking"] = Asking.TARGETS
    if wishes.objective is not None:
        # With targets, too: the best in this order among the plans that reach them.
        update["metrics"] = reader.metrics("--objective", wishes.objective)
        update["asking"] = Asking.BEST
    if wishes.over is not None:
        axes = reader.metrics("--over", wishes.over)
        if not 2 <= len(axes) <= 3:
            reader.wrong("over_two_or_three", value=wishes.over)
        update["metrics"] = axes
        update["asking"] = Asking.FRONTIER


def _limits(wishes: Wishes, reader: _Reader, update: dict[str, object]) -> None:
    numbers = (
        ("--max-effort", "max_effort", wishes.max_effort, 0, MOST_CEILING),
        ("--max-cost-yuan", "max_cost_yuan", wishes.max_cost_yuan, 0, MOST_CEILING),
        ("--time-limit", "time_limit_seconds", wishes.time_limit, _LEAST_SECONDS, _LARGEST),
        ("--seed", "seed", wishes.seed, 0, MOST_SEED),
    )
    for option, name, value, least, most in numbers:
        if value is None:
            continue
        if not least <= value <= most:
            reader.wrong("bad_number", option=option, value=value, least=least, most=most)
        update[name] = value


def _joined(base: Request, update: dict[str, object]) -> Request:
    """A base request with the options over it; situation and pins add to those of the base."""
    situation = {**dict(base.situation), **dict(_pairs(update["situation"]))}
    pins = _pins(update["pins"])
    new = {one.subject for one in pins}
    kept = tuple(one for one in base.pins if one.subject not in new)
    return base.model_copy(
        update={**update, "situation": tuple(situation.items()), "pins": (*kept, *pins)}
    )


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    assert isinstance(value, tuple)
    return value


def _pins(value: object) -> tuple[Pin, ...]:
    assert isinstance(value, tuple)
    return value


def _separated(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,，、]", text) if one.strip()]


def _typed(metric: Metric | Enum) -> str:
    """A metric as it is typed: the promise as ``days``."""
    return "days" if metric is Metric.PROMISE else str(metric.value)
