"""A picture on a page: it scrolls and zooms, its steps can be chosen, it can be saved."""

from __future__ import annotations

import streamlit as st

from optimizer.pictures.png import png
from optimizer.pictures.svg import Picture
from optimizer.ui import state

_CSS = """
.frame { border: 1px solid #cbd2d9; border-radius: 4px; background: #fff; }
.tools { display: flex; gap: 4px; padding: 4px 6px; border-bottom: 1px solid #e4e7eb; }
.tools button { font: inherit; font-size: 13px; padding: 2px 10px; background: #fff; color: #1f2933;
  border: 1px solid #9aa5b1; border-radius: 4px; cursor: pointer; }
.tools button:hover { background: #f0f4f8; }
.tools button:focus-visible, .view:focus-visible { outline: 2px solid #1f5f99; }
.view { overflow: auto; }
.view svg { display: block; }
.view .step { cursor: pointer; }
@media print { .tools { display: none; } .view { max-height: none !important; overflow: visible; } }
"""
_HTML = """
<div class="frame"><div class="tools" role="toolbar"></div>
<div class="view" tabindex="0" role="group"></div></div>
"""
# The picture is our own SVG: its writer escapes every text that comes from a file.
_JS = """
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const view = parentElement.querySelector(".view");
  const tools = parentElement.querySelector(".tools");
  view.setAttribute("aria-label", data.label);
  view.style.maxHeight = data.height + "px";
  if (view.dataset.shown !== data.version) {
    view.innerHTML = data.svg;
    view.dataset.shown = data.version;
    view.dataset.zoom = "";
    tools.replaceChildren();
    const svg = view.querySelector("svg");
    const full = data.width;
    const zoom = (factor) => {
      view.dataset.zoom = factor;
      svg.setAttribute("width", full * factor);
      svg.setAttribute("height", data.tall * factor);
    };
    const fit = () => zoom(Math.min(1, Math.max(0.2, (view.clientWidth - 2) / full)));
    const ways = [
      [data.words.fit, fit],
      ["100%", () => zoom(1)],
      ["+", () => zoom(Math.min(4, Number(view.dataset.zoom) * 1.25)), data.words.larger],
      ["−", () => zoom(Math.max(0.2, Number(view.dataset.zoom) / 1.25)), data.words.smaller],
    ];
    for (const [text, act, label] of ways) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      if (label) button.setAttribute("aria-label", label);
      button.onclick = act;
      tools.appendChild(button);
    }
    const readable = (view.clientWidth - 2) / full;
    zoom(readable >= 1 ? 1 : Math.max(readable, 0.62));
    const choose = (event) => {
      const step = event.target.closest("[data-step]");
      if (step) setTriggerValue("step", step.dataset.step);
    };
    if (data.clickable) {
      view.onclick = choose;
      view.onkeydown = (event) => { if (event.key === "Enter") choose(event); };
    }
  }
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> object:
    return st.components.v2.component("picture", html=_HTML, css=_CSS, js=_JS)


def show_picture(
    picture: Picture, key: str, *, height: int = 420, file_name: str = "", clickable: bool = False
) -> str:
    """Draw a picture.

    Args:
        picture: its SVG and what it tells in words.
        key: of the widget.
        height: most pixels it takes; a taller one scrolls.
        file_name: without ending; given, the picture can be saved as PNG and SVG.
        clickable: whether choosing a step tells the page.

    Returns:
        The id of the step chosen in this run; empty when none was.
    """
    said = state.said()
    words = {name: said(f"picture_{name}") for name in ("fit", "larger", "smaller")}
    result = _component()(  # type: ignore[operator]  # Streamlit does not type its renderer
        data={
            "svg": picture.svg,
            "version": str(hash((picture.svg, state.language()))),
            "width": picture.width,
            "tall": picture.height,
            "height": height,
            "label": picture.alt,
            "words": words,
            "clickable": clickable,
        },
        key=key,
        on_step_change=lambda: None,
    )
    if file_name:
        _save(picture, key, file_name)
    return str(getattr(result, "step", None) or "")


def _save(picture: Picture, key: str, file_name: str) -> None:
    said = state.said()
    with st.container(horizontal=True, key=f"{key}_save"):
        st.download_button(
            said("save_svg"),
            picture.svg,
            f"{file_name}.svg",
            "image/svg+xml",
            key=f"{key}_svg",
            on_click="ignore",
        )
        st.download_button(
            said("save_png"),
            lambda: png(picture.svg),
            f"{file_name}.png",
            "image/png",
            key=f"{key}_png",
            on_click="ignore",
        )
