"""Names of files made of what planners call things."""

import pytest

from optimizer.formats.file_names import distinct_keys, file_name, readable


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("开办餐饮店-推荐方案", "开办餐饮店-推荐方案"),
        ("Open a restaurant", "Open a restaurant"),
        ("a/b\\c:d", "a-b-c-d"),
        ('新建 <商品房>？"*', "新建 -商品房-？"),
        ("../../etc/passwd", "etc-passwd"),
        ("一行\n两行\x00", "一行 两行"),
        ("-rf", "rf"),
        (" . ", "service"),
        ("", "service"),
    ],
)
def test_what_file_systems_refuse_is_left_out(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_long_name_is_cut_between_letters() -> None:
    name = file_name("件" * 100)
    assert name == "件" * 60
    assert len(name.encode()) <= 180


def test_keys_are_told_apart_whatever_the_case_of_their_letters() -> None:
    assert distinct_keys(["开 店", "Shop", "shop", "开/店", "SHOP"]) == [
        "开-店",
        "Shop",
        "shop-2",
        "开-店-2",
        "SHOP-3",
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("餐饮/开店.yaml".encode("gbk"), "餐饮/开店.yaml"),
        ("餐饮/".encode() + "开店.yaml".encode("gb18030"), "餐饮/开店.yaml"),
        (b"\xff\xfe.yaml", "��.yaml"),
        ("开店 😀.yaml".encode(), "开店 😀.yaml"),
    ],
)
def test_a_name_in_other_bytes_than_utf_8_can_be_read(name: bytes, told: str) -> None:
    held = name.decode(errors="surrogateescape")
    assert readable(held) == told
    assert file_name(held) == told.replace("/", "-")


def test_half_a_pair_is_told_as_a_sign() -> None:
    assert readable("a\ud800.yaml") == "a?.yaml"
