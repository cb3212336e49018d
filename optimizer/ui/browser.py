"""What the browser does around the pages: the connection comes back, the planner goes back."""

import streamlit as st

# A page asked for by its link is one step of the browser's history; Streamlit then adds another
# one for what the address carries, and "back" would have to be pressed twice.
# Once the server is back after a break, the page is run again: a new server knows nothing of the
# table on the screen, and the next change in it would be lost.
_JS = """
const CONNECTION = "data-test-connection-state";
export default function (component) {
  window.onethingPush ??= window.history.pushState;
  window.history.pushState = function (held, title, address) {
    const here = window.location;
    const there = new URL(address ?? here.href, here.href);
    const same = there.origin === here.origin && there.pathname === here.pathname;
    return (same ? this.replaceState : window.onethingPush).call(this, held, title, address);
  };
  window.onethingConnection?.disconnect();
  const app = document.querySelector("[data-testid=stApp]");
  window.onethingConnection = new MutationObserver(() => {
    const connected = app.getAttribute(CONNECTION) === "CONNECTED";
    if (connected && window.onethingCutOff) component.setTriggerValue("back", true);
    window.onethingCutOff = !connected;
  });
  window.onethingConnection.observe(app, { attributes: true, attributeFilter: [CONNECTION] });
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> object:
    return st.components.v2.component("browser", html="<span></span>", css="\n", js=_JS)


def attend() -> None:
    """Look after connection and history from now on."""
    mounted = _component()
    mounted(key="browser", on_back_change=lambda: None)  # type: ignore[operator]  # as localising
