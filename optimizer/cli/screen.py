"""What people see: tables and lines on standard output, progress and faults on standard error."""

import errno
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from optimizer.errors import RequestProblem, Said
from optimizer.service.finding import Finding, Severity
from optimizer.wording.catalogue import LANGUAGES, Language, Words, words
from optimizer.wording.cautions import finding_text, severity_word

# Where nobody looks at a terminal (a pipe, a file) lines may be longer.
_WIDTH_OF_A_FILE = 160
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


class Screen:
    """Writes for people in one language.

    Attributes:
        words: of the command line; what is told of plans comes from ``wording``.
    """

    def __init__(self, language: Language, *, quiet: bool = False) -> None:
        self.language = language
        self.words: Words = words("cli", language)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a terminal that lacks a character
        self._out = _console(quiet=quiet)
        self.err = _console(stderr=True)

    def line(self, text: str = "", style: str = "") -> None:
        """One line of text."""
        self._out.print(Text(harmless(text), style=style), soft_wrap=True)

    def title(self, text: str) -> None:
        """A heading with room above it."""
        self._out.print()
        self._out.print(Text(harmless(text), style="bold"))

    def lines(self, title: str, texts: Iterable[str]) -> None:
        """A heading and a list; nothing when the list is empty."""
        held = list(texts)
        if held:
            self.title(title)
            for text in held:
                self._out.print(Text(f"  · {harmless(text)}"), soft_wrap=True)

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        title: str = "",
        right: frozenset[int] = frozenset(),
    ) -> None:
        """A table; ``right`` names the columns of numbers."""
        if title:
            self.title(title)
        shown = Table(show_lines=False, header_style="bold", pad_edge=False)
        for place, heading in enumerate(headings):
            number = place in right
            shown.add_column(
                heading, justify="right" if number else "left", no_wrap=number, overflow="fold"
            )
        for row in rows:
            shown.add_row(*(Text(harmless(cell)) for cell in row))
        self._out.print(shown)

    def fault(self, *texts: str) -> None:
        """Lines about what went wrong."""
        for text in texts:
            self.err.print(Text(harmless(text)), soft_wrap=True)

    def why(self, error: OSError) -> str:
        """What the system says, in words of the user where there are any."""
        known = {
            errno.ENOENT: self.words("system_missing"),
            errno.EACCES: self.words("system_denied"),
            errno.EPERM: self.words("system_denied"),
            errno.EROFS: self.words("system_denied"),
            errno.EISDIR: self.words("system_folder"),
            errno.ENOTDIR: self.words("system_no_folder"),
            errno.EEXIST: self.words("system_no_folder"),
            errno.ENOSPC: self.words("system_full"),
            errno.ENAMETOOLONG: self.words("system_long"),
        }
        return known.get(error.errno or 0, error.strerror or str(error))

    def findings(self, found: Iterable[Finding], *, to_error: bool = True) -> None:
        """One line for each finding, errors first."""
        console = self.err if to_error else self._out
        order = list(Severity)
        for one in sorted(found, key=lambda each: order.index(each.severity)):
            text = Text(severity_word(one.severity, self.language), style=_STYLES[one.severity])
            said = harmless(finding_text(one, self.language))
            console.print(text.append(f" {said}", style="default"), soft_wrap=True)


def harmless(text: str) -> str:
    """Text without characters that steer a terminal or turn its direction round."""
    return "".join("�" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    category = unicodedata.category(character)
    return (category == "Cc" and character != "\n") or unicodedata.bidirectional(
        character
    ) in _TURNS


# Explicit directional formatting (Unicode annex 9) makes a line read other than it is written.
_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _console(*, stderr: bool = False, quiet: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    return Console(
        stderr=stderr,
        quiet=quiet,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_A_FILE,
    )


def language(text: str) -> Language:
    """The language a word names.

    Raises:
        RequestProblem: it names none.
    """
    for known in LANGUAGES:
        if text.strip().lower() == known:
            return known
    raise RequestProblem(
        (Said(*(words("cli", known)("bad_language", value=text) for known in LANGUAGES)),)
    )
