"""The rules for items that go astray follow from who depends on whom, and why."""

from optimizer.deliverables.deliverable import Deliverable, Grid, Paragraph
from optimizer.deliverables.dependencies import Tie, binding, dependencies, followers, leaders
from optimizer.deliverables.exceptions import exceptions
from optimizer.service import Service, complete
from optimizer.service.document import Document
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Anchor, ItemKind, PrecedenceKind, Route, StepKind
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.wording.figures import DAGGER
from tests.deliverable_reading import column, grids, part, reform_of, texts, untouched
from tests.fixtures import days, draft, handing_over, pair, with_kind


def chained(
    kind: PrecedenceKind = PrecedenceKind.LEGAL, anchor: Anchor = Anchor.ACCEPTANCE
) -> Service:
    """a before b by a precedence, b before c by its result; e alone."""
    service = draft()
    more = tuple(
        Item(id=one, department="d1", kind=ItemKind.LICENCE, statutory=Limit(duration=days("5")))
        for one in ("c", "e")
    )
    first, second = service.items
    second = second.model_copy(update={"results": ("乙证",)})
    return complete(
        service.model_copy(
            update={
                "items": (first, second, *more),
                "documents": (*service.documents, Document(id="乙证")),
                "requirements": (
                    *service.requirements,
                    Requirement(
                        id="c:乙证",
                        item="c",
                        document="乙证",
                        route=Route.RESULT,
                        needed_by="decision",
                    ),
                ),
                "precedences": (
                    Precedence(
                        id="先", before="a", after="b", kind=kind, anchor=anchor, basis="某法第一条"
                    ),
                ),
            }
        )
    )


def row_of(written: Deliverable, item: str, event: str) -> tuple[str, ...]:
    (grid,) = grids(part(written, item))
    return next(row for row in grid.rows if event in row[0].splitlines())


def test_dependencies_come_from_precedences_and_from_results_needed() -> None:
    """What only comes from handling items one by one binds nobody."""
    found = dependencies(chained())
    assert [(one.before, one.after, one.tie, one.anchor) for one in found] == [
        ("a", "b", Tie.LEGAL, "acceptance"),
        ("b", "c", Tie.DATA, "decision"),
    ]
    assert dependencies(pair()) == ()


def test_a_result_in_the_applicants_hand_is_there_when_he_files() -> None:
    """Handed over, it is needed at acceptance; carried, before he files."""
    (carried,) = dependencies(handing_over(Route.HAND_IN))
    (passed,) = dependencies(handing_over(Route.RESULT))
    assert (carried.anchor, passed.anchor) == ("filing", "acceptance")
    assert carried.documents == passed.documents == ("甲证",)
    assert dependencies(handing_over(Route.RETRIEVE)) == ()


def test_dependence_is_transitive_in_both_directions() -> None:
    """c hangs on a through b; nothing hangs on e."""
    found = dependencies(chained())
    assert followers(found, "a") == ("b", "c")
    assert leaders(found, "c") == ("b", "a")
    assert followers(found, "e") == leaders(found, "e") == ()


def test_a_circle_of_dependencies_ends() -> None:
    """Nobody depends on himself."""
    first = dependencies(chained())
    back = first[0].__class__("c", "a", Tie.LEGAL, "acceptance")
    assert followers((*first, back), "a") == ("b", "c")


def test_habits_bind_nobody() -> None:
    """The later item goes on, and is no follower by law or papers."""
    service = chained(PrecedenceKind.HABIT)
    assert [one.after for one in binding(dependencies(service))] == ["c"]
    row = row_of(exceptions(untouched(service)), "a", "不予许可（不予办理）")
    assert row[2] == "b：只是惯例先后，没有依据，不再等待，照常办理。"


def test_a_refusal_ends_what_waits_and_a_correction_only_delays_it() -> None:
    """b waits with its acceptance, c through b; e goes on."""
    written = exceptions(untouched(chained()))
    delayed, ended = row_of(written, "a", "需要补正"), row_of(written, "a", "不予受理")
    assert delayed[2].splitlines() == [
        "b：等待“a”作出决定后再受理，时限尚未起算；已收的材料不用重交。",
        "c：通过上述事项间接依赖，随之顺延。",
    ]
    assert ended[2].splitlines()[0] == (
        "b：不能受理，时限不起算；由申请人选择等待“a”重新办结或者撤回。"
    )
    (rest,) = [
        one.text
        for one in part(written, "a").blocks
        if isinstance(one, Paragraph) and "其余" in one.text
    ]
    assert rest == "没有列出的其余 1 个事项照常办理，时限不变。"


def test_what_waits_with_its_decision_is_accepted_all_the_same() -> None:
    """The anchor says how far an item may go while it waits."""
    written = exceptions(untouched(chained()))
    assert row_of(written, "b", "进入特别程序")[2].startswith("c：照常受理、审查")
    executed = exceptions(untouched(chained(anchor=Anchor.EXECUTION)))
    assert row_of(executed, "a", "申请人撤回")[2].startswith("b：已作出的决定有效")


def test_what_was_decided_before_stays_valid() -> None:
    """When b fails, a's licence stands."""
    told = list(texts(part(exceptions(untouched(chained())), "b")))
    assert any(text.startswith("先于本事项办结的a：已作出的决定") for text in told)
    assert not any(
        "先于本事项" in one for one in texts(part(exceptions(untouched(chained())), "a"))
    )


def test_items_without_ties_can_be_finished_alone() -> None:
    """Only e of the chain; both of the pair."""

    def free(service: Service) -> str:
        (told,) = [
            text
            for text in texts(part(exceptions(untouched(service)), "事项之间的依赖关系"))
            if "可以独立办结" in text
        ]
        return told.rpartition("：")[2]

    assert free(chained()) == "e。"
    assert free(pair()) == "a、b。"


def test_every_item_has_its_rules() -> None:
    """Each has a table of its own or stands among those nobody waits for."""
    for name in ("bakery", "disabled-service-hunan-sangzhi", "open-restaurant-sichuan"):
        reform = reform_of(name)
        rules = list(texts(part(exceptions(reform), "逐项规则")))
        for item in reform.plan.after.items:
            told = reform.names_after(item.id)
            assert told in rules or any(one.startswith(f"{told}：由") for one in rules)


def test_reasons_are_told_with_each_dependency() -> None:
    """The article of a precedence, the result that is needed."""
    (grid,) = grids(part(exceptions(untouched(chained())), "事项之间的依赖关系"))
    assert list(zip(column(grid, "依赖种类"), column(grid, grid.columns[4].name), strict=True)) == [
        ("法定前置", "某法第一条"),
        ("结果依赖", "需要乙证"),
    ]


def test_withdrawal_has_no_article_and_says_so() -> None:
    """Only what was read is cited."""
    (grid,) = grids(part(exceptions(untouched(pair())), "总的规则"))
    law = dict(zip(column(grid, "情况"), column(grid, "依据"), strict=True))
    assert law == {
        "需要补正": "行政许可法第三十二条",
        "不予受理": "行政许可法第三十二条",
        "进入特别程序": "行政许可法第四十五条",
        "不予许可（不予办理）": "行政许可法第三十八条",
        "申请人撤回": "待核实",
    }


def test_items_that_are_no_licences_are_named_as_such() -> None:
    """The articles on licences do not apply to them directly."""
    told = list(texts(exceptions(reform_of("disabled-service-hunan-sangzhi"))))
    assert any("不属于行政许可" in text and "残疾人证新办" in text for text in told)
    assert not any("不属于行政许可" in text for text in texts(exceptions(untouched(pair()))))


def test_the_window_tells_what_it_took_in_and_the_organ_what_it_decided() -> None:
    """Papers at the window, decisions at the department."""
    written = exceptions(reform_of("disabled-service-hunan-sangzhi"))
    teller = row_of(written, "残疾人证新办", "不予受理")[3].splitlines()
    assert teller == [
        "不予受理：综合窗口",
        "不予许可（不予办理）：残疾人联合会",
        "申请人撤回：综合窗口",
    ]
    alone = row_of(exceptions(untouched(chained())), "a", "不予受理")[3]
    assert alone == "一局"


def test_special_procedures_of_an_item_are_named() -> None:
    """Testing stops the clock, an inspection does not."""
    tested = list(texts(exceptions(untouched(with_kind(StepKind.TESTING)))))
    assert any("特别程序环节：a/又。" in text for text in tested)
    inspected = list(texts(exceptions(untouched(with_kind(StepKind.INSPECTION)))))
    assert not any("特别程序环节：a/又。" in text for text in inspected)


def test_shared_steps_and_papers_are_those_of_the_plan() -> None:
    """The bakery shares inspection, acceptance, delivery and three papers; the pair nothing."""
    steps, papers = grids(part(exceptions(reform_of("bakery")), "共用的环节和材料"))
    assert len(steps.rows) == 3
    assert {row[0].removesuffix(DAGGER) for row in papers.rows} == {
        *("“一件事”联办申请表", "身份证", "租赁合同")
    }
    nothing = part(exceptions(untouched(pair())), "共用的环节和材料")
    assert not any(isinstance(one, Grid) for one in nothing.blocks)


def test_a_type_nobody_told_does_not_make_an_item_no_licence() -> None:
    """Which articles apply is then open, not denied."""
    service = pair()
    first, second = service.items
    told = first.model_copy(update={"kind": ItemKind.OTHER})
    untold = second.model_copy(update={"kind": ItemKind.OTHER, "assumed": ("kind",)})
    changed = service.model_copy(update={"items": (told, untold)})
    written = list(texts(exceptions(untouched(changed))))
    assert "下列事项不属于行政许可，上述条文不直接适用，应当适用的规定待核实：a。" in written
    assert "下列事项的事项类型待核实；不属于行政许可的，上述条文不直接适用：b。" in written
