"""BPMN 2.0 in: a drawing as a service, with everything that is open or not computed told.

Pools and lanes become departments, tasks steps, sequence flows waits, data objects documents and
timers lengths. A file that this program wrote carries the service file beside the drawing; then
what is drawn is joined to it again, and the drawing wins.
"""

from pathlib import PurePath
from typing import NamedTuple

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import Counts, Index, counts, tidy
from optimizer.formats.bpmn_reading.fresh import Drawn, fresh_service
from optimizer.formats.bpmn_reading.graph import graph
from optimizer.formats.bpmn_reading.lanes import Lanes
from optimizer.formats.bpmn_reading.opening import is_xml, opened, refusal
from optimizer.formats.bpmn_reading.order import Looks, waits, without_circles
from optimizer.formats.bpmn_reading.own import Own
from optimizer.formats.bpmn_reading.papers import signs
from optimizer.formats.bpmn_reading.telling import tell
from optimizer.service.finding import Finding
from optimizer.service.service import Service

__all__ = ["Counts", "Drawing", "is_xml", "read_drawing"]

MOST_STEPS = 2000
MOST_LANES = 500
MOST_PAPERS = 2000


class Drawing(NamedTuple):
    """What a drawing holds.

    Attributes:
        service: what is not drawn is open.
        notes: every doubt, and everything that is drawn and not taken over, by line.
        counts: of the elements in the file.
    """

    service: Service
    notes: tuple[Finding, ...]
    counts: Counts


def read_drawing(content: bytes, name: str) -> Drawing:
    """Read a service from a BPMN 2.0 file.

    Args:
        content: bytes of the file; it may be anything else, too.
        name: what findings call the file.

    Raises:
        InvalidFile: it is no BPMN 2.0, holds no step, or is refused for its size or content.
    """
    root = opened(content, name)
    number = counts(root)
    doubts, index, looks = Doubts(name), Index(root), Looks(name)
    made = graph(root, index, doubts)
    papers = signs(root, index, made, looks, doubts)
    _check_size(name, sum(1 for _ in made.activities()), number.lanes, len(papers))
    lanes = Lanes(root, index, made, doubts)
    own = Own(root, doubts)
    drawn = Drawn(
        root=root,
        index=index,
        graph=made,
        lanes=lanes,
        signs=papers,
        pairs=without_circles(made, waits(made, looks), own.waits(made), looks, doubts),
        doubts=doubts,
        title=tidy(PurePath(name).stem) or "流程图",
    )
    service = own.service(drawn) or fresh_service(drawn)
    tell(root, index, made, doubts, own=own.known)
    return Drawing(service, doubts.found(), number)


def _check_size(name: str, steps: int, lanes: int, papers: int) -> None:
    """Refuse a drawing without steps, and one that nobody drew by hand."""
    if not steps:
        raise refusal(
            name,
            "bpmn_no_steps",
            ("图中没有环节（任务）", "there is no task in the drawing"),
            ("请画出办理环节后再导入", "draw the steps first"),
        )
    found = (
        (steps, MOST_STEPS, "个环节", "steps"),
        (lanes, MOST_LANES, "条泳道", "lanes"),
        (papers, MOST_PAPERS, "处材料", "signs of documents"),
    )
    for many, most, zh, en in found:
        if many > most:
            raise refusal(
                name,
                "bpmn_too_large",
                (f"图中有 {many} {zh}，过多", f"the drawing has {many} {en}, which is too many"),
                (
                    f"最多 {most} {zh}；一个文件只画一件事",
                    f"at most {most} {en}; draw one service in a file",
                ),
            )
