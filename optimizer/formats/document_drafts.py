"""Which uses of a document name mean one document (同一材料).

A document written in the list 材料 is what it says. A name used without being described there is
one document wherever it is used, with two exceptions that follow from what identity means: with
another holder or edition it is another document, and a form belongs to its item.
"""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from optimizer.formats.troubles import Troubles
from optimizer.formats.yaml_tree import Node
from optimizer.service.department import Department
from optimizer.service.document_names import default_class, default_issuer_kind, is_form
from optimizer.service.item import Item
from optimizer.service.kinds import DocumentClass

Identity = tuple[str, str]
"""Holder and edition."""


@dataclass
class Draft:
    """A document while its uses are gathered.

    Attributes:
        stated: field → value, where a file states it.
        at: field → where it was stated first.
    """

    name: str
    node: Node
    place: str
    declared: bool = False
    item: str = ""
    stated: dict[str, object] = field(default_factory=dict)
    assumed: set[str] = field(default_factory=set)
    document_id: str = ""

    def text(self, key: str) -> str:
        """A stated text; empty when it is not stated."""
        value = self.stated.get(key, "")
        return value if isinstance(value, str) else ""

    @property
    def identity(self) -> Identity:
        """Of whom it proves something, old or new."""
        return (self.text("holder"), self.text("edition"))


@dataclass
class Use:
    """One place in the file where a document is named.

    Attributes:
        item: id of the item that needs or issues it; empty for a data source.
        issues: whether the item issues it.
        stated, assumed: what the place says of the document.
    """

    text: str
    node: Node
    place: str
    item: str = ""
    issues: bool = False
    stated: Table[str, object] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    draft: Draft | None = None

    @property
    def document_id(self) -> str:
        """Id of the document meant; the text itself when none was found."""
        return self.draft.document_id if self.draft is not None else self.text


class Drafts:
    """All documents of one file."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles
        self._declared: list[Draft] = []
        self._implied: list[Draft] = []
        self._uses: list[Use] = []

    def declare(self, draft: Draft) -> None:
        """Add a document of the list 材料."""
        draft.declared = True
        self._declared.append(draft)

    def use(self, use: Use) -> Use:
        """Add a place where a document is named."""
        self._uses.append(use)
        return use

    def resolve(self) -> list[Draft]:
        """Settle which document every use means, and its id.

        Returns:
            The documents: those of the list 材料, then the others.
        """
        open_uses: dict[str, list[Use]] = {}
        for use in self._uses:
            if not self._settle(use, self._declared):
                open_uses.setdefault(use.text, []).append(use)
        for name, uses in open_uses.items():
            self._imply(name, uses)
        for use in self._uses:
            if use.draft is not None:
                self._merge(use.draft, use)
        drafts = [*self._declared, *self._implied]
        _give_ids(drafts)
        return drafts

    def _settle(self, use: Use, drafts: list[Draft]) -> bool:
        """Find the document a use means among those there are; whether that is settled."""
        exact = [one for one in drafts if one.text("id") == use.text]
        found = exact or [one for one in drafts if one.name == use.text]
        for key in ("holder", "edition"):
            wanted = use.stated.get(key)
            if wanted is not None:
                found = [one for one in found if one.text(key) in (wanted, "")]
        if len(found) > 1:
            found = [one for one in found if one.item == use.item] or found
        if len(found) > 1:
            bare = [one for one in found if one.identity == ("", "")]
            found = bare if len(bare) == 1 else found
        if not found:
            return False
        if len(found) > 1:
            self._ambiguous(use, found)
        else:
            use.draft = found[0]
        return True

    def _ambiguous(self, use: Use, found: list[Draft]) -> None:
        options = "、".join("·".join(part for part in one.identity if part) for one in found)
        self._troubles.add(
            "ambiguous_document",
            use.node,
            use.place,
            (
                f"同名材料有 {len(found)} 份（{options}），不知是哪一份",
                f"{len(found)} documents have this name ({options})",
            ),
            ("请写明持有人、版本，或写材料编号", "state the holder or edition, or its id"),
        )

    def _imply(self, name: str, uses: list[Use]) -> None:
        """The documents that a name stands for where no list describes it."""
        stated = [use.stated.get("document_class") for use in uses]
        classes = [one for one in stated if one is not None]
        issued = any(use.issues for use in uses)
        form = DocumentClass.FORM in classes if classes else is_form(name) and not issued
        found: dict[tuple[Identity, str], Draft] = {}
        named = [use for use in uses if _identity(use) != ("", "")]
        for use in sorted(uses, key=lambda one: one not in named):
            item = use.item if form and not use.issues else ""
            key = (_identity(use), item)
            if use not in named:
                alike = [draft for (_, one), draft in found.items() if one == item]
                if form and not item:
                    alike = list(found.values())
                if len(alike) > 1:
                    self._ambiguous(use, alike)
                    continue
                if alike:
                    use.draft = alike[0]
                    continue
            if key not in found:
                found[key] = Draft(name, use.node, use.place, item=item)
                if form:
                    found[key].stated["document_class"] = DocumentClass.FORM
            use.draft = found[key]
        self._implied.extend(found.values())

    def _merge(self, draft: Draft, use: Use) -> None:
        """Add what a use says of its document; contradictions are told."""
        for key, value in use.stated.items():
            held = draft.stated.setdefault(key, value)
            if held != value:
                self._troubles.add(
                    "contradiction",
                    use.node,
                    use.place,
                    (
                        f"材料“{draft.name}”的写法前后不一（{draft.place} 写的不同）",
                        f"document {draft.name!r} is described differently in {draft.place}",
                    ),
                    ("改成一致；若是两份材料请写明持有人", "make them agree, or state the holder"),
                )
        draft.assumed |= use.assumed


def _identity(use: Use) -> Identity:
    return (str(use.stated.get("holder", "")), str(use.stated.get("edition", "")))


def _give_ids(drafts: list[Draft]) -> None:
    """An id where none is stated: the name, with what tells documents of one name apart."""
    count: dict[str, int] = {}
    for draft in drafts:
        count[draft.name] = count.get(draft.name, 0) + 1
    for draft in drafts:
        draft.document_id = draft.text("id") or default_id(
            draft.name, draft.item, draft.identity, alone=count[draft.name] == 1
        )


def default_id(name: str, item: str, identity: Identity, *, alone: bool) -> str:
    """The id of a document that states none.

    Args:
        name: its name.
        item: the item whose form it is, or empty.
        identity: holder and edition.
        alone: whether no other document has this name.
    """
    if alone:
        return name
    told = "·".join(part for part in identity if part)
    plain = f"{item}/{name}" if item else name
    return f"{plain}（{told}）" if told else plain


def defaults(name: str, maker: Item | None, department: Department | None) -> dict[str, object]:
    """What is taken for a document where the file is silent."""
    return {
        "document_class": default_class(name, issued=maker is not None),
        "issuer_kind": default_issuer_kind(maker, department),
        "issuer": "" if maker is None else maker.department,
    }


def document_of(
    draft: Draft, maker: Item | None, department: Department | None
) -> dict[str, object]:
    """The values of the record of a draft whose uses are settled."""
    values = {**defaults(draft.name, maker, department), **draft.stated}
    values.update(id=draft.document_id, name=draft.name, assumed=tuple(sorted(draft.assumed)))
    values.setdefault("item", draft.item)
    return values
