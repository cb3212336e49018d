"""Departments called nearly alike are told, and stay apart."""

from optimizer.evaluation.district.near_departments import near_departments
from optimizer.evaluation.district.summary import summary
from optimizer.redesign.district import Member
from optimizer.service.finding import Finding, Severity
from tests.districts import district_plan, service


def _notes(*names: str) -> tuple[Finding, ...]:
    """Of services that hand their only item to a department of some name each."""
    members = []
    for number, name in enumerate(names):
        held = service("wu", None)
        departments = tuple(
            one.model_copy(update={"name": name if one.name == "消防机构" else one.name})
            for one in held.departments
        )
        changed = held.model_copy(update={"departments": departments})
        members.append(Member(key=f"s{number}", service=changed))
    return near_departments(members)


def test_short_names_and_branches_are_near_the_full_name() -> None:
    for other in ("市场监督管理局", "市监局", "市监分局"):
        (note,) = _notes("市场监管局", other)
        assert note.severity is Severity.NOTE
        assert (note.place, note.value) == ("部门“市场监管局”", other)
        assert "“市场监管局”见 s0" in note.message_zh
        assert "s1" in note.message_en


def test_other_departments_and_other_spellings_of_one_are_no_news() -> None:
    assert _notes("税务局", "商务局", "住房城乡建设局", "教育局") == ()
    assert _notes("供水企业", "供电企业", "供热企业") == ()
    assert _notes("市场监管局", "市场监管局 ") == (), "the same but for a blank: counted as one"


def test_services_of_one_name_are_told_apart_by_region_then_by_key() -> None:
    plan = district_plan(names={"jia": "开工", "yi": "开工", "bing": "开工"})
    regions = {"jia": "湖南", "yi": "徐州", "bing": "徐州"}
    members = tuple(
        one.model_copy(
            update={"service": one.service.model_copy(update={"region": regions[one.key]})}
        )
        for one in plan.district.members
    )
    held = summary(
        plan.model_copy(update={"district": plan.district.model_copy(update={"members": members})})
    )
    assert [held.name(key) for key in regions] == ["开工（湖南）", "开工（yi）", "开工（bing）"]
