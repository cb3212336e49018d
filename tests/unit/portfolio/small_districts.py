"""Districts so small that every decision can be tried: services that hand in what sources hold."""

import random

from optimizer.formats.service_file import read_service_text
from optimizer.redesign.district import District, Member
from optimizer.service import Service

EFFORTS = ("易", "中", "难")
DOCUMENTS = {"营业执照": "市场监管库", "身份证": "公安库", "户口簿": "公安库"}


def small_service(number: int, chance: random.Random) -> Service:
    """One or two items that each need some of three documents, two of them from one source."""
    items = []
    for item in range(chance.randint(1, 2)):
        wanted = [name for name in DOCUMENTS if chance.random() < 0.7] or ["身份证"]
        items.append(
            f"- {{名称: 事项{item}, 部门: 一局, 类型: 行政许可, 法定时限: 20 工作日, "
            f"承诺时限: 10 工作日, 结果: 证{item}, 材料: [{', '.join(wanted)}]}}\n"
        )
    used = {name for name in DOCUMENTS if any(name in one for one in items)}
    sources = "".join(
        f"- {{名称: {source}, 材料: [{', '.join(sorted(held))}], 共享类型: 有条件共享, "
        f"提供部门: 数据局, 难度: {chance.choice(EFFORTS)}}}\n"
        for source in sorted(set(DOCUMENTS.values()))
        if (held := {name for name in used if DOCUMENTS[name] == source})
    )
    documents = "".join(
        f"- {{名称: {name}, 来源渠道: 政府部门核发, 材料类型: 证件证书证明}}\n"
        for name in sorted(used)
    )
    return read_service_text(
        f"一件事: 服务{number}\n编号: s{number}\n地区: 某区\n清单层级: 地方特色\n牵头部门: 一局\n"
        f"年办件量: {chance.choice((1, 10, 300))}\n"
        f"材料:\n{documents}联办事项:\n{''.join(items)}数据来源:\n{sources}"
    )


def small_district(seed: int, count: int = 3) -> District:
    """A district of some services that share two sources."""
    chance = random.Random(seed)
    return District(
        name="小区",
        members=tuple(
            Member(key=f"s{number}", service=small_service(number, chance))
            for number in range(count)
        ),
    )


def with_money(district: District, chance: random.Random, times: int = 1) -> District:
    """The same where connecting a source costs so many times 10 to 18 yuan."""

    def priced(member: Member) -> Member:
        sources = tuple(
            one.model_copy(update={"cost_yuan": times * chance.choice((10, 12, 18))})
            for one in member.service.data_sources
        )
        service = member.service.model_copy(update={"data_sources": sources})
        return member.model_copy(update={"service": service})

    return district.model_copy(update={"members": tuple(map(priced, district.members))})


def asking_above(seed: int, count: int = 3) -> District:
    """Services that hold one item of the tax office and some of their own, all fit for 即办."""
    chance = random.Random(seed)
    members = []
    for number in range(count):
        own = "".join(
            f"- {{名称: 事项{number}{place}, 部门: 一局, 类型: 备案, 即办依据: 某办法, "
            f"法定时限: 20 工作日, 承诺时限: {chance.randint(2, 9)} 工作日, 结果: 证{place}}}\n"
            for place in range(chance.randint(1, 2))
        )
        service = read_service_text(
            f"一件事: 服务{number}\n编号: s{number}\n地区: 某区\n清单层级: 地方特色\n"
            f"牵头部门: 一局\n年办件量: {chance.choice((10, 30, 50))}\n"
            "部门:\n- {名称: 一局}\n- {名称: 税务局, 性质: 垂直管理}\n联办事项:\n"
            "- {名称: 涉税登记, 部门: 税务局, 类型: 备案, 即办依据: 某办法, 法定时限: 20 工作日, "
            f"承诺时限: 12 工作日, 结果: 税务证}}\n{own}"
        )
        members.append(Member(key=f"s{number}", service=service))
    return District(name="小区", members=tuple(members))
