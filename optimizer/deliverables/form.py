"""统一申请表: the united application form, and which field serves which item (字段映射)."""

from __future__ import annotations

from optimizer.deliverables.application_fields import Field, Group, OldForm, fields_of, forms_of
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Form,
    FormField,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.service.kinds import DocumentClass
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER

_GROUPS = (Group.APPLICANT, Group.AGENT, Group.PREMISES, Group.SHARED)


def form(reform: Reform) -> Deliverable:
    """The form to fill in, then where each of its fields comes from and goes to."""
    said = words("deliverable_form", reform.language)
    written = _Written(reform)
    return deliverable(
        said("title", service=one_thing(reform)),
        (
            *plan_lines(reform),
            Paragraph(said("draft"), Tone.NOTE),
            *written.to_fill_in(),
            PageBreak(),
            *written.mapping(),
        ),
        origin=reform.origin,
        language=reform.language,
    )


class _Written:
    """The two parts of the form."""

    def __init__(self, reform: Reform) -> None:
        self._reform = reform
        self._said = words("deliverable_form", reform.language)
        self._after = reform.plan.after
        self._names = reform.names_after
        self._forms = forms_of(self._after)
        self._fields = fields_of(self._after, self._forms)

    def to_fill_in(self) -> list[Block]:
        """What the applicant and the window write."""
        said = self._said
        chosen = tuple(self._names(one.id) for one in self._after.items)
        items = FormField(said("items_field"), options=chosen, wide=True)
        found: list[Block] = [Heading(said("part_form"))]
        if self._forms and not any(one.united for one in self._forms):
            found.append(Paragraph(said("not_united")))
        found.append(Form((items,), said("items_band")))
        for group in _GROUPS:
            found += self._band(said(f"group_{group.value}"), self._of_group(group))
        for item in self._after.items:
            own = [one for one in self._of_group(Group.OWN) if one.items == (item.id,)]
            found += self._band(said("group_own", item=self._names(item.id)), own)
        return [*found, *self._holders(), *self._gaps(), *self._commitments(), self._signatures()]

    def _of_group(self, group: Group) -> list[Field]:
        return [one for one in self._fields if one.group is group]

    def _band(self, caption: str, fields: list[Field]) -> list[Block]:
        if not fields:
            return []
        return [Form(tuple(FormField(one.name, self._prefilled(one)) for one in fields), caption)]

    def _prefilled(self, field: Field) -> str:
        return "" if field.known_from is None else self._said("prefilled")

    def _holders(self) -> list[Block]:
        """Of whom the papers prove something: asked for only where no form says its fields."""
        if self._fields:
            return []
        holders = dict.fromkeys(
            paper.holder
            for need in self._after.requirements
            if (paper := self._after.document(need.document)).holder
        )
        if not holders:
            return []
        said = self._said
        fields = tuple(FormField(said("name_of", holder=one)) for one in holders)
        return [Form(fields, said("holders_band")), Paragraph(said("holders_note"), Tone.NOTE)]

    def _gaps(self) -> list[Block]:
        """Forms whose fields nobody recorded: a gap to see, no invented fields."""
        said = self._said
        if not self._forms:
            return [Paragraph(said("no_forms"))]
        empty = [one for one in self._forms if not one.document.fields]
        if not empty:
            return []
        lines = tuple(
            said("gap", form=self._name(one), items=self._names.listed(one.items)) for one in empty
        )
        return [Paragraph(said("gaps"), Tone.WARNING), Listing(lines)]

    def _commitments(self) -> list[Block]:
        """Commitments that are made on the form, or on papers of their own."""
        said = self._said
        inside = [
            self._names(one.id)
            for one in self._after.items
            if one.committed and any(one.id in form.items and form.united for form in self._forms)
        ]
        apart = dict.fromkeys(
            self._names(need.document)
            for need in self._after.requirements
            if need.handed_in()
            and self._after.document(need.document).document_class is DocumentClass.COMMITMENT
        )
        found: list[Block] = []
        if inside:
            fields = tuple(
                FormField(
                    said("commitment_of", item=one), said("commitment_text"), lines=2, wide=True
                )
                for one in inside
            )
            found.append(Form(fields, said("commitment_band")))
        if apart:
            found.append(Paragraph(said("commitments_apart", papers=said.listed(list(apart)))))
        return found

    def _signatures(self) -> Block:
        said = self._said
        return Form(
            (
                FormField(said("declaration"), said("declaration_text"), lines=2, wide=True),
                FormField(said("signature")),
                FormField(said("signed_on")),
                FormField(said("officer")),
                FormField(said("received_on")),
            ),
            said("signature_band"),
        )

    def mapping(self) -> list[Block]:
        """Which field serves which item, and what became of the forms."""
        said = self._said
        found: list[Block] = [Heading(said("part_mapping")), Heading(said("forms_heading"), 2)]
        found.append(self._form_grid() if self._forms else Paragraph(said("no_forms")))
        found.append(Heading(said("fields_heading"), 2))
        if not self._fields:
            return [*found, Paragraph(said("no_fields"))]
        asked = sum(len(one.document.fields) for one in self._forms)
        known = sum(one.known_from is not None for one in self._fields)
        counts = said("counts", asked=asked, once=len(self._fields), known=known)
        return [*found, self._field_grid(), Paragraph(counts, Tone.NOTE)]

    def _form_grid(self) -> Grid:
        said = self._said
        columns = (
            Column(said("old_form"), 3),
            Column(said("items_column"), 3),
            Column(said("becomes"), 2),
            Column(said("field_count"), 1, figures=True),
        )
        rows = tuple(
            (
                self._name(one),
                self._names.listed(one.items),
                said("united" if one.united else "kept"),
                str(len(one.document.fields)) if one.document.fields else said("to_complete"),
            )
            for one in self._forms
        )
        return Grid(columns, rows)

    def _field_grid(self) -> Grid:
        said = self._said
        columns = (
            Column(said("number"), 0.6),
            Column(said("field"), 2),
            Column(said("group"), 1.2),
            Column(said("items_column"), 3),
            Column(said("old_form"), 3),
            Column(said("field_source"), 2),
        )
        forms = {one.document.id: one for one in self._forms}
        rows = tuple(
            (
                str(number),
                one.name,
                said(f"short_{one.group.value}"),
                self._names.listed(one.items),
                said.listed([self._name(forms[form]) for form in one.forms]),
                self._source(one),
            )
            for number, one in enumerate(self._fields, 1)
        )
        return Grid(columns, rows)

    def _source(self, field: Field) -> str:
        if field.known_from is None:
            return self._said("written")
        paper, source = field.known_from
        if source:
            return self._said("from_source", source=self._names(source), paper=self._names(paper))
        return self._said("from_result", paper=self._names(paper))

    def _name(self, form: OldForm) -> str:
        mark = DAGGER if form.document.is_assumed("fields") else ""
        return self._names(form.document.id) + mark
