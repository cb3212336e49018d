"""Pictures of a plan, each as PNG for print and as SVG."""

from collections.abc import Callable

from optimizer.pictures.chart import Chart, chart_png, chart_svg
from optimizer.pictures.gantt import gantt
from optimizer.pictures.gantt_rows import sides
from optimizer.pictures.lane_picture import lane_picture
from optimizer.pictures.matrix import matrix
from optimizer.pictures.origin import png_with_origin, svg_with_origin
from optimizer.pictures.png import png
from optimizer.pictures.svg import Picture
from optimizer.pictures.waterfall import waterfalls
from optimizer.wording.catalogue import words
from optimizer.workspace.exports.answered import Answered
from optimizer.workspace.exports.export_file import ExportFile, Shelf

# Pixels for each px, which is 1/96 inch: 288 to the inch, as print wants.
_PRINTED = 3


def picture_files(answer: Answered) -> tuple[ExportFile, ...]:
    """Process, materials, times and contributions."""
    plan, language = answer.plan, answer.language
    before, after = plan.before, plan.after

    def lanes_before() -> Picture:
        return lane_picture(before, language, compared_with=after, side="before")

    def lanes_after() -> Picture:
        return lane_picture(after, language, compared_with=before, side="after")

    def matrix_after() -> Picture:
        return matrix(after, language, compared_with=before)

    return (
        *_picture(answer, "lanes_before", lanes_before),
        *_picture(answer, "lanes_after", lanes_after),
        *_chart(answer, "gantt", lambda: gantt(sides(plan, language), language)),
        *_chart(answer, "waterfall", lambda: waterfalls(plan, language)),
        *_picture(answer, "matrix_before", lambda: matrix(before, language)),
        *_picture(answer, "matrix_after", matrix_after),
    )


def _picture(answer: Answered, what: str, draw: Callable[[], Picture]) -> tuple[ExportFile, ...]:
    return _images(answer, what, lambda: draw().svg, lambda: png(draw(), scale=_PRINTED))


def _chart(answer: Answered, what: str, draw: Callable[[], Chart]) -> tuple[ExportFile, ...]:
    return _images(answer, what, lambda: chart_svg(draw()), lambda: chart_png(draw(), _PRINTED))


def _images(
    answer: Answered, what: str, as_svg: Callable[[], str], as_png: Callable[[], bytes]
) -> tuple[ExportFile, ...]:
    said = words("exporting", answer.language)
    told, base = said(f"picture_{what}"), f"{answer.base}-{said(f'suffix_{what}')}"

    def svg_file() -> bytes:
        return svg_with_origin(as_svg(), answer.origin).encode()

    def png_file() -> bytes:
        return png_with_origin(as_png(), answer.origin)

    return (
        ExportFile(Shelf.PICTURES, what, told, f"{base}.png", "image/png", png_file),
        ExportFile(Shelf.PICTURES, what, told, f"{base}.svg", "image/svg+xml", svg_file),
    )
