"""The page 全区一件事 where no service can be computed with."""

from optimizer.redesign.district import District
from tests.app.conftest import Opening, shown
from tests.app.district_page import ZH, decided, opened
from tests.unit.portfolio.test_deciding import circular


def test_the_page_says_of_each_service_why_nothing_was_decided(app: Opening) -> None:
    decided(District(name="空区", members=(circular(),)))
    text = shown(opened(app))
    assert ZH("undecidable") in text
    assert "成环" in text
