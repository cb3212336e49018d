"""What every chart shares: its form, its look, and the way to an image file."""

from collections.abc import Sequence
from dataclasses import dataclass

import vl_convert

from optimizer.pictures.canvas import Spec
from optimizer.pictures.png import png, with_fonts
from optimizer.pictures.style import (
    FAINT,
    FONT_STACK,
    INK,
    MUTED,
    PAPER,
    RULE,
    SMALL_PX,
    TEXT_PX,
    TITLE_PX,
)
from optimizer.redesign.counting_rule import CountingRule
from optimizer.wording.catalogue import Language, words


@dataclass(frozen=True)
class Chart:
    """A drawing that a page shows and a file holds.

    Attributes:
        spec: Vega-Lite as plain values; all data are in it and nothing is loaded.
        alt: one or more sentences for whoever cannot see it.
    """

    spec: Spec
    alt: str


def chart_svg(chart: Chart) -> str:
    """The chart as one ``<svg>`` element, made without a browser or the network."""
    with_fonts()
    return vl_convert.vegalite_to_svg(chart.spec, allowed_base_urls=[])


def chart_png(chart: Chart, scale: float = 2) -> bytes:
    """The chart on white ground.

    Args:
        chart: from one of the functions of this room.
        scale: pixels of the image for each px of the chart.
    """
    return png(chart_svg(chart), scale=scale)


def stacked(views: Sequence[Spec], spacing_px: float) -> Spec:
    """Views one below the other."""
    return {"vconcat": list(views), "spacing": spacing_px}


def heading(text: str, left_px: float = 0) -> Spec:
    """The heading of one view, so many px left of its edge."""
    return {"text": text, "anchor": "start", "frame": "group", "dx": -left_px, "fontSize": 13}


def finished(drawing: Spec, title: str, subtitle: Sequence[str], told: str) -> Chart:
    """A drawing with its heading and the look of this room.

    Args:
        drawing: what is drawn.
        title: what it shows.
        subtitle: lines below the title: rule of counting, how to read it.
        told: the text alternative.
    """
    spec: Spec = {
        "title": {
            "text": title,
            "subtitle": list(subtitle),
            "anchor": "start",
            "frame": "bounds",
            "fontSize": TITLE_PX,
            "subtitleFontSize": TEXT_PX,
            "subtitlePadding": 5,
            "subtitleLineHeight": 17,
            "offset": 14,
        },
        "description": told,
        "background": PAPER,
        # Side by side, not as one number: Streamlit writes into it.
        "padding": {"left": 8, "top": 8, "right": 8, "bottom": 8},
        "autosize": {"type": "pad"},
        "config": _look(),
        **drawing,
    }
    return Chart(spec, told)


def _look() -> Spec:
    """One look for all charts; marks are silent to screen readers, the description speaks."""
    return {
        "font": FONT_STACK,
        "view": {"stroke": None},
        "mark": {"aria": False},
        "title": {"aria": False, "color": INK, "subtitleColor": MUTED, "fontWeight": "bold"},
        "legend": {
            "aria": False,
            "labelColor": INK,
            "titleColor": MUTED,
            "labelFontSize": TEXT_PX,
            "titleFontSize": TEXT_PX,
            "titleFontWeight": "normal",
        },
        "axis": {
            "aria": False,
            "labelColor": MUTED,
            "titleColor": MUTED,
            "labelFontSize": SMALL_PX + 1,
            "titleFontSize": TEXT_PX,
            "titleFontWeight": "normal",
            "gridColor": RULE,
            "gridOpacity": 0.6,
            "domainColor": FAINT,
            "tickColor": FAINT,
        },
    }


def plain(value: float) -> str:
    """A number without needless places: 3, 0.5, 83.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def unit(metric: str, rule: CountingRule | None, language: Language) -> str:
    """The unit of a metric's figures, e.g. 项次 or working days.

    Args:
        metric: name as in ``evaluation.reduction.REDUCED`` or ``days`` for the promise.
        rule: tells what one material is; ``None`` where that is not known.
        language: of the unit.
    """
    text = words("pictures", language)
    if metric == "materials":
        return text(f"chart_unit_{rule.materials.value}" if rule else "chart_unit_count")
    if metric in ("promise", "days", "elapsed"):
        return text("chart_unit_days")
    named = f"chart_unit_{metric}"
    return text(named if text.has(named) else "chart_unit_count")


def metric_name(metric: str, language: Language) -> str:
    """A metric as planners call it, without its unit."""
    return words("pictures", language)(f"chart_metric_{metric}")


def metric_label(metric: str, rule: CountingRule | None, language: Language) -> str:
    """A metric with the unit of its figures, e.g. 申请材料（项次）."""
    return words("pictures", language)(
        "chart_metric_in", metric=metric_name(metric, language), unit=unit(metric, rule, language)
    )


def quantity(metric: str, value: int, rule: CountingRule | None, language: Language) -> str:
    """A figure with its name and its unit, e.g. 申请材料 17 项次."""
    return words("pictures", language)(
        "chart_quantity",
        metric=metric_name(metric, language),
        value=value,
        unit=unit(metric, rule, language),
    )
