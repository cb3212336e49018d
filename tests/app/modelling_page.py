"""What tests do on the page 事项梳理."""

import time
from collections.abc import Mapping, Sequence

from streamlit.testing.v1 import AppTest

from optimizer.service.record import Record
from optimizer.wording.catalogue import Language, words
from tests.app.conftest import shown

_MOST_LOOKS = 400
_LOOK_SECONDS = 0.05


def settled(test: AppTest) -> AppTest:
    """The page once nothing is being worked out beside it."""
    for _ in range(_MOST_LOOKS):
        if not any("hourglass" in one.value for one in test.caption):
            return test
        time.sleep(_LOOK_SECONDS)
        test.run()
    raise AssertionError("the page is still waiting")


def choose(test: AppTest, section: str) -> None:
    """Go to another table."""
    test.session_state["section"] = section
    test.run()


def type_in(
    test: AppTest,
    changed: Mapping[int, Mapping[str, object]] | None = None,
    added: Sequence[Mapping[str, object]] = (),
    removed: Sequence[int] = (),
) -> None:
    """Type into the table on the screen, as the browser reports it."""
    test.session_state[str(test.data_editor[0].key)] = {
        "edited_rows": dict(changed or {}),
        "added_rows": list(added),
        "deleted_rows": list(removed),
    }
    test.run()
    assert not test.exception


def open_tab(test: AppTest, name: str, language: Language = "zh") -> None:
    """Look at the history, the baseline or the file."""
    test.session_state[f"rest_{language}"] = words("modelling", language)(name)
    test.run()


def telling(test: AppTest) -> str:
    """Everything the page says, without backslashes that keep Markdown from interpreting it."""
    return shown(test).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def title(section: str, language: Language) -> str:
    return words("tables", language)(f"{section}.title")


def names(records: Sequence[Record]) -> list[str]:
    return [str(getattr(one, "name", "") or getattr(one, "id", "")) for one in records]
