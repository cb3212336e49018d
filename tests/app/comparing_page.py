"""Driving the page 对比 without a browser."""

from collections.abc import Iterator

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element


def turn_to(test: AppTest, view: str) -> AppTest:
    test.segmented_control(key="compared_view").set_value(view).run()
    assert not test.exception
    return test


def press(test: AppTest, label: str) -> AppTest:
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception
    return test


def pictures_drawn(test: AppTest) -> int:
    """How many pictures of this page are drawn."""
    held = [one for one in _elements(test.main) if one.type == "bidi_component"]
    return sum(any(name in one.proto.id for name in ("lanes_", "matrix_")) for one in held)


def charts_drawn(test: AppTest) -> int:
    return sum(one.type == "vega_lite_chart" for one in _elements(test.main))


def _elements(block: Block) -> Iterator[Element]:
    for one in block.children.values():
        if isinstance(one, Block):
            yield from _elements(one)
        else:
            assert isinstance(one, Element)
            yield one
