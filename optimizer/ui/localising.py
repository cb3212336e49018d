"""The few texts that Streamlit itself shows in English, in the planner's language.

Streamlit has no catalogue of its own, so the page looks over what appears and puts in our words.
"""

import streamlit as st

from optimizer.ui import state
from optimizer.wording.catalogue import words

# A text is replaced where it stands alone, before a colon ("Search: 历史"), before a size, around
# what stands for … ("File must be 5.0MB or smaller."), or, if it ends in a blank, before anything
# ("Help for 方案").
_JS = """
const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
const SELECTOR = ATTRIBUTES.map((name) => `[${name}]`).join(",");
export default function (component) {
  const pairs = Object.entries(component.data.pairs);
  window.onethingWatch?.disconnect();
  const told = (text) => {
    const bare = text.trim();
    for (const [from, to] of pairs) {
      if (bare === from) return text.replace(from, to);
      if (bare.startsWith(from + ":")) return text.replace(from, to);
      const [head, tail] = from.split("…");
      if (tail && bare.startsWith(head) && bare.endsWith(tail)) {
        return to.replace("…", bare.slice(head.length, bare.length - tail.length));
      }
      if (from.endsWith(" ") && text.startsWith(from)) return to + text.slice(from.length);
      if (from === component.data.size && bare.includes(from)) {
        return text.replace(/^(.*?)\\s*per file(.*)$/, `${to} $1$2`);
      }
    }
    return text;
  };
  const attributes = (element) => {
    for (const name of ATTRIBUTES) {
      const held = element.getAttribute?.(name);
      if (held) { const said = told(held); if (said !== held) element.setAttribute(name, said); }
    }
  };
  const over = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      const ours = parent?.closest("[data-testid=stMarkdownContainer], textarea, svg");
      if (ours && !parent.closest("[data-testid=stFileUploader] button")) return;
      const said = told(node.data);
      if (said !== node.data) node.data = said;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    attributes(node);
    node.querySelectorAll(SELECTOR).forEach(attributes);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) over(texts.currentNode);
  };
  if (!pairs.length) return;
  over(document.body);
  window.onethingWatch = new MutationObserver((changes) => {
    for (const one of changes) {
      if (one.type === "attributes") attributes(one.target);
      else if (one.type === "characterData") over(one.target);
      else one.addedNodes.forEach(over);
    }
  });
  window.onethingWatch.observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ATTRIBUTES,
  });
}
"""


# What Streamlit says to developers when the server is gone is for no planner, in either language.
_FOR_DEVELOPERS = {
    "Is Streamlit still running? If you accidentally stopped Streamlit, "
    "just restart it in your terminal:": "server_gone",
    "streamlit run yourscript.py": "server_start",
}


@st.cache_resource(show_spinner=False)
def _component() -> object:
    return st.components.v2.component("localising", html="<span></span>", css="\n", js=_JS)


def localise() -> None:
    """Put our words in the place of Streamlit's own, from now on and in either direction."""
    english, chinese = words("streamlit", "en"), words("streamlit", "zh")
    keys = english.keys()
    ours, theirs = (chinese, english) if state.language() == "zh" else (english, chinese)
    pairs = {theirs(key): ours(key) for key in keys}
    pairs.update({told: ours(key) for told, key in _FOR_DEVELOPERS.items()})
    mounted = _component()
    mounted(  # type: ignore[operator]  # Streamlit does not type its renderer
        data={"pairs": pairs, "size": english("per_file")}, key="localising"
    )
