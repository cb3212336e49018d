"""Near names: ordinary services are told all; of thousands alike some, and that there are more."""

from collections.abc import Callable

import pytest

from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.service.checks.near_names import Named, Pair, near_names
from optimizer.service.document import Document
from optimizer.service.findings import findings
from optimizer.service.service import Service
from tests.fixtures import draft

SHIPPED = sorted(scenarios_directory().glob("*/service.yaml"))
_LETTERS = "建设项目环境影响评价材料登记说明"


def _turned(number: int) -> str:
    """The same letters in another order: not near, but only a comparison in order tells."""
    left, name = list(_LETTERS), ""
    while left:
        name += left.pop(number % len(left))
        number = number // 2 + 7
    return name


def _of_documents(names: list[str]) -> Service:
    documents = tuple(Document(id=f"d{at}", name=name) for at, name in enumerate(names))
    return draft().model_copy(update={"documents": documents, "requirements": ()})


@pytest.mark.parametrize(
    "name",
    [lambda at: f"环境影响评价材料{at:04d}说明", lambda _: "身份证明", _turned],
    ids=["numbered", "same", "turned"],
)
def test_of_thousands_alike_no_more_is_told_than_is_read_and_that_there_may_be_more(
    name: Callable[[int], str],
) -> None:
    """Every two of 1,000 are half a million; the rest is said to be open, not to be in order."""
    found = findings(_of_documents([name(at) for at in range(1000)]))
    codes = [one.code for one in found]
    assert codes.count("names_not_all_compared") == 1
    assert codes.count("near_duplicate_document") + codes.count("duplicate_document") <= 2_000


def test_the_same_name_is_found_behind_however_many_near_ones() -> None:
    """What is certain comes first: time runs out on what is only near."""
    names = [Named(f"环境影响评价材料{at:04d}说明") for at in range(400)]
    found = near_names((*names, Named("户口簿"), Named("户口簿")))
    assert not found.complete
    assert Pair(400, 401, same=True) in found.pairs


def test_every_two_names_of_shipped_services_are_compared() -> None:
    """The limit is far above what anybody hands in."""
    for path in SHIPPED:
        codes = {one.code for one in findings(read_service(path))}
        assert "names_not_all_compared" not in codes, path
