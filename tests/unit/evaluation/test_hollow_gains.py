"""Each hollow gain is warned about by name, and only where it is one."""

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.warnings import hollow_comparison, hollow_gains, warning_texts
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.metrics import Reduction
from optimizer.service import Service
from optimizer.service.department import Team
from optimizer.service.item import Limit
from optimizer.service.service import Published
from optimizer.service.step import Demand
from tests.fixtures import days, legal, pair, same_department

RULE = load_counting_rules()["reporting"]
PARALLEL = "parallel:a→b（逐项办理）"


def warned(service: Service, *wanted: str) -> set[tuple[str, str]]:
    """Warnings of a plan that takes whole opportunities up."""
    offered = {one.id: one for one in find(service)}
    measures = []
    for name in wanted:
        subject, _, value = name.partition("=")
        measures.append(measure_of(offered[subject], offered[subject].targets, value))
    plan = tuple(measures)
    return set(hollow_gains(service, apply(service, plan), plan, RULE))


def codes(found: set[tuple[str, str]]) -> set[str]:
    return {code for code, _ in found}


def test_every_code_has_two_texts() -> None:
    """A warning without words cannot be shown."""
    for zh, en in warning_texts().values():
        assert "{subject}" in zh
        assert "{subject}" in en


def test_work_inside_a_merged_step_is_named() -> None:
    """Two reviews that become one are still two reviews of work; two empty 收件 are none."""
    assert ("work_survives", "a/审查+b/审查") in warned(pair(), PARALLEL, "merge:review")
    assert "work_survives" not in codes(warned(pair(), PARALLEL, "window:window"))


def test_a_declared_promise_below_its_longest_item_is_named() -> None:
    """Four days cannot be kept when an item takes five; ten days can."""

    def declaring(service: Service, promise: str) -> set[str]:
        declared = service.model_copy(
            update={"declared_promise": Limit(duration=days(promise)), "precedences": ()}
        )
        return codes(set(hollow_comparison(declared, declared)))

    assert "promise_below_longest_item" in declaring(pair(), "4")
    assert "promise_below_longest_item" not in declaring(pair(), "5")


def test_a_declared_promise_below_the_legal_chain_is_named() -> None:
    """The law puts one item after the other: ten days, and nine cannot be kept."""

    def declaring(service: Service, promise: str) -> set[str]:
        declared = service.model_copy(update={"declared_promise": Limit(duration=days(promise))})
        return codes(set(hollow_comparison(declared, declared)))

    assert declaring(legal(), "9") == {"promise_below_legal_chain"}
    assert declaring(legal(), "10") == set()
    assert declaring(pair(), "9") == set()  # a habit is no law


def test_parallel_items_of_one_team_are_named() -> None:
    """One team for both reviews: they queue whatever the promise says."""
    service = same_department()
    assert codes(warned(service, PARALLEL)) == {"same_department"}
    team = Team(id="队", capacity=1)
    first, *others = service.departments
    steps = tuple(
        step.model_copy(update={"demands": (Demand(team="队"),)})
        if step.id.endswith("审查")
        else step
        for step in service.steps
    )
    staffed = service.model_copy(
        update={
            "departments": (first.model_copy(update={"teams": (team,)}), *others),
            "steps": steps,
        }
    )
    assert ("same_officers", "a+b") in warned(staffed, PARALLEL)
    assert warned(pair(), PARALLEL) == set()


def test_departments_that_meet_in_a_joint_step_are_not_one_department() -> None:
    """Each works on its own item there, as it did before."""
    assert "same_department" not in codes(warned(pair(), PARALLEL, "merge:review"))
    assert "same_department" in codes(warned(same_department(), PARALLEL, "merge:review"))


def test_a_renamed_document_is_named() -> None:
    """租赁合同 that became 房屋租赁合同 is hardly a material less."""

    def renamed(name: str) -> set[tuple[str, str]]:
        before = pair()
        documents = tuple(
            one.model_copy(update={"id": "新", "name": name}) if one.id == "合同" else one
            for one in before.documents
        )
        needs = tuple(
            one.model_copy(update={"document": "新"}) if one.document == "合同" else one
            for one in before.requirements
        )
        after = before.model_copy(update={"documents": documents, "requirements": needs})
        return set(hollow_comparison(before, after))

    assert renamed("《租赁合同》") == {("renamed_document", "租赁合同 → 《租赁合同》")}
    assert renamed("消防安全承诺") == set()


def test_figures_under_two_rules_are_named() -> None:
    """Published pairs that mix two rules, and tables that do."""
    mixed = pair().model_copy(update={"published": Published(mixed=True)})
    assert ("mixed_rules", "pair") in set(hollow_comparison(mixed, mixed))
    rows = tuple(
        Reduction(metric="materials", before=2, after=1, percent=50.0, rule=rule)
        for rule in ("reporting@1", "kinds@1")
    )
    assert ("mixed_rules", "kinds@1、reporting@1") in set(hollow_comparison(pair(), pair(), rows))
    assert hollow_comparison(pair(), pair(), rows[:1]) == ()


def test_days_that_rest_on_assumed_floors_are_named() -> None:
    """Shortening both reviews is all that is saved; with the habit gone it is a small part."""
    short = ("shorten:a/审查=20h", "shorten:b/审查=20h")
    named = warned(pair(), *short)
    assert ("shortened_on_assumed_floor", "a/审查+b/审查") in named
    assert "shortened_on_assumed_floor" not in codes(warned(pair(), PARALLEL, *short))
