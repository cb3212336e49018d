"""Laws of tables of others: what a guide says is read back, whatever it says and however dirty."""

import csv
import io
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.formats.guide_tables import dump_mapping, load_mapping, read_guide, recognise
from optimizer.service.finding import Severity
from tests.workbooks import Value, saved

some = settings(max_examples=40)

# Names as guides have them; no sign in them parts a list, begins a number or says copies.
_SIGNS = "甲乙丙丁食品药品经营许可证照场所卫生消防登记备案核发申请书平面图营业租赁合同章程说明"
names = st.text(_SIGNS, min_size=2, max_size=12).map(lambda one: f"关于{one}的事")
departments = st.sampled_from(("市场监管局", "卫生健康局", "消防救援大队", "综合行政执法局"))
lengths = st.integers(0, 60)


@st.composite
def guides(draw: st.DrawFn) -> list[dict[str, object]]:
    """Items with limits, visits, materials (name, copies) and steps (name, days)."""
    found: list[dict[str, object]] = []
    for name in draw(st.lists(names, min_size=1, max_size=4, unique=True)):
        statutory = draw(lengths)
        found.append(
            {
                "name": name,
                "department": draw(departments),
                "statutory": statutory,
                "promised": draw(st.integers(0, statutory)),
                "visits": draw(st.integers(0, 3)),
                "materials": draw(
                    st.lists(
                        st.tuples(names, st.integers(1, 5)),
                        max_size=4,
                        unique_by=lambda one: one[0],
                    )
                ),
                "steps": draw(
                    st.lists(
                        st.tuples(
                            st.sampled_from(("收件", "受理", "审查", "决定", "送达")), lengths
                        ),
                        max_size=4,
                        unique_by=lambda one: one[0],
                    )
                ),
            }
        )
    return found


def _sheets(guide: list[dict[str, object]], *, titles: bool) -> dict[str, list[list[Value]]]:
    items: list[list[Value]] = [["某区办事指南"]] if titles else []
    items.append(["序号", "事项名称", "实施主体", "法定时限", "承诺时限（工作日）", "到现场次数"])
    materials: list[list[Value]] = [["事项名称", "材料名称", "份数"]]
    steps: list[list[Value]] = [["事项名称", "环节", "办理时限"]]
    for number, one in enumerate(guide, start=1):
        name = str(one["name"])
        items.append(
            [
                *(number, name, str(one["department"]), f"{one['statutory']}个工作日"),
                *(_number(one["promised"]), _number(one["visits"])),
            ]
        )
        materials += [[name, text, copies] for text, copies in _pairs(one["materials"])]
        steps += [[name, text, f"{days}工作日"] for text, days in _pairs(one["steps"])]
    return {"事项": items, "材料": materials, "环节": steps}


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _pairs(value: object) -> list[tuple[str, int]]:
    assert isinstance(value, list)
    return value


def _days(text: str) -> int:
    return 0 if text == "即办" else int(text.removesuffix(" 工作日"))


@some
@given(guides(), st.booleans())
def test_what_a_guide_says_is_read_back(guide: list[dict[str, object]], titles: bool) -> None:
    """The same items, limits, visits, materials with their copies, and steps with their days."""
    service, notes = read_guide(saved(_sheets(guide, titles=titles)), "指南.xlsx")
    by_id = {one.id: one.name for one in service.documents}
    read = [
        {
            "name": item.name,
            "department": item.department,
            "statutory": item.statutory and _days(str(item.statutory.duration)),
            "promised": item.promised and _days(str(item.promised.duration)),
            "visits": item.visits,
            "materials": [
                (by_id[one.document], one.copies) for one in service.requirements_of(item.id)
            ],
            "steps": [(one.name, _days(str(one.duration))) for one in service.steps_of(item.id)],
        }
        for item in service.items
    ]
    assert read == guide
    # Nothing had to be decided but the name of the service and the types, which no column tells.
    doubts = {one.code for one in notes if one.severity is not Severity.NOTE}
    assert doubts == {"name_from_file", "kind_missing"}


@some
@given(guides(), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(
    guide: list[dict[str, object]], random: Random
) -> None:
    sheets = _sheets(guide, titles=False)
    mixed = {}
    for name, rows in sheets.items():
        order = list(range(len(rows[0])))
        random.shuffle(order)
        mixed[name] = [[row[at] for at in order] for row in rows]
    assert read_guide(saved(mixed), "x.xlsx").service == read_guide(saved(sheets), "x.xlsx").service


@some
@given(guides(), st.sampled_from(("utf-8-sig", "gb18030", "utf-16")), st.sampled_from(",;\t"))
def test_a_table_as_text_reads_like_the_same_sheet(
    guide: list[dict[str, object]], encoding: str, delimiter: str
) -> None:
    rows = _sheets(guide, titles=False)["事项"]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    text = read_guide(stream.getvalue().encode(encoding), "指南.csv").service
    sheet = read_guide(saved({"事项": rows}), "指南.csv").service
    assert text == sheet


@some
@given(guides())
def test_reading_with_the_recognised_mapping_changes_nothing(
    guide: list[dict[str, object]],
) -> None:
    content = saved(_sheets(guide, titles=True))
    mapping = recognise(content, "x.xlsx").mapping
    kept = load_mapping(dump_mapping(mapping), "m.json")
    assert read_guide(content, "x.xlsx", kept) == read_guide(content, "x.xlsx")


@some
@given(guides(), guides())
def test_names_are_one_document_only_when_equal(
    first: list[dict[str, object]], second: list[dict[str, object]]
) -> None:
    """As many documents as there are different names; nothing is merged beyond that."""
    guide = [*first, *(one for one in second if one["name"] not in [a["name"] for a in first])]
    service, _ = read_guide(saved(_sheets(guide, titles=False)), "x.xlsx")
    names_told = {text for one in guide for text, _ in _pairs(one["materials"])}
    assert {one.name for one in service.documents} == names_told
    assert len(service.documents) == len(names_told)
