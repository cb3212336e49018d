"""What the browser does around the pages: the connection comes back, the planner goes back."""

import streamlit as st

# A page asked for by its link is one step of the browser's history; Streamlit then adds another
# one for what the address carries, and "back" would have to be pressed twice.
# A click on another page while a cell is open is held back until the cell is saved: the browser
# would tell of the click first, and the two runs would overtake each other.
# Once the server is back after a break, the page is run again: a new server knows nothing of the
# table on the screen, and the next change in it would be lost.
_JS = """
const CONNECTION = "data-test-connection-state";
const RUN = "data-test-script-state";
const CALM_MS = 250;  // longer than a table waits before it tells of a cell
function atRest(app, then) {
  let calm = 0;
  const look = setInterval(() => {
    const busy = app.getAttribute(RUN) !== "notRunning"
      || document.querySelector("#portal textarea, #portal input");
    calm = busy ? 0 : calm + 50;
    if (calm < CALM_MS) return;
    clearInterval(look);
    then();
  }, 50);
}
function holdBack(app) {
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    const link = event.target.closest?.("[data-testid=stHeader] a[href]");
    const open = document.querySelector("#portal textarea, #portal input");
    held = link && open ? link : null;
  }, true);
  document.addEventListener("click", (event) => {
    const link = held;
    held = null;
    if (!link?.contains(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    atRest(app, () => link.click());
  }, true);
}
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
  if (!window.onethingHolds) holdBack(app);
  window.onethingHolds = true;
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
