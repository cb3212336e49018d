"""Ways to choose for a district are measured by the same numbers; the page tells them honestly."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import district
from benchmarks.district import section, ways
from benchmarks.district_ways import Setting, Way, by_itself, jointly, without_sharing
from optimizer.errors import RequestProblem
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.generating import generated
from optimizer.redesign.district import District, JointRequest
from optimizer.redesign.once import needs_once
from tests.unit.portfolio.small_districts import small_district

JOINT, APART, ALONE = "together", "sources not known as one", "each service by itself"


def _setting(held: District) -> Setting:
    return Setting(held, JointRequest(time_limit_seconds=20.0), workers=2)


@pytest.fixture(scope="module")
def setting() -> Setting:
    """Three services that share two sources."""
    return _setting(small_district(5))


@pytest.fixture(scope="module")
def most(setting: Setting) -> Way:
    """Everything that pays."""
    return jointly(setting, setting.request)


@pytest.fixture(scope="module")
def found(setting: Setting) -> dict[str, Way]:
    """All ways."""
    return ways(setting, lambda _: None)


def test_no_way_at_the_same_effort_beats_a_proven_joint_decision(
    setting: Setting, found: dict[str, Way]
) -> None:
    ceiling = max(found[one].effort for one in (JOINT, APART, ALONE))
    best = jointly(setting, setting.request.model_copy(update={"max_effort": ceiling}))
    assert best.status == "optimal"
    for name in (JOINT, APART, ALONE):
        # 0.001 of a per cent is the resolution of the joint decision.
        assert setting.reduced(found[name]) <= setting.reduced(best) + 0.01


@pytest.mark.parametrize("share", [20, 50, 100])
def test_no_way_spends_more_than_it_was_given(setting: Setting, most: Way, share: int) -> None:
    ceiling = share * most.effort // 100
    assert without_sharing(setting, ceiling).effort <= ceiling
    assert by_itself(setting, ceiling).effort <= ceiling


def test_with_the_effort_of_everything_sharing_is_all_that_is_missing(
    setting: Setting, most: Way
) -> None:
    apart = without_sharing(setting, 10 * most.effort)
    assert setting.reduced(apart) == pytest.approx(setting.reduced(most), abs=0.01)
    assert apart.connected == most.connected


def test_a_source_is_counted_once_however_many_services_use_it(setting: Setting) -> None:
    decided = decide_district(setting.district, setting.request, setting.crew)
    plans = [one.measures for one in decided.outcome.choices]
    effort, sources = setting.effort(plans)
    uses = sum(len(needs_once(one)) for one in plans)
    assert uses > sources
    alone = sum(
        setting.effort([plan if other is plan else () for other in plans])[0] for plan in plans
    )
    assert alone > effort


def test_what_is_reduced_is_nothing_when_nothing_is_done(setting: Setting) -> None:
    befores = tuple(one.metrics for one in setting.befores)
    nothing = Way(0, 0, befores, "optimal", 0.0, 0.0)
    # Days before are a sum of limits, after the promise: counting alone takes some off.
    only_counted = setting.reduced(nothing)
    visits = setting.metrics[-1]
    sums = [setting.sums(visits, befores, side) for side in ("before", "after")]
    assert sums[0] == sums[1]
    assert 0 <= only_counted <= 100


def test_the_page_tells_both_raw_numbers_and_the_gain(
    setting: Setting, found: dict[str, Way]
) -> None:
    page = "\n".join(section(setting, found))
    before = setting.sums(setting.metrics[0], [one.metrics for one in setting.befores], "before")
    after = setting.sums(setting.metrics[0], found[JOINT].afters, "after")
    share = 100 * (before - after) / before
    assert f"{before} → {after}, −{share:.2f} %" in page
    gain = setting.reduced(found[JOINT]) - setting.reduced(found[ALONE])
    assert f"{gain:+.2f} points of Σ % more than “{ALONE}”" in page
    assert "3 services" in page


def test_a_way_that_found_nothing_shows_no_figures(setting: Setting, found: dict[str, Way]) -> None:
    nothing = Way(0, 0, (), "unreachable", None, 1.0)
    page = "\n".join(section(setting, {**found, "together, targets 38/53/74": nothing}))
    assert (
        "| together, targets 38/53/74 | – | – | – | – | – | – | – | unreachable | – | 1 |" in page
    )


def test_an_unproven_joint_decision_is_never_called_the_best(
    setting: Setting, found: dict[str, Way]
) -> None:
    stopped = "stopped before it was proven best"
    assert stopped not in "\n".join(section(setting, found))
    early = replace(found[JOINT], status="bounded", gap=None)
    page = "\n".join(section(setting, {**found, JOINT: early}))
    assert stopped in page
    assert "| bounded | unknown |" in page


def test_a_generated_district_says_so_and_real_services_never_stand_in_it(
    found: dict[str, Way],
) -> None:
    made = generated(2, 1)
    real = small_district(5)
    page = "\n".join(section(_setting(small_district(5)), found))
    assert "Generated" not in page
    mixed = made.model_copy(update={"members": (*made.members, *real.members)})
    with pytest.raises(RequestProblem):
        list(section(_setting(mixed), {}))


def test_a_quick_run_leaves_the_published_page_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: dict[str, Way]
) -> None:
    monkeypatch.setattr(district, "TOP", tmp_path)
    monkeypatch.setattr(district, "DOCUMENT", tmp_path / "docs" / "district.md")
    monkeypatch.setattr(district, "read_district", lambda _: _Read(small_district(5)))
    monkeypatch.setattr(district, "generated", lambda *_: small_district(5))
    monkeypatch.setattr(district, "ways", lambda *_: found)
    assert district.main(["--quick"]) == 0
    assert (tmp_path / "build" / "district.md").is_file()
    assert not (tmp_path / "docs").exists()


class _Read:
    """What reading a folder gives."""

    def __init__(self, held: District) -> None:
        self.district = held
