"""Start the web pages: ``python -m optimizer.ui`` (what ``onething app`` runs)."""

import gc
import importlib
import sys

from streamlit.web import cli

from optimizer.places import app_file
from optimizer.workspace.shipped import shipped

# Loaded before the first planner comes, so that the first page is there at once.
_HEAVY = (
    "optimizer.planning",
    "optimizer.pictures.chart",
    "optimizer.pictures.lane_picture",
    "optimizer.workspace.exports",
    "optimizer.workspace.workspace",
    "pandas",
    "pyarrow",
    "vl_convert",
)


def main(arguments: list[str]) -> None:
    """Load what pages need, then serve them.

    Args:
        arguments: options of ``streamlit run``, e.g. ``--server.port 8502``.
    """
    for name in _HEAVY:
        importlib.import_module(name)
    shipped()
    # What is loaded by now stays: a full collection need not look at it again and again.
    gc.collect()
    gc.freeze()
    sys.argv = ["streamlit", "run", str(app_file()), *arguments]
    sys.exit(cli.main())


if __name__ == "__main__":
    main(sys.argv[1:])
