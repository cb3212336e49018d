"""What the tests of the command line share: small service files and a way to run commands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from optimizer.cli import main

SERVICE = """\
一件事: 开办小店
编号: shop
地区: 某市
清单层级: 地方特色
牵头部门: 一局
联办事项:
- 名称: 甲许可
  部门: 一局
  类型: 行政许可
  法定时限: 20 工作日
  承诺时限: 10 工作日
  结果: 甲证
  材料:
  - {名称: 甲申请表, 材料类型: 申请表单}
  - 租赁合同
- 名称: 乙许可
  部门: 二局
  类型: 行政许可
  法定时限: 15 工作日
  材料:
  - {名称: 乙申请表, 材料类型: 申请表单}
  - 租赁合同
  - 甲证
情形:
- 问题: 是否装修
  选项: [否, 是]
"""


@dataclass(frozen=True)
class Ran:
    """What a command returned and wrote."""

    code: int
    out: str
    err: str

    @property
    def shown(self) -> str:
        """Everything people see."""
        return self.out + self.err


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    file = tmp_path / "shop.yaml"
    file.write_text(SERVICE, encoding="utf-8")
    return file
