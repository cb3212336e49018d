"""A planner's program of its own, for tests of many at once: ``python -m tests.unit.store.writer``.

Arguments: URL, key, name, number of changes (0: until it is killed). It says ``ready``, waits for a
line, and reports every revision it was told is saved as ``<number> <sha256>``. It first changes
revision 1, as all the others do, and reports ``conflict`` when another one was first.
"""

import sys

from optimizer.errors import Conflict
from optimizer.store import Revision, Store


def main(url: str, key: str, name: str, changes: int) -> None:
    with Store.open(url) as store:
        seen = store.revision(key, 1)
        _say("ready")
        sys.stdin.readline()
        done = 0
        while changes == 0 or done < changes:
            try:
                saved = _change(store, seen, f"{name}-{done}")
            except Conflict:
                _say("conflict")
                seen = store.latest(key)
            else:
                _say(f"{saved.number} {saved.sha256}")
                seen = saved
                done += 1


def _change(store: Store, seen: Revision, note: str) -> Revision:
    notes = (*seen.service.notes, note)
    changed = seen.service.model_copy(update={"notes": notes[-200:]})
    return store.save(seen.key, changed, after=seen.number, author=note)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
