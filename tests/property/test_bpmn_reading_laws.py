"""Laws of drawings: ours comes back the same, any reads into a service that can be drawn."""

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.formats.bpmn_reading import read_drawing
from optimizer.formats.bpmn_writing import bpmn
from optimizer.network.edges import edges
from optimizer.service import Service, complete
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.bpmn_file import File, errors
from tests.drawings import drawing, flow, gets, makes, node, paper, read, task
from tests.property.strategies import completed_services

_SORTS = ("task", "userTask", "parallelGateway", "exclusiveGateway", "endEvent", "subProcess")


@given(service=completed_services(circles=True), language=st.sampled_from(LANGUAGES))
@settings(max_examples=40)
def test_our_own_drawing_comes_back_the_same(service: Service, language: Language) -> None:
    assert read_drawing(bpmn(service, language), "a").service == service


@st.composite
def drawings(draw: st.DrawFn) -> str:
    """Nodes of all sorts with flows in any direction, circles included, and documents."""
    sorts = draw(st.lists(st.sampled_from(_SORTS), min_size=1, max_size=8))
    ends = st.integers(0, len(sorts) - 1)
    joined = draw(st.lists(st.tuples(ends, ends), max_size=12, unique=True))
    used = draw(st.lists(st.tuples(ends, st.sampled_from(("D1", "D2"))), max_size=4, unique=True))
    made = draw(st.lists(st.tuples(ends, st.sampled_from(("D1", "D2"))), max_size=4, unique=True))
    inside = [
        "".join(
            (
                *(gets(sign) for at, sign in used if at == number),
                *(makes(sign) for at, sign in made if at == number),
            )
        )
        for number in range(len(sorts))
    ]
    return drawing(
        task("T", "受理"),
        *(
            node(sort, f"N{number}", f"第{number}步", inside[number])
            for number, sort in enumerate(sorts)
        ),
        *(flow(f"N{one}", f"N{other}") for one, other in joined),
        paper("D1", "营业执照"),
        paper("D2", "租赁合同"),
    )


@given(text=drawings())
@settings(max_examples=60)
def test_every_task_is_a_step_and_no_step_waits_for_itself(text: str) -> None:
    found = read(text)
    count = found.counts
    assert len(found.service.steps) == count.tasks + count.sub_processes
    places = {one.id: number for number, one in enumerate(found.service.steps)}
    for step in found.service.steps:
        assert all(places[one] < places[step.id] for one in step.after or ())


@given(text=drawings())
@settings(max_examples=40)
def test_a_read_drawing_is_drawn_valid_with_the_same_waits_and_read_again(text: str) -> None:
    service = complete(read(text).service)
    written = bpmn(service, "zh")
    assert errors(written) == []
    assert File(written).waits() == {(one.before, one.after) for one in edges(service)}
    assert read_drawing(written, "a").service == service
