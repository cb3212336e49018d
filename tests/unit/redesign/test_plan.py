"""What the ends of a search mean."""

from pathlib import Path

from optimizer.redesign.plan import Status

ROOT = Path(__file__).resolve().parents[3] / "optimizer"
# The search says how it ended; the judge says it again in its own words.
OWN_WORDS = ("solver/", "evaluation/judge/", "portfolio/judging.py", "redesign/plan.py")


def test_a_search_ends_with_a_plan_or_without() -> None:
    without = {one for one in Status if not one.has_plan}
    assert without == {Status.UNREACHABLE, Status.NOTHING_FOUND}


def test_only_status_says_which_ends_have_no_plan() -> None:
    """A sixth end would otherwise be forgotten somewhere."""
    pairs = [
        f"(Status.{one.name}, Status.{other.name})"
        for one in Status
        for other in Status
        if not (one.has_plan or other.has_plan)
    ]
    listed = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if any(pair in path.read_text("utf-8") for pair in pairs)
    ]
    assert [one for one in listed if not one.startswith(OWN_WORDS)] == []
