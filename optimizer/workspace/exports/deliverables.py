"""Deliverables of a plan, each as Word to go on writing in and as PDF to hand out."""

from collections.abc import Callable

from optimizer.deliverables.catalogue import DELIVERABLES
from optimizer.deliverables.deliverable import Deliverable
from optimizer.deliverables.reform import Reform
from optimizer.formats.deliverable_pdf import pdf
from optimizer.formats.deliverable_word import word
from optimizer.wording.catalogue import words
from optimizer.workspace.exports.answered import Answered
from optimizer.workspace.exports.export_file import ExportFile, Shelf

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS: tuple[tuple[str, str, Callable[[Deliverable], bytes]], ...] = (
    ("docx", _WORD, word),
    ("pdf", "application/pdf", pdf),
)


def deliverable_files(answer: Answered) -> tuple[ExportFile, ...]:
    """Every deliverable of the catalogue, in its order."""
    said = words("deliverables", answer.language)
    reform = Reform(answer.plan, answer.service, answer.origin, answer.date, answer.language)
    found = []
    for key, compose in DELIVERABLES.items():
        name, about = said(f"deliverable_{key}"), said(f"about_{key}")
        for ending, mime, write in _WRITERS:

            def content(
                compose: Callable[[Reform], Deliverable] = compose,
                write: Callable[[Deliverable], bytes] = write,
            ) -> bytes:
                return write(compose(reform))

            base = f"{answer.base}-{name}"
            found.append(
                ExportFile(
                    Shelf.DELIVERABLES,
                    key,
                    f"**{name}**　{about}",
                    f"{base}.{ending}",
                    mime,
                    content,
                )
            )
    return tuple(found)
