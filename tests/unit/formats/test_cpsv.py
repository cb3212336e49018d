"""A service as linked data: what is said, what is left open, and that nothing is made up."""

import json

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDFS, SKOS, XSD

from optimizer.formats.cpsv import cpsv
from optimizer.formats.cpsv.values import iso_duration
from optimizer.planning import optimize
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service
from optimizer.service.item import Limit
from optimizer.service.kinds import DepartmentKind, Route
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.worktime import Duration
from tests.bakery import bakery
from tests.fixtures import handing_over, legal, pair, with_item, with_need
from tests.linked_data import CPSV, CV, faults, graph, named, published_context, texts

ELI = "http://data.europa.eu/eli/ontology#"


def told(service: Service, item: str = "a") -> tuple[Graph, URIRef]:
    """The linked data of a service, and one of its items there."""
    triples = graph(cpsv(service, "zh"))
    assert faults(triples) == ""
    return triples, named(triples, CPSV.PublicService, item)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_conforms_before_and_after(language: Language) -> None:
    plan = optimize(bakery(), RECOMMENDED)
    for side in (plan.before, plan.after):
        assert faults(graph(cpsv(side, language, "程序版本：1"))) == ""


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (CPSV.PublicService, DCTERMS.title),
        (CPSV.PublicService, CV.hasCompetentAuthority),
        (CV.PublicOrganisation, DCTERMS.spatial),
        (CV.Evidence, DCTERMS.identifier),
    ],
)
def test_the_shapes_notice_what_is_missing(subject: URIRef, predicate: URIRef) -> None:
    """So that conforming means something."""
    triples = graph(cpsv(pair(), "zh"))
    for one in list(triples.subjects(None, subject)):
        triples.remove((one, predicate, None))
    assert faults(triples) != ""


def test_terms_are_explained_as_they_were_published() -> None:
    """Nothing is fetched, and no term of the profile means anything else here."""
    context = json.loads(cpsv(bakery(), "zh"))["@context"]
    published = published_context()
    assert context
    assert {key: value for key, value in context.items() if key in published} == {
        key: published[key] for key in context if key in published
    }
    profile = ("Service.", "Requirement.", "Evidence.", "Rule.", "Output.", "Cost.", "Channel.")
    assert [key for key in context if key.startswith(profile) and key not in published] == []


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("5 自然日", "P5D"),
        ("0.5 自然日", "PT12H"),
        ("1 个月", "P1M"),
        ("半年", "P6M"),
        ("2 年", "P2Y"),
        ("即办", "PT0S"),
        ("20 工作日", None),
        ("4 小时", None),
        ("0.3 个月", None),
    ],
)
def test_only_time_that_runs_on_is_an_iso_duration(written: str, iso: str | None) -> None:
    """Working time skips nights, weekends and holidays; P20D for 20 工作日 would be a lie."""
    assert iso_duration(Duration.parse(written)) == iso


def test_a_limit_in_natural_days_is_the_processing_time() -> None:
    limit = Limit(duration=Duration.parse("5 自然日"), basis="某办法第三条")
    triples, item = told(with_item(promised=limit))
    assert triples.value(item, CV.processingTime) == Literal("P5D", datatype=XSD.duration)
    (law,) = [
        one
        for rule in triples.objects(item, CPSV.follows)
        for one in triples.objects(rule, CPSV.implements)
    ]
    assert texts(triples, URIRef(str(law)), DCTERMS.title) == ["某办法第三条"]


def test_a_limit_in_working_days_stands_in_words_only() -> None:
    triples, item = told(with_item(promised=Limit(duration=Duration.parse("5 工作日"))))
    assert triples.value(item, CV.processingTime) is None
    assert "承诺办结时限 5 工作日" in texts(triples, item, DCTERMS.description)[0]


def test_an_assumed_limit_is_marked_and_no_program_takes_it_for_read() -> None:
    limit = Limit(duration=Duration.parse("5 自然日"))
    triples, item = told(with_item(promised=limit, assumed=("promised",)))
    assert triples.value(item, CV.processingTime) is None
    assert "5 自然日（受理至决定）†" in texts(triples, item, DCTERMS.description)[0]
    assert "承诺时限" in texts(triples, item, RDFS.comment)[0]


@pytest.mark.parametrize(
    ("update", "value", "words"),
    [
        ({"fee_yuan": 30}, "30.0", "30 人民币元"),
        ({"fee_yuan": 0}, "0.0", "0 人民币元"),
        ({"fee_yuan": 30, "fee_absorbed": True}, "0.0", "政府承担"),
        ({"fee_yuan": 30, "assumed": ("fee_yuan",)}, None, "30 人民币元†"),
        ({"fee": "按面积计收"}, None, "按面积计收"),
    ],
)
def test_a_fee_is_what_was_stated(update: dict[str, object], value: str | None, words: str) -> None:
    triples, item = told(with_item(**update))
    cost = URIRef(str(triples.value(item, CV.hasCost)))
    wanted = None if value is None else Literal(value, datatype=XSD.double)
    assert triples.value(cost, CV.hasValue) == wanted
    assert words in texts(triples, cost, DCTERMS.description)[0]


def test_a_fee_that_nobody_stated_is_not_free() -> None:
    triples, item = told(with_item(fee_yuan=None, fee=""))
    assert triples.value(item, CV.hasCost) is None


@pytest.mark.parametrize(
    ("update", "words", "laws"),
    [
        ({"basis": "消防法第十五条"}, "消防法第十五条", 1),
        ({"basis": ""}, "设定依据待核实", 0),
        ({"basis": "", "without_basis": True}, "经确认无设定依据", 0),
    ],
)
def test_an_open_basis_is_shown_as_open(update: dict[str, object], words: str, laws: int) -> None:
    service = with_need(**update)
    triples, _ = told(service)
    rule = named(triples, CPSV.Rule, "a:合同/basis")
    assert texts(triples, rule, DCTERMS.description) == [words]
    assert len(list(triples.objects(rule, CPSV.implements))) == laws


def test_gaps_that_the_profile_does_not_allow_are_named() -> None:
    """No region is 待补充; without a lead, those who decide are competent."""
    service = pair().model_copy(update={"region": "", "lead_department": ""})
    triples, _ = told(service)
    whole = named(triples, CPSV.PublicService, service.id)
    place = URIRef(str(triples.value(whole, DCTERMS.spatial)))
    assert texts(triples, place, SKOS.prefLabel) == ["待补充"]
    competent = list(triples.objects(whole, CV.hasCompetentAuthority))
    assert len(competent) == len({item.department for item in service.items})


def test_a_utility_is_told_apart_from_an_organ() -> None:
    first, *others = pair().departments
    utility = first.model_copy(update={"kind": DepartmentKind.UTILITY})
    triples, item = told(pair().model_copy(update={"departments": (utility, *others)}))
    body = URIRef(str(triples.value(item, CV.hasCompetentAuthority)))
    sort = URIRef(str(triples.value(body, ORG.classification)))
    assert texts(triples, sort, SKOS.prefLabel) == ["public utility", "公用企业"]


@pytest.mark.parametrize("service", [handing_over(), legal()], ids=["result", "law"])
def test_an_item_requires_the_one_it_waits_for(service: Service) -> None:
    triples, first = told(service)
    second = named(triples, CPSV.PublicService, "b")
    assert first in set(triples.objects(second, DCTERMS.requires))


def test_what_is_retrieved_is_needed_and_not_handed_in() -> None:
    """The route stands with the requirement, in both languages."""
    service = with_need(route=Route.RETRIEVE)
    triples, item = told(service)
    (need,) = [one for one in service.requirements if one.route is Route.RETRIEVE]
    own = named(triples, CV.Requirement, need.id)
    assert own in set(triples.objects(item, CV.holdsRequirement))
    paper = named(triples, CV.Evidence, need.document)
    assert paper in set(triples.objects(own, CV.hasSupportingEvidence))
    assert paper not in set(triples.objects(item, CPSV.hasInput))
    route = URIRef(str(triples.value(own, DCTERMS.type)))
    assert texts(triples, route, SKOS.prefLabel) == ["retrieve", "免于提交"]


def test_what_was_abolished_is_not_asked_for() -> None:
    triples, item = told(with_need(route=Route.ABOLISHED))
    asked = [
        str(triples.value(one, DCTERMS.title)) for one in triples.objects(item, CV.holdsRequirement)
    ]
    assert asked
    assert "租赁合同" not in asked


def test_the_file_says_what_it_was_made_from() -> None:
    text = cpsv(pair(), "zh", "输入指纹：abc\n程序版本：1\n")
    triples = graph(text)
    whole = named(triples, CPSV.PublicService, pair().id)
    statement = URIRef(str(triples.value(whole, DCTERMS.provenance)))
    assert texts(triples, statement, RDFS.label) == ["输入指纹：abc\n程序版本：1"]


@pytest.mark.parametrize(
    "name", ['"}], "@context": "http://x/', "@id", "<script>", "=1+1", "\\u0000"]
)
def test_text_of_a_user_stays_text(name: str) -> None:
    triples, item = told(with_item(name=name))
    assert texts(triples, item, DCTERMS.title) == [name]
