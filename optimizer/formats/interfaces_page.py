"""``docs/interfaces.md``: files for other programs, their tables written from the schemas.

Write it anew with ``python -m optimizer.formats.interfaces_page``.
"""

from collections.abc import Iterator

import pyarrow as pa

from optimizer.formats.plan_json import FORMAT as PLAN_FORMAT
from optimizer.formats.plan_tables import TABLES
from optimizer.formats.plan_tables.district import DISTRICT
from optimizer.formats.plan_tables.schema import Column, WrittenTable
from optimizer.formats.plan_tables.writing import FORMAT, METADATA_KEY
from optimizer.formats.reference_pages import table, write_page

PAGE = "interfaces.md"

_HEAD = """# Interfaces (技术接口)

Written by `python -m optimizer.formats.interfaces_page` from the schemas in
`optimizer/formats/plan_tables`; do not edit.

"""

_FILES = (
    (f"tables, JSON (`{FORMAT}`)", "programs", "the tables below in one document"),
    ("tables, CSV in a ZIP", "spreadsheets, data platforms", "the same rows, one file a table"),
    (
        "tables, Parquet in a ZIP",
        "data analysis",
        "the same rows, one file a table, schema and meaning inside",
    ),
    (
        "tables of a district, Parquet in a ZIP",
        "data analysis",
        "the tables of all plans of a district, and its sums",
    ),
    (
        f"whole plan, JSON (`{PLAN_FORMAT}`)",
        "programs",
        "everything about one plan, see [results for programs](json.md)",
    ),
    (
        "linked data, JSON-LD",
        "catalogues of public services",
        "the service before or after in CPSV-AP 3.2",
    ),
    ("BPMN 2.0", "modelling programs", "the process before or after, steps and their order"),
    ("service file, YAML", "this program", "see [writing a service file](service-file.md)"),
)

_TABLES = f"""
## Tables

The three formats are filled from the same rows. Every table begins with `plan_id` and `service_id`,
so tables of many plans and services can be put under each other; the row of `plans` with the same
`plan_id` says what the plan answers and what is needed to compute it again: fingerprint of the
service, version of the program, counting rule, situation, date.

- **Same plan, same id.** `plan_id` is a hash of the service, the request, the situation, the
  counting rule and the measures. A plan computed twice has one id.
- **Versions.** Each table has a version of its own (`schemas` in the head of the JSON and of the
  Parquet metadata). It is raised whenever a column comes, goes, or changes its type, its list of
  words or its meaning.
- **Marks.** A figure that rests on assumed values has `is_assumed`; it is 测算值 and not for
  reporting. One that rests on something unknown is a lower bound. A value that nobody knows is
  missing, never 0.
- **JSON.** Head `format`, `program`, `schemas`; then `tables` with the rows of each table under its
  key. Moments are ISO 8601 with their time zone.
- **Parquet.** Compressed with zstd. The schema metadata under `{METADATA_KEY}` holds the same head
  and the rows of `plans`; each field's metadata holds its `meaning` and, where it is a closed list,
  its `values`.
- **CSV.** UTF-8 with byte order mark, comma, CRLF, headings in the first row; `plans.csv` in the
  same ZIP is the provenance of all others. Missing is an empty cell, yes and no are `true` and
  `false`, a list is a JSON array of texts. Text that a spreadsheet would run (it begins with `=`,
  `+`, `-`, `@`, their full-width forms, a tab or a line break, and is no number) has a `'` before
  it.
"""

_DISTRICT = """
## A district

The Parquet dataset of a district holds the tables above with the rows of all its plans, and the
table `district` with the sums. Districts of real services can be written into one dataset,
generated ones into another whose files are all called `generated-…`; a mix is refused. A sum
expands to its rows by `plan_ids`.

Items are the same (`once`) when their implementation codes are; where one has none, when their
basic codes are; different codes of handling items keep them apart. Items without a code are the
same when name and department are. The service with the most yearly cases stands for an item, then
the first key. Days, elapsed time, applications and stages are of whole services and are not split
up.
"""

_LINKED = """
## Linked data (CPSV-AP)

JSON-LD in the terms of the European profile for public services, CPSV-AP 3.2.0. Every file conforms
to its published SHACL shapes and holds the part of its context that it uses, so that it is read
without a network. One file is one state of the service; things keep their address in all files, so
load before and after into graphs of their own. Texts say their language: `zh` wherever there are
Chinese characters.

"""

_MAPPING = (
    ("service (一件事)", "`PublicService`, related to its items, and the `Event` that groups all"),
    ("item", "`PublicService`; `isClassifiedBy` its kind"),
    (
        "department",
        (
            "`PublicOrganization`; `org:classification` says which sort of body, also of utilities "
            "and third parties, for which the profile has no class"
        ),
    ),
    (
        "region",
        "`Location`; 待补充 where the file does not say, since the profile demands one",
    ),
    (
        "requirement",
        "`Requirement`; its `type` is the route (材料获取方式). What was abolished is left out",
    ),
    ("document needed", "`Evidence`; `hasInput` only where the applicant hands it in"),
    ("code of an e-certificate", "`EvidenceType`"),
    ("result", "`Output`"),
    (
        "legal basis",
        "`LegalResource` in the words of the file, implemented by a `Rule`; 待核实 when open",
    ),
    ("limit", "`Rule` that the item follows, with number, unit and what it spans"),
    ("limit in natural days, months, years; 即办", "also `processingTime`"),
    (
        "limit in working days or hours",
        (
            "**no** `processingTime`: an ISO 8601 duration runs on through nights, weekends and "
            "holidays, working time does not; P20D for 20 工作日 would promise too much"
        ),
    ),
    ("fee", "`Cost` in yuan"),
    ("where papers come in", "`Channel`: the one window, or the department"),
    ("legal precedence, result of one item needed by another", "`requires`"),
    ("what the file was made from", "`dct:provenance`"),
    (
        "assumed value",
        (
            "† in its text, or an `rdfs:comment` that names the fields; an assumed limit or fee "
            "has no machine-readable value"
        ),
    ),
    ("step", "nothing: the profile has no class for steps; take BPMN or the table `steps`"),
)

_PLAN = f"""
## Whole plan

[Results for programs](json.md) lists all keys of `{PLAN_FORMAT}`. The document carries its format
with version, the program's version, fingerprint of the service, request, situation, counting rule
and date.

## JSON Schemas

`data/schema/plan.schema.json` and `data/schema/tables.schema.json` (draft 2020-12) check the two
JSON documents; `python -m optimizer.formats.json_schema` writes them from the same definitions.
"""

_TYPES = {
    pa.string(): "text",
    pa.int64(): "whole number",
    pa.float64(): "number",
    pa.bool_(): "yes or no",
}


def page() -> str:
    """The page as it should stand in the checkout."""
    return "".join(
        (
            _HEAD,
            table(("file", "for", "holds"), _FILES),
            _TABLES,
            *(_table(one) for one in TABLES),
            _DISTRICT,
            _table(DISTRICT),
            _LINKED,
            table(("here", "there"), _MAPPING),
            _PLAN,
        )
    )


def _table(one: WrittenTable) -> str:
    head = ("column", "type", "meaning")
    rows = ((f"`{column.name}`", _type(column), _meaning(column)) for column in one.columns)
    return f"\n### `{one.key}`, version {one.version}\n\nOne row is {one.meaning}.\n\n" + table(
        head, rows
    )


def _type(column: Column) -> str:
    if pa.types.is_list(column.type):
        name = "list of texts"
    elif pa.types.is_timestamp(column.type):
        name = "moment, UTC"
    else:
        name = _TYPES[column.type]
    return f"{name}, may be missing" if column.nullable else name


def _meaning(column: Column) -> str:
    return "; ".join(_parts(column))


def _parts(column: Column) -> Iterator[str]:
    yield column.meaning
    if column.values:
        yield "one of " + ", ".join(f"`{one}`" for one in column.values)


if __name__ == "__main__":
    write_page(PAGE, page())
