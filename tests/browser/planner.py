"""What a planner does in the browser, in a planner's words."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from optimizer.wording.catalogue import Language, words

# Where the columns of the table of items stand, in px from its left edge.
_COLUMN_MIDDLES = {"name": 190.0}
# The script has run, the page has drawn what it sent, and a moment later this still holds.
_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const calm = app && app.dataset.testScriptState === "notRunning"
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
  const now = performance.now();
  if (!calm) { window.calmSince = null; return false; }
  window.calmSince = window.calmSince ?? now;
  return now - window.calmSince > 400;
}"""


class Planner:
    """A planner in front of one browser page.

    Attributes:
        page: of the browser.
        language: the planner reads.
    """

    def __init__(
        self, page: Page, address: str, screens: Path, language: Language = "zh", name: str = ""
    ) -> None:
        self.page = page
        self.address = address
        self.language = language
        self._screens = screens
        self.author = name or self.said("ui", "unnamed")
        self._name = name
        screens.mkdir(parents=True, exist_ok=True)

    def said(self, domain: str, key: str, **values: object) -> str:
        """A text of a catalogue in the planner's language."""
        return words(domain, self.language)(key, **values)

    # --- moving about --------------------------------------------------------------------------

    def open(self, path: str = "", *, service: str = "") -> None:
        """Come to the pages by their address."""
        query = f"lang={self.language}&by={self._name}" if self._name else f"lang={self.language}"
        query += f"&service={service}" if service else ""
        self.page.goto(f"{self.address}/{path}?{query}")
        self.settled()

    def settled(self) -> None:
        """Wait until the page has drawn everything."""
        self.page.wait_for_timeout(150)
        self.page.evaluate("window.calmSince = null")
        self.page.wait_for_function(_SETTLED, timeout=60_000, polling=100)

    def go_to(self, page: str) -> None:
        """Choose a page in the navigation."""
        title = self.said("ui", f"page_{page}")
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_url(
            re.compile(f"/{page}|/\\?|/$") if page == "overview" else f"**/{page}*"
        )
        self.settled()

    def press(self, domain: str, key: str, **values: object) -> None:
        """Press a button by its label."""
        self.button(self.said(domain, key, **values)).click()
        self.settled()

    def button(self, label: str) -> Locator:
        """A button by its whole label."""
        return self.page.get_by_role("button", name=label, exact=True).first

    def button_ending(self, label: str) -> Locator:
        """A button whose label ends so (an icon may stand before it)."""
        return self.page.get_by_role("button", name=re.compile(re.escape(label) + "$")).first

    def unfold(self, title: str) -> None:
        """Open a folded part of the page, if it is not open."""
        part = self.page.locator('[data-testid="stExpander"]', has_text=title).first
        if part.locator("details[open]").count() == 0:
            part.locator("summary").click()
        self.settled()

    def tab(self, title: str) -> None:
        """Choose a tab."""
        self.page.get_by_role("tab", name=title, exact=True).click()
        self.settled()

    def choose(self, option: str) -> None:
        """Choose one of the options that stand side by side."""
        self.page.get_by_role("radio", name=option, exact=True).first.click()
        self.settled()

    def choose_beginning(self, text: str) -> None:
        """The same, by the beginning of its text."""
        start = re.compile("^" + re.escape(re.split(r"[（(]", text)[0].strip()))
        self.page.get_by_role("radio", name=start).first.click()
        self.settled()

    def choose_in_list(self, label: str, option: str) -> None:
        """Choose one of a list that opens."""
        field = self.page.get_by_label(label, exact=True).first
        field.click()
        self.page.get_by_role("option", name=option, exact=True).first.click()
        self.settled()

    def scroll_to(self, text: str) -> None:
        """Bring a text to the top of the window."""
        self.page.get_by_text(text).first.evaluate("one => one.scrollIntoView({block: 'start'})")
        self.page.mouse.wheel(0, -90)
        self.settled()

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def type_into_cell(self, row: int, field: str, text: str) -> None:
        """Type over a cell of the first table, found by its column.

        Args:
            row: counted from 0.
            field: key of the column.
            text: what to type.
        """
        self.begin_cell(row, field, text)
        self.page.keyboard.press("Enter")
        self.settled()

    def begin_cell(self, row: int, field: str, text: str) -> None:
        """The same, without leaving the cell."""
        table = self.page.locator('[data-testid="stDataFrame"]').first
        table.scroll_into_view_if_needed()
        opened = self.page.locator("#portal textarea, #portal input").first
        # A grid that is just being drawn anew lets a first key go by.
        for _ in range(5):
            self.page.mouse.click(*self._place(table, row, field))
            self.page.keyboard.press("Enter")
            self.page.wait_for_timeout(600)
            if opened.count():
                break
        opened.fill(text)

    def _place(self, table: Locator, row: int, field: str) -> tuple[float, float]:
        """Middle of a cell: the grid is drawn, so it is found with its own ruler."""
        box = table.bounding_box()
        assert box
        heights = 35
        return box["x"] + _COLUMN_MIDDLES[field], box["y"] + heights * (row + 1.5)

    def waits_for_button(self, label: str) -> None:
        """A choice of this name comes up, however long it is computed."""
        self.page.get_by_role("radio", name=re.compile(re.escape(label))).first.wait_for(
            timeout=120_000
        )

    def waits_until_idle(self) -> None:
        """Nothing is being computed any more: there is no button to stop it."""
        stop = self.page.get_by_role("button", name=self.said("redesigning", "stop"), exact=True)
        expect(stop).to_have_count(0, timeout=180_000)
        self.settled()

    def sees(self, text: str) -> None:
        """Somewhere on the page stands this text."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=60_000)

    def reads(self) -> str:
        """All text of the page."""
        return self.page.locator('[data-testid="stMainBlockContainer"]').inner_text()

    def service(self) -> str:
        """Key of the service at hand, from the address."""
        found = re.search(r"service=([^&]+)", self.page.url)
        assert found, self.page.url
        return found.group(1)

    def saves(self, button: Locator) -> Download:
        """Take a file that a button offers, however long it is made."""
        with self.page.expect_download(timeout=120_000) as taken:
            button.click()
        return taken.value

    # --- looking -------------------------------------------------------------------------------

    def screenshot(self, name: str, *, whole: bool = True) -> Path:
        """Keep a picture of the page in ``build/screens``."""
        target = self._screens / f"{name}-{self.language}.png"
        if whole:
            main = self.page.locator('[data-testid="stMain"]')
            height = int(main.evaluate("one => one.scrollHeight"))
            self.page.set_viewport_size({"width": 1366, "height": max(768, min(height, 4000))})
            self.page.wait_for_timeout(400)
        self.page.screenshot(path=target)
        if whole:
            self.page.set_viewport_size({"width": 1366, "height": 768})
        return target

    def width_is_enough(self) -> bool:
        """Whether nothing is wider than the window."""
        wide = "() => document.documentElement.scrollWidth <= window.innerWidth + 1"
        return bool(self.page.evaluate(wide))
