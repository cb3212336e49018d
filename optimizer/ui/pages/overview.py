"""总览: the services of the workspace, their sums, and where to start."""

import streamlit as st

from optimizer.errors import InvalidInput
from optimizer.formats.any_service_file import ENDINGS
from optimizer.formats.guide_tables import Mapping
from optimizer.formats.service_workbook import empty_workbook
from optimizer.redesign.request import NAMED_REQUESTS
from optimizer.service.finding import Finding, InvalidFile
from optimizer.store.records import Kept, Revision
from optimizer.ui import shell, state
from optimizer.ui.cards import pair_cards, pair_cell
from optimizer.ui.importing.doubts_panel import keep_doubts
from optimizer.ui.importing.table_panel import table_at_hand, table_panel
from optimizer.ui.labels import apart, service_labels
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import finding_text
from optimizer.wording.figures import figure_label, plan_name
from optimizer.wording.rules import rule_text
from optimizer.wording.times import clock_text
from optimizer.workspace import importing, overview
from optimizer.workspace.overview import Row, State
from optimizer.workspace.shipped import shipped

_MOST_NOTES = 3


def page() -> None:
    """Sums, table and ways to start."""
    said = words("overview", state.language())
    st.title(said("title"))
    kept = state.workspace().store.services()
    if not kept:
        st.write(said("intro"))
        for column, text in zip(
            st.columns(3, border=True), ("first_1", "first_2", "first_3"), strict=True
        ):
            column.markdown(said(text))
        _start(expanded=True)
        _archived()
        return
    rows = _rows()
    _sums(rows)
    _table(rows)
    _start(expanded=False)
    _archived()


def _rows() -> tuple[Row, ...]:
    """The rows that fit the search, with rule and plan chosen above the table."""
    language = state.language()
    said = words("overview", language)
    left, middle, right = st.columns([3, 4, 4], vertical_alignment="bottom")
    wanted = left.text_input(said("search"), key="search")
    names = list(NAMED_REQUESTS)
    chosen = middle.segmented_control(
        said("plan"),
        names,
        default="recommended",
        format_func=lambda one: plan_name(one, language),
        key="overview_plan",
        required=True,
    )
    rules = overview.rules()
    rule = right.selectbox(
        said("rule"),
        list(rules),
        format_func=lambda one: rule_text(rules[one], language),
        key="overview_rule",
    )
    rows = state.workspace().rows(rule, chosen or "recommended")
    found = tuple(row for row in rows if _fits(row.kept, wanted))
    if not found:
        st.info(said("none_found", text=wanted))
    return found


def _fits(kept: Kept, wanted: str) -> bool:
    text = f"{kept.name} {kept.service_id} {kept.region}".lower()
    return all(part in text for part in wanted.lower().split())


def _sums(rows: tuple[Row, ...]) -> None:
    said = words("overview", state.language())
    total = overview.total(rows)
    if not total.services:
        st.caption(said("sums_none"))
        return
    st.caption(said("sums_of", done=total.services, all=len(rows)))
    pair_cards(total.pairs, key="sums")
    notes = [
        said("left_out", metric=figure_label(metric, state.language()), count=count)
        for metric, count in total.left_out.items()
        if count
    ]
    if any(pair.assumed for pair in total.pairs.values()):
        notes.append(said("computed_mark"))
    if notes:
        st.caption("　".join(notes))


def _table(rows: tuple[Row, ...]) -> None:
    said = words("overview", state.language())
    shown = [
        {
            said("col_name"): row.kept.name or row.kept.service_id,
            said("col_region"): row.kept.region,
            said("col_state"): said(f"state_{row.state.value}"),
            said("col_items"): row.items,
            **{
                figure_label(metric, state.language()): pair_cell(pair)
                for metric, pair in row.pairs.items()
            },
            said("col_changed"): clock_text(row.kept.latest.time),
            said("col_by"): row.kept.latest.author,
        }
        for row in rows
    ]
    _actions(rows)
    st.dataframe(
        shown,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="services",
        alt=said("title"),
    )


def _actions(rows: tuple[Row, ...]) -> None:
    """Open, compute, take off the list; a row chosen in the table is the one meant."""
    said = words("overview", state.language())
    named = service_labels(row.kept for row in rows)
    keys = list(named)
    if not keys:
        return
    picked = state.picked_rows("services")
    if picked != state.recall("picked", (), scope="overview"):
        state.remember("picked", picked, scope="overview")
        if picked and picked[0] < len(keys):
            state.set_widget("chosen_service", keys[picked[0]])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            said("choose"), keys, format_func=named.__getitem__, key="chosen_service", width=420
        )
        if st.button(said("open"), type="primary", key="open") and chosen:
            state.open_service(chosen)
            shell.go_to("modelling")
        if st.button(said("archive"), key="archive") and chosen:
            state.workspace().store.archive(chosen, author=state.author())
            st.toast(said("archived", name=named[chosen]))
            st.rerun()
        _compute_rest(rows)


def _compute_rest(rows: tuple[Row, ...]) -> None:
    said = words("overview", state.language())
    open_now = {job.key for job in state.workspace().computing.open()}
    rest = [
        row.kept
        for row in rows
        if row.state in (State.NOT_COMPUTED, State.STALE) and row.kept.key not in open_now
    ]
    if rest and st.button(said("compute_rest", count=len(rest)), key="compute_rest"):
        for kept in rest:
            revision = state.workspace().store.revision(kept.key, kept.latest.number)
            state.workspace().computing.plans(
                revision, tuple(NAMED_REQUESTS.values()), state.author()
            )
        st.rerun()
    if open_now:
        _progress()


@st.fragment(run_every=2)
def _progress() -> None:
    """How many services are still being computed; the table follows when all are done."""
    said = words("overview", state.language())
    count = len({job.key for job in state.workspace().computing.open()})
    if count:
        st.caption(said("computing", count=count))
    else:
        st.rerun()


def _start(*, expanded: bool) -> None:
    said = words("overview", state.language())
    with st.expander(said("start"), expanded=expanded, icon=":material/add:"):
        example, nothing, file = st.tabs(
            [said("from_example"), said("from_nothing"), said("from_file")]
        )
        with example:
            _from_example()
        with nothing:
            _from_nothing()
        with file:
            _from_file()


def _opened(key: str) -> None:
    state.open_service(key)
    shell.go_to("modelling")


def _from_example() -> None:
    said = words("overview", state.language())
    offered = {one.folder: one.service for one in shipped()}
    named = apart(
        offered,
        lambda one: said("example_name", name=offered[one].name, region=offered[one].region),
        lambda one: one,
    )
    folder = st.selectbox(
        said("example"), list(offered), format_func=named.__getitem__, key="example"
    )
    service = offered[folder]
    st.caption(
        said(
            "example_about",
            items=len(service.items),
            steps=len(service.steps),
            materials=len(service.requirements),
        )
    )
    if st.button(said("add_example"), type="primary", key="add_example"):
        revision = state.workspace().store.add(service, author=state.author(), comment=folder)
        _opened(revision.key)


def _from_nothing() -> None:
    said = words("overview", state.language())
    with st.form("new_service", border=False):
        names = [
            st.text_input(
                said(f"new_{one}"), placeholder=said(f"new_{one}_hint"), max_chars=200
            ).strip()
            for one in ("name", "item", "department")
        ]
        if st.form_submit_button(said("add_empty"), type="primary"):
            if not all(names):
                st.error(said("fill_all"))
                return
            _opened(state.workspace().add_empty(*names, author=state.author()).key)


def _from_file() -> None:
    language = state.language()
    said = words("overview", language)
    st.download_button(
        said("template"),
        lambda: empty_workbook(language),
        said("template_name"),
        icon=":material/table_view:",
        key="template",
        on_click="ignore",
        help=said("template_help"),
    )
    upload = st.file_uploader(said("upload"), type=list(ENDINGS), key="upload")
    if upload is None:
        return
    content = upload.getvalue()
    try:
        table = table_at_hand(content, upload.name, upload.file_id)
        mapping = table and table_panel(table, content, upload.name, upload.file_id)
        if not st.button(said("add_file"), type="primary", key="add_file"):
            return
        revision, notes = state.workspace().add_file(
            content, upload.name, author=state.author(), mapping=mapping
        )
    except InvalidFile as error:
        st.error(said("file_wrong"))
        for one in error.findings:
            st.markdown(f"- {shell.plain(finding_text(one, state.language()))}")
    except InvalidInput as error:
        st.error(said("file_wrong"))
        st.text("\n".join(error.problems))
    else:
        _told(revision, table, mapping, notes)
        _opened(revision.key)


def _told(
    revision: Revision,
    table: importing.Offered | None,
    mapping: Mapping | None,
    notes: tuple[Finding, ...],
) -> None:
    """What a file left in doubt; of a table it stays beside the service until it is settled."""
    if table is None or mapping is None:
        for one in notes[:_MOST_NOTES]:
            st.toast(finding_text(one, state.language()))
        return
    importing.teach(state.workspace().store, table, mapping, author=state.author())
    keep_doubts(revision.key, notes)


def _archived() -> None:
    said = words("overview", state.language())
    gone = state.workspace().store.services(archived=True)
    gone = tuple(one for one in gone if one.archived)
    if not gone:
        return
    named = service_labels(gone)
    with st.expander(said("archived_list", count=len(gone))):
        for one in gone:
            name, button = st.columns([6, 1])
            name.write(shell.plain(named[one.key]))
            if button.button(said("unarchive"), key=f"unarchive_{one.key}"):
                state.workspace().store.unarchive(one.key, author=state.author())
                st.rerun()


page()
