"""What a district is not to connect or to ask for, in words."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.redesign.district import DistrictPlan, JointRequest, SharedSource
from optimizer.redesign.shared_keys import named_source
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import approval_text
from optimizer.wording.names import source_name

_SOURCE = "数据来源"
"""What the plain name of a source begins with that was made from the name of a material."""


def refused_source_names(
    request: JointRequest, language: Language, sources: Iterable[SharedSource] = ()
) -> list[str]:
    """The data sources that are not to be connected, each with its owner.

    Args:
        request: asked.
        language: of the words.
        sources: of the district; the plain name in its key stands for one that is not among them.
    """
    known = {one.key: (source_name(one.name), one.owner) for one in sources}
    found = []
    for key in request.refused:
        told = known.get(key) or named_source(key)
        if told is not None:
            name, owner = told
            name = name if key in known else name.removeprefix(_SOURCE) or name
            said = words("district", language)
            found.append(said("refused_source", name=name, owner=owner) if owner else name)
    return found


def refused_approvals(request: JointRequest) -> list[str]:
    """Keys of the approvals that are not to be asked for."""
    return [key for key in request.refused if named_source(key) is None]


def refused_texts(plan: DistrictPlan, language: Language) -> list[str]:
    """What was not to be connected or asked for, a sentence each; none where nothing was refused.

    Args:
        plan: of a district.
        language: of the words.
    """
    said = words("district", language)
    texts = {one.key: approval_text(one, language) for one in plan.approvals}
    told = (
        ("refused_sources", refused_source_names(plan.request, language, plan.sources)),
        ("refused_approvals", [texts.get(key, key) for key in refused_approvals(plan.request)]),
    )
    return [said(key, count=len(names), names=said.listed(names)) for key, names in told if names]
