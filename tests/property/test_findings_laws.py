"""Laws of the checks that are laid out for large services: they find what a plain look finds."""

from difflib import SequenceMatcher
from itertools import product

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from optimizer.network.timing import circle
from optimizer.service.checks.finding_words import contrasting, plain_name
from optimizer.service.checks.knots import knots
from optimizer.service.choosing import chosen_options, in_situation
from optimizer.service.completion import complete
from optimizer.service.document import Document
from optimizer.service.findings import findings
from optimizer.service.ordering import item_edges, item_order
from optimizer.service.service import Service
from tests.fixtures import draft
from tests.property.strategies import services

_things = st.sampled_from("abcdefg")
# Parts of one name, sometimes turned round or with a word that makes it another thing, so that
# many pairs come out just alike or just not.
_names = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "新", "旧", "（", "使用")),
    st.lists(st.booleans(), min_size=8, max_size=8).map(
        lambda held: "".join(
            one for one, kept in zip("经营场所产权说明", held, strict=True) if kept
        )
    ),
    st.sampled_from(("", "", "经营", "复印件")),
)


@given(st.lists(st.tuples(_things, _things), max_size=20))
def test_a_knot_is_a_strongly_connected_component(waits: list[tuple[str, str]]) -> None:
    onward = {one: [after for before, after in waits if before == one] for one in "abcdefg"}
    graph = nx.DiGraph(waits)
    graph.add_nodes_from(onward)
    found = knots(onward)
    held = {frozenset(one for one in found if found[one] == knot) for knot in found.values()}
    assert held == {frozenset(one) for one in nx.strongly_connected_components(graph)}


def test_a_chain_longer_than_a_recursion_has_no_knot() -> None:
    onward = {str(one): [str(one + 1)] for one in range(5000)}
    onward["5000"] = []
    found = knots(onward)
    assert found == {one: one for one in onward}


@given(services(circles=True, situations=False))
def test_a_circle_is_told_where_the_times_are_unknown(service: Service) -> None:
    """Exactly what has no earliest times has a finding that says why."""
    codes = {one.code for one in findings(service)}
    told = bool(codes & {"precedence_circle", "circular_proof"})
    completed = complete(in_situation(service, chosen_options(service, {})))
    assert told is bool(circle(completed))


@given(st.lists(_names, min_size=2, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_names_are_near_where_most_letters_follow_in_order(
    names: list[str], held: list[bool]
) -> None:
    """Every pair of one holder is told, in the order of the list, and no other one."""
    documents = tuple(
        Document(id=f"d{place}", name=name, holder="父亲" if held[place] else "")
        for place, name in enumerate(names)
    )
    service = draft().model_copy(update={"documents": documents, "requirements": ()})
    expected = []
    for first, second in product(range(len(names)), repeat=2):
        plain = plain_name(names[first]), plain_name(names[second])
        if first < second and all(plain) and held[first] is held[second]:
            ratio = SequenceMatcher(None, *plain, autojunk=False).ratio()
            same_words = contrasting(plain[0]) == contrasting(plain[1])
            if plain[0] == plain[1] or (ratio >= 0.8 and same_words):
                expected.append((f"材料[{first + 1}]", f"材料[{second + 1}]"))
    found = [
        one.places
        for one in findings(service)
        if one.code in ("duplicate_document", "near_duplicate_document")
    ]
    assert found == expected


@given(services(circles=True), st.booleans())
def test_items_stand_in_the_order_in_which_each_is_free_first(
    service: Service, doubled: bool
) -> None:
    """Again and again the first item of the file that waits for none of those left."""
    if doubled:
        service = service.model_copy(update={"items": (*service.items, service.items[0])})
    waits = {(before, after) for before, after in item_edges(service) if before != after}
    left = [item.id for item in service.items]
    expected: list[str] | None = []
    while left and expected is not None:
        free = [one for one in left if not any((before, one) in waits for before in left)]
        if free:
            expected.append(free[0])
            left.remove(free[0])
        else:
            expected = None
    assert item_order(service) == expected


@given(services())
def test_what_is_laid_out_by_item_is_what_each_item_has(service: Service) -> None:
    steps, needs = service.steps_by_item(), service.requirements_by_item()
    for item in service.items:
        assert steps.get(item.id, ()) == service.steps_of(item.id)
        assert needs.get(item.id, ()) == service.requirements_of(item.id)
