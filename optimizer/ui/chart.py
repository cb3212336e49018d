"""A chart on a page: it can be picked from and saved."""

import streamlit as st

from optimizer.pictures.chart import Chart, chart_png, chart_svg
from optimizer.ui import state


def show_chart(chart: Chart, key: str, *, file_name: str = "") -> None:
    """Draw a chart.

    Args:
        chart: its form, its data and what it tells in words.
        key: of the chart.
        file_name: without ending; given, the chart can be saved as PNG and SVG.
    """
    st.vega_lite_chart(spec=_spec(chart), theme=None, width="content", key=key, alt=chart.alt)
    save_chart(chart, key, file_name=file_name)


def pick_from(chart: Chart, key: str, selection: str, *, file_name: str = "") -> int | None:
    """Draw a chart whose points can be picked.

    Args:
        chart: with a selection of points by ``index``.
        key: of the chart.
        selection: name of that selection.
        file_name: as for ``show_chart``.

    Returns:
        The ``index`` of the point picked; ``None`` when none is.
    """
    event = st.vega_lite_chart(
        spec=_spec(chart),
        theme=None,
        width="content",
        key=key,
        on_select="rerun",
        selection_mode=selection,
        alt=chart.alt,
    )
    save_chart(chart, key, file_name=file_name)
    picked = event.get("selection", {}).get(selection) or []
    return next((int(one["index"]) for one in picked if "index" in one), None)


def _spec(chart: Chart) -> dict[str, object]:
    """What is drawn, in its own size; what it tells goes to the page by itself.

    Left to itself, Streamlit fits charts into the page, which charts of several views do not bear.
    """
    drawn = {name: value for name, value in chart.spec.items() if name != "description"}
    return {**drawn, "autosize": {"type": "pad"}}


def save_chart(chart: Chart, key: str, *, file_name: str) -> None:
    """Two buttons that save a chart; the files are made when they are asked for."""
    if not file_name:
        return
    said = state.said()
    with st.container(horizontal=True, key=f"{key}_save"):
        st.download_button(
            said("save_svg"),
            lambda: chart_svg(chart),
            f"{file_name}.svg",
            "image/svg+xml",
            key=f"{key}_svg",
            on_click="ignore",
        )
        st.download_button(
            said("save_png"),
            lambda: chart_png(chart),
            f"{file_name}.png",
            "image/png",
            key=f"{key}_png",
            on_click="ignore",
        )
