"""What holds for every deliverable of every shipped service, in both languages."""

import re
from itertools import pairwise

import pytest

from optimizer import planning
from optimizer.deliverables.catalogue import DELIVERABLES
from optimizer.deliverables.deliverable import Deliverable, Grid, Heading, Listing
from optimizer.deliverables.reform import Reform
from optimizer.redesign.request import CONSERVATIVE
from optimizer.wording.catalogue import LANGUAGES, Language, words
from tests.deliverable_reading import SHIPPED, plan_of, service_of, texts, told
from tests.trade_words import trade_words

# Its recommended plan takes half a minute; its cautious one has all of its steps and papers, too.
_SLOW = "construction-full-process-hunan"
# Values nobody turned into words: nothing at all, a name to fill in, a member of a list.
_UNSAID = r"^None$|None[）)、]|\{\w*\}|<\w+\.\w+"


def _reform(name: str, language: Language) -> Reform:
    service = service_of(name)
    plan = planning.optimize(service, CONSERVATIVE) if name == _SLOW else plan_of(name)
    return told(plan, service, language)


def _empty_headings(written: Deliverable) -> list[str]:
    """Headings with nothing below them."""
    return [
        one.text
        for one, other in pairwise((*written.blocks, Heading("", level=1)))
        if isinstance(one, Heading) and isinstance(other, Heading) and other.level <= one.level
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["bakery", *SHIPPED])
def test_deliverables_read_well_for_every_service(name: str, language: Language) -> None:
    """No empty heading, table or list, no word of our trade, no gap of ours left in a text."""
    reform = _reform(name, language)
    for key, write in DELIVERABLES.items():
        written = write(reform)
        assert _empty_headings(written) == [], key
        empty = [
            one
            for one in written.blocks
            if (isinstance(one, Grid) and not one.rows)
            or (isinstance(one, Listing) and not one.entries)
        ]
        assert empty == [], key
        for text in texts(written):
            assert trade_words(text) == [], (key, text)
            assert re.search(_UNSAID, text) is None, (key, text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", DELIVERABLES)
def test_every_deliverable_says_what_it_is_and_for_whom(key: str, language: Language) -> None:
    said = words("deliverables", language)
    assert said(f"deliverable_{key}")
    assert said(f"about_{key}")
