"""The parts of a lane picture as SVG: lanes, lines, labels of items, boxes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from optimizer.pictures.lane_captions import (
    LENGTH_PX,
    MARK_PX,
    Caption,
    mark_width,
    others_width,
)
from optimizer.pictures.lane_changes import Changes
from optimizer.pictures.lane_grid import BOX_FOOT, BOX_TOP, LABEL_LINE, NAME_LINE
from optimizer.pictures.lane_layout import Arrow, Box, ItemLabel, Lane, LaneLayout
from optimizer.pictures.lane_order import lane_of
from optimizer.pictures.style import (
    ACCENT,
    ASSUMED_LINE,
    CHAIN_LINE,
    CHAIN_MARK,
    CIRCLE_LINE,
    DROPPED_LINE,
    EDGE_LINES,
    FAINT,
    GAIN,
    INK,
    MUTED,
    PAPER,
    RULE,
    SMALL_PX,
    TEXT_PX,
    WASH,
    LineStyle,
    Tint,
    assumed_mark,
)
from optimizer.pictures.svg import badge, element, line, plain, rect, text
from optimizer.pictures.text_fit import text_width, wrap
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import Language, words
from optimizer.wording.names import Names

HATCH = "dropped"
"""Id of the pattern that fills the boxes of dropped steps."""
_HEAD_LENGTH, _HEAD_HALF = 6.0, 3.0
_BADGE = 13.0


def hatching() -> str:
    """The pattern for dropped steps, to be put once into a picture."""
    stroke = line(((0, 6), (6, 0)), LineStyle(RULE, 1.0))
    pattern = element(
        "pattern",
        rect(0, 0, 6, 6, fill=PAPER),
        stroke,
        id=HATCH,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    return element("defs", pattern)


def arrow_style(arrow: Arrow) -> LineStyle:
    """How the line of a wait looks; on the chain its dashes still tell why it waits."""
    usual = EDGE_LINES[arrow.kind]
    if arrow.on_chain:
        return LineStyle(CHAIN_LINE.colour, CHAIN_LINE.width, usual.dash)
    return CIRCLE_LINE if arrow.on_circle else usual


def arrowhead(x: float, y: float, colour: str) -> str:
    """A small triangle whose tip touches a point from the left."""
    back = x - _HEAD_LENGTH
    corners = f"{x:.1f},{y:.1f} {back:.1f},{y - _HEAD_HALF:.1f} {back:.1f},{y + _HEAD_HALF:.1f}"
    return element("polygon", points=corners, fill=colour)


@dataclass(frozen=True)
class Drawing:
    """Draws one laid out service.

    Attributes:
        captions: by step id.
        tints: by department id.
    """

    service: Service
    laid: LaneLayout
    captions: Mapping[str, Caption]
    changes: Changes
    tints: Mapping[str, Tint]
    language: Language

    def parts(self) -> Iterator[str]:
        """All elements from the bottom to the top."""
        names = Names(self.service, self.language)
        steps = {step.id: step for step in self.service.steps}
        for lane in self.laid.lanes:
            yield from self._lane(lane, names)
        # What matters more is drawn later, over what matters less.
        for arrow in sorted(self.laid.arrows, key=_weight):
            yield self._arrow(arrow, names)
        for label in self.laid.labels:
            yield from self._label(label, steps, names)
        for box in self.laid.boxes:
            yield self._box(box, steps[box.step])

    def tint(self, department: str) -> Tint:
        """The colours of a department; grey where none is named."""
        return self.tints.get(department, Tint(WASH, MUTED))

    def _lane(self, lane: Lane, names: Names) -> Iterator[str]:
        tint = self.tint(lane.department)
        ground = self._ground(lane.department)
        yield rect(0, lane.y, self.laid.width, lane.height, fill=ground)
        yield rect(0, lane.y, self.laid.heading, lane.height, fill=tint.area)
        yield rect(0, lane.y, 4, lane.height, fill=tint.line)
        yield line(((0, lane.y), (self.laid.width, lane.y)), LineStyle(RULE, 1.0))
        say = words("pictures", self.language)
        name = names(lane.department) if lane.department else say("lane_nobody")
        room = int((lane.height - 8) // 16)
        lines = wrap(name, self.laid.heading - 14, TEXT_PX, max(1, min(6, room)))
        first = lane.y + lane.height / 2 - 8 * len(lines) + 12
        written = (
            text(one, 10, first + 16 * row, font_weight=700) for row, one in enumerate(lines)
        )
        yield element("g", element("title", plain(name)), *written)

    def _arrow(self, arrow: Arrow, names: Names) -> str:
        style = arrow_style(arrow)
        say = words("pictures", self.language)
        (x, y), back = arrow.points[-1], 1.0 + style.width
        told = f"{names(arrow.before)} → {names(arrow.after)}"
        why = say(f"lane_edge_{arrow.kind.value}")
        title = element("title", plain(say("lane_told", heading=told, content=why)))
        points = (*arrow.points[:-1], (x - back, y))
        return element(
            "g", title, line(points, style), arrowhead(x, y, style.colour), class_="wait"
        )

    def _label(self, label: ItemLabel, steps: Mapping[str, Step], names: Names) -> Iterator[str]:
        owner = next(step for step in steps.values() if step.items == label.items)
        tint = self.tint(lane_of(owner))
        ground = self._ground(lane_of(owner))
        bottom = label.y + label.height - 4
        yield rect(label.x, bottom - 1, label.width, 2, fill=tint.line)
        written = (
            text(
                one,
                label.x,
                bottom - LABEL_LINE * (len(label.lines) - 1 - row) - 3.5,
                font_size=SMALL_PX,
                fill=INK,
                stroke=ground,
                stroke_width=3,
                stroke_linejoin="round",
                paint_order="stroke",
            )
            for row, one in enumerate(label.lines)
        )
        yield element("g", element("title", plain(names.listed(label.items))), *written)

    def _ground(self, department: str) -> str:
        """The ground of a lane, on which lines behind a label are wiped out."""
        place = [lane.department for lane in self.laid.lanes].index(department)
        return PAPER if place % 2 else WASH

    def _box(self, box: Box, step: Step) -> str:
        caption = self.captions[step.id]
        return element(
            "g",
            element("title", plain("\n".join(caption.told))),
            *self._frame(box, step),
            *self._marks(box, step, caption),
            *self._name(box, step),
            *self._foot(box, step, caption),
            *self._badges(box, step, caption),
            class_="step",
            data_step=step.id,
        )

    def _frame(self, box: Box, step: Step) -> Iterator[str]:
        tint = self.tint(box.lane)
        chained, change = step.id in self.laid.chain, self.changes.of(step.id)
        stroke, width = (ACCENT, 2.4) if chained else (tint.line, 1.0)
        if step.members:
            yield rect(
                box.x - 2.5,
                box.y - 2.5,
                box.width + 5,
                box.height + 5,
                rx=5,
                fill=PAPER,
                stroke=stroke,
                stroke_width=1,
            )
        dashed = {"stroke_dasharray": DROPPED_LINE.dash_array} if change.dropped else {}
        yield rect(
            box.x,
            box.y,
            box.width,
            box.height,
            rx=3,
            fill=f"url(#{HATCH})" if change.dropped else tint.area,
            stroke=FAINT if change.dropped and not chained else stroke,
            stroke_width=width,
            **dashed,
        )

    def _marks(self, box: Box, step: Step, caption: Caption) -> Iterator[str]:
        top, height = box.y + 3, MARK_PX - 1
        wide = mark_width(caption.mark)
        yield badge(caption.mark, box.x + 2.5, top, wide, height, fill=self.tint(box.lane).line)
        right = box.x + box.width - 2.5
        if caption.assumed:
            mark = assumed_mark(self.language)
            right -= mark_width(mark)
            yield rect(
                right, top, mark_width(mark), height, rx=2.5, fill=PAPER, stroke=MUTED,
                stroke_width=0.8, stroke_dasharray=ASSUMED_LINE.dash_array,
            )  # fmt: skip
            yield text(
                mark, right + mark_width(mark) / 2, top + height * 0.78, font_size=SMALL_PX,
                text_anchor="middle", fill=MUTED,
            )  # fmt: skip
        if step.id in self.laid.chain:
            middle = (box.x + 2.5 + wide + right) / 2
            yield text(
                CHAIN_MARK, middle, top + height * 0.8, font_size=TEXT_PX, fill=ACCENT,
                text_anchor="middle",
            )  # fmt: skip

    def _name(self, box: Box, step: Step) -> Iterator[str]:
        dropped = self.changes.of(step.id).dropped
        room = box.height - BOX_TOP - BOX_FOOT
        first = box.y + BOX_TOP + (room - NAME_LINE * len(box.lines)) / 2 + NAME_LINE * 0.8
        middle = box.x + box.width / 2
        for row, one in enumerate(box.lines):
            y = first + NAME_LINE * row
            yield text(one, middle, y, text_anchor="middle", fill=MUTED if dropped else INK)
            if dropped:
                half = text_width(one, TEXT_PX) / 2
                yield line(((middle - half, y - 4), (middle + half, y - 4)), LineStyle(MUTED, 1.0))

    def _foot(self, box: Box, step: Step, caption: Caption) -> Iterator[str]:
        base = box.y + box.height - 6
        others = step.departments[1:]
        wide = others_width(step)
        middle = box.x + (box.width - wide) / 2
        changed = self.changes.of(step.id).old_hours is not None
        yield text(
            caption.length,
            middle,
            base,
            font_size=LENGTH_PX,
            font_weight=700,
            text_anchor="middle",
            fill=GAIN if changed else INK,
        )
        if caption.assumed:
            half = text_width(caption.length, LENGTH_PX) / 2
            yield line(((middle - half, base + 2.5), (middle + half, base + 2.5)), ASSUMED_LINE)
        for place, department in enumerate(others):
            x = box.x + box.width - 3 - 7 * (len(others) - place)
            yield rect(x, base - 8, 5, 9, fill=self.tint(department).line)
        if others:
            x = box.x + box.width - 4 - 7 * len(others)
            yield text(f"+{len(others)}", x, base, font_size=9, text_anchor="end", fill=MUTED)

    def _badges(self, box: Box, step: Step, caption: Caption) -> Iterator[str]:
        if not caption.badges:
            return
        content = " ".join(caption.badges)
        wide = text_width(content, SMALL_PX) + 4
        change = self.changes.of(step.id)
        fill = (
            MUTED
            if change.dropped or not (change.merge or change.early or change.added or change.moved)
            else GAIN
        )
        x = box.x + (box.width - wide) / 2
        yield badge(content, x, box.y + box.height - 3.5, wide, _BADGE, fill=fill)


def _weight(arrow: Arrow) -> tuple[bool, float]:
    return arrow.on_chain, arrow_style(arrow).width
