"""Names of documents taken apart."""

import pytest

from optimizer.matching import read_name


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("营业执照（副本）复印件", "营业执照"),
        ("《营业执照》原件及复印件（加盖公章）", "营业执照"),
        ("施工许可证申请表 一式两份", "施工许可证申请表"),
        ("场所租赁合同的复印件", "场所租赁合同"),
        ("照片2张", "照片"),
    ],
)
def test_how_it_is_handed_in_is_taken_off_and_kept(name: str, core: str) -> None:
    read = read_name(name)
    assert read.core == core
    assert read.form_words


def test_a_name_that_is_nothing_but_a_form_word_stays() -> None:
    assert read_name("复印件").core == "复印件"
    assert read_name("（原件）").core


@pytest.mark.parametrize(
    ("name", "holder"),
    [
        ("经办人身份证", "经办人"),
        ("法定代表人（负责人）身份证明复印件", "法定代表人"),
        ("法人身份证", "法定代表人"),
        ("死者的身份证", "逝者"),
        ("本人《居民身份证》", "申请人"),
        ("夫妻双方户口簿", "夫妻双方"),
        ("身份证", ""),
        ("监护人证明", ""),
        ("法定代表人、董事任职文件", ""),
        ("股东会决议", ""),
    ],
)
def test_the_holder_is_read_before_what_somebody_holds(name: str, holder: str) -> None:
    assert read_name(name).holder == holder


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("旧户口簿", "旧"),
        ("不动产权证书（新）", "新"),
        ("原不动产权证书", "旧"),
        ("户口簿（婚姻状况变更后）", "婚姻状况变更后"),
        ("新生儿出生医学记录", ""),
        ("原单位解除劳动关系证明", ""),
        ("原件", ""),
    ],
)
def test_old_and_new_are_read_where_they_are_meant(name: str, edition: str) -> None:
    assert read_name(name).edition == edition


def test_what_a_record_states_outweighs_the_name() -> None:
    read = read_name("身份证", "法定代表人（负责人）", "旧版")
    assert (read.holder, read.edition) == ("法定代表人", "旧")
    assert read_name("经办人身份证", "逝者").holder == "逝者"


def test_numbers_of_copies_are_no_part_of_the_identity_and_sizes_are() -> None:
    assert read_name("照片2张").numbers == frozenset()
    assert read_name("一寸照片").numbers == read_name("1寸照片（两张）").numbers == {"1寸"}
    assert read_name("C1驾驶证").numbers == {"c1"}


def test_choices_and_what_is_named_first_are_told() -> None:
    assert "隐蔽工程竣工报告" in read_name("隐蔽工程竣工报告或承诺书").choices
    assert "产权证或租赁合同" in read_name("场所使用证明（产权证或租赁合同）").choices
    assert read_name("授权委托书及受托人身份证明").first == "授权委托书"
