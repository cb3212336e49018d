"""What leaves for applicants and windows reads well for every service we ship."""

from itertools import pairwise

import pytest

from optimizer.deliverables.catalogue import DELIVERABLES
from optimizer.deliverables.deliverable import Deliverable, Grid, Heading, Listing
from optimizer.deliverables.reform import Reform
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.deliverable_reading import SHIPPED, reform_of, texts, untouched_of
from tests.trade_words import trade_words

KEYS = ("guide", "notice", "form", "data_requests", "exceptions")
PLANNED = ("bakery", "disabled-service-hunan-sangzhi", "open-restaurant-sichuan")


def crooked(written: Deliverable) -> list[str]:
    """What should not stand in a paper: words of our trade, holes, doubled marks."""
    found = [text for text in texts(written) if trade_words(text)]
    found += [t for t in texts(written) if "None" in t or "{" in t or "。。" in t or "：：" in t]
    blocks = written.blocks
    for one, after in pairwise(blocks):
        if isinstance(one, Heading) and isinstance(after, Heading) and after.level <= one.level:
            found.append(f"nothing below {one.text}")
    found += [f"{one.caption} empty" for one in blocks if isinstance(one, Grid) and not one.rows]
    found += ["empty list" for one in blocks if isinstance(one, Listing) and not one.entries]
    if isinstance(blocks[-1], Heading):
        found.append("ends with a heading")
    return found


def reforms(language: Language) -> list[Reform]:
    planned = [reform_of(name, language) for name in PLANNED]
    return [*planned, *(untouched_of(name, language) for name in SHIPPED)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_no_shipped_service_makes_a_crooked_paper(key: str, language: Language) -> None:
    """With a plan and with a plan that holds no measure, in both languages."""
    for reform in reforms(language):
        written = DELIVERABLES[key](reform)
        assert crooked(written) == [], reform.title
        assert written.language == language
        assert written.origin == reform.origin


@pytest.mark.parametrize("key", KEYS)
def test_the_same_reform_makes_the_same_paper(key: str) -> None:
    """Pictures aside, which are drawn when they are needed."""
    first, second = (list(texts(DELIVERABLES[key](reform_of("bakery")))) for _ in range(2))
    assert first == second
