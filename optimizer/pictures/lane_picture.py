"""The process picture (办理流程图): one lane a department, time from left to right."""

from optimizer.network.chain import Link, deciding_chain
from optimizer.network.timing import circle
from optimizer.pictures.lane_captions import Captions, length_text
from optimizer.pictures.lane_changes import Changes, Side, changes
from optimizer.pictures.lane_drawing import Drawing, hatching
from optimizer.pictures.lane_key import key
from optimizer.pictures.lane_layout import layout
from optimizer.pictures.lane_signs import signs
from optimizer.pictures.style import MUTED, RULE, TITLE_PX, LineStyle, department_tints
from optimizer.pictures.svg import Picture, element, line, picture, text
from optimizer.pictures.text_fit import cut
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, Words, words

_MARGIN = 12.0
_HEAD = 56.0
_LEAST_WIDTH = 720.0
_KEY_GAP = 10.0


def lane_picture(
    service: Service,
    language: Language,
    *,
    compared_with: Service | None = None,
    side: Side = "before",
    title: str = "",
) -> Picture:
    """Draw who does what after what, and which chain of steps decides the limit.

    Args:
        service: completed, in one situation.
        language: of everything but the names in the file.
        compared_with: the service on the other side of a redesign, if the changes are to be
            marked: merged, dropped, new, early, moved and shortened steps.
        side: which side ``service`` is.
        title: a heading instead of the usual one.
    """
    say = words("pictures", language)
    sides = [service]
    if compared_with is not None:
        sides.insert(1 if side == "before" else 0, compared_with)
    found = changes(sides[0], sides[1], side) if len(sides) > 1 else Changes()
    chain = deciding_chain(service)
    writer = Captions(service, language, found, tuple(link.step for link in chain))
    captions = {step.id: writer.of(step) for step in service.steps}
    laid = layout(
        service,
        names={step: one.name for step, one in captions.items()},
        least_widths={step: one.least_width for step, one in captions.items()},
    )
    drawing = Drawing(service, laid, captions, found, department_tints(*sides), language)
    heading = title or _title(service, say, side if len(sides) > 1 else None)
    told = _told(service, say, len(laid.lanes)), _chain(service, say, chain)
    steps = [captions[link.step].name for link in chain]
    alt = say("lane_alt", title=heading, subtitle=told[0], chain=_spoken(steps, told[1]))
    return _put_together(drawing, heading, told, alt)


def _put_together(drawing: Drawing, heading: str, told: tuple[str, str], alt: str) -> Picture:
    laid = drawing.laid
    width = max(laid.width + 8, _LEAST_WIDTH - 2 * _MARGIN)
    lanes = element("g", *drawing.parts(), transform=f"translate({_MARGIN:g} {_HEAD:g})")
    bottom = _HEAD + laid.height
    border = line(((_MARGIN, bottom), (_MARGIN + laid.width, bottom)), LineStyle(RULE, 1.0))
    below, height = key(signs(drawing), _MARGIN, bottom + _KEY_GAP, width)
    head = (
        text(cut(heading, width, TITLE_PX), _MARGIN, 24, font_size=TITLE_PX, font_weight=700),
        text(cut("　".join(told), width, 12), _MARGIN, 44, fill=MUTED),
    )
    return picture(
        heading,
        (hatching(), *head, lanes, border, *below),
        width + 2 * _MARGIN,
        bottom + _KEY_GAP + height + _MARGIN / 2,
        alt,
    )


def _title(service: Service, say: Words, side: Side | None) -> str:
    name = service.name or service.id
    if side is None:
        return say("lane_title", service=name)
    return say("lane_title_side", service=name, side=say(f"lane_side_{side}"))


def _told(service: Service, say: Words, departments: int) -> str:
    counts = {"items": len(service.items), "steps": len(service.steps)}
    return say("lane_subtitle", **counts, departments=departments)


def _chain(service: Service, say: Words, chain: tuple[Link, ...]) -> str:
    """What the picture says of the chain."""
    if circle(service):
        return say("lane_circle")
    if not chain:
        return say("lane_no_chain")
    unknown = any(
        step.clocked_hours() is None
        for step in service.steps
        if step.phase is not Phase.AFTER_CHECK
    )
    length = length_text(say, chain[-1].finish_hours)
    written = "lane_promise_at_least" if unknown else "lane_promise"
    return say(written, steps=len(chain), length=length)


def _spoken(steps: list[str], otherwise: str) -> str:
    """The chain for the ear: its steps one after the other."""
    return f"{otherwise}（{' → '.join(steps)}）" if steps else otherwise
