"""Whatever a service holds, its linked data is read without a network and keeps the shapes."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF
from rdflib.namespace import DCTERMS

from optimizer.formats.cpsv import cpsv
from optimizer.service.kinds import Route
from optimizer.service.service import Service
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.linked_data import CPSV, CV, faults, graph, named, texts
from tests.property.plans import Plan as Changes
from tests.property.plans import possible_plans
from tests.property.strategies import completed_services
from tests.property.told_plans import plan_of

# The shapes are checked in each example.
_few = settings(max_examples=20)


@_few
@given(completed_services(circles=True), st.sampled_from(LANGUAGES))
def test_every_service_conforms(service: Service, language: Language) -> None:
    """Also with circles, unknown limits, and everything else a file may hold."""
    assert faults(graph(cpsv(service, language, "来源"))) == ""


@_few
@given(possible_plans())
def test_every_reform_conforms(changes: Changes) -> None:
    """Merged steps, united forms and commitments have their place, too."""
    assert faults(graph(cpsv(plan_of(changes).after, "zh"))) == ""


@_few
@given(possible_plans())
def test_inputs_are_what_the_applicant_hands_in(changes: Changes) -> None:
    """Before and after, item by item; what was abolished is not asked for at all."""
    plan = plan_of(changes)
    for service in (plan.before, plan.after):
        triples = graph(cpsv(service, "zh"))
        for item in service.items:
            own = named(triples, CPSV.PublicService, item.id)
            needs = service.requirements_of(item.id)
            inputs = {
                name
                for one in triples.objects(own, CPSV.hasInput)
                for name in triples.objects(one, DCTERMS.identifier)
            }
            assert {str(one) for one in inputs} == {
                need.document for need in needs if need.handed_in()
            }
            held = [
                name
                for one in triples.objects(own, CV.holdsRequirement)
                for name in triples.objects(one, DCTERMS.identifier)
            ]
            assert sorted(map(str, held)) == sorted(
                need.id for need in needs if need.route is not Route.ABOLISHED
            )


@_few
@given(completed_services())
def test_nothing_is_said_twice_of_one_thing(service: Service) -> None:
    """Each has one identifier and at least one type, so that graphs can be joined by it."""
    triples = graph(cpsv(service, "en"))
    for one in set(triples.subjects()):
        assert (one, RDF.type, None) in triples
        assert len(list(triples.objects(one, DCTERMS.identifier))) <= 1
    items = [named(triples, CPSV.PublicService, item.id) for item in service.items]
    assert all(texts(triples, one, DCTERMS.title) for one in items)
