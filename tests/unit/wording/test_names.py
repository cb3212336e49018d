"""Names of things in a service."""

from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.service import complete
from optimizer.service.service import Service
from optimizer.wording.names import Names, source_name
from optimizer.wording.sentences import Sentences
from tests.districts import service
from tests.fixtures import committing, pair, with_step
from tests.measures import offered


def _after(service: Service, kind: MeasureKind) -> Service:
    one = next(one for one in find(service) if one.kind is kind)
    return apply(service, (measure_of(one, one.targets),))


def test_steps_that_nobody_named_are_told_by_their_kind() -> None:
    """An assumed step is 审查 in Chinese and a review in English."""
    assert Names(pair(), "zh").step("a/审查") == "审查"
    assert Names(pair(), "en").step("a/审查") == "review"


def test_names_that_somebody_wrote_stay_as_they_are() -> None:
    """A name of the file is no word of ours."""
    named = with_step("a/审查", name="专班审查")
    assert Names(named, "en").step("a/审查") == "专班审查"
    assert Names(pair(), "en")("合同") == "租赁合同"


def test_what_the_program_made_is_named_in_the_language(plan: Plan) -> None:
    """The united form is English in English and its official name in Chinese."""
    assert Names(plan.after, "en")("united-form") == "united application form"
    assert Names(plan.after, "zh")("united-form") == "“一件事”联办申请表"


def test_a_renamed_united_form_keeps_its_new_name(plan: Plan) -> None:
    """Whoever renames what the program made has named it."""
    documents = tuple(
        one.model_copy(update={"name": "一张表"}) if one.id == "united-form" else one
        for one in plan.after.documents
    )
    renamed = plan.after.model_copy(update={"documents": documents})
    assert Names(renamed, "en")("united-form") == "一张表"


def test_a_commitment_is_named_after_its_item() -> None:
    """The written commitment of an item is told in English with the item's name."""
    after = _after(committing(), MeasureKind.COMMIT)
    paper = next(one for one in after.documents if one.id.startswith("commitment/"))
    item = next(one for one in after.items if one.id == paper.item)
    told = Names(after, "en")(paper.id)
    assert told == f"written commitment for {item.name or item.id}"
    assert Names(after, "zh")(paper.id) == paper.name


def test_merged_steps_are_named_in_the_language() -> None:
    """A class of steps that became one has an English name, too."""
    after = _after(pair(), MeasureKind.MERGE)
    merged = [one for one in after.steps if one.members]
    assert merged
    for one in merged:
        assert Names(after, "en").step(one.id).isascii()
        assert Names(after, "zh").step(one.id) == one.name


def test_several_names_are_listed_in_the_language() -> None:
    """、 between Chinese names, a comma in English."""
    assert Names(pair(), "zh").listed(("d1", "d2")) == "一局、二局"
    assert Names(pair(), "en")("d1+d2") == "一局, 二局"


def test_forms_of_one_name_are_told_apart_by_their_items() -> None:
    """申请表 of two items are two forms; a name that stands once needs no item."""
    service = pair()
    same = tuple(one.model_copy(update={"name": "申请表"}) for one in service.documents[:2])
    alike = service.model_copy(update={"documents": (*same, *service.documents[2:])})
    names = Names(alike, "zh")
    assert [names(one.id) for one in same] == ["a·申请表", "b·申请表"]
    assert names("合同") == "租赁合同"
    need = next(one for one in alike.requirements if one.document == "a/表")
    assert names.need(need.id) == "a·申请表"
    assert names.requirement(need.id)["document"] == "申请表"


def test_a_requirement_is_told_even_where_a_document_has_its_id() -> None:
    """The same id may be a document's and a requirement's."""
    service = pair()
    need = service.requirements[0].model_copy(update={"id": "合同"})
    clash = service.model_copy(update={"requirements": (need, *service.requirements[1:])})
    names = Names(clash, "zh")
    assert names("合同") == "租赁合同"
    assert names.need("合同") == f"{names(need.item)}·{names.requirement('合同')['document']}"
    assert names.need("d1") == "一局"


def test_a_source_is_not_called_a_source_twice() -> None:
    """Services name sources after a material; the sentence says that it is one."""
    assert source_name("数据来源：用地批准手续") == "用地批准手续"
    assert source_name("公安人口库") == "公安人口库"
    held = complete(service("jia", None))
    named = (held.data_sources[0].model_copy(update={"name": "数据来源：营业执照"}),)
    sentences = Sentences(held.model_copy(update={"data_sources": named}), "zh")
    (connect,) = offered(held, "connect:电子证照库")
    assert sentences.measure(connect) == "对接数据来源“营业执照”"
