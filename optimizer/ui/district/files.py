"""What a decided district leaves as."""

from __future__ import annotations

from functools import partial
from itertools import groupby

import streamlit as st

from optimizer.evaluation.district.summary import Summary
from optimizer.formats.file_names import file_name
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name, district_origin
from optimizer.workspace.exports.district import DISTRICT_FILES, DecidedDistrict


def files(entry: DistrictEntry, told: Summary) -> None:
    """Buttons; each file is made when it is asked for."""
    language = state.language()
    said = words("district_page", language)
    name = district_name(told.plan.district, language)
    origin = district_origin(told, language)
    decided = DecidedDistrict(told, origin, entry.time.astimezone().date(), language)
    st.subheader(said("files"))
    for what, held in groupby(DISTRICT_FILES, key=lambda one: one.what):
        alike = list(held)
        title, about = alike[0].title(language), alike[0].about(language)
        base = file_name(said("file_base", name=name, file=title, date=f"{entry.time:%Y%m%d}"))
        with st.container(horizontal=True, vertical_alignment="center", width=760):
            st.markdown(f"**{title}**　{plain(about)}", width="stretch")
            for one in alike:
                st.download_button(
                    one.ending.upper(),
                    partial(one.content, decided),
                    f"{base}.{one.ending}",
                    one.mime,
                    key=f"district_file_{what}_{one.ending}",
                    on_click="ignore",
                    help=f"{base}.{one.ending}",
                )
    with st.expander(said("origin")):
        st.text(origin)
