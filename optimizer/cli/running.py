"""From arguments to an exit code; whatever goes wrong is told, never traced back."""

import sys
from collections.abc import Sequence
from typing import get_args

import typer

from optimizer.cli.application import app
from optimizer.cli.screen import Screen
from optimizer.errors import Cancelled, InvalidInput, JudgeRejection, OptimizerError, RequestProblem
from optimizer.service.finding import InvalidFile
from optimizer.wording.catalogue import Language

DONE, FOUND, WRONG_USE, DEFECT = 0, 1, 2, 3
"""Exit codes: done; findings or unreachable targets; wrong use; a defect of this program."""

_INTERRUPTED = 130  # what shells expect of a program stopped by Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; those of the process when ``None``.

    Returns:
        The exit code.
    """
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    screen = Screen(_language(given))
    try:
        code = app(given, prog_name="onething", standalone_mode=False)
    except typer.TyperException as error:
        screen.fault(screen.words("wrong_use", what=error.format_message()))
        screen.fault(screen.words("see_help"))
        return WRONG_USE
    except typer.Exit as error:
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except OSError as error:
        name = error.filename or "?"
        screen.fault(screen.words("file_unreadable", path=name, why=screen.why(error)))
        return WRONG_USE
    except OptimizerError as error:
        return _told(screen, error)
    return code if isinstance(code, int) else DONE


def _told(screen: Screen, error: OptimizerError) -> int:
    """Show an error raised on purpose; its exit code."""
    if isinstance(error, InvalidFile):
        screen.findings(error.findings)
        return FOUND
    if isinstance(error, InvalidInput):
        screen.fault(screen.words("file_wrong"), *error.problems)
        return FOUND
    if isinstance(error, RequestProblem):
        screen.fault(screen.words("request_wrong"), *error.told(screen.language))
        return WRONG_USE
    if isinstance(error, JudgeRejection):
        screen.fault(screen.words("internal"), *error.reasons)
        return DEFECT
    if isinstance(error, Cancelled):
        screen.fault(screen.words("cancelled"))
        return _INTERRUPTED
    screen.fault(str(error))
    return FOUND


def _language(arguments: list[str]) -> Language:
    """The language asked for, known before the arguments are understood."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or (arguments[place + 1] if place + 1 < len(arguments) else "")
            for known in get_args(Language):
                if value == known:
                    return known  # type: ignore[no-any-return]  # one of the literal's values
    return "zh"
