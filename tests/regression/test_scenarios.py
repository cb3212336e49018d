"""The shipped services: they load, complete, hold no error, and add up to what was published."""

from dataclasses import dataclass, field
from functools import cache

import pytest

from optimizer.formats.service_file import dump_service, read_service, read_service_text
from optimizer.places import scenarios_directory
from optimizer.service import Service, chosen_options, complete, in_situation
from optimizer.service.findings import Severity, findings
from optimizer.service.item import Limit
from optimizer.service.kinds import ListCategory, PrecedenceKind
from optimizer.service.ordering import item_order
from optimizer.worktime import limit_hours, whole_days


@dataclass(frozen=True)
class Totals:
    """What one service adds up to in one situation, written by hand from its source.

    Attributes:
        materials: material entries (份次), ``None`` where nobody counted.
        statutory, promised: sums in working days; ``None`` where nobody counted.
        answers: answers other than the default ones.
    """

    items: int
    steps: int
    materials: int | None = None
    visits: int | None = None
    statutory: int | None = None
    promised: int | None = None
    answers: dict[str, str] = field(default_factory=dict)


# Published totals: 四川 35/17/48 (visits 6 follow from 83.33 %), 徐州 38/21/72, 上海 7 steps and
# 22 days, 便利店 27 papers and 5 visits, 苏州高新区 17 days, 南湖 2 visits, 17 days, 20 papers.
# The guides of Hunan, 济南 and 聊城 publish no sums: theirs were added up by hand from the guide,
# without the papers that only some applicants need and once more with all of them.
PUBLISHED = {
    "open-restaurant-sichuan": Totals(5, 17, materials=35, visits=6, statutory=48, promised=33),
    "construction-start-xuzhou": Totals(6, 21, materials=38, statutory=72),
    "company-setup-shanghai": Totals(7, 7, promised=22),
    "open-convenience-store-theme-service": Totals(5, 16, materials=27, visits=5),
    "open-restaurant-suzhou-snd": Totals(3, 11, promised=17),
    "open-swimming-pool-nanhu": Totals(2, 8, materials=20, visits=2, promised=17),
    "company-deregistration-hebei-xinglong": Totals(6, 9, promised=15),
    "open-homestay-zhuzhou": Totals(10, 29, promised=55),
    "open-hr-agency": Totals(3, 11, promised=31),
    "newborn-hunan-changsha": Totals(7, 23, materials=27, visits=7, promised=82),
    "school-entry-hunan": Totals(5, 19, materials=14, visits=5, promised=65),
    "disabled-service-hunan-sangzhi": Totals(7, 22, materials=28, visits=8, promised=66),
    "retirement-hunan": Totals(10, 37, materials=37, visits=10, promised=191),
    "deceased-hunan": Totals(13, 36, materials=59, visits=13, promised=124),
    "flexible-employment-hunan": Totals(6, 18, materials=16, visits=6, promised=60),
    "rural-house-hunan": Totals(3, 11, materials=12, visits=3, promised=32),
    "fixed-asset-approval-hunan": Totals(4, 14, materials=16, visits=4, promised=43),
    "project-start-hunan": Totals(4, 14, materials=19, visits=2, promised=28),
    "utilities-joint-hunan": Totals(6, 13, materials=23, visits=6, promised=10),
    "construction-full-process-hunan": Totals(23, 71, materials=99, visits=21, promised=132),
    "house-transfer-liaocheng": Totals(8, 16, materials=29, visits=8),
    "marriage-household-jinan": Totals(4, 8, materials=16, visits=4),
}

EVERY_PAPER = {
    "newborn-hunan-changsha": Totals(
        7, 23, materials=29, answers={"父母不同民族": "是", "申领人7岁以上": "是"}
    ),
    "school-entry-hunan": Totals(5, 19, materials=16, answers={"尚未办理不动产权证": "是"}),
    "disabled-service-hunan-sangzhi": Totals(
        7,
        22,
        materials=30,
        answers={"需监护人代办（无民事行为能力等）": "是", "在居住地办理": "是"},
    ),
    "deceased-hunan": Totals(
        13,
        36,
        materials=68,
        answers={
            "户口簿不能证明亲属关系": "是",
            "继承有争议或需公证": "是",
            "存款超过小额标准": "是",
        },
    ),
    "flexible-employment-hunan": Totals(
        6, 18, materials=19, answers={"失业人员": "是", "单位委托存档": "是"}
    ),
    "rural-house-hunan": Totals(3, 11, materials=13, answers={"原址翻建": "是"}),
    "fixed-asset-approval-hunan": Totals(
        4,
        14,
        materials=18,
        answers={"用地需综合论证": "是", "需社会稳定风险评估": "是"},
    ),
    "project-start-hunan": Totals(
        4, 14, materials=21, answers={"排水需预处理": "是", "重点排污单位": "是"}
    ),
    "utilities-joint-hunan": Totals(6, 13, materials=24, answers={"占用道路施工": "是"}),
    "marriage-household-jinan": Totals(4, 8, materials=17, answers={"被投靠人无自有房产": "是"}),
}

# Either-or items are never added up: another answer exchanges them.
OTHER_CASES = {
    "deceased-hunan": Totals(
        13, 35, materials=59, promised=121, answers={"死亡证明情形": "非正常死亡"}
    ),
    "fixed-asset-approval-hunan": Totals(
        4, 16, materials=19, promised=67, answers={"立项方式": "核准", "环评类别": "报告书"}
    ),
    "disabled-service-hunan-sangzhi": Totals(
        7, 21, promised=50, answers={"残疾人证办理情形": "注销"}
    ),
    "open-homestay-zhuzhou": Totals(
        6, 16, materials=21, promised=23, answers={"建筑面积": "50㎡以下"}
    ),
    "utilities-joint-hunan": Totals(
        5, 10, materials=20, promised=5, answers={"需要外线工程": "否"}
    ),
    "retirement-hunan": Totals(11, 41, materials=41, promised=206, answers={"特殊工种": "是"}),
}

# Longest chain of whole items over legal precedences in the default case, in working days.
LEGAL_CHAIN = {
    "newborn-hunan-changsha": 45,
    "school-entry-hunan": 30,
    "disabled-service-hunan-sangzhi": 37,
    "retirement-hunan": 50,
    "deceased-hunan": 35,
    "flexible-employment-hunan": 30,
    "rural-house-hunan": 16,
    "fixed-asset-approval-hunan": 20,
    "project-start-hunan": 15,
    "utilities-joint-hunan": 5,
    "construction-full-process-hunan": 53,
}

NAMES = sorted(path.parent.name for path in scenarios_directory().glob("*/service.yaml"))


@cache
def _service(name: str) -> Service:
    return read_service(scenarios_directory() / name / "service.yaml")


def _sum_days(limits: list[Limit | None]) -> int:
    return sum(whole_days(limit_hours(limit.duration)) for limit in limits if limit is not None)


def test_all_twenty_two_services_are_shipped() -> None:
    """The table speaks of every shipped service and of no other."""
    assert sorted(PUBLISHED) == NAMES
    assert len(NAMES) == 22


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_service_holds_no_error(name: str) -> None:
    """Findings of a shipped file are warnings and notes at most."""
    service = _service(name)
    errors = [one for one in findings(service, name) if one.severity is Severity.ERROR]
    assert errors == []
    assert service.id == name
    assert service.sources
    assert service.notes


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_service_completes_in_every_single_answer(name: str) -> None:
    """No answer to a question closes a circle or leaves a loose end; every step can be timed."""
    service = _service(name)
    for situation in service.situations:
        for option in situation.options:
            options = chosen_options(service, {situation.id: option.id})
            applying = in_situation(service, options)
            wrong = [one for one in findings(applying, name) if one.severity is Severity.ERROR]
            assert wrong == [], (situation.id, option.id)
            completed = complete(applying)
            assert item_order(completed) is not None, (situation.id, option.id)
            assert all(step.phase and step.visits is not None for step in completed.steps)
    assert complete(complete(service)) == complete(service)


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        (name, totals)
        for table in (PUBLISHED, EVERY_PAPER, OTHER_CASES)
        for name, totals in table.items()
    ],
)
def test_a_shipped_service_adds_up_to_its_source(name: str, totals: Totals) -> None:
    """Items, steps, papers, visits and limits are those of the source."""
    service = _service(name)
    as_is = complete(in_situation(service, chosen_options(service, totals.answers)))
    assert len(as_is.items) == totals.items
    assert len(as_is.steps) == totals.steps
    counted = {
        "materials": sum(need.handed_in() for need in as_is.requirements),
        "visits": sum(step.visits or 0 for step in as_is.steps),
        "statutory": _sum_days([item.statutory for item in as_is.items]),
        "promised": _sum_days([item.promised for item in as_is.items]),
    }
    for figure, value in counted.items():
        expected = getattr(totals, figure)
        assert expected is None or value == expected, figure


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_service_survives_writing_and_reading(name: str) -> None:
    """File → service → file → service is the identity."""
    assert read_service_text(dump_service(_service(name))) == _service(name)


@pytest.mark.parametrize(("name", "days"), LEGAL_CHAIN.items())
def test_the_legal_chain_is_as_long_as_in_the_guide(name: str, days: int) -> None:
    """What the law puts in a row takes the sum of those items, whatever else runs beside it."""
    service = _service(name)
    as_is = in_situation(service, chosen_options(service, {}))
    length = {item.id: _sum_days([item.limit()]) for item in as_is.items}
    ends: dict[str, int] = {}
    for item in item_order(as_is) or []:
        waits = [
            ends[one.before]
            for one in as_is.precedences
            if one.after == item and one.kind is PrecedenceKind.LEGAL
        ]
        ends[item] = length[item] + max(waits, default=0)
    assert max(ends.values()) == days


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_service_stands_before_its_reform(name: str) -> None:
    """Everything is handed in, nothing is shared, connected or at one window yet."""
    service = _service(name)
    assert all(need.route.value == "hand_in" for need in service.requirements)
    assert all(source.progress.value == "not_applied" for source in service.data_sources)
    assert not any(item.window or item.committed for item in service.items)
    assert not any(step.members for step in service.steps)


@pytest.mark.parametrize("name", NAMES)
def test_no_source_delivers_what_the_service_itself_issues(name: str) -> None:
    """A result that does not exist yet cannot be retrieved; it is handed over."""
    service = _service(name)
    issued = {result for item in service.items for result in item.results}
    delivered = {one for source in service.data_sources for one in source.documents}
    assert not issued & delivered


def test_identity_cards_of_different_people_are_different_documents() -> None:
    """逝者 and 经办人 hand in two cards, each once in thirteen items."""
    service = _service("deceased-hunan")
    holders = {one.holder for one in service.documents if one.id.endswith("身份证")}
    assert holders == {"逝者", "经办人"}


def test_old_and_new_certificates_are_different_documents() -> None:
    """The new 不动产权证书 is issued by the transfer, the old one is handed in for it."""
    service = _service("house-transfer-liaocheng")
    editions = {one.id: one.edition for one in service.documents if one.edition}
    assert editions == {"不动产权证书（旧）": "旧", "不动产权证书（新）": "新"}
    assert service.item("不动产转移登记").results == ("不动产权证书（新）",)


def test_death_is_proven_in_either_case() -> None:
    """Whoever died how, the later items wait for the proof of that case."""
    service = _service("deceased-hunan")
    for case, proof in (("正常死亡", "死亡证明办理（正常死亡）"), ("非正常死亡", "非正常死亡证明")):
        as_is = in_situation(service, chosen_options(service, {"死亡证明情形": case}))
        waiting = {one.after for one in as_is.precedences if one.before == proof}
        assert len(waiting) == 11
        assert as_is.item(proof).results == ("死亡证明",)


def test_constructed_splits_are_not_offered_as_read() -> None:
    """Splits made up from published totals run the program, they prove nothing."""
    for name in ("open-restaurant-sichuan", "construction-start-xuzhou", "company-setup-shanghai"):
        published = _service(name).published
        assert published is not None
        assert not published.read


def test_services_on_the_national_list_say_so() -> None:
    """The list decides who may change what."""
    national = [one for one in NAMES if _service(one).list_category is ListCategory.NATIONAL]
    assert len(national) == 12
    assert "open-restaurant-sichuan" in national
    assert "open-swimming-pool-nanhu" not in national
