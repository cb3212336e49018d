"""Page comparing."""

from optimizer.store.records import Revision
from optimizer.ui import shell


def page(revision: Revision) -> None:
    """Draw the page."""
    shell.plain(revision.key)


shell.with_service(page)
