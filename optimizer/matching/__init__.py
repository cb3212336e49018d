"""Which names of documents may mean the same document (同一材料): suggested, never merged here.

``reading`` takes a name apart, ``comparing`` compares two, ``suggesting`` finds the pairs and
groups among many, ``synonyms`` holds what is known to be one and what is not.
"""

from optimizer.matching.comparing import RULED_OUT, Against, Comparison, Reason, compare
from optimizer.matching.reading import ReadName, read_name
from optimizer.matching.suggesting import (
    SUGGESTED_FROM,
    Candidate,
    Suggestion,
    candidates,
    groups,
    suggestions,
)
from optimizer.matching.synonyms import (
    Named,
    Synonym,
    Synonyms,
    pair_of,
    shipped_synonyms,
    subject,
    with_decisions,
)

__all__ = [
    "RULED_OUT",
    "SUGGESTED_FROM",
    "Against",
    "Candidate",
    "Comparison",
    "Named",
    "ReadName",
    "Reason",
    "Suggestion",
    "Synonym",
    "Synonyms",
    "candidates",
    "compare",
    "groups",
    "pair_of",
    "read_name",
    "shipped_synonyms",
    "subject",
    "suggestions",
    "with_decisions",
]
