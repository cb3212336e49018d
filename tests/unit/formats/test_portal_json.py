"""JSON of provincial portals becomes a service; keys that nobody reads are told."""

import copy

import pytest

from optimizer.formats.any_service_file import read_any_service
from optimizer.formats.guide_tables import read_guide
from optimizer.service.finding import InvalidFile
from optimizer.service.kinds import CopyKind, IssuerKind, ItemKind, Medium, Necessity, StepKind
from tests.portal_json import ITEM_DETAIL, ITEM_INTERFACE, ONE_THING, as_bytes


def test_a_record_of_the_item_interface() -> None:
    service, notes = read_any_service(as_bytes(ITEM_INTERFACE), "事项.json")
    (item,) = service.items
    assert (item.name, item.department, item.kind) == (
        "固定资产投资项目节能审查",
        "某县行政审批局",
        ItemKind.LICENCE,
    )
    assert (item.codes.basic, item.codes.implementation) == (
        "000104002000",
        "11450721MB155808114000104002000",
    )
    assert [str(one and one.duration) for one in (item.statutory, item.promised)] == [
        "20 工作日",
        "5 工作日",
    ]
    assert (item.visits, item.fee_yuan, item.quantity_limited) == (1, 0, False)
    assert item.results == ("节能报告的批复",)
    assert [
        (service.document(one.document).name, one.copies, one.copy_kind, one.basis)
        for one in service.requirements
    ] == [
        ("申请书", 1, CopyKind.ORIGINAL, "《节能审查办法》第八条"),
        ("节能报告", 2, CopyKind.EITHER, ""),
    ]
    (review,) = [one for one in service.steps if one.kind is StepKind.EXPERT_REVIEW]
    assert (review.name, str(review.duration)) == ("机构评审", "15 工作日")
    order = [one.kind for one in service.steps]
    assert order.index(StepKind.EXPERT_REVIEW) < order.index(StepKind.DECISION)
    told = {(one.code, one.place, one.value) for one in notes}
    assert ("json_unread", "data.list[1].AUDIT_ITEM", "dept_code") in told
    assert ("json_unread", "data.list[1].AUDIT_MATERIAL", "page_format") in told
    assert ("code_set", "data.list[1].AUDIT_ITEM.task_type", "01") in told


def test_a_guide_of_a_whole_one_thing() -> None:
    service, notes = read_any_service(as_bytes(ONE_THING), "一件事.json")
    assert (service.name, service.region, service.lead_department) == (
        "新生儿出生一件事",
        "甲区",
        "区卫生健康局",
    )
    assert str(service.declared_promise and service.declared_promise.duration) == "5 工作日"
    assert [(one.name, str(one.promised and one.promised.duration)) for one in service.items] == [
        ("出生医学证明办理", "1 工作日"),
        ("出生登记", "5 工作日"),
    ]
    # The guide gives these limits no unit, and no organ.
    assert all("promised" in one.assumed for one in service.items)
    assert {one.department for one in service.items} == {"待补充"}
    (need,) = service.requirements
    assert (need.basis, need.necessity) == ("户口登记条例\xa0第七条", Necessity.NECESSARY)
    assert "item" in need.assumed
    codes = {one.code for one in notes}
    assert {"department_missing", "item_first", "limit_unit", "copies_missing"} <= codes


def test_the_detail_of_one_item() -> None:
    service, notes = read_any_service(as_bytes(ITEM_DETAIL), "详情.json")
    assert [one.name for one in service.steps] == ["收件", "受理", "审查", "决定", "送达"]
    (need,) = service.requirements
    document = service.document(need.document)
    assert (need.copies, need.copy_kind, need.medium) == (1, CopyKind.ORIGINAL, Medium.EITHER)
    assert (document.issuer_kind, document.item) == (IssuerKind.APPLICANT, "食品经营许可")
    assert service.items[0].condition == "有固定经营场所"
    assert ("json_unread", "data", "according") in [(o.code, o.place, o.value) for o in notes]


def test_several_records_are_one_service() -> None:
    tree = copy.deepcopy(ITEM_INTERFACE)
    data = tree["data"]
    assert isinstance(data, dict)
    second = copy.deepcopy(data["list"][0])
    second["AUDIT_ITEM"]["task_name"] = "水土保持方案审批"
    data["list"].append(second)
    service, _ = read_guide(as_bytes(tree), "x.json")
    assert [one.name for one in service.items] == ["固定资产投资项目节能审查", "水土保持方案审批"]
    assert len(service.requirements) == 4
    # 节能报告 is one document of both; each item has its own 申请书.
    assert [one.name for one in service.documents].count("节能报告") == 1
    assert [one.name for one in service.documents].count("申请书") == 2


def test_a_service_file_written_as_json_stays_a_service_file() -> None:
    content = as_bytes({"一件事": "甲", "联办事项": [{"名称": "乙", "部门": "丙"}]})
    assert read_any_service(content, "a.yaml").service.items[0].name == "乙"


@pytest.mark.parametrize(
    "tree",
    [
        {"data": {"list": [{"AUDIT_ITEM": None}]}},
        {"data": {"list": [{"AUDIT_ITEM": {"task_name": ["x"]}}]}},
        {"data": {"unifyName": {"a": 1}}},
        {"data": {"approveList": 3, "onethingCatalogStandServiceGuide": 4, "materialList": [5]}},
    ],
)
def test_other_shapes_than_expected_are_refused_not_broken(tree: object) -> None:
    with pytest.raises(InvalidFile):
        read_guide(as_bytes(tree), "x.json")
