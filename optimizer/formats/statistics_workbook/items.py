"""各事项: every item by itself, read from the ledgers by formulas."""

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.formats.statistics_workbook.limits import days_of
from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.steps import counted_state
from optimizer.formats.statistics_workbook.table import (
    SIDES,
    Cell,
    Column,
    Formula,
    Side,
    Table,
    here,
    quoted,
    share_off,
)
from optimizer.redesign.counting_rule import StepView
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Phase, Route
from optimizer.wording.levels import choice


@dataclass(frozen=True)
class Ledgers:
    """The sheets that figures are read from."""

    materials: Table
    steps: Table
    limits: Table
    chain: Table
    counts: Table


_SHARES = ("materials", "steps", "promised_days")


def item_table(setting: Setting, ledgers: Ledgers) -> Table:
    """One row an item; what several items share is counted with each of them."""
    columns = _columns(setting)
    rows = [_row(setting, ledgers, columns, number) for number in range(len(setting.items))]
    return setting.table("items", columns, rows, 2)


def _columns(setting: Setting) -> list[Column]:
    column = setting.column
    figures: list[Column] = []
    for key in ("materials", "steps", "promised_days", "visits", "fees"):
        if key == "promised_days":
            figures.append(column("statutory_days", 10, "number"))
        figures.extend(column(f"{key}_{side}", 10, "number") for side in SIDES)
        if key in _SHARES:
            figures.append(column(f"{key}_share", 10, "percent"))
    return [
        column("item_number", 8),
        column("item", 34),
        column("department", 24),
        *figures,
        column("assumed", 7),
    ]


def _row(
    setting: Setting, ledgers: Ledgers, columns: list[Column], number: int
) -> Mapping[str, Cell]:
    item = setting.items[number]
    row: dict[str, Cell] = {
        "item_number": setting.item_numbers([item.id]),
        "item": setting.names(item.id),
        "department": setting.names(item.department),
        "statutory_days": _copied(ledgers.limits.cell("statutory_days", number), item.statutory),
        "assumed": _mark(setting, item),
    }
    values: dict[str, int | None] = {}
    for side in SIDES:
        own = _of(setting, item, side)
        held = None if own is None else own.promised
        promised = ledgers.limits.cell(f"promised_days_{side}", number)
        row[f"promised_days_{side}"] = _copied(promised, held)
        values[f"promised_days_{side}"] = days_of(held)
        for key, made in _counted(setting, ledgers, item, side).items():
            row[f"{key}_{side}"] = made
            values[f"{key}_{side}"] = int(made.value)
        row[f"fees_{side}"] = 0 if own is None or own.fee_absorbed else own.fee_yuan
    for key in _SHARES:
        cells = (here(columns, f"{key}_before", number), here(columns, f"{key}_after", number))
        row[f"{key}_share"] = share_off(*cells, (values[f"{key}_before"], values[f"{key}_after"]))
    return row


def _copied(cell: str, limit: Limit | None) -> Formula:
    """The days of a limit read from the sheet of limits, empty where that is."""
    days = days_of(limit)
    return Formula(f'=IF({cell}="","",{cell})', "" if days is None else days)


def _of(setting: Setting, item: Item, side: Side) -> Item | None:
    return next((one for one in setting.service(side).items if one.id == item.id), None)


def _mark(setting: Setting, item: Item) -> str:
    things = [("item", item.id)]
    for side in SIDES:
        service = setting.service(side)
        things.extend(("step", step.id) for step in service.steps_of(item.id))
        things.extend(("requirement", need.id) for need in service.requirements_of(item.id))
    return setting.mark(*things)


def _counted(setting: Setting, ledgers: Ledgers, item: Item, side: Side) -> Mapping[str, Formula]:
    """Formulas that count the rows of an item in the ledgers."""
    service = setting.service(side)
    own = setting.of_item(item.id)
    needs = ledgers.materials.cells("item_number")
    routes = ledgers.materials.cells(f"route_{side}")
    handed = [
        f"COUNTIFS({needs},{own},{routes},{quoted(choice(route, setting.language))})"
        for route in (Route.HAND_IN, Route.SUBMIT_ONCE)
    ]
    owners = ledgers.steps.cells("item_number")
    states = ledgers.steps.cells(f"state_{side}")
    steps = service.steps_of(item.id)
    faced = [step for step in steps if step.phase is not Phase.AFTER_CHECK]
    counted = [step for step in steps if setting.rule.steps is not StepView.VISIBLE or step.visible]
    state = quoted(counted_state(setting))
    return {
        "materials": Formula(
            f"={'+'.join(handed)}",
            sum(need.handed_in() for need in service.requirements_of(item.id)),
        ),
        "steps": Formula(f"=COUNTIFS({owners},{own},{states},{state})", len(counted)),
        "visits": Formula(
            f"=SUMIFS({ledgers.steps.cells(f'visits_{side}')},{owners},{own})",
            sum(step.visits or 0 for step in faced),
        ),
    }
