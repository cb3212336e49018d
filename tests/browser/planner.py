"""What a planner does in the browser, in a planner's words."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from optimizer.wording.catalogue import Language, words

_SETTLED = """() => {
  const busy = ["stStatusWidget", "stSkeleton", "stSpinner"];
  return !busy.some((name) => document.querySelector(`[data-testid=${name}]`))
    && !document.querySelector('[data-stale="true"]');
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
        self.page.locator('[data-testid="stMainBlockContainer"]').wait_for()
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(_SETTLED, timeout=60_000)
        self.page.wait_for_timeout(250)

    def go_to(self, page: str) -> None:
        """Choose a page in the navigation."""
        title = self.said("ui", f"page_{page}")
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_url(re.compile(f"/{page}|/\\?|/$") if page == "overview" else f"**/{page}*")
        self.settled()

    def press(self, domain: str, key: str, **values: object) -> None:
        """Press a button by its label."""
        self.button(self.said(domain, key, **values)).click()
        self.settled()

    def button(self, label: str) -> Locator:
        """A button by its whole label."""
        return self.page.get_by_role("button", name=label, exact=True).first

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
        """Take a file that a button offers."""
        with self.page.expect_download() as taken:
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
