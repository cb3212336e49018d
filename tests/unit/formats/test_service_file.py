"""What a service file says, and what is told about a wrong one."""

from pathlib import Path

import pytest

from optimizer.formats.service_file import (
    dump_service,
    read_service,
    read_service_text,
    write_service,
)
from optimizer.service.amounts import MOST_PEOPLE
from optimizer.service.finding import InvalidFile
from optimizer.service.kinds import (
    Anchor,
    DepartmentKind,
    DocumentClass,
    IssuerKind,
    PrecedenceKind,
    Span,
    StepKind,
)
from optimizer.service.service import Service
from optimizer.worktime import Duration

RESTAURANT = """\
一件事: 开办餐饮店
地区: 四川省
牵头部门: 市场监管局
部门:
- {名称: 消防救援机构, 性质: 垂直管理, 授权综窗: 是, 经办力量: [检查组 2 人]}
材料:
- {名称: 营业执照, 来源渠道: 政府部门核发, 材料类型: 证件证书证明}
联办事项:
- 名称: 食品经营许可核发
  部门: 市场监管局
  类型: 行政许可
  基本编码: 000104002000
  法定时限: 20 工作日
  承诺时限: {时限: 10 工作日, 起止: 受理至送达}
  结果: 食品经营许可证
  跑动: 2
  环节:
  - 受理 1 工作日
  - {名称: 现场核查, 时长: 8 工作日, 推定: [时长], 占用力量: [检查组]}
  - 决定发证 1 工作日（推定）
  材料:
  - 营业执照
  - {名称: 食品经营许可申请书, 份数: 2, 依据: 办法第十三条, 字段: [企业名称, 地址]}
  - {名称: 健康证明, 需要时点: 现场核查}
- 名称: 食品行业体检
  部门: 卫生健康局
  类型: 公共服务
  结果: [健康证明]
  适用: {经营项目: [热食, 冷食]}
  材料: [营业执照（推定）, 体检申请表]
先后关系:
- 食品行业体检 → 食品经营许可核发: 惯例
外部前置条件:
- {名称: 营业执照, 事项: [食品经营许可核发]}
数据来源:
- {名称: 电子证照库, 材料: [营业执照], 共享类型: 有条件共享, 进度: 未申请, 难度: 易}
办理情形:
- {问题: 经营项目, 选项: [热食 60%（默认）, 冷食, 仅销售预包装]}
"""


@pytest.fixture(name="restaurant")
def _restaurant() -> Service:
    return read_service_text(RESTAURANT, "r.yaml")


def _codes(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        read_service_text(text, "f.yaml")
    return [finding.code for finding in caught.value.findings]


def _with(item: str, rest: str = "") -> str:
    return f"一件事: x\n联办事项:\n- {{名称: a, 部门: b, {item}}}\n{rest}"


class TestWhatIsLeftOut:
    def test_ids_are_names(self, restaurant: Service) -> None:
        """Whoever writes a file need not think of ids."""
        assert restaurant.id == restaurant.name == "开办餐饮店"
        assert [item.id for item in restaurant.items] == ["食品经营许可核发", "食品行业体检"]
        assert restaurant.steps[0].id == "食品经营许可核发/受理"
        assert restaurant.requirements[0].id == "食品经营许可核发/营业执照"
        assert restaurant.precedences[0].id == "食品行业体检→食品经营许可核发"

    def test_a_department_used_by_name_exists(self, restaurant: Service) -> None:
        """Listed departments come first, the others in the order of first use."""
        names = [department.id for department in restaurant.departments]
        assert names == ["消防救援机构", "市场监管局", "卫生健康局"]
        assert restaurant.departments[0].kind is DepartmentKind.VERTICAL
        assert restaurant.departments[0].teams[0].capacity == 2

    def test_a_document_used_by_name_exists_once(self, restaurant: Service) -> None:
        """A material by name used twice, issued by one item and needed by another, is one."""
        assert [document.id for document in restaurant.documents] == [
            "营业执照",
            "食品经营许可申请书",
            "健康证明",
            "食品经营许可证",
            "体检申请表",
        ]

    def test_a_result_is_issued_by_the_government(self, restaurant: Service) -> None:
        """What an item issues is a certificate of its department."""
        result = restaurant.document("健康证明")
        assert result.document_class is DocumentClass.CERTIFICATE
        assert (result.issuer_kind, result.issuer) == (IssuerKind.GOVERNMENT, "卫生健康局")

    def test_a_form_is_known_by_its_name_and_belongs_to_its_item(self, restaurant: Service) -> None:
        """申请书, 申请表 and the like need no class and no item of their own."""
        form = restaurant.document("食品经营许可申请书")
        assert (form.document_class, form.item) == (DocumentClass.FORM, "食品经营许可核发")
        assert form.fields == ("企业名称", "地址")

    def test_the_kind_of_a_step_is_known_by_its_name(self, restaurant: Service) -> None:
        """现场核查 needs no kind."""
        kinds = [step.kind for step in restaurant.steps]
        assert kinds == [StepKind.ACCEPTANCE, StepKind.INSPECTION, StepKind.DECISION]

    def test_repeated_steps_are_numbered(self) -> None:
        """Two steps of one name in one item are two steps."""
        service = read_service_text(_with("环节: [审查, 审查]"))
        assert [step.id for step in service.steps] == ["a/审查", "a/审查#2"]


class TestShortForms:
    def test_a_limit_is_a_duration_from_acceptance_to_decision(self, restaurant: Service) -> None:
        """``20 工作日`` says everything; what it spans is written where it differs."""
        statutory, promised = restaurant.items[0].statutory, restaurant.items[0].promised
        assert statutory is not None
        assert promised is not None
        assert (statutory.spans, promised.spans) == (Span.DECISION, Span.DELIVERY)
        assert statutory.duration == Duration.parse("20 工作日")

    def test_a_code_keeps_its_zeros(self, restaurant: Service) -> None:
        """A code is text even without quotes."""
        assert restaurant.items[0].codes.basic == "000104002000"

    def test_a_mark_says_what_is_assumed(self, restaurant: Service) -> None:
        """（推定） marks the value it stands behind, or an entry without values as a whole."""
        assert restaurant.steps[1].assumed == ("duration",)
        assert restaurant.steps[2].assumed == ("duration",)
        assert restaurant.requirements[3].assumed == ("*",)
        assert restaurant.steps[0].assumed == ()

    def test_a_name_finds_a_step_before_an_anchor_of_another_word(
        self, restaurant: Service
    ) -> None:
        """``需要时点`` takes an anchor's word or the name of a step of the item."""
        by = [need.needed_by for need in restaurant.requirements]
        assert by[2] == "食品经营许可核发/现场核查"
        assert by[0] == Anchor.ACCEPTANCE.value

    def test_an_arrow_is_a_precedence(self) -> None:
        """``A → B: 法定前置（依据）`` says both ends, kind and basis."""
        text = "一件事: x\n联办事项: [{名称: a, 部门: d}, {名称: b, 部门: d}]\n"
        service = read_service_text(
            text + "先后关系: [{a → b: 法定前置（《某法》（2019）第五条）}]"
        )
        assert service.precedences[0].kind is PrecedenceKind.LEGAL
        assert service.precedences[0].basis == "《某法》（2019）第五条"

    def test_an_option_has_a_share_and_a_default(self, restaurant: Service) -> None:
        """``热食 60%（默认）`` is a name, a share and the default."""
        option = restaurant.situations[0].options[0]
        assert (option.id, option.share, option.default) == ("热食", 60.0, True)

    def test_an_item_marks_all_its_steps(self) -> None:
        """``推定: [环节]`` in an item marks each of its steps."""
        service = read_service_text(_with("环节: [受理, 审查 1 工作日], 推定: [环节, 部门]"))
        assert [step.assumed for step in service.steps] == [("*",), ("*",)]
        assert service.items[0].assumed == ("department",)

    def test_english_keys_and_values_say_the_same(self) -> None:
        """Chinese and English are two spellings of one file."""
        chinese = _with("类型: 行政许可, 材料: [{名称: m, 获取方式: 免于提交, 数据来源: s}]")
        english = (
            "service: x\nitems:\n- {name: a, department: b, kind: licence, "
            "materials: [{name: m, route: retrieve, source: s}]}\n"
        )
        assert read_service_text(chinese) == read_service_text(english)


class TestDocumentIdentity:
    def test_forms_of_one_name_in_two_items_are_two(self) -> None:
        """A form's identity includes its item."""
        service = read_service_text(
            "一件事: x\n联办事项: [{名称: a, 部门: d, 材料: [申请表]},"
            " {名称: b, 部门: d, 材料: [{名称: 申请表, 字段: [姓名]}]}]"
        )
        assert [one.id for one in service.documents] == ["a/申请表", "b/申请表"]
        assert [one.document for one in service.requirements] == ["a/申请表", "b/申请表"]
        assert service.documents[1].fields == ("姓名",)

    def test_a_listed_form_is_one(self) -> None:
        """A form described in the list of the service is that one wherever it is used."""
        service = read_service_text(
            "一件事: x\n材料: [{名称: 申请表, 编号: f}]\n"
            "联办事项: [{名称: a, 部门: d, 材料: [申请表]}, {名称: b, 部门: d, 材料: [f]}]"
        )
        assert [one.document for one in service.requirements] == ["f", "f"]

    def test_another_holder_is_another_document(self) -> None:
        """逝者 and 经办人 have an identity card each."""
        service = read_service_text(
            _with("材料: [{名称: 身份证, 持有人: 逝者}, {名称: 身份证, 持有人: 经办人}]")
        )
        assert [one.id for one in service.documents] == ["身份证（逝者）", "身份证（经办人）"]

    def test_a_name_that_may_be_several_documents_is_told(self) -> None:
        """A bare name beside two holders is not guessed."""
        text = _with("材料: [{名称: 证, 持有人: 甲}, {名称: 证, 持有人: 乙}, 证]")
        assert _codes(text) == ["ambiguous_document"]

    def test_contradicting_descriptions_are_told(self) -> None:
        """One document cannot be two things."""
        text = _with("材料: [{名称: m, 材料类型: 报告}, {名称: m, 材料类型: 批文}]")
        assert _codes(text) == ["contradiction"]


class TestWrongFiles:
    def test_everything_wrong_is_told_at_once(self) -> None:
        """One reading names every mistake with line, place, value and what would be right."""
        text = (
            "一件事: x\n联办事项:\n- 名称: a\n  类型: 行政\n  法定时限: 20\n  时线: 1\n"
            "  跑动: -1\n  环节: [受理 1天天]\n  窗口: 是\n  名称: b\n"
        )
        with pytest.raises(InvalidFile) as caught:
            read_service_text(text, "f.yaml")
        found = {finding.code: finding for finding in caught.value.findings}
        assert set(found) == {
            "unknown_key",
            "unknown_word",
            "bad_duration",
            "out_of_range",
            "duplicate_key",
            "missing_key",
        }
        word = found["unknown_word"]
        assert (word.file, word.line, word.value) == ("f.yaml", 4, "行政")
        assert word.place == "联办事项[1].类型"
        assert "行政许可" in word.right_zh
        assert all("f.yaml" in problem for problem in caught.value.problems)

    def test_a_number_of_many_digits_is_told_as_too_large(self) -> None:
        text = f"一件事: x\n办件量: {10**18}\n联办事项: [{{名称: a, 部门: 局}}]\n"
        with pytest.raises(InvalidFile) as caught:
            read_service_text(text, "f.yaml")
        assert [one.code for one in caught.value.findings] == ["out_of_range"]

    def test_a_team_nobody_has_is_told_in_the_short_form_too(self) -> None:
        text = (
            f"一件事: x\n部门: [{{名称: 局, 经办力量: [检查组 {MOST_PEOPLE + 1} 人]}}]\n"
            "联办事项: [{名称: a, 部门: 局}]\n"
        )
        with pytest.raises(InvalidFile) as caught:
            read_service_text(text, "f.yaml")
        (one,) = caught.value.findings
        assert one.line == 2
        assert str(MOST_PEOPLE) in one.in_chinese()

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "empty_file"),
            ("# 只有注释\n", "empty_file"),
            ("[]", "not_a_mapping"),
            ("一件事", "not_a_mapping"),
            ("一件事: x", "missing_key"),
            ("一件事: x\n联办事项: []", "missing_key"),
            ("a: &b c", "anchor"),
            ("a: *b", "anchor"),
            ("!!python/name:os.system x", "tag"),
            ("a: b\n---\nc: d", "several_documents"),
            ("[" * 60, "too_deep"),
            ("{[a]: b}", "key_not_text"),
            ("a: [", "not_yaml"),
            ('a: "\\ud800"', "not_utf8"),
            (_with("材料: [{}]"), "missing_key"),
            (_with("材料: ['']"), "empty_entry"),
            (_with("环节: [[受理]]"), "not_a_mapping"),
            (_with("一窗受理: 也许"), "not_yes_or_no"),
            (_with("跑动: 两次"), "not_a_number"),
            (_with("收费: [免费, 收费]"), "not_a_text"),
            (_with("适用: 备案"), "bad_condition"),
            (_with("适用: {立项方式: }"), "bad_condition"),
            (_with("推定: [时线]"), "unknown_key"),
            (_with("类型: 其他", "部门: [{名称: d, 经办力量: [检查组]}]"), "bad_team"),
            (_with("类型: 其他", "先后关系: [a → b]"), "missing_key"),
            (_with("类型: 其他", "先后关系: [{a → b: 也许}]"), "unknown_word"),
            (_with("类型: 其他", "环节: [受理]"), "missing_key"),
            (_with("类型: 其他", "环节: [{名称: 受理, 事项: []}]"), "missing_key"),
        ],
    )
    def test_a_wrong_file_is_named(self, text: str, code: str) -> None:
        """Each sort of mistake has its own code and no other error comes out."""
        assert code in _codes(text)

    def test_a_full_width_colon_is_explained(self) -> None:
        """The commonest slip of a Chinese keyboard has its own advice."""
        with pytest.raises(InvalidFile) as caught:
            read_service_text("一件事： x\n联办事项： y\n")
        assert "半角" in caught.value.findings[0].in_chinese() or any(
            one.code == "not_a_mapping" for one in caught.value.findings
        )

    def test_files_that_cannot_be_read_are_told(self, tmp_path: Path) -> None:
        """Missing, too large and GBK files give findings."""
        large, gbk = tmp_path / "large.yaml", tmp_path / "gbk.yaml"
        large.write_bytes(b"#" * 5_000_001)
        gbk.write_bytes("一件事: 开办餐饮店".encode("gbk"))
        codes = []
        for path in (tmp_path / "none.yaml", tmp_path, large, gbk):
            with pytest.raises(InvalidFile) as caught:
                read_service(path)
            codes.append(caught.value.findings[0].code)
        assert codes == ["unreadable", "unreadable", "too_large", "not_utf8"]


class TestWriting:
    def test_what_is_written_is_short_and_chinese(self, restaurant: Service) -> None:
        """Short forms come back as short forms."""
        text = dump_service(restaurant)
        assert "- 受理 1 工作日\n" in text
        assert "- 食品行业体检 → 食品经营许可核发: 惯例\n" in text
        assert "选项: [热食 60%（默认）, 冷食, 仅销售预包装]" in text
        assert "basic" not in text

    def test_a_new_file_is_made(self, tmp_path: Path, restaurant: Service) -> None:
        """Where there is no file, one is written whole."""
        path = tmp_path / "new.yaml"
        write_service(restaurant, path)
        assert read_service(path) == restaurant
        assert [one.name for one in tmp_path.iterdir()] == ["new.yaml"]

    def test_a_file_that_is_no_service_is_written_whole(
        self, tmp_path: Path, restaurant: Service
    ) -> None:
        """What cannot be read cannot be kept."""
        path = tmp_path / "other.yaml"
        path.write_text("[1, 2", encoding="utf-8")
        write_service(restaurant, path)
        assert read_service(path) == restaurant
