"""A rewrite changes the lines that speak of what changed, and no other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service, read_service_text, write_service
from optimizer.service.item import Limit
from optimizer.service.service import Service
from optimizer.worktime import Duration

FILE = """\
# 开办餐饮店，按办事指南填写
service: 开办餐饮店   # 名称

联办事项:
  # 第一个事项
  - 名称: 许可
    department: 市场监管局
    承诺时限: 10 工作日   # 指南所载
    跑动: 2   # 两次
    # 环节按流程图
    环节:
      - 受理 1 工作日
      # 现场
      - {名称: 现场核查, 时长: 8 工作日, 推定: [时长]}
    材料: [营业执照, {名称: 申请书, 份数: 2}]
  - {名称: 体检, 部门: 卫健委}   # 流式
# 末尾
"""


def _item(service: Service, **update: object) -> Service:
    first = service.items[0].model_copy(update=update)
    return service.model_copy(update={"items": (first, *service.items[1:])})


def _second_item(service: Service) -> Service:
    second = service.items[1].model_copy(update={"fee": "免费"})
    return service.model_copy(update={"items": (service.items[0], second)})


def _step(service: Service, number: int, **update: object) -> Service:
    steps = list(service.steps)
    steps[number] = steps[number].model_copy(update=update)
    return service.model_copy(update={"steps": tuple(steps)})


def _need(service: Service, number: int, **update: object) -> Service:
    needs = list(service.requirements)
    needs[number] = needs[number].model_copy(update=update)
    return service.model_copy(update={"requirements": tuple(needs)})


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        (lambda s: s, [], []),
        (
            lambda s: _item(s, visits=1),
            ["    跑动: 2   # 两次"],
            ["    跑动: 1   # 两次"],
        ),
        (lambda s: _item(s, visits=None), ["    跑动: 2   # 两次"], []),
        (
            lambda s: _item(s, promised=Limit(duration=Duration.parse("8 工作日"), basis="通知")),
            ["    承诺时限: 10 工作日   # 指南所载"],
            ["    承诺时限: {时限: 8 工作日, 依据: 通知}   # 指南所载"],
        ),
        (lambda s: _item(s, fee="免费"), [], ["    收费: 免费"]),
        (
            lambda s: _step(s, 0, duration=Duration.parse("2 工作日")),
            ["      - 受理 1 工作日"],
            ["      - 受理 2 工作日"],
        ),
        (
            lambda s: _step(s, 1, assumed=()),
            ["      - {名称: 现场核查, 时长: 8 工作日, 推定: [时长]}"],
            ["      - 现场核查 8 工作日"],
        ),
        (
            lambda s: s.model_copy(update={"steps": s.steps[:1]}),
            ["      - {名称: 现场核查, 时长: 8 工作日, 推定: [时长]}"],
            [],
        ),
        (
            lambda s: s.model_copy(update={"steps": s.steps[1:]}),
            ["      - 受理 1 工作日"],
            [],
        ),
        (
            lambda s: _need(s, 1, copies=1, basis="办法"),
            ["    材料: [营业执照, {名称: 申请书, 份数: 2}]"],
            ["    材料: [营业执照, {名称: 申请书, 依据: 办法}]"],
        ),
        (
            lambda s: s.model_copy(update={"requirements": s.requirements[1:]}).model_copy(
                update={"documents": s.documents[1:]}
            ),
            ["    材料: [营业执照, {名称: 申请书, 份数: 2}]"],
            ["    材料: [{名称: 申请书, 份数: 2}]"],
        ),
        (
            _second_item,
            ["  - {名称: 体检, 部门: 卫健委}   # 流式"],
            ["  - {名称: 体检, 部门: 卫健委, 收费: 免费}   # 流式"],
        ),
        (lambda s: s.model_copy(update={"region": "四川省"}), [], ["地区: 四川省"]),
    ],
)
def test_only_the_lines_of_the_change_change(
    tmp_path: Path, change: Callable[[Service], Service], gone: list[str], new: list[str]
) -> None:
    """Comments, key order, language and layout of all other lines stay to the byte."""
    path = tmp_path / "service.yaml"
    path.write_text(FILE, encoding="utf-8")
    wanted = change(read_service_text(FILE))
    write_service(wanted, path)
    before, after = FILE.splitlines(), path.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == gone
    assert [line for line in after if line not in before] == new
    kept = [line for line in after if line in before]
    assert kept == [line for line in before if line in after]
    assert read_service(path) == wanted


def test_a_new_step_goes_to_its_place(tmp_path: Path) -> None:
    """An entry put in stands where it belongs, in the indentation of its neighbours."""
    path = tmp_path / "service.yaml"
    path.write_text(FILE, encoding="utf-8")
    service = read_service_text(FILE)
    fresh = service.steps[0].model_copy(
        update={"id": "许可/审查", "name": "审查", "kind": "review"}
    )
    steps = (service.steps[0], fresh, service.steps[1])
    write_service(Service.model_validate({**dict(service), "steps": steps}), path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines.index("      - 审查 1 工作日") == lines.index("      - 受理 1 工作日") + 1


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    """A file with CR LF has CR LF everywhere afterwards."""
    path = tmp_path / "service.yaml"
    path.write_bytes(FILE.replace("\n", "\r\n").encode())
    write_service(_item(read_service_text(FILE), visits=5), path)
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == FILE.count("\n")


def test_an_unchanged_service_leaves_the_file_to_the_byte(tmp_path: Path) -> None:
    """Reading and writing back changes nothing."""
    path = tmp_path / "service.yaml"
    path.write_text(FILE, encoding="utf-8")
    write_service(read_service(path), path)
    assert path.read_text(encoding="utf-8") == FILE
