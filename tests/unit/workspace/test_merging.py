"""Two planners' changes of one service come together or clash; nothing is lost in silence."""

from optimizer.formats.service_tables import Changes, edited
from optimizer.service.item import Limit
from optimizer.service.kinds import Span
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.workspace.merging import ORDER, Clash, merged
from tests.fixtures import days, draft


def with_item(service: Service, item: str, **values: object) -> Service:
    """The service with one item changed."""
    items = tuple(one.model_copy(update=values) if one.id == item else one for one in service.items)
    return service.model_copy(update={"items": items})


def without(service: Service, table: str, row: int) -> Service:
    """The service as the page leaves it when a row is removed."""
    return edited(table, service, Changes(removed={row}), "zh")


def ids(records: tuple[Record, ...]) -> list[str]:
    return [str(getattr(one, "id", "")) for one in records]


def test_two_fields_of_one_record_merge() -> None:
    base = draft()
    mine = with_item(base, "a", fee="不收费")
    theirs = with_item(base, "a", stage="立项")
    both = merged(base, mine, theirs)
    assert both.service == with_item(base, "a", fee="不收费", stage="立项")
    assert both.clashes == ()


def test_the_parts_of_a_limit_merge() -> None:
    """One changes how long it is, the other what it spans."""
    base = draft()
    mine = with_item(base, "a", statutory=Limit(duration=days("4")))
    theirs = with_item(base, "a", statutory=Limit(duration=days("5"), spans=Span.DELIVERY))
    wanted = Limit(duration=days("4"), spans=Span.DELIVERY)
    assert merged(base, mine, theirs).service == with_item(base, "a", statutory=wanted)


def test_the_fields_of_the_service_itself_merge() -> None:
    base = draft()
    mine = base.model_copy(update={"region": "某区"})
    theirs = base.model_copy(update={"yearly_cases": 800})
    both = merged(base, mine, theirs).service
    assert both == base.model_copy(update={"region": "某区", "yearly_cases": 800})


def test_two_values_of_one_field_clash_and_nothing_is_merged() -> None:
    base = draft()
    mine, theirs = with_item(base, "a", fee="10 元"), with_item(base, "a", fee="20 元")
    found = merged(base, mine, theirs)
    assert found.service is None
    assert found.clashes == (Clash("items", "a", "fee"),)


def test_the_side_preferred_counts_only_where_they_clash() -> None:
    base = draft()
    mine = with_item(base, "a", fee="10 元", stage="立项")
    theirs = with_item(with_item(base, "a", fee="20 元"), "b", fee="免费")
    for side, fee in (("mine", "10 元"), ("theirs", "20 元")):
        found = merged(base, mine, theirs, "mine" if side == "mine" else "theirs")
        wanted = with_item(with_item(base, "a", fee=fee, stage="立项"), "b", fee="免费")
        assert found.service == wanted
        assert found.clashes == (Clash("items", "a", "fee"),)


def test_the_same_change_on_both_sides_is_no_clash() -> None:
    base = draft()
    same = with_item(base, "a", fee="不收费")
    assert merged(base, same, same).service == same


def test_a_row_removed_by_one_goes_though_the_other_changed_something_else() -> None:
    base = draft()
    mine, theirs = without(base, "requirements", 4), with_item(base, "b", fee="不收费")
    both = merged(base, mine, theirs).service
    assert both is not None
    assert ids(both.requirements) == ids(mine.requirements)
    assert both.items == theirs.items


def test_a_row_removed_by_one_and_changed_by_the_other_clashes() -> None:
    base = draft()
    removed = without(base, "requirements", 4)
    needs = (*base.requirements[:4], base.requirements[4].model_copy(update={"copies": 2}))
    changed = base.model_copy(update={"requirements": needs})
    for mine, theirs in ((removed, changed), (changed, removed)):
        found = merged(base, mine, theirs)
        assert found.service is None
        assert Clash("requirements", "a:合同", "") in found.clashes


def test_rows_added_by_both_are_kept_where_each_put_them() -> None:
    base = draft()
    mine, theirs = (
        edited("requirements", base, Changes(added=[{"item": "a", "document": one}]), "zh")
        for one in ("平面图", "承诺书")
    )
    both = merged(base, mine, theirs).service
    assert both is not None
    assert {*ids(mine.requirements), *ids(theirs.requirements)} == set(ids(both.requirements))
    assert len(both.requirements) == len(base.requirements) + 2
    assert len(both.documents) == len(base.documents) + 2


def test_two_different_rows_of_one_id_clash() -> None:
    base = draft()
    first, second = (
        base.model_copy(
            update={
                "requirements": (
                    *base.requirements,
                    Requirement(id="b:合同", item="b", document="合同", copies=copies),
                )
            }
        )
        for copies in (1, 2)
    )
    found = merged(base, first, second)
    assert found.service is None
    assert found.clashes == (Clash("requirements", "b:合同", ""),)


def test_an_order_changed_by_one_is_kept_and_by_both_clashes() -> None:
    base = draft()
    needs = base.requirements
    turned = base.model_copy(update={"requirements": needs[::-1]})
    rolled = base.model_copy(update={"requirements": (*needs[1:], needs[0])})
    assert merged(base, turned, base).service == turned
    assert merged(base, base, turned).service == turned
    found = merged(base, turned, rolled)
    assert found.clashes == (Clash("requirements", "", ORDER),)
    assert merged(base, turned, rolled, "theirs").service == rolled


def test_a_row_for_an_item_that_the_other_removed_is_told_and_not_merged() -> None:
    base = draft()
    added = Changes(added=[{"item": "b", "document": "租赁合同"}])
    mine = edited("requirements", base, added, "zh")
    theirs = without(base, "items", 1)
    found = merged(base, mine, theirs)
    assert found.service is None
    assert found.clashes == ()
    assert found.broken_zh
    assert len(found.broken_zh) == len(found.broken_en)


def test_items_removed_one_by_each_leave_no_service() -> None:
    base = draft()
    assert merged(base, without(base, "items", 0), without(base, "items", 1)).service is None


def test_marks_of_assumed_values_merge_one_by_one() -> None:
    base = with_item(draft(), "a", assumed=("fee", "kind"))
    mine = with_item(base, "a", assumed=("fee",))
    theirs = with_item(base, "a", assumed=("fee", "kind", "visits"))
    assert merged(base, mine, theirs).service == with_item(base, "a", assumed=("fee", "visits"))


def test_records_that_share_an_id_by_mistake_keep_apart() -> None:
    base = draft()
    doubled = base.model_copy(update={"documents": (*base.documents, base.documents[3])})
    changed = doubled.documents[3].model_copy(update={"holder": "经营者"})
    mine = doubled.model_copy(update={"documents": (*doubled.documents[:4], changed)})
    assert merged(doubled, mine, doubled).service == mine
    assert merged(doubled, doubled, mine).service == mine
