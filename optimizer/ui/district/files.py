"""What a decided district leaves as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

import streamlit as st

from optimizer.deliverables.deliverable import Deliverable
from optimizer.deliverables.district_report import district_report
from optimizer.deliverables.district_tasks import district_tasks
from optimizer.evaluation.district.summary import Summary
from optimizer.formats.deliverable_pdf import pdf
from optimizer.formats.deliverable_word import word
from optimizer.formats.district_file import district_file
from optimizer.formats.district_workbook import district_workbook
from optimizer.formats.file_names import file_name
from optimizer.formats.plan_tables.district import district_parquet
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name, district_origin

_OFFICE = "application/vnd.openxmlformats-officedocument"
_EXCEL = f"{_OFFICE}.spreadsheetml.sheet"
_WRITERS: tuple[tuple[str, str, Callable[[Deliverable], bytes]], ...] = (
    ("docx", f"{_OFFICE}.wordprocessingml.document", word),
    ("pdf", "application/pdf", pdf),
)

_File = tuple[str, str, str, Callable[[], bytes | str]]
"""Which file it is, its ending, its type, and what makes it."""


def files(entry: DistrictEntry, told: Summary) -> None:
    """Buttons; each file is made when it is asked for."""
    language = state.language()
    said = words("district_page", language)
    name = district_name(told.plan.district, language)
    origin = district_origin(told, language, entry.time)
    st.subheader(said("files"))
    made = (*_papers(entry, told, origin), *_data(entry, told, origin))
    for key, held in groupby(made, key=lambda one: one[0]):
        title = said(f"file_{key}")
        base = file_name(said("file_base", name=name, file=title, date=f"{entry.time:%Y%m%d}"))
        with st.container(horizontal=True, vertical_alignment="center", width=760):
            st.markdown(f"**{title}**　{plain(said(f'about_{key}'))}", width="stretch")
            for _, ending, mime, content in held:
                st.download_button(
                    ending.upper(),
                    content,
                    f"{base}.{ending}",
                    mime,
                    key=f"district_file_{key}_{ending}",
                    on_click="ignore",
                    help=f"{base}.{ending}",
                )
    with st.expander(said("origin")):
        st.text(origin)


def _papers(entry: DistrictEntry, told: Summary, origin: str) -> Iterator[_File]:
    """Each paper as Word to go on writing in and as PDF to hand out."""
    language, date = state.language(), entry.time.date()
    for key, compose in (("report", district_report), ("tasks", district_tasks)):
        for ending, mime, write in _WRITERS:

            def content(
                compose: Callable[..., Deliverable] = compose,
                write: Callable[[Deliverable], bytes] = write,
            ) -> bytes:
                return write(compose(told, origin, date, language))

            yield key, ending, mime, content


def _data(entry: DistrictEntry, told: Summary, origin: str) -> Iterator[_File]:
    language = state.language()
    yield "workbook", "xlsx", _EXCEL, lambda: district_workbook(told, origin, language)
    yield "parquet", "zip", "application/zip", lambda: district_parquet([told.plan], entry.time)
    yield "json", "json", "application/json", lambda: district_file(told.plan)
