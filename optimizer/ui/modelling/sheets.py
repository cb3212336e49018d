"""The table on the screen of one planner: what it shows, what was typed, what became of it.

Whatever is typed is saved in the run that reports it. The rows on the screen stay those of the
sheet, so that the planner keeps his place; when the service changed otherwise and nothing typed is
waiting, the sheet is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from optimizer.errors import Conflict, InvalidInput
from optimizer.formats.service_tables import Changes, TableProblem
from optimizer.service.canonical import fingerprint
from optimizer.service.service import Service
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.wording.catalogue import words
from optimizer.workspace.editing import (
    Asked,
    Sheet,
    Typed,
    apart,
    carried,
    kept_rows,
    new_row_lacks,
    nothing,
    outcome,
    to_ask,
)
from optimizer.workspace.editing import section as table

SECTION = "section"
"""Key of the choice of the table."""

_FIRST = "items"
_HERE = "modelling"


@dataclass(frozen=True)
class Focus:
    """The only rows shown of a table, and why.

    Attributes:
        reason: what led there, e.g. the text of a finding.
    """

    section: str
    rows: frozenset[int]
    reason: str


@dataclass(frozen=True)
class Contest:
    """A change that could not be saved because somebody else was first.

    Attributes:
        base: what the planner saw.
        mine: what he made of it.
        mark: tells it apart from every other contest.
    """

    base: Service
    mine: Service
    mark: str


@dataclass(frozen=True)
class Unsaved:
    """Why what was typed cannot be saved yet.

    Attributes:
        told: one line for each cell.
        begun: all of it is about new rows in which something is still to be filled in.
        rest_saved: everything else of the table is saved.
    """

    told: tuple[str, ...] = ()
    begun: bool = False
    rest_saved: bool = False


# --- which table -------------------------------------------------------------------------------


def chosen_section() -> str:
    """The table chosen; kept while the planner is on other pages."""
    held = state.widget(SECTION)
    if not isinstance(held, str):
        held = state.recall(SECTION, _FIRST)
        state.set_widget(SECTION, held)
    state.remember(SECTION, held)
    return held


def jump(section: str, rows: frozenset[int], reason: str, column: str = "") -> None:
    """Show certain rows of a table, with the column meant; called before the page is drawn."""
    field = table(section).field(column)
    if field is not None and field.rare:
        state.set_widget("rare", True)
        state.remember("rare", True)
    state.set_widget(SECTION, section)
    state.remember(SECTION, section)
    state.remember("focus", Focus(section, rows, reason))


def show_all() -> None:
    """Show all rows again."""
    state.forget("of_service", "focus")


def focus() -> Focus | None:
    """The rows shown of the table chosen; leaving the table shows all again."""
    held = state.recall("focus", _no_focus())
    if held is not None and held.section != state.recall(SECTION, _FIRST):
        show_all()
        return None
    return held


# --- the sheet ---------------------------------------------------------------------------------


def sheet(revision: Revision, *, rare: bool) -> Sheet:
    """The sheet on the screen; a new one when the old one shows something else."""
    section, seen = chosen_section(), focus()
    held = state.recall("sheet", _no_sheet())
    wanted = Sheet(
        section=section,
        language=state.language(),
        number=revision.number,
        service=revision.service,
        focus=None if seen is None else seen.rows,
        rare=rare,
    )
    if held is not None and held.shows(wanted):
        return held
    if held is not None and held.number != revision.number:
        _tell_of(revision)
    return _open(wanted, revision)


def unsaved() -> Unsaved:
    """What is wrong in the table as it stands."""
    return state.recall("unsaved", Unsaved())


def asked() -> Asked | None:
    """The removal that waits for an answer."""
    return state.recall("asked", _nothing_asked())


def contest() -> Contest | None:
    """The change that waits for a decision because somebody else was first."""
    return state.recall("contest", _no_contest())


def take_in(revision: Revision) -> None:
    """Save what was typed since the last run; the run starts again when something was saved."""
    held = state.recall("sheet", _no_sheet())
    if held is None or contest() is not None:
        state.forget("of_service", "left_for")
        return
    report = state.widget(held.key)
    if report is None:
        # The planner was elsewhere meanwhile: what the widget held is saved or a draft by now.
        state.forget("of_service", "sheet")
        return
    changes = held.changes(Typed.told(report))
    if state.recall("left_for", _HERE) != _HERE:
        _start_over()
    elif state.came_from() == _HERE:
        _take(revision, held, changes)
    else:
        _take_leaving(revision, held, changes)


def _take_leaving(revision: Revision, held: Sheet, changes: Changes) -> None:
    """Save a cell that was left by a click on another page, then go there.

    The browser tells of the click before it tells of the cell, and asks for this page again with
    the cell. By then it has thrown its table away and draws one that knows of no change: a change
    made in that one would take back all earlier ones. So the sheet is made anew.
    """
    news = changes != state.recall("tried", Changes())
    state.remember("left_for", state.came_from() if news else "")
    _take(revision, held, changes)
    _start_over()


def _start_over() -> None:
    """Make the sheet anew, and go where the planner was going."""
    target = state.recall("left_for", "")
    for name in ("sheet", "left_for"):
        state.forget("of_service", name)
    if target:
        shell.go_to(target)


def _take(revision: Revision, held: Sheet, changes: Changes) -> None:
    if changes == state.recall("tried", Changes()):
        return
    state.remember("tried", changes)
    state.remember("unsaved", Unsaved())
    made, sound, rest = _made(held, changes)
    question = None
    if made is not None:
        question = to_ask(held, sound, state.recall("agreed", frozenset[int]()))
    state.remember("asked", question)
    # Until it is saved, also should the store fail now.
    _remember_draft(held, changes)
    if made is None or question is not None:
        return
    if made != state.recall("held", held.service):
        _save(revision, held, made, rest)
    _remember_draft(held, rest)


def agree() -> None:
    """Let the removal asked for happen in the next run."""
    question = asked()
    if question is not None:
        state.remember("agreed", question.rows)
        state.forget("of_service", "tried")
        state.forget("of_service", "asked")


def keep_rows() -> None:
    """Put the rows back whose removal was asked for; what else was typed stays."""
    held = state.recall("sheet", _no_sheet())
    if held is not None:
        _remember_draft(held, kept_rows(state.recall("tried", Changes())))
        close()


def discard() -> None:
    """Forget what was typed and is not saved."""
    held = state.recall("sheet", _no_sheet())
    if held is not None:
        state.forget("of_service", f"draft_{held.section}")
    close()


def close() -> None:
    """Make the sheet anew in the next run, from what is saved."""
    for name in ("sheet", "unsaved", "asked", "contest"):
        state.forget("of_service", name)


def _open(wanted: Sheet, revision: Revision) -> Sheet:
    serial = state.recall("serial", 0, scope="session") + 1
    state.remember("serial", serial, scope="session")
    name = f"draft_{wanted.section}"
    before, changes = state.recall(name, (wanted.service, Changes()))
    draft = carried(wanted.section, changes, before, wanted.service)
    made = replace(wanted, serial=serial, draft=draft)
    state.remember("sheet", made)
    state.remember("held", made.service)
    for key in ("unsaved", "asked", "agreed", "tried"):
        state.forget("of_service", key)
    if not nothing(draft):
        _take(revision, made, draft)
    return made


def _made(held: Sheet, changes: Changes) -> tuple[Service | None, Changes, Changes]:
    """The service with what can be saved of what was typed; that, and the rest.

    What is wrong is remembered. Without anything that can be saved there is no service.
    """
    try:
        return outcome(held, changes), changes, Changes()
    except TableProblem as problem:
        begun = all(new_row_lacks(held, one) for one in problem.findings)
        sound, rest = apart(held, changes, problem.findings)
        made = _sound(held, sound)
        state.remember(
            "unsaved", Unsaved(problem.told(held.language), begun, rest_saved=made is not None)
        )
        return made, sound, rest
    except InvalidInput as problem:
        state.remember("unsaved", Unsaved(problem.problems))
    return None, Changes(), changes


def _sound(held: Sheet, changes: Changes) -> Service | None:
    """The service with changes that seem right by themselves, if they are."""
    try:
        return outcome(held, changes)
    except InvalidInput:
        return None


def _save(revision: Revision, held: Sheet, made: Service, rest: Changes) -> None:
    store = state.workspace().store
    try:
        saved = store.save(revision.key, made, after=held.number, author=state.author())
    except Conflict:
        base = store.revision(revision.key, held.number).service
        mark = f"{fingerprint(base)} {fingerprint(made)}"
        state.remember("contest", Contest(base, made, mark))
    else:
        state.remember("sheet", replace(held, number=saved.number))
        state.remember("held", made)
    _remember_draft(held, rest)
    state.run_again()


def _remember_draft(held: Sheet, changes: Changes) -> None:
    name = f"draft_{held.section}"
    if nothing(changes):
        state.forget("of_service", name)
    else:
        state.remember(name, (held.service, changes))


def _tell_of(revision: Revision) -> None:
    """Say that somebody else saved, where he did."""
    if revision.author != state.author():
        said = words("modelling", state.language())
        st.toast(said("newer", author=revision.author, number=revision.number))


# Nothing remembered, of the type that would be.


def _no_sheet() -> Sheet | None:
    return None


def _no_focus() -> Focus | None:
    return None


def _no_contest() -> Contest | None:
    return None


def _nothing_asked() -> Asked | None:
    return None
