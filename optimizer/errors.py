"""The errors this package raises on purpose.

::

    OptimizerError
    ├── InvalidInput             a file or record is wrong; carries every finding at once
    ├── UnknownUnit              a duration without a unit that can be told
    ├── CalendarYearMissing      a date in a year whose official calendar is not held
    ├── RequestProblem           a request names what the service does not have
    ├── JudgeRejection           internal: a plan failed its recount and is never shown
    ├── Conflict                 somebody else saved the service in between
    ├── NotKept                  the store holds nothing of that name
    ├── Unreadable               something kept cannot be read by this program
    ├── StoreTooNew              the store was written by a newer program
    ├── StoreUnavailable         the database cannot be used: full, locked, gone
    └── Cancelled                the user stopped before there was anything to show

An unreachable target is an outcome, not an error: it is told in the plan. Messages are English and
name the offending value and what would be right; the rooms that talk to people (``cli``, ``ui``)
choose the words of their language from the attributes.
"""

from datetime import datetime
from typing import Literal, NamedTuple


class Said(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str

    def told(self, language: Literal["zh", "en"]) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en


class OptimizerError(Exception):
    """Base of every error raised on purpose by this package."""


class InvalidInput(OptimizerError, ValueError):
    """A file or record cannot be used.

    Also a ``ValueError``, so that a record being read collects it with its other findings.

    Attributes:
        problems: one line for each thing that is wrong, in the order found, each naming where it
            is, the offending value and what would be right. Never empty.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        if not problems:
            raise ValueError("InvalidInput needs at least one problem to name")
        self.problems = problems
        super().__init__("\n".join(problems))


class UnknownUnit(OptimizerError, ValueError):
    """A duration was written without a unit, or with one that is not known.

    Also a ``ValueError``, so that a record being read collects it with its other findings.

    Attributes:
        text: the duration as it was written.
    """

    def __init__(self, text: str, advice: str) -> None:
        self.text = text
        super().__init__(f"{text!r}: {advice}")


class CalendarYearMissing(OptimizerError):
    """A date falls in a year for which no official working-day calendar is held.

    The State Council announces holidays and 调休 (weekend days that are worked) each autumn for
    the next year. Guessing them would give wrong deadlines, so the year is refused.

    Attributes:
        year: the year asked for.
        known: the years held, ascending.
    """

    def __init__(self, year: int, known: tuple[int, ...]) -> None:
        self.year = year
        self.known = known
        held = ", ".join(str(each) for each in known) or "none"
        super().__init__(
            f"no official working-day calendar for {year} (held: {held}); "
            f"add {year}.json, written from the State Council's notice, to your calendar folder"
        )


class RequestProblem(OptimizerError):
    """A request contradicts itself or names something the service does not have.

    Attributes:
        problems: one line for each thing that is wrong, in both languages, each naming the key,
            the offending value and what would be right. Never empty.
    """

    def __init__(self, problems: tuple[Said, ...]) -> None:
        if not problems:
            raise ValueError("RequestProblem needs at least one problem to name")
        self.problems = problems
        super().__init__("\n".join(self.told("en")))

    def told(self, language: Literal["zh", "en"]) -> tuple[str, ...]:
        """The problems in one language, one line each."""
        return tuple(one.told(language) for one in self.problems)


class JudgeRejection(OptimizerError):
    """The judge's recount contradicts a plan: a defect of this program, never shown as a plan.

    Attributes:
        reasons: what did not add up, one line each.
    """

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("the plan failed its independent recount: " + "; ".join(reasons))


class Conflict(OptimizerError):
    """Somebody else saved the service after the caller had read it; nothing was written.

    Attributes:
        key: of the service.
        number: of the latest revision.
        author, time: who wrote the latest revision, and when (UTC).
    """

    def __init__(self, key: str, number: int, author: str, time: datetime) -> None:
        self.key = key
        self.number = number
        self.author = author
        self.time = time
        super().__init__(
            f"{key}: {author or 'somebody'} saved revision {number} at {time:%Y-%m-%d %H:%M} UTC; "
            "read it, then save again"
        )


class NotKept(OptimizerError, LookupError):
    """The store holds nothing of that name.

    Attributes:
        what: ``service``, ``revision``, ``plan`` or ``after-state``.
        name: what was asked for.
    """

    def __init__(self, what: str, name: str) -> None:
        self.what = what
        self.name = name
        super().__init__(f"no {what} {name!r} is kept")


class Unreadable(OptimizerError):
    """Something kept cannot be read: another version of the program wrote it, or it was altered.

    Attributes:
        key: of the service it belongs to.
        what: which document of the service, e.g. ``revision 3``.
        problems: one line for each thing that is wrong. Never empty.
    """

    def __init__(self, key: str, what: str, problems: tuple[str, ...]) -> None:
        self.key = key
        self.what = what
        self.problems = problems
        super().__init__(f"{what} of service {key} cannot be read: " + "; ".join(problems))


class StoreTooNew(OptimizerError):
    """The store was written by a newer program; this one would damage it.

    Attributes:
        held: version of the tables found.
        known: newest version this program can use.
    """

    def __init__(self, held: int, known: int) -> None:
        self.held = held
        self.known = known
        super().__init__(
            f"the store has version {held}, this program knows up to {known}; "
            "use the newer program, or another store"
        )


Trouble = Literal[
    "address", "damaged", "folder", "full", "gone", "locked", "read_only", "refused", "other"
]


class StoreUnavailable(OptimizerError):
    """The database behind the store cannot be used now; what was saved before is not touched.

    Attributes:
        reason: ``address`` no such kind of database, ``damaged`` not a database or a broken one,
            ``folder`` the file cannot be made there, ``full`` no room left, ``gone`` no server
            answers, ``locked`` others hold it too long, ``read_only``, ``refused`` the server
            refuses the user or has no such database, or ``other``.
        detail: what the database said.
    """

    def __init__(self, reason: Trouble, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"the store cannot be used ({reason}): {detail}")


class Cancelled(OptimizerError):
    """The user stopped the run before a first plan was found."""
