"""Looks into the specification of a chart: its marks, its texts, its axes."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import altair
import pytest

from optimizer.pictures.chart import Chart, chart_svg
from optimizer.wording.catalogue import Words

Row = dict[str, object]
Node = dict[str, object]

VEILED = "囗"
"""Stands for each character of a catalogue while ``veil`` is in force."""

# Numbers, units of per cent, and the signs that need no language.
_SIGNS = re.compile(r"[\d\s.,、%~@…★→↑↗−+–—·:/()（）“”\"]")


def veil(template: str) -> str:
    """A text of a catalogue with its words made unreadable, the names to fill in kept."""
    parts = re.split(r"(\{\w+\})", template)
    return "".join(part if part.startswith("{") else re.sub(r"\S", VEILED, part) for part in parts)


def veil_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the catalogues speak without words; names and numbers are left as they are."""
    monkeypatch.setattr(
        Words, "__call__", lambda self, key, **values: veil(self._texts[key]).format(**values)
    )


def dicts(node: object) -> Iterator[Node]:
    """Every mapping within a specification, from the outside in."""
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from dicts(child)
    elif isinstance(node, list):
        for child in node:
            yield from dicts(child)


def layers(chart: Chart, mark: str) -> Iterator[tuple[Node, list[Row]]]:
    """Every layer with a kind of mark: the mark and the data."""
    for one in dicts(chart.spec):
        drawn, data = one.get("mark"), one.get("data")
        if isinstance(drawn, dict) and isinstance(data, dict) and drawn["type"] == mark:
            yield drawn, data["values"]


def rows(chart: Chart, mark: str) -> list[Row]:
    """The data of every mark of a kind."""
    return [row for _, data in layers(chart, mark) for row in data]


def view(chart: Chart, place: int) -> Chart:
    """One of the views that stand below each other, as a chart of its own."""
    views = chart.spec["vconcat"]
    assert isinstance(views, list)
    return Chart(views[place], chart.alt)


def number(row: Row, field: str) -> float:
    """A number of a datum."""
    value = row[field]
    assert isinstance(value, int | float)
    return float(value)


def fits_the_schema(chart: Chart) -> bool:
    """Whether Vega-Lite's own schema, as Altair ships it, allows a specification."""
    altair.Chart.from_dict(chart.spec).to_dict()
    return True


def scales(chart: Chart, channel: str) -> list[object]:
    """The different scales of a channel."""
    found: list[object] = []
    for one in dicts(chart.spec):
        encoding = one.get("encoding")
        if isinstance(encoding, dict) and channel in encoding:
            scale = encoding[channel].get("scale")
            if scale not in found:
                found.append(scale)
    return found


def written(chart: Chart) -> list[str]:
    """Everything a reader sees or a tooltip tells."""
    found = [str(row["text"]) for row in rows(chart, "text")]
    for one in dicts(chart.spec):
        for key in ("title", "text", "subtitle"):
            told = one.get(key)
            found.extend([told] if isinstance(told, str) else [])
            if key == "subtitle" and isinstance(told, list):
                found.extend(map(str, told))
        found.extend(str(value) for key, value in one.items() if re.fullmatch(r"tip\d+", key))
    return [one for one in found if one]


def drawn_texts(chart: Chart) -> list[str]:
    """The texts of the chart's SVG."""
    root = ElementTree.fromstring(chart_svg(chart))
    return ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text")]


def foreign(chart: Chart, names: set[str]) -> set[str]:
    """Texts of a veiled chart that are neither from a catalogue nor a name, whole or in part."""
    found = set()
    for one in [*written(chart), chart.alt]:
        left = one
        for name in sorted(names, key=len, reverse=True):
            left = left.replace(name, "")
        left = _SIGNS.sub("", left.replace(VEILED, ""))
        if left and not any(left in _SIGNS.sub("", name) for name in names):
            found.add(one)
    return found
