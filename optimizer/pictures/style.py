"""One visual language: colours, marks and lines that mean the same in every picture.

Nothing is told by colour alone: each colour has a mark, a word or a line style beside it.
Colours are muted tones in the order of the palettes of Okabe & Ito, "Color Universal Design", 2008,
darkened for lines and lightened for areas; black text on each area passes WCAG 2.1 AA.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.network.edges import EdgeKind
from optimizer.service.kinds import Route, StepKind
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words

FONT_NAME = "Noto Sans SC"
"""The vendored family, the only one a PNG can rely on."""

FONT_STACK = f'"{FONT_NAME}","Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif'

INK = "#1f2933"  # text and what counts most
MUTED = "#52606d"  # second-rank text; 4.5:1 on white and on every area
FAINT = "#7b8794"  # lines and marks that stand back
RULE = "#cbd2d9"  # rules of tables, borders of lanes
WASH = "#f5f7fa"  # ground of headings
PAPER = "#ffffff"
ACCENT = "#b42318"  # the chain that decides the limit, and nothing else
GAIN = "#0c6644"  # what a plan takes away or shortens, always beside a sign or word
CHAIN_MARK = "★"

TEXT_PX = 12
SMALL_PX = 10
TITLE_PX = 16


@dataclass(frozen=True)
class Tint:
    """The colours of one department, route or family.

    Attributes:
        area: light ground for dark text.
        line: dark tone for outlines, strips and bars; 3:1 or better on white.
    """

    area: str
    line: str


DEPARTMENT_TINTS: tuple[Tint, ...] = (
    Tint("#d6e6f5", "#1f5f99"),  # blue: the lead department
    Tint("#fbe3c4", "#b45f06"),  # orange
    Tint("#d3eee3", "#0b7a5b"),  # green
    Tint("#eadcf3", "#7a4a9e"),  # purple
    Tint("#f6efb8", "#84700a"),  # yellow
    Tint("#d2eff5", "#0b7489"),  # cyan
    Tint("#f8dbe4", "#a33a66"),  # rose
    Tint("#e6dccf", "#75573a"),  # brown
    Tint("#e2ebc9", "#5b7420"),  # olive
    Tint("#dfe3e8", "#4b5a6a"),  # grey blue
)
ROUTE_TINTS: Mapping[Route, Tint] = {
    Route.HAND_IN: Tint("#fbe3c4", "#9a5205"),
    Route.SUBMIT_ONCE: Tint("#f6efb8", "#75630a"),
    Route.RESULT: Tint("#d6e6f5", "#1f5f99"),
    Route.RETRIEVE: Tint("#d3eee3", "#0a6b50"),
    Route.COMMITMENT: Tint("#eadcf3", "#6f4191"),
    Route.RECOGNISED: Tint("#d2eff5", "#0a6678"),
    Route.ABOLISHED: Tint("#eceff2", "#52606d"),
}


@dataclass(frozen=True)
class LineStyle:
    """How a line is drawn.

    Attributes:
        width: in px.
        dash: lengths of dash and gap in px; empty for a solid line.
    """

    colour: str
    width: float
    dash: tuple[int, ...] = ()

    @property
    def dash_array(self) -> str:
        """The dash as SVG and CSS write it; empty for a solid line."""
        return " ".join(str(length) for length in self.dash)


EDGE_LINES: Mapping[EdgeKind, LineStyle] = {
    EdgeKind.LEGAL: LineStyle(INK, 1.6),
    EdgeKind.DATA: LineStyle("#1f6fb2", 1.4, (6, 3)),
    EdgeKind.HABIT: LineStyle("#6b7785", 1.4, (2, 3)),
    EdgeKind.STEP: LineStyle("#76838f", 1.0),
}
CHAIN_LINE = LineStyle(ACCENT, 2.4)
CIRCLE_LINE = LineStyle("#8a1c6b", 2.0, (8, 3, 2, 3))  # a circle of precedences
ASSUMED_LINE = LineStyle(MUTED, 1.0, (1, 2))
DROPPED_LINE = LineStyle(FAINT, 1.0, (3, 2))


def department_order(*services: Service) -> tuple[str, ...]:
    """Ids of the departments, the lead department first, then as the files list them.

    Args:
        services: the sides of one picture, so that a department looks the same on each.
    """
    found: dict[str, None] = {}
    for service in services:
        if service.lead_department:
            found.setdefault(service.lead_department)
    for service in services:
        found.update(dict.fromkeys(one.id for one in service.departments))
        found.update(dict.fromkeys(one.department for one in service.items))
        found.update(dict.fromkeys(name for one in service.steps for name in one.departments))
    return tuple(found)


def department_tints(*services: Service) -> dict[str, Tint]:
    """The colours of each department; from the eleventh on they return."""
    return {
        name: DEPARTMENT_TINTS[place % len(DEPARTMENT_TINTS)]
        for place, name in enumerate(department_order(*services))
    }


def step_mark(kind: StepKind, language: Language) -> str:
    """One Chinese character, or a short English word, for the kind of a step."""
    return words("pictures", language)(f"step_mark_{kind.value}")


def route_mark(route: Route, language: Language) -> str:
    """One character for the way a requirement is met."""
    return words("pictures", language)(f"route_mark_{route.value}")


def assumed_mark(language: Language) -> str:
    """The badge of a value that was not read from a source (推定值)."""
    return words("pictures", language)("assumed_mark")
