"""Documents that are one, look like one, or ask for anything (重复、近似、兜底)."""

from optimizer.service.checks.finding_words import finding_words, plain_name
from optimizer.service.checks.inspector import Inspector, name_of, some
from optimizer.service.checks.near_names import Named, near_names
from optimizer.service.document import Document
from optimizer.service.finding import Severity
from optimizer.service.kinds import DocumentClass, IssuerKind, Necessity, Progress, Route
from optimizer.service.requirement import Requirement
from optimizer.service.terms import key_word


def check_documents(inspector: Inspector) -> None:
    """Documents and the requirements for them."""
    _alike(inspector)
    _catch_all(inspector)
    _forms(inspector)
    _unused(inspector)
    _idle_sources(inspector)
    for item in inspector.service.items:
        needs = inspector.needs_of(item.id)
        _twice(inspector, needs)
        _basis(inspector, item.id, needs)
    for need in inspector.service.requirements:
        _single(inspector, need)
        _unused_source(inspector, need)


def _alike(inspector: Inspector) -> None:
    documents = [one for one in inspector.service.documents if not one.members]
    named = tuple(Named(plain_name(name_of(one)), _identity(one)) for one in documents)
    near = near_names(named)
    for pair in near.pairs:
        _tell_alike(inspector, documents[pair.first], documents[pair.second], same=pair.same)
    if not near.complete:
        inspector.add(
            Severity.NOTE,
            "names_not_all_compared",
            inspector.document(documents[0].id),
            (
                "材料名称大多相近，没有逐一比对，重复的材料可能未全部列出",
                "most names of documents are alike: not all were compared, more may be one",
            ),
            (
                "先处理已列出的重复材料，再检查一次",
                "settle those that are listed, then check again",
            ),
        )


def _identity(document: Document) -> tuple[str, str, str]:
    """What makes documents of one name different: holder, edition, and the item of a form."""
    form = document.document_class is DocumentClass.FORM
    return (document.holder, document.edition, document.item if form else "")


def _tell_alike(inspector: Inspector, first: Document, second: Document, *, same: bool) -> None:
    names = f"“{name_of(first)}”“{name_of(second)}”"
    both = f"{name_of(first)!r} and {name_of(second)!r}"
    inspector.add(
        Severity.WARNING,
        "duplicate_document" if same else "near_duplicate_document",
        inspector.document(second.id),
        (
            f"{names}{'像是同一份材料' if same else '名称很接近，可能是同一份材料'}",
            f"{both} {'look like' if same else 'may be'} one document",
        ),
        (
            "同一材料请用同一名称；不是同一份请写明持有人或版本",
            "use one name for one document; state holder or edition where they differ",
        ),
        value=name_of(second),
        places=[inspector.document(one.id) for one in (first, second)],
    )


def _catch_all(inspector: Inspector) -> None:
    for document in inspector.service.documents:
        name = name_of(document)
        if any(pattern.search(name) for pattern in finding_words().catch_all):
            inspector.add(
                Severity.WARNING,
                "catch_all",
                inspector.document(document.id),
                (f"兜底表述：“{name}”", f"a catch-all requirement: {name!r}"),
                ("列明具体材料名称；列不出的删去", "name the documents; remove what has no name"),
                value=name,
            )


def _forms(inspector: Inspector) -> None:
    needed: dict[str, set[str]] = {}
    for need in inspector.service.requirements:
        needed.setdefault(need.document, set()).add(need.item)
    forms = [one for one in inspector.service.documents if one.document_class is DocumentClass.FORM]
    empty = [one for one in forms if not one.fields and not one.members]
    if empty:
        names = some(name_of(one) for one in empty)
        inspector.add(
            Severity.NOTE,
            "form_without_fields",
            inspector.document(empty[0].id, "fields"),
            (f"申请表单没有列字段：{names[0]}", f"forms without fields: {names[1]}"),
            (
                "列出字段才能测算减少填写多少项",
                "list the fields to count what need not be filled in",
            ),
            value=names[0],
            places=[inspector.document(one.id) for one in empty],
        )
    for form in forms:
        if len(needed.get(form.id, ())) > 1 and not form.members:
            inspector.add(
                Severity.WARNING,
                "shared_form",
                inspector.document(form.id),
                (
                    f"申请表单“{name_of(form)}”由 {len(needed[form.id])} 个事项共用",
                    f"form {name_of(form)!r} is shared by {len(needed[form.id])} items",
                ),
                (
                    "各事项各有一张表时，写在各自事项的材料下，不写在总的材料表里",
                    "where each item has its own, describe it in the item, not in the list",
                ),
                value=name_of(form),
            )


def _unused(inspector: Inspector) -> None:
    service = inspector.service
    used = {need.document for need in service.requirements}
    used |= {need.original for need in service.requirements}
    used |= {result for item in service.items for result in item.results}
    used |= {member for one in service.documents for member in one.members}
    idle = [one for one in service.documents if one.id not in used]
    if idle:
        names = some(name_of(one) for one in idle)
        inspector.add(
            Severity.NOTE,
            "unused_document",
            inspector.document(idle[0].id),
            (f"没有事项要用的材料：{names[0]}", f"documents that no item needs: {names[1]}"),
            ("核对名称是否写错，或删去", "check the name, or remove it"),
            value=names[0],
            places=[inspector.document(one.id) for one in idle],
        )
    for index, source in enumerate(service.data_sources):
        if not any(need.document in source.documents for need in service.requirements):
            inspector.add(
                Severity.WARNING,
                "idle_source",
                inspector.entry("data_sources", index, "documents", "data_source"),
                (
                    f"数据来源“{name_of(source)}”提供的材料没有事项要用",
                    f"data source {name_of(source)!r} delivers nothing that is needed",
                ),
                ("核对材料名称", "check the names of the documents"),
                value="、".join(source.documents),
            )


def _twice(inspector: Inspector, needs: tuple[Requirement, ...]) -> None:
    """The same document twice in one item where both may apply; a doubled list is one finding."""
    first: dict[str, list[Requirement]] = {}
    again: list[Requirement] = []
    for need in needs:
        held = first.setdefault(need.document, [])
        if any(_may_both_apply(one, need) for one in held):
            again.append(need)
        held.append(need)
    if not again:
        return
    doubled = len(again) >= 3 and len(again) * 2 >= len(needs)
    names = some(inspector.document_name(one.document) for one in again)
    inspector.add(
        Severity.WARNING,
        "doubled_list" if doubled else "required_twice",
        inspector.need(again[0]),
        (
            f"{'材料清单整份重复' if doubled else '同一事项重复要同一份材料'}：{names[0]}",
            f"{'the whole list stands twice' if doubled else 'required twice'}: {names[1]}",
        ),
        ("删去重复的；不同人的请写明持有人", "remove one; state the holder where they differ"),
        value=names[0],
        places=[inspector.need(one) for one in again],
    )


def _may_both_apply(first: Requirement, second: Requirement) -> bool:
    """Whether no question tells the two apart."""
    options = {one.question: set(one.options) for one in first.when}
    return all(
        one.question not in options or options[one.question] & set(one.options)
        for one in second.when
    )


def _basis(inspector: Inspector, item_id: str, needs: tuple[Requirement, ...]) -> None:
    missing = [need for need in needs if not need.basis and not need.without_basis]
    if not missing:
        return
    names = some(inspector.document_name(one.document) for one in missing)
    inspector.add(
        Severity.NOTE,
        "no_basis",
        inspector.item(item_id, "requirements"),
        (
            f"{len(missing)} 份材料没有写依据（待核实）：{names[0]}",
            f"requirements without a basis, to be checked ({len(missing)}): {names[1]}",
        ),
        (
            "补写“依据: …”；确实没有的写“确认无依据: 是”",
            "add the basis, or confirm that there is none",
        ),
        value=names[0],
        places=[inspector.need(one, "basis") for one in missing],
    )


def _single(inspector: Inspector, need: Requirement) -> None:
    if need.copies == 0 and need.handed_in():
        inspector.add(
            Severity.WARNING,
            "no_copies",
            inspector.need(need, "copies"),
            ("份数是 0，但仍要申请人提交", "0 copies, but it is handed in"),
            ("写 1 以上，或改获取方式", "write 1 or more, or another route"),
            value="0",
        )
    if need.main and need.necessity is Necessity.DEFERRABLE:
        inspector.add(
            Severity.WARNING,
            "main_deferrable",
            inspector.need(need, "necessity"),
            ("主要材料不能容缺后补", "a main document cannot follow later"),
            ("改必要性，或去掉“主要材料”", "change one of the two"),
        )
    if need.basis and need.without_basis:
        inspector.add(
            Severity.WARNING,
            "basis_and_none",
            inspector.need(need, "without_basis"),
            ("写了依据，又确认无依据", "a basis is stated and denied"),
            ("只保留一个", "keep one of them"),
            value=need.basis,
        )


def _unused_source(inspector: Inspector, need: Requirement) -> None:
    online = [
        source.id
        for source in inspector.service.data_sources
        if source.progress is Progress.ONLINE and need.document in source.documents
    ]
    if online and need.route is Route.HAND_IN:
        inspector.add(
            Severity.NOTE,
            "source_not_used",
            inspector.need(need, key="route"),
            (
                f"数据来源“{online[0]}”已上线，材料仍由申请人提交",
                f"data source {online[0]!r} is online, yet the applicant hands it in",
            ),
            (
                f"已经免于提交的写“{key_word('requirement', 'route')}: 免于提交”",
                "state the route if it is already retrieved",
            ),
        )


def _idle_sources(inspector: Inspector) -> None:
    """A source can only spare papers that the government issued (免于提交)."""
    own = {
        one.id: name_of(one)
        for one in inspector.service.documents
        if one.issuer_kind is IssuerKind.APPLICANT
    }
    for number, source in enumerate(inspector.service.data_sources):
        idle = [own[one] for one in source.documents if one in own]
        if not idle:
            continue
        zh, en = some(idle)
        inspector.add(
            Severity.WARNING,
            "source_of_own_papers",
            inspector.entry("data_sources", number, "documents", "data_source"),
            (
                f"数据来源“{name_of(source)}”可提供{zh}，但来源渠道写的是申请人自备，不会列入免于提交",
                f"data source {name_of(source)!r} delivers {en}, which the applicant has; not used",
            ),
            (
                "由政府部门核发的，请在申请材料中把来源渠道改为“政府部门核发”",
                "where the government issues it, say so in the list of documents",
            ),
        )
