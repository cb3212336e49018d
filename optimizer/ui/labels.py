"""Labels of choices of which no two are alike.

A list on a page knows its choices by their labels: of two alike, each would mean the first.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from optimizer.store.records import Kept
from optimizer.ui import state
from optimizer.wording.times import clock_text

_Choice = TypeVar("_Choice")


def apart(
    choices: Iterable[_Choice],
    label: Callable[[_Choice], str],
    *details: Callable[[_Choice], str],
) -> dict[_Choice, str]:
    """A label for each choice, told apart where several are alike.

    Args:
        choices: in the order they are offered.
        label: what a choice is called.
        details: what is said besides of choices that are alike, one after the other until they
            differ; empty where a choice has none. What is alike even then is numbered.
    """
    labels = {one: label(one) for one in choices}
    for detail in details:
        often = Counter(labels.values())
        labels = {
            one: _with(text, detail(one)) if often[text] > 1 else text
            for one, text in labels.items()
        }
    used: set[str] = set()
    for one, text in labels.items():
        number, told = 1, text
        while told in used:
            number += 1
            told = _with(text, str(number))
        labels[one] = told
        used.add(told)
    return labels


def service_labels(kept: Iterable[Kept], *, with_region: bool = True) -> dict[str, str]:
    """Labels of kept services, by their keys in the store.

    Args:
        kept: services, of which the same may be kept twice.
        with_region: whether the region is told of each, or only of those that are alike.
    """
    named = {one.key: one for one in kept}

    def name(key: str) -> str:
        text = named[key].name or named[key].service_id
        return _with(text, named[key].region) if with_region else text

    return apart(
        named,
        name,
        lambda key: "" if with_region else named[key].region,
        lambda key: named[key].service_id,
        lambda key: clock_text(named[key].latest.time),
    )


def _with(text: str, detail: str) -> str:
    return state.said()("label_apart", label=text, detail=detail) if detail else text
