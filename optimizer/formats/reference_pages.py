"""Pages of ``docs/`` that are written from reference data: where they lie, how they are cut."""

from collections.abc import Iterable
from pathlib import Path

from optimizer.places import data_directory


def page_path(name: str) -> Path:
    """Where a page lies in a checkout, e.g. ``levers.md``; a wheel has no pages."""
    return data_directory().parent / "docs" / name


def write_page(name: str, text: str) -> None:
    """Write a page of the checkout anew."""
    page_path(name).write_text(text, encoding="utf-8")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table; bars inside cells are escaped, since data may hold patterns."""
    lines = [head, tuple("---" for _ in head), *rows]
    cells = (" | ".join(cell.replace("|", "\\|") for cell in line) for line in lines)
    return "\n".join(f"| {line} |" for line in cells) + "\n"
