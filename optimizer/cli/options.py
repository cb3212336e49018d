"""Options that several commands take, each with its help in both languages."""

from pathlib import Path
from typing import Annotated

import typer

Lang = Annotated[str, typer.Option("--lang", help="zh 中文（默认）/ en English")]
ServiceFile = Annotated[Path, typer.Argument(metavar="FILE", help="一件事文件 / service file")]
Situation = Annotated[
    list[str] | None,
    typer.Option("--situation", metavar="QUESTION=OPTION", help="办理情形 / situation"),
]
Counting = Annotated[
    str | None,
    typer.Option("--counting", metavar="RULE", help="统计口径，见 onething rules / counting rule"),
]
Json = Annotated[
    str | None,
    typer.Option(
        "--json", metavar="PATH|-", help="给程序用的结果；- 为标准输出 / result for programs"
    ),
]
Authority = Annotated[
    str | None,
    typer.Option("--authority", metavar="LEVEL", help="最高决策层级 / highest authority"),
]
Risk = Annotated[str | None, typer.Option("--risk", metavar="LEVEL", help="最高风险 / risk")]
MaxEffort = Annotated[
    int | None, typer.Option("--max-effort", metavar="N", help="工作量上限（点）/ effort")
]
MaxCost = Annotated[
    int | None,
    typer.Option(
        "--max-cost-yuan",
        metavar="N",
        help="费用上限（元），只计已填写费用的 / money, of what has a price",
    ),
]
Pin = Annotated[
    list[str] | None, typer.Option("--pin", metavar="O", help="必选的改革机会 / pinned")
]
Refuse = Annotated[
    list[str] | None, typer.Option("--refuse", metavar="O", help="不采用的改革机会 / refused")
]
Levers = Annotated[
    str | None,
    typer.Option("--levers", metavar="A,B", help="只用这些改革方式 / only these levers"),
]
TimeLimit = Annotated[
    float | None, typer.Option("--time-limit", metavar="S", help="测算时间（秒）/ seconds")
]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="测算的随机数 / number")]
Plan = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="conservative|recommended|breakthrough|all",
        help="稳妥、推荐（默认）、突破、全部 / which of the named plans",
    ),
]
RequestFile = Annotated[
    Path | None, typer.Option("--request", metavar="R.yaml", help="要求文件 / request file")
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="METRIC=N%|N",
        help="目标，如 materials=38%、days=10 / target, may be repeated",
    ),
]
Objective = Annotated[
    str | None,
    typer.Option(
        "--objective", metavar="A,B", help="优先次序，如 materials,steps,days / what matters first"
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="把方案写到此目录 / folder for files")
]
Sensitivity = Annotated[
    bool, typer.Option("--sensitivity", help="推定值变动时重新测算 / try other assumptions")
]
