"""Two contents of one service are told apart cell by cell, in the words of the tables."""

from hypothesis import given, settings

from optimizer.formats.service_tables import SECTIONS, Changes, edited
from optimizer.service.service import Service
from optimizer.wording.catalogue import LANGUAGES
from optimizer.workspace.merging import merged
from optimizer.workspace.told_changes import What, side_by_side, told_changes
from tests.fixtures import draft
from tests.property.strategies import services


def changed(section: str, row: int, **cells: str | int) -> Service:
    """The draft with cells typed into one row."""
    return edited(section, draft(), Changes(changed={row: cells}), "zh")


@settings(max_examples=15)
@given(services(max_items=2, max_steps=2))
def test_equal_contents_do_not_differ(service: Service) -> None:
    for language in LANGUAGES:
        assert told_changes(service, service, language) == ()


def test_a_cell_is_told_with_its_table_row_and_column_in_both_languages() -> None:
    after = changed("items", 0, statutory="4 工作日")
    (zh,), (en,) = (told_changes(draft(), after, one) for one in LANGUAGES)
    assert (zh.what, zh.title, zh.name) == (What.CHANGED, "联办事项", "a")
    assert (zh.column, zh.before, zh.after) == ("法定时限", "5 工作日", "4 工作日")
    assert (en.before, en.after) == ("5 working days", "4 working days")
    assert en.column != zh.column


def test_what_a_reform_cannot_touch_is_told_too() -> None:
    """The region of a service and the floor of a step are in no comparison of plans."""
    found = told_changes(draft(), changed("service", 0, region="某区"), "zh")
    assert [(one.section, one.before, one.after) for one in found] == [("service", "", "某区")]


def test_a_new_name_is_told_where_it_was_given_and_nowhere_else() -> None:
    """Steps and materials still belong to the same item, whatever it is called."""
    (told,) = told_changes(draft(), changed("items", 0, name="换了名"), "zh")
    assert (told.section, told.before, told.after) == ("items", "a", "换了名")


def test_another_item_is_told_also_where_it_has_the_same_name() -> None:
    """What counts is which item is meant."""
    other = draft().requirements[0].model_copy(update={"item": "b"})
    after = draft().model_copy(update={"requirements": (other, *draft().requirements[1:])})
    assert ("item", "a", "b") in [
        (one.field, one.before, one.after) for one in told_changes(draft(), after, "zh")
    ]


def test_rows_are_matched_by_their_record_and_not_by_their_place() -> None:
    before = draft()
    after = edited("requirements", before, Changes(removed={0}), "zh")
    found = told_changes(before, after, "zh")
    assert {(one.what, one.section) for one in found} == {
        (What.REMOVED, "requirements"),
        (What.REMOVED, "documents"),
    }
    assert {one.before for one in found} == {"a/甲申请表", "甲申请表"}


def test_a_new_order_is_told_once() -> None:
    before = draft()
    after = before.model_copy(update={"requirements": before.requirements[::-1]})
    (told,) = told_changes(before, after, "zh")
    assert told.column
    assert told.after


def test_both_sides_stand_beside_each_other_and_clashes_are_marked() -> None:
    base = draft()
    mine = changed("items", 0, statutory="4 工作日", fee="10 元")
    theirs = changed("items", 0, statutory="3 工作日", stage="立项")
    found = side_by_side(base, mine, theirs, merged(base, mine, theirs), "zh")
    cells = {one.told.field: (one.told.before, one.mine, one.theirs, one.clash) for one in found}
    assert cells == {
        "statutory": ("5 工作日", "4 工作日", "3 工作日", True),
        "fee": ("", "10 元", "", False),
        "stage": ("", "", "立项", False),
    }


def test_a_clash_of_orders_is_marked() -> None:
    base = draft()
    needs = base.requirements
    mine, theirs = (
        base.model_copy(update={"requirements": order})
        for order in (needs[::-1], (*needs[1:], needs[0]))
    )
    (both,) = side_by_side(base, mine, theirs, merged(base, mine, theirs), "zh")
    assert both.clash


def test_every_table_can_be_told_about() -> None:
    """No table lacks what the comparison asks of it."""
    before = draft()
    for section in SECTIONS:
        if section.held and getattr(before, section.held):
            after = before.model_copy(update={section.held: ()})
            told = [one for one in told_changes(before, after, "en") if one.section == section.key]
            assert len(told) == len(getattr(before, section.held))
            assert all(one.name for one in told)
