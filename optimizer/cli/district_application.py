"""``onething portfolio`` and its options; the work is in ``cli.district``."""

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.asking import Wishes
from optimizer.cli.options import (
    Authority,
    Counting,
    Json,
    Lang,
    Levers,
    MaxCost,
    MaxEffort,
    Risk,
    Targets,
    TimeLimit,
)
from optimizer.cli.screen import Screen, language
from optimizer.evaluation.district.roadmap import PERIODS, Layout
from optimizer.formats.district_folder import MOST_FILES

portfolio = typer.Typer(
    name="portfolio",
    no_args_is_help=True,
    help="全区一件事：许多一件事一起检查、一起测算。/ Many services at once.",
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="文件夹，每件一个文件 / a folder")]
ByVolume = Annotated[
    bool,
    typer.Option(
        "--weigh-by-cases/--weigh-alike",
        help="按年办件量加权，或每件同等 / weigh by yearly cases, or all alike",
    ),
]
Refuse = Annotated[
    list[str] | None,
    typer.Option(
        "--refuse",
        metavar="NAME",
        help="暂不对接的数据来源、暂不报请上级支持的事项（名称或编号），可多次 / not to be "
        "connected or asked for, by name or key, repeatable",
    ),
]
Engine = Annotated[str, typer.Option("--engine", metavar="local|dask", help="在哪里算 / where")]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, metavar="N", help="本机进程数 / processes here")
]
Address = Annotated[
    str, typer.Option("--address", metavar="A", help="Dask 调度器地址 / of a Dask scheduler")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="结果和中间答案的文件夹 / folder of results"),
]


@portfolio.command()
def check(folder: Folder, json: Json = None, lang: Lang = "zh") -> int:
    """检查文件夹中的全部一件事，以及它们相互矛盾之处。/ Check a folder of services."""
    from optimizer.cli.district import checked_district  # noqa: PLC0415  # the search loads slowly

    return checked_district(Screen(language(lang), quiet=json == "-"), folder, json)


@portfolio.command()
def optimize(  # noqa: PLR0913  # one parameter an option
    folder: Folder,
    *,
    target: Targets = None,
    authority: Authority = None,
    risk: Risk = None,
    max_effort: MaxEffort = None,
    max_cost_yuan: MaxCost = None,
    counting: Counting = None,
    levers: Levers = None,
    refuse: Refuse = None,
    by_volume: ByVolume = True,
    time_limit: TimeLimit = None,
    engine: Engine = "local",
    workers: Workers = None,
    address: Address = "",
    json: Json = None,
    out: Out = None,
    lang: Lang = "zh",
) -> int:
    """全区统筹测算：对接哪些数据来源、每个一件事怎么改。/ Decide all services together."""
    from optimizer.cli.district import Spread, decided_district  # noqa: PLC0415  # as above

    wishes = Wishes(
        targets=tuple(target or ()),
        authority=authority,
        risk=risk,
        max_effort=max_effort,
        max_cost_yuan=max_cost_yuan,
        counting=counting,
        levers=levers,
        refusals=tuple(refuse or ()),
        by_volume=by_volume,
        time_limit=time_limit,
    )
    screen = Screen(language(lang), quiet=json == "-")
    spread = Spread(engine, workers, address)
    return decided_district(screen, folder, wishes, spread, json=json, out=out)


@portfolio.command()
def report(  # noqa: PLR0913  # one parameter an option
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="optimize 写出结果的文件夹 / folder of results")
    ],
    *,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="docx|pdf|task|task-pdf|xlsx|parquet|json",
            help="可多次 / repeatable",
        ),
    ] = None,
    counting: Counting = None,
    periods: Annotated[int, typer.Option("--periods", min=1, max=40, help="分几期")] = PERIODS,
    effort: Annotated[
        int | None, typer.Option("--effort-per-period", min=1, help="每期工作量上限（点）")
    ] = None,
    start: Annotated[str, typer.Option("--start", metavar="DAY", help="第一期起始日")] = "",
    json: Json = None,
    out: Out = None,
    lang: Lang = "zh",
) -> int:
    """全区统计表、成效报告、任务分工、数据表。/ Tables and papers of a decided district."""
    from optimizer.cli.district_report import day, reported_district  # noqa: PLC0415  # as above

    screen = Screen(language(lang), quiet=json == "-")
    layout = Layout(periods, effort, day(start))
    wanted = tuple(to or ())
    return reported_district(
        screen, folder, layout, counting=counting or "", targets=wanted, json=json, out=out
    )


@portfolio.command()
def generate(
    folder: Folder,
    count: Annotated[int, typer.Option("--count", min=1, max=MOST_FILES, help="件数")] = 121,
    seed: Annotated[int, typer.Option("--seed", help="同一数字生成同一结果 / same, same")] = 1,
    lang: Lang = "zh",
) -> int:
    """生成示范用的一件事（非真实数据）。/ Write a generated district, nothing real."""
    from optimizer.cli.district import generated_district  # noqa: PLC0415  # as above

    return generated_district(Screen(language(lang)), folder, count, seed)
