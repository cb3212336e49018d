"""``onething portfolio optimize --refuse``: what is not to be connected or asked for, by name."""

import json
from pathlib import Path

import pytest

from optimizer.cli.district_refusing import refused_keys
from optimizer.errors import RequestProblem
from optimizer.formats.district_folder import write_district
from optimizer.redesign.district import District, Member
from optimizer.service.kinds import Authority, Progress
from tests.districts import service
from tests.unit.cli.conftest import Run

LICENCES = "电子证照库@市场局"
FIRE = "消防检查"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "区"
    write_district(made, District(name="小区", members=_members()))
    return made


def _members() -> tuple[Member, ...]:
    """丁 and 戊: they share a data source, and an item whose limits the province may cut."""
    return tuple(Member(key=key, service=service(key, 100)) for key in ("ding", "wu"))


def _told(*names: str, authority: Authority = Authority.PROVINCE) -> str:
    with pytest.raises(RequestProblem) as caught:
        refused_keys(_members(), names, authority)
    return "\n".join(caught.value.told("zh"))


@pytest.mark.parametrize("name", ["电子证照库", LICENCES, "电子证照库（市场局）"])
def test_a_refused_source_is_not_connected(run: Run, folder: Path, name: str) -> None:
    out = folder.parent / "o"
    ran = run("portfolio", "optimize", folder, "--out", out, "--refuse", name, "--json", "-")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["request"]["refused"] == [LICENCES]
    assert not any(one["connected"] for one in found["sources"])
    shown = run("portfolio", "report", out).shown
    assert "本次要求暂不对接的数据来源 1 个：电子证照库（市场局）。" in shown


def test_a_refused_approval_is_not_asked_for(run: Run, folder: Path) -> None:
    asked = ("portfolio", "optimize", folder, "--authority", "province", "--json", "-")
    first = json.loads(run(*asked, "--out", folder.parent / "a").out)
    key = next(one["key"] for one in first["approvals"] if one["approved"])
    ran = run(*asked, "--out", folder.parent / "b", "--refuse", key, "--refuse", "电子证照库")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["request"]["refused"] == [key, LICENCES]
    assert not [one for one in found["approvals"] if one["key"] == key and one["approved"]]


def test_an_unknown_name_is_told_once_with_near_ones(run: Run, folder: Path) -> None:
    out = folder.parent / "o"
    ran = run("portfolio", "optimize", folder, "--out", out, "--refuse", "电子证照")
    assert ran.code == 2
    told = [line for line in ran.err.splitlines() if "--refuse" in line]
    assert len(told) == 1
    assert "--refuse 电子证照：没有这个数据来源；相近的有：电子证照库（市场局）" in told[0]
    assert not out.exists(), "nothing was begun"


def test_everything_wrong_is_told_at_once() -> None:
    told = _told("月亮", "", FIRE, authority=Authority.PROVINCE).splitlines()
    assert told[0] == "--refuse 月亮：没有这个数据来源或报请上级支持事项"
    assert told[1].startswith("--refuse ：没有")
    assert "请改写其中一项的编号" in told[2]


def test_a_name_of_several_names_their_keys_and_each_key_is_taken() -> None:
    keys = _told(FIRE).rpartition("：")[2].split("、")
    assert len(keys) > 1
    assert all("消防检查@消防机构" in one for one in keys)
    assert refused_keys(_members(), [*keys, keys[0]], Authority.PROVINCE) == tuple(keys)


def test_approvals_are_known_only_where_they_may_be_asked_for() -> None:
    told = _told(FIRE, authority=Authority.LEADING_GROUP)
    assert told == f"--refuse {FIRE}：没有这个数据来源"


def test_a_source_that_is_online_need_not_be_refused() -> None:
    held = service("ding", 100)
    sources = tuple(
        one.model_copy(update={"progress": Progress.ONLINE}) for one in held.data_sources
    )
    online = Member(key="ding", service=held.model_copy(update={"data_sources": sources}))
    with pytest.raises(RequestProblem, match="online already"):
        refused_keys([online], ["电子证照库"], Authority.LEADING_GROUP)


def test_nothing_typed_refuses_nothing() -> None:
    assert refused_keys(_members(), [], Authority.PROVINCE) == ()
