"""Random small services, shared by all property tests.

``services()`` yields services as a file would hold them: much is left open. The items
stand in an order, and whatever waits points forward in it, so there is no circle unless
``circles`` asks for one. ``completed_services()`` yields what the levers and the solver
see: one situation, everything stated.
"""

from hypothesis import strategies as st

from optimizer.service.choosing import chosen_options, in_situation
from optimizer.service.completion import complete
from optimizer.service.kinds import (
    ListCategory,
    Order,
    StepKind,
)
from optimizer.service.service import Service
from optimizer.service.situation import Condition, Option, Situation
from tests.property.drafts import (
    WORK,
    Draft,
    add_documents,
    add_item,
    add_precedences,
    add_requirements,
    add_window,
    departments,
    sometimes,
)

_QUESTION = "是否涉及装修"
_ANSWERS = ("是", "否")


@st.composite
def services(
    draw: st.DrawFn,
    *,
    max_items: int = 4,
    max_steps: int = 5,
    unknown: bool = True,
    teams: bool = True,
    situations: bool = True,
    circles: bool = False,
) -> Service:
    """Services of two to four items as a file would hold them.

    Args:
        draw: given by hypothesis.
        max_items: at least 2.
        max_steps: of an item; an item without steps gets the six assumed ones.
        unknown: whether a duration or limit may be unknown.
        teams: whether steps may occupy teams.
        situations: whether parts may apply in one situation only.
        circles: whether an item may wait for one that waits for it.
    """
    draft = Draft(draw)
    draft.departments = departments(draw, teams=teams)
    for number in range(draw(st.integers(2, max_items))):
        add_item(draft, f"i{number + 1}", max_steps, unknown=unknown)
    window = add_window(draft)
    add_documents(draft)
    add_requirements(draft)
    add_precedences(draft, circles=circles)
    order = Order.DECLARED if draft.shared else draw(st.sampled_from(Order))
    service = Service(
        id="s",
        name="开办一间店",
        list_category=draw(st.sampled_from(ListCategory)),
        lead_department="d1",
        order=order,
        combined_permit=draw(st.sampled_from(("", "", "综合许可试点"))),
        departments=draft.departments,
        documents=tuple(draft.documents),
        items=tuple(draft.items),
        requirements=tuple(draft.needs),
        steps=tuple(draft.steps),
        precedences=tuple(draft.precedences),
        data_sources=draft.sources,
    )
    if situations and draw(sometimes) and not window:
        return _in_situations(draw, service)
    return service


@st.composite
def completed_services(
    draw: st.DrawFn,
    *,
    max_items: int = 4,
    max_steps: int = 5,
    unknown: bool = True,
    teams: bool = True,
    circles: bool = False,
) -> Service:
    """Services in one situation with everything stated, as levers and solver see them."""
    service = draw(
        services(
            max_items=max_items, max_steps=max_steps, unknown=unknown, teams=teams, circles=circles
        )
    )
    choice = {one.id: draw(st.sampled_from(one.options)).id for one in service.situations}
    return complete(in_situation(service, chosen_options(service, choice)))


def _in_situations(draw: st.DrawFn, service: Service) -> Service:
    """Some parts, never the first item, apply to one answer only."""
    options = tuple(
        Option(id=answer, share=share)
        for answer, share in zip(_ANSWERS, draw(st.sampled_from(((60, 40), (20, 80)))), strict=True)
    )
    when = (Condition(question=_QUESTION, options=(draw(st.sampled_from(_ANSWERS)),)),)
    item = draw(st.integers(1, len(service.items) - 1))
    need = draw(st.integers(0, max(0, len(service.requirements) - 1)))
    step = draw(st.integers(0, max(0, len(service.steps) - 1)))
    # Something is left of the item without the step.
    lasting = [one for one in service.steps if one.kind is not StepKind.AFTER_CHECK]
    spare = {
        one.id
        for one in lasting
        if one.kind in WORK and sum(other.items == one.items for other in lasting) > 1
    }
    return service.model_copy(
        update={
            "situations": (Situation(id=_QUESTION, options=options),),
            "items": tuple(
                one.model_copy(update={"when": when}) if place == item else one
                for place, one in enumerate(service.items)
            ),
            "requirements": tuple(
                one.model_copy(update={"when": when}) if place == need else one
                for place, one in enumerate(service.requirements)
            ),
            "steps": tuple(
                one.model_copy(update={"when": when}) if place == step and one.id in spare else one
                for place, one in enumerate(service.steps)
            ),
        }
    )
