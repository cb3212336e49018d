"""The list of deliverables: what can be written about a plan, in the order planners need it."""

from collections.abc import Callable, Mapping

from optimizer.deliverables.brief import brief
from optimizer.deliverables.consultation import consultation
from optimizer.deliverables.data_requests import data_requests
from optimizer.deliverables.deferral import deferral
from optimizer.deliverables.deliverable import Deliverable
from optimizer.deliverables.element_changes import element_changes
from optimizer.deliverables.exceptions import exceptions
from optimizer.deliverables.form import form
from optimizer.deliverables.guidance_check import guidance_check
from optimizer.deliverables.guide import guide
from optimizer.deliverables.notice import notice
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.reform_plan import reform_plan
from optimizer.deliverables.supervision import supervision
from optimizer.deliverables.tasks import tasks

Write = Callable[[Reform], Deliverable]

DELIVERABLES: Mapping[str, Write] = {
    "reform_plan": reform_plan,
    "brief": brief,
    "consultation": consultation,
    "tasks": tasks,
    "element_changes": element_changes,
    "guidance_check": guidance_check,
    "supervision": supervision,
    "deferral": deferral,
    "guide": guide,
    "notice": notice,
    "form": form,
    "data_requests": data_requests,
    "exceptions": exceptions,
}
"""By key; ``deliverable_<key>`` and ``about_<key>`` in the words of ``deliverables`` name it."""
