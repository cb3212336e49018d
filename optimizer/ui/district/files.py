"""What a decided district leaves as."""

from __future__ import annotations

import streamlit as st

from optimizer.evaluation.district.summary import Summary
from optimizer.formats.district_file import district_file
from optimizer.formats.district_workbook import district_workbook
from optimizer.formats.plan_tables.district import district_parquet
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name, district_origin

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files(entry: DistrictEntry, told: Summary) -> None:
    """Buttons; each file is made when it is asked for."""
    language = state.language()
    said = words("district_page", language)
    name = district_name(told.plan.district, language)
    base = said("file_base", name=name, date=f"{entry.time:%Y%m%d}")
    origin = district_origin(told, language, entry.time)
    made = (
        ("workbook", "xlsx", _EXCEL, lambda: district_workbook(told, origin, language)),
        ("parquet", "zip", "application/zip", lambda: district_parquet([told.plan], entry.time)),
        ("json", "json", "application/json", lambda: district_file(told.plan)),
    )
    st.subheader(said("files"))
    with st.container(horizontal=True, key="district_files"):
        for key, ending, mime, content in made:
            st.download_button(
                said(f"file_{key}"),
                content,
                f"{base}.{ending}",
                mime,
                key=f"district_file_{key}",
                on_click="ignore",
            )
    with st.expander(said("origin")):
        st.text(origin)
