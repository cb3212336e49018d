"""The web pages as a process of their own."""

import os
import subprocess
import sys


def served(port: int, address: str, store: str | None) -> int:
    """Serve the pages until they are stopped with Ctrl-C.

    Args:
        port: to listen on.
        address: to listen on; ``localhost`` is this machine only.
        store: where the work is kept, as ``Store.open`` takes it; ``None`` for the usual place.
    """
    environment = dict(os.environ)
    if store is not None:
        environment["ONETHING_STORE"] = store
    options = ["--server.port", str(port), "--server.address", address]
    try:
        return subprocess.run(
            [sys.executable, "-m", "optimizer.ui", *options], env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return 0
