"""The matrix of documents and items."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from optimizer.evaluation.counting import measure_up
from optimizer.pictures.matrix import matrix
from optimizer.pictures.matrix_rows import rows, sums
from optimizer.pictures.style import route_mark
from optimizer.pictures.svg import Picture
from optimizer.service import Service
from optimizer.service.document import Document
from optimizer.service.kinds import Route
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.levels import choice
from tests.fixtures import pair, with_need
from tests.property.strategies import completed_services

HOSTILE = '"><script>alert(1)</script><a href="https://evil.example">'
XML = "{http://www.w3.org/2000/svg}"


def cells(picture: Picture) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(picture.svg)
    return {one.attrib["data-need"]: one for one in root.iter() if "data-need" in one.attrib}


def written(element: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in element.iter(f"{XML}text")]


def texts(picture: Picture) -> list[str]:
    return written(ElementTree.fromstring(picture.svg))


@pytest.mark.parametrize("language", LANGUAGES)
@given(service=completed_services())
@settings(max_examples=25)
def test_every_requirement_stands_in_one_cell(language: Language, service: Service) -> None:
    shared, single = rows(service)
    held = [need for row in (*shared, *single) for one in row.cells.values() for need in one.needs]
    assert sorted(need.id for need in held) == sorted(need.id for need in service.requirements)
    picture = matrix(service, language)
    assert len(cells(picture)) == len({(one.item, one.document) for one in service.requirements})
    assert "<script" not in picture.svg
    assert picture.svg.count("http") == 1  # the name space


@given(service=completed_services())
@settings(max_examples=40)
def test_sums_are_those_of_the_counting(service: Service) -> None:
    shared, single = rows(service)
    figures = measure_up(service, None)
    assert sum(row.handed_in for row in (*shared, *single)) == figures.material_entries
    assert sums(service).entries == figures.material_entries
    assert sums(service).kinds == figures.material_kinds
    assert sum(row.handed_in > 0 for row in (*shared, *single)) == figures.material_kinds


@given(service=completed_services())
@settings(max_examples=15)
def test_documents_of_several_items_come_first_the_most_needed_on_top(service: Service) -> None:
    shared, single = rows(service)
    counts = [len(row.cells) for row in shared]
    assert counts == sorted(counts, reverse=True)
    assert all(count > 1 for count in counts)
    assert all(len(row.cells) == 1 for row in single)


def test_the_same_service_gives_the_same_picture() -> None:
    assert matrix(pair(), "zh") == matrix(pair(), "zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", Route)
def test_a_route_is_told_by_its_mark_and_by_the_key(route: Route, language: Language) -> None:
    picture = matrix(with_need(route=route), language)
    assert written(cells(picture)["a:合同"]) == [route_mark(route, language)]
    assert choice(route, language) in texts(picture)


def test_the_key_holds_only_what_occurs() -> None:
    picture = matrix(pair(), "zh")
    assert choice(Route.HAND_IN, "zh") in texts(picture)
    assert choice(Route.ABOLISHED, "zh") not in texts(picture)
    assert "改革前的方式" not in texts(picture)


def test_several_copies_are_counted_and_one_is_not() -> None:
    assert "3" in written(cells(matrix(with_need(copies=3), "zh"))["a:合同"])
    assert "1" not in written(cells(matrix(with_need(copies=1), "zh"))["a:合同"])


def test_what_is_handed_in_later_is_marked() -> None:
    later = matrix(with_need(needed_by="decision"), "zh")
    assert "缺" in written(cells(later)["a:合同"])
    assert "缺" not in written(cells(matrix(with_need(), "zh"))["a:合同"])


def test_what_comes_without_the_applicant_is_never_deferred() -> None:
    later = with_need(needed_by="decision", route=Route.RETRIEVE)
    assert "缺" not in written(cells(matrix(later, "zh"))["a:合同"])


def test_assumed_requirements_are_underlined() -> None:
    def lines(service: Service) -> int:
        return len(list(cells(matrix(service, "zh"))["a:合同"].iter(f"{XML}path")))

    assert lines(with_need(assumed=("*",))) == lines(with_need()) + 1


def test_a_changed_route_shows_the_old_one_beside_it() -> None:
    picture = matrix(with_need(route=Route.RETRIEVE), "zh", compared_with=pair())
    assert written(cells(picture)["a:合同"]) == ["免", "交→"]
    same = cells(picture).keys() - {"a:合同"}
    assert all("→" not in "".join(written(cells(picture)[need])) for need in same)
    assert "改革前的方式" in texts(picture)


def test_a_document_asked_for_twice_by_an_item_stands_once() -> None:
    service = pair()
    again = service.requirements[0].model_copy(update={"id": "again"})
    twice = service.model_copy(update={"requirements": (*service.requirements, again)})
    assert cells(matrix(twice, "zh")).keys() == cells(matrix(service, "zh")).keys()


def test_what_is_submitted_once_counts_once_in_the_sum() -> None:
    service = pair()
    once = service.model_copy(
        update={
            "documents": (*service.documents, Document(id="图", name="平面图")),
            "requirements": tuple(
                Requirement(id=f"{item}:图", item=item, document="图", route=Route.SUBMIT_ONCE)
                for item in ("a", "b")
            ),
        }
    )
    shared, single = rows(once)
    assert [row.handed_in for row in shared] == [1]
    assert single == []
    assert "1种、1项次" in matrix(once, "zh").alt


@pytest.mark.parametrize(("route", "copies"), [(Route.SUBMIT_ONCE, 3), (Route.HAND_IN, 5)])
def test_of_what_is_submitted_once_the_most_copies_count(route: Route, copies: int) -> None:
    needs = tuple(
        Requirement(id=f"a:{count}", item="a", document="合同", copies=count, route=route)
        for count in (2, 3)
    )
    service = pair().model_copy(update={"requirements": needs})
    _, single = rows(service)
    assert single[0].cells["a"].copies == copies
    assert measure_up(service, None).material_copies == copies


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_text(language: Language) -> None:
    service = pair()
    hostile = service.model_copy(
        update={
            "name": HOSTILE,
            "documents": tuple(
                one.model_copy(update={"name": HOSTILE}) for one in service.documents
            ),
            "items": tuple(one.model_copy(update={"name": HOSTILE}) for one in service.items),
        }
    )
    root = ElementTree.fromstring(matrix(hostile, language).svg)
    assert not {"script", "a", "image"} & {one.tag.removeprefix(XML) for one in root.iter()}


def test_a_service_without_documents_gives_an_empty_table() -> None:
    picture = matrix(pair().model_copy(update={"requirements": ()}), "zh")
    assert cells(picture) == {}
    assert "0种、0项次" in picture.alt
