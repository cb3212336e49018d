"""The programs of offices, to open what we write: LibreOffice and poppler."""

import shutil
import subprocess
from pathlib import Path

import pytest

NEEDS_OFFICE = pytest.mark.skipif(
    shutil.which("lowriter") is None or shutil.which("localc") is None,
    reason="needs LibreOffice (libreoffice-writer, libreoffice-calc)",
)
NEEDS_POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")


def opened_in_office(content: bytes, name: str, folder: Path) -> bytes:
    """A file as LibreOffice prints it to PDF; fails when LibreOffice cannot open it.

    Args:
        content: of the file.
        name: with its ending.
        folder: an empty one of this test alone.
    """
    (folder / name).write_bytes(content)
    subprocess.run(
        [
            "soffice",
            # A profile of its own, so that two tests at once do not wait for each other.
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            name,
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / name).with_suffix(".pdf").read_bytes()


def text_of_pdf(content: bytes, folder: Path) -> str:
    """The text of a PDF file in reading order."""
    (folder / "read.pdf").write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", "read.pdf", "-"], cwd=folder, check=True, capture_output=True
    )
    return done.stdout.decode()


def pages_of_pdf(content: bytes, folder: Path) -> int:
    """How many pages a PDF file has."""
    (folder / "read.pdf").write_bytes(content)
    done = subprocess.run(["pdfinfo", "read.pdf"], cwd=folder, check=True, capture_output=True)
    (line,) = (one for one in done.stdout.decode().splitlines() if one.startswith("Pages:"))
    return int(line.split()[1])
