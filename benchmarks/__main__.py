"""``python -m benchmarks`` is what ``make bench`` runs."""

import sys

from benchmarks.run import main

# Each case runs in a child process that imports this module again under another name.
if __name__ == "__main__":
    sys.exit(main())
