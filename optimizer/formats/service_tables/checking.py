"""What one edit may not do to a service as a whole."""

from collections.abc import Iterator, Sequence

from optimizer.formats.service_tables.labels import Labels
from optimizer.formats.service_tables.layout import Section
from optimizer.formats.service_tables.problems import Problems, refused
from optimizer.formats.service_tables.renaming import lost
from optimizer.service.checks.inspector import name_of, some
from optimizer.service.department import Department
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.service.situation import Situation
from optimizer.service.step import Step
from optimizer.service.terms import normal

# Documents and steps of one name are told apart by holder and item; the others are not.
_ONE_NAME = ("items", "departments", "data_sources", "situations", "externals")


def check_names(
    problems: Problems, section: Section, records: Sequence[tuple[int, Record]], touched: set[int]
) -> None:
    """Tell which rows got a name that another row has.

    Args:
        problems: gathers what is told.
        section: the table.
        records: number of the row and record, of every row that stays.
        touched: rows whose name was typed.
    """
    if section.key not in _ONE_NAME:
        return
    count: dict[str, int] = {}
    for _, record in records:
        name = normal(name_of(record))
        count[name] = count.get(name, 0) + 1
    for row, record in records:
        if row in touched and count[normal(name_of(record))] > 1:
            problems.add(
                row,
                "name",
                name_of(record),
                refused(
                    f"“{name_of(record)}”已经有了",
                    f"there is a {name_of(record)!r} already",
                    "换一个名称，或修改原来那一行",
                    "use another name, or edit that row",
                ),
            )


def check_teams(problems: Problems, service: Service, touched: set[int]) -> None:
    """Tell which teams two departments have; steps would not know which is meant."""
    held = [team.id for one in service.departments for team in one.teams]
    for row, department in enumerate(service.departments):
        twice = [team.id for team in department.teams if held.count(team.id) > 1]
        if twice and row in touched:
            problems.add(
                row,
                "teams",
                some(twice),
                refused(
                    f"经办力量“{some(twice)}”已经有了",
                    f"there is a team {some(twice)!r} already",
                    "换一个名称",
                    "use another name",
                ),
            )


def check_kept(problems: Problems, row: int, before: Record, after: Record, was: Service) -> None:
    """Tell when a team or an option was taken out of its cell while something needs it.

    Args:
        problems: gathers what is told.
        row: number of the row.
        before: the record before it was edited.
        after: the record after it.
        was: the service before the edit.
    """
    if isinstance(before, Department) and isinstance(after, Department):
        for team in lost([one.id for one in before.teams], [one.id for one in after.teams]):
            busy = [("steps", step.id) for step in was.steps if _occupies(step, team)]
            _still_needed(problems, row, "teams", team, _called(was, busy))
    if isinstance(before, Situation) and isinstance(after, Situation):
        for option in lost([one.id for one in before.options], [one.id for one in after.options]):
            users = [
                (section, str(getattr(one, "id", "")))
                for section, one in _conditional(was)
                if _depends(one, before.id, option)
            ]
            _still_needed(problems, row, "options", option, _called(was, users))


def _still_needed(
    problems: Problems, row: int, field: str, name: str, users: Sequence[str]
) -> None:
    if users:
        named = some(users)
        problems.add(
            row,
            field,
            name,
            refused(
                f"“{name}”还有内容在用：{named}",
                f"{name!r} is still used by {named}",
                "先改这些内容，再删去它",
                "change those first, then take it out",
            ),
        )


def check_departments(problems: Problems, service: Service, gone: set[int]) -> None:
    """Tell which departments cannot go because items would have none.

    Args:
        problems: gathers what is told.
        service: the service before anything goes.
        gone: rows of departments taken out.
    """
    kept = {one.id for row, one in enumerate(service.departments) if row not in gone}
    for row in sorted(gone):
        department = service.departments[row]
        needing = [
            one
            for one in service.items
            if one.department == department.id and department.id not in kept
        ]
        if needing:
            named = some(name_of(one) for one in needing)
            problems.add(
                row,
                "",
                name_of(department),
                refused(
                    f"还有事项由“{name_of(department)}”办理：{named}",
                    f"items of {name_of(department)!r} are left: {named}",
                    "先改这些事项的部门",
                    "change the department of these items first",
                ),
            )


def _occupies(step: Step, team: str) -> bool:
    return any(one.team == team for one in step.demands) or any(
        _occupies(one, team) for one in step.members
    )


def _conditional(service: Service) -> Iterator[tuple[str, Record]]:
    """Everything that may depend on an answer, with its table."""
    for section in ("items", "steps", "requirements", "precedences"):
        records: tuple[Record, ...] = getattr(service, section)
        yield from ((section, one) for one in records)


def _depends(record: Record, question: str, option: str) -> bool:
    inside = any(_depends(one, question, option) for one in getattr(record, "members", ()))
    return inside or any(
        one.question == question and option in one.options for one in getattr(record, "when", ())
    )


def _called(service: Service, records: Sequence[tuple[str, str]]) -> list[str]:
    labels = Labels(service)
    return [labels(section, one_id) for section, one_id in records]
