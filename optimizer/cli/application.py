"""The commands and their options. Each command's work is in a module of its own.

The libraries of the search load slowly, so ``check`` and ``--help`` never import them: a command
imports ``planning`` only when it runs.
"""

from pathlib import Path
from typing import Annotated

import typer

from optimizer import __version__
from optimizer.cli.asking import Wishes
from optimizer.cli.checking import checked
from optimizer.cli.district_application import portfolio
from optimizer.cli.importing import imported
from optimizer.cli.listing import list_levers, list_opportunities, list_rules
from optimizer.cli.options import (
    Authority,
    Counting,
    Json,
    Lang,
    Levers,
    MaxEffort,
    Objective,
    Out,
    Pin,
    Plan,
    Refuse,
    RequestFile,
    Risk,
    Seed,
    Sensitivity,
    ServiceFile,
    Situation,
    Targets,
    TimeLimit,
)
from optimizer.cli.screen import Screen, language

app = typer.Typer(
    name="onething",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(portfolio)


@app.callback()
def program(
    version: Annotated[bool, typer.Option("--version", help="版本 / version")] = False,
) -> None:
    """一件事流程再造测算：现状、改革方案、压减比例。/ The best lawful redesign of a service."""
    if version:
        Screen("zh").line(f"onething {__version__}")
        raise typer.Exit


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="一件事文件 / files")],
    json: Json = None,
    lang: Lang = "zh",
) -> int:
    """检查一件事文件，一次说出所有问题。/ Tell everything wrong or doubtful in files."""
    return checked(Screen(language(lang), quiet=json == "-"), files, json)


@app.command("import")
def take_in(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="实施清单、办事指南、门户 JSON 等；几张表合成一件事 / tables of one service",
        ),
    ],
    *,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="M.json",
            help="列对应关系；没有此文件时写出认出的 / what columns mean; written if absent",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="写到哪里（默认在原文件旁）/ where to write"),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="覆盖已有文件 / overwrite an existing file")
    ] = False,
    lang: Lang = "zh",
) -> int:
    """把各部门的表格读成一件事文件，疑点逐条列出。/ Read tables of others, tell every doubt."""
    return imported(Screen(language(lang)), files, mapping, out, force=force)


@app.command()
def show(
    file: ServiceFile, situation: Situation = None, json: Json = None, lang: Lang = "zh"
) -> int:
    """现状：各统计口径的数值、决定总时限的环节链、环节图。/ The service as it is."""
    from optimizer.cli.showing import shown  # noqa: PLC0415  # the search loads slowly

    wishes = Wishes(situation=tuple(situation or ()))
    return shown(Screen(language(lang), quiet=json == "-"), file, wishes, json)


@app.command()
def optimize(  # noqa: PLR0913  # one parameter an option
    file: ServiceFile,
    *,
    plan: Plan = None,
    request: RequestFile = None,
    target: Targets = None,
    situation: Situation = None,
    authority: Authority = None,
    risk: Risk = None,
    max_effort: MaxEffort = None,
    pin: Pin = None,
    refuse: Refuse = None,
    counting: Counting = None,
    objective: Objective = None,
    levers: Levers = None,
    time_limit: TimeLimit = None,
    seed: Seed = None,
    sensitivity: Sensitivity = False,
    json: Json = None,
    out: Out = None,
    lang: Lang = "zh",
) -> int:
    """测算最优的合法改革方案，或达到目标的最省方案。/ The best lawful redesign."""
    from optimizer.cli.optimizing import optimized  # noqa: PLC0415  # the search loads slowly

    wishes = Wishes(
        plan=plan,
        request=request,
        targets=tuple(target or ()),
        situation=tuple(situation or ()),
        authority=authority,
        risk=risk,
        max_effort=max_effort,
        pins=tuple(pin or ()),
        refusals=tuple(refuse or ()),
        counting=counting,
        objective=objective,
        levers=levers,
        time_limit=time_limit,
        seed=seed,
    )
    screen = Screen(language(lang), quiet=json == "-")
    return optimized(screen, file, wishes, json=json, out=out, sensitivity=sensitivity)


@app.command()
def frontier(  # noqa: PLR0913  # one parameter an option
    file: ServiceFile,
    *,
    over: Annotated[
        str,
        typer.Option("--over", metavar="A,B[,C]", help="两到三个指标，如 materials,days / metrics"),
    ] = "materials,days",
    request: RequestFile = None,
    situation: Situation = None,
    authority: Authority = None,
    risk: Risk = None,
    max_effort: MaxEffort = None,
    pin: Pin = None,
    refuse: Refuse = None,
    counting: Counting = None,
    levers: Levers = None,
    time_limit: TimeLimit = None,
    seed: Seed = None,
    json: Json = None,
    lang: Lang = "zh",
) -> int:
    """多方案比选：两三个指标之间所有值得考虑的方案。/ Every plan worth considering."""
    from optimizer.cli.trading import traded_off  # noqa: PLC0415  # the search loads slowly

    wishes = Wishes(
        request=request,
        situation=tuple(situation or ()),
        authority=authority,
        risk=risk,
        max_effort=max_effort,
        pins=tuple(pin or ()),
        refusals=tuple(refuse or ()),
        counting=counting,
        levers=levers,
        time_limit=time_limit,
        seed=seed,
        over=over,
    )
    return traded_off(Screen(language(lang), quiet=json == "-"), file, wishes, json)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="改革前 / before")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="改革后 / after")],
    counting: Counting = None,
    situation: Situation = None,
    json: Json = None,
    lang: Lang = "zh",
) -> int:
    """对比任意两个一件事文件。/ Compare any two service files."""
    from optimizer.cli.comparing import compared  # noqa: PLC0415  # the search loads slowly

    wishes = Wishes(counting=counting, situation=tuple(situation or ()))
    return compared(Screen(language(lang), quiet=json == "-"), before, after, wishes, json)


@app.command()
def export(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="方案文件 plan-….json / plan file")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="WHAT",
            help="docx|pdf|xlsx|brief|guide|form|notice|consult|task|change|requests|exceptions|"
            "guidance|supervision|deferral|bpmn|csv|json|parquet|cpsv|png|svg|deliverables|all",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="PATH", help="文件或文件夹 / a file or a folder")
    ],
    lang: Lang = "zh",
) -> int:
    """把方案写成各种文件：公文、办事指南、工作簿、流程图等。/ Write the files of a plan."""
    from optimizer.cli.exporting import exported  # noqa: PLC0415  # the files load slowly

    return exported(Screen(language(lang)), plan, to, out)


@app.command("app")
def pages(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 / port")] = 8501,
    address: Annotated[
        str,
        typer.Option(
            "--address", help="localhost 仅本机；0.0.0.0 供同事访问 / who may open the pages"
        ),
    ] = "localhost",
    store: Annotated[
        str | None,
        typer.Option("--store", help="保存在哪里：文件或数据库地址 / a file or a database's URL"),
    ] = None,
) -> int:
    """打开网页界面。/ Open the web pages."""
    from optimizer.cli.serving import served  # noqa: PLC0415  # only this command starts a server

    return served(port, address, store)


@app.command()
def levers(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="列出此文件中的改革机会 / what it could change"),
    ] = None,
    situation: Situation = None,
    lang: Lang = "zh",
) -> int:
    """列出改革方式；给出文件时列出其中的改革机会。/ List the levers, or what a file offers."""
    screen = Screen(language(lang))
    if file is None:
        return list_levers(screen)
    return list_opportunities(screen, file, Wishes(situation=tuple(situation or ())))


@app.command()
def rules(lang: Lang = "zh") -> int:
    """列出法律规则和统计口径。/ List the rules of law and of counting."""
    return list_rules(Screen(language(lang)))


@app.command()
def validate(
    output: Annotated[
        Path, typer.Option("--output", metavar="PATH", help="写到哪里 / where to write")
    ] = Path("docs/validation.md"),
    time_limit: TimeLimit = None,
    lang: Lang = "zh",
) -> int:
    """用各地已公布的改革检验，写出 docs/validation.md。/ Write the validation page."""
    from optimizer.cli.validating import validated  # noqa: PLC0415  # the search loads slowly

    return validated(Screen(language(lang)), output, Wishes(time_limit=time_limit))
