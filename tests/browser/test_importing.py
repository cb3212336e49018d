"""A planner hands in somebody else's table: sees how it is read, corrects it, gets a service."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.planner import Planner
from tests.foreign_tables import guide_workbook
from tests.trade_words import trade_words


def test_a_guide_comes_in_with_its_doubts(planner: Planner, tmp_path: Path) -> None:
    """From the upload to the service beside its doubts."""
    file = tmp_path / "药店办事指南.xlsx"
    file.write_bytes(guide_workbook())
    planner.open()
    planner.unfold(planner.said("overview", "start"))
    planner.tab(planner.said("overview", "from_file"))
    planner.page.locator('input[type="file"]').set_input_files(file)
    planner.settled()
    outcome = planner.said(
        "importing", "outcome", items=4, materials=7, documents=6, steps=13, doubts=16
    )
    expect(planner.page.get_by_text(outcome)).to_be_visible()
    planner.page.locator("summary", has_text="申请材料（一行一份）").last.click()
    planner.settled()
    planner.screenshot("importing")
    assert not trade_words(planner.page.locator("body").inner_text())
    planner.press("overview", "add_file")
    planner.page.wait_for_url("**/modelling*")
    planner.settled()
    expect(planner.page.get_by_text("申请材料!E5").first).to_be_visible()
    planner.screenshot("imported")
