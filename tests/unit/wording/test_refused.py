"""What a district is not to connect or to ask for, in words."""

import pytest

from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.redesign.shared_keys import approval_key, named_source, source_key
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.refused import refused_approvals, refused_source_names, refused_texts
from tests.districts import asking_plan


def _refusing(*keys: str) -> DistrictPlan:
    plan = asking_plan()
    request = plan.request.model_copy(update={"refused": keys})
    return plan.model_copy(update={"request": request})


def test_keys_say_what_they_mean() -> None:
    assert named_source(source_key("人口库", "公安局")) == ("人口库", "公安局")
    assert named_source(source_key("人口库", "")) == ("人口库", "")
    assert named_source(approval_key("shorten", "消防检查", "消防机构", "审查", "56h")) is None


def test_a_source_is_told_by_its_full_name_where_it_is_known() -> None:
    (source, *_) = asking_plan().sources
    request = JointRequest(refused=(source.key, "ca库@", "数据来源户口簿@公安局", "a/b@c/d/e"))
    known = source.model_copy(update={"name": "电子证照库（新）"})
    told = refused_source_names(request, "zh", [known])
    assert told == ["电子证照库（新）（市场局）", "ca库", "户口簿（公安局）"]
    assert refused_source_names(request, "zh")[0] == "电子证照库（市场局）"
    assert refused_approvals(request) == ["a/b@c/d/e"]


def test_sources_and_approvals_are_told_apart() -> None:
    plan = asking_plan()
    told = refused_texts(_refusing(plan.sources[0].key, plan.approvals[0].key), "zh")
    assert told[0] == "本次要求暂不对接的数据来源 1 个：电子证照库（市场局）。"
    assert told[1].startswith("本次要求暂不报请上级支持的事项 1 项：")
    assert plan.approvals[0].item in told[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_was_refused_nothing_is_told(language: Language) -> None:
    assert refused_texts(asking_plan(), language) == []
