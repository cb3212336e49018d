"""SVG elements: what users wrote stays text."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from optimizer.pictures.style import LineStyle
from optimizer.pictures.svg import element, line, picture, plain, rect, text

HOSTILE = '</text><script>alert("1")</script><a href="https://evil.example">&amp;\x00\x1b\u202e'


def test_hostile_text_stays_text() -> None:
    drawn = picture(HOSTILE, [text(HOSTILE, 1, 2)], 10, 10, HOSTILE).svg
    tags = {one.tag.partition("}")[2] for one in ElementTree.fromstring(drawn).iter()}
    assert tags == {"svg", "title", "desc", "text"}


def test_hostile_attributes_stay_attributes() -> None:
    drawn = ElementTree.fromstring(element("g", data_step='"><script x="' + HOSTILE))
    assert list(drawn.attrib) == ["data-step"]
    assert list(drawn) == []


@given(written=st.text())
def test_any_text_comes_through_as_it_reads(written: str) -> None:
    """Nothing but signs that cannot be seen is lost, and the XML is well formed."""
    drawn = ElementTree.fromstring(element("text", plain(written))).text or ""
    unseen = re.compile(
        r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u206f\ufeff-\uffff]"
    )
    assert unseen.sub("", drawn) == unseen.sub("", written)


@given(written=st.text(alphabet=st.characters(codec="utf-8", categories=["Lo", "Nd", "P", "S"])))
def test_visible_text_is_kept_whole(written: str) -> None:
    assert (ElementTree.fromstring(element("text", plain(written))).text or "") == written


def test_a_picture_tells_screen_readers_what_it_shows() -> None:
    drawn = picture("流程图", [rect(0, 0, 1, 1)], 10.2, 20, "两个环节")
    root = ElementTree.fromstring(drawn.svg)
    assert root.attrib["role"] == "img"
    assert [one.text for one in root][:2] == ["流程图", "两个环节"]
    assert drawn.alt == "两个环节"


def test_nothing_of_a_picture_is_cut_off() -> None:
    drawn = picture("t", [], 10.2, 20, "a")
    assert (drawn.width, drawn.height) == (11, 20)
    assert 'viewBox="0 0 11 20"' in drawn.svg


def test_a_solid_line_has_no_dash() -> None:
    ends = ((0.0, 0.0), (1.0, 0.0))
    assert "dasharray" not in line(ends, LineStyle("#000000", 1))
    assert 'stroke-dasharray="6 3"' in line(ends, LineStyle("#000000", 1, (6, 3)))
