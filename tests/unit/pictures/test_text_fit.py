"""Breaking texts into lines."""

from hypothesis import given
from hypothesis import strategies as st

from optimizer.pictures.text_fit import ELLIPSIS, cut, least_width, text_width, wrap

TEXTS = st.text(alphabet="现场核查公示决定（）、，。abcXYZ 019·-", max_size=40)
WIDTHS = st.floats(min_value=24, max_value=300)


def test_a_full_width_character_is_an_em() -> None:
    assert text_width("办理", 12) == 24
    assert 12 < text_width("ab", 12) < 16


@given(text=TEXTS, width=WIDTHS, lines=st.integers(1, 4))
def test_every_line_fits(text: str, width: float, lines: int) -> None:
    wrapped = wrap(text, width, 12, lines)
    assert len(wrapped) <= lines
    assert all(text_width(line, 12) <= width for line in wrapped)


@given(text=TEXTS, width=WIDTHS)
def test_nothing_is_lost_where_there_are_lines_enough(text: str, width: float) -> None:
    assert "".join(wrap(text, width, 12, 60)).replace(" ", "") == text.replace(" ", "")


@given(text=TEXTS, width=WIDTHS, lines=st.integers(1, 3))
def test_what_is_cut_ends_in_an_ellipsis(text: str, width: float, lines: int) -> None:
    shown = "".join(wrap(text, width, 12, lines)).replace(" ", "")
    whole = text.replace(" ", "")
    assert shown == whole or (shown.endswith(ELLIPSIS) and whole.startswith(shown[:-1]))


def test_lines_are_about_equally_long() -> None:
    assert wrap("现场核查", 36, 12, 2) == ("现场", "核查")


def test_no_line_starts_with_closing_punctuation() -> None:
    assert wrap("投入使用、营业前", 48, 12, 3) == ("投入使", "用、营", "业前")


def test_no_line_ends_with_an_opening_bracket() -> None:
    assert wrap("金融机构（人民银行）", 60, 12, 3)[0] == "金融机构"


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("acceptance at the window", 72, 12, 3) == ("acceptance", "at the", "window")
    assert least_width("acceptance", 12, 3, 200) >= text_width("acceptance", 12)


@given(text=TEXTS, lines=st.integers(1, 3))
def test_a_text_fits_into_its_least_width(text: str, lines: int) -> None:
    width = least_width(text, 12, lines, 1000)
    assert ELLIPSIS not in "".join(wrap(text, width, 12, lines))


def test_a_short_text_is_not_cut() -> None:
    assert cut("受理", 24, 12) == "受理"
    assert cut("现场核查", 40, 12) == "现场…"
