"""Everything wrong or doubtful in a service, at once (问题提示)."""

from collections.abc import Iterator

from optimizer.service.checks.circles import check_circles
from optimizer.service.checks.documents import check_documents
from optimizer.service.checks.inspector import Inspector
from optimizer.service.checks.items import check_items, check_situations
from optimizer.service.checks.references import check_references
from optimizer.service.checks.times import (
    check_declared_promise,
    check_limits,
    check_steps,
    check_sums,
)
from optimizer.service.choosing import in_situation
from optimizer.service.completion import complete
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.service import Service

__all__ = ["Finding", "InvalidFile", "Severity", "findings"]

_MOST_SITUATIONS = 40


def findings(service: Service, file: str = "") -> tuple[Finding, ...]:
    """Check a service as it was written down.

    Args:
        service: as read from a file, not completed.
        file: name of its file, repeated in every finding.

    Returns:
        Errors, then warnings, then notes. What depends on the situation is checked in the
        default situation and with every other option of each question.
    """
    inspector = Inspector(service, file)
    check_references(inspector)
    check_items(inspector)
    check_situations(inspector)
    check_limits(inspector)
    check_steps(inspector)
    check_documents(inspector)
    # Steps that share an id seem to wait for themselves; the doubled id is what is wrong.
    distinct = all(one.code != "duplicate_id" for one in inspector.found())
    for options in _situations(service):
        completed = complete(in_situation(service, options))
        if distinct:
            check_circles(inspector, completed)
        check_sums(inspector, completed)
        check_declared_promise(inspector, completed)
    return inspector.found()


def _situations(service: Service) -> Iterator[dict[str, str]]:
    """The default situation, then each other option with the defaults of the rest."""
    default = {one.id: one.default_option() for one in service.situations}
    yield default
    others = [
        {**default, one.id: option.id}
        for one in service.situations
        for option in one.options
        if option.id != default[one.id]
    ]
    yield from others[: _MOST_SITUATIONS - 1]
