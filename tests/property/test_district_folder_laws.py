"""Laws of districts as folders: written is read, and no file does harm."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from optimizer.evaluation.district.rows import GENERATED_MARK
from optimizer.formats.district_folder import read_district, write_district
from optimizer.formats.district_settings import SETTINGS
from optimizer.formats.service_file import dump_service, read_service_text
from optimizer.redesign.district import District, Member
from optimizer.service.finding import InvalidFile

_SERVICE = read_service_text(
    "一件事: 开店\n联办事项:\n- {名称: 许可, 部门: 一局, 法定时限: 5 工作日}\n"
)
_names = st.text(min_size=1, max_size=20).filter(str.strip)
_lines = st.lists(
    st.sampled_from(
        (
            *("名称: 甲区", "name: B", "名称: [", "&a 名称: *a"),
            *("生成: 是", "生成: 也许"),
            *("办件量: {a: 12}", "办件量: {a: -1}", "办件量: [1]", "cases: {b: 9}"),
            *("错键: 1", "- 一", "{", ""),
        )
    ),
    max_size=5,
)


@given(_names, st.lists(_names, min_size=1, max_size=4), st.booleans())
def test_a_district_is_read_as_it_was_written(
    name: str, services: list[str], generated: bool
) -> None:
    mark = GENERATED_MARK if generated else "。"
    members = tuple(
        Member(
            key=f"s{number}",
            service=_SERVICE.model_copy(update={"id": f"{number}", "name": text.strip() + mark}),
            origin=f"s{number}.yaml",
        )
        for number, text in enumerate(services)
    )
    district = District(name=name, members=members, generated=generated)
    with tempfile.TemporaryDirectory() as place:
        write_district(Path(place) / "d", district)
        read = read_district(Path(place) / "d")
    assert read.district == district
    assert read.failed == ()


@given(st.one_of(st.binary(max_size=200), _lines.map(lambda held: "\n".join(held).encode())))
def test_whatever_the_settings_are_they_are_read_or_refused_with_findings(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "a.yaml").write_text(dump_service(_SERVICE), encoding="utf-8")
        (folder / SETTINGS).write_bytes(content)
        findings, services = _outcome(folder)
    assert findings > 0 or services == 1


def _outcome(folder: Path) -> tuple[int, int]:
    """Findings of a refusal and services met; one of the two is 0."""
    try:
        read = read_district(folder)
    except InvalidFile as refused:
        return len(refused.findings), 0
    return 0, len(read.district.members) + len(read.failed)


@given(st.binary(max_size=300), st.sampled_from(("yaml", "xlsx", "csv", "json", "bpmn", "xls")))
def test_whatever_a_file_holds_the_others_are_read(content: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "a.yaml").write_text(dump_service(_SERVICE), encoding="utf-8")
        (folder / f"b.{ending}").write_bytes(content)
        read = read_district(folder)
    assert read.district.members[0].key == "a"
    assert len(read.district.members) + len(read.failed) == 2
