"""Which words of the catalogues the code speaks, read from its source.

A text is spoken by calling a ``Words`` with its key. What is a ``Words`` is read from the code:
``words("plan", …)``, a name or attribute bound to one, a property or function that returns one, a
parameter or field annotated ``Words`` (it speaks the one catalogue of its module, else that of its
room). A key is read where it is written: as a text, a choice between texts, a name that runs
through texts written down, a parameter that a private function is given such texts for. Whatever
else is called is *dynamic*: a pattern such as ``group_{}``.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# The catalogue that a room speaks where its code does not say.
ROOMS = {"cli": "cli", "formats": "csv", "pictures": "pictures", "ui": "ui", "wording": "plan"}
# Methods that take a key and speak it themselves: what is wrong with an option.
SPEAKERS = {"wrong": "cli"}


@dataclass(frozen=True, order=True)
class Spoken:
    """A key (or a pattern of keys, with ``{}`` for what is not known) and where it is called."""

    catalogue: str
    key: str
    module: str
    line: int

    @property
    def dynamic(self) -> bool:
        """Whether the key is known only when the program runs."""
        return "{}" in self.key


@dataclass
class _Scope:
    """What names mean in one module and function."""

    speaking: dict[str, str] = field(default_factory=dict)
    texts: dict[str, ast.expr] = field(default_factory=dict)
    running: dict[str, set[str]] = field(default_factory=dict)

    def inner(self) -> "_Scope":
        return _Scope(dict(self.speaking), dict(self.texts), dict(self.running))


def spoken(files: Iterable[Path], root: Path) -> list[Spoken]:
    """Every key called in some files, sorted.

    Args:
        files: Python modules.
        root: modules are named relative to it.
    """
    sources = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}
    return spoken_in(sources)


def spoken_in(sources: dict[str, str]) -> list[Spoken]:
    """As ``spoken``, of sources by the name of their module (``optimizer/ui/state.py``)."""
    trees = {module: ast.parse(source) for module, source in sources.items()}
    offered: dict[str, dict[str, str]] = {}
    for module, tree in trees.items():
        offered.setdefault(_room(module), {}).update(_Module(module, tree, {}).offers())
    found: list[Spoken] = []
    for module, tree in trees.items():
        found.extend(_Module(module, tree, offered[_room(module)]).spoken())
    return sorted(set(found))


def written(source: str) -> set[str]:
    """Every text written in a module, with ``{}`` for what is filled in."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else "{}" for one in node.values]
            found.add("".join(map(str, parts)))
    return found - {"", "{}"}


def _room(module: str) -> str:
    return module.split("/")[1]


class _Module:
    """One module: finds what speaks in it, then what is spoken."""

    def __init__(self, module: str, tree: ast.Module, offered: dict[str, str]) -> None:
        self._module = module
        self._tree = tree
        self._nodes = list(ast.walk(tree))
        named = {
            catalogue
            for node in self._nodes
            if isinstance(node, ast.expr) and (catalogue := _catalogue(node))
        }
        self._own = named.pop() if len(named) == 1 else ROOMS.get(_room(module), "")
        # Read once: looked up for each parameter of each function.
        self._calls: dict[str, list[ast.Call]] = {}
        for node in self._nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                self._calls.setdefault(node.func.id, []).append(node)
        self._offered = {**offered, **self.offers()}

    def offers(self) -> dict[str, str]:
        """Attributes, properties and functions that are or return words, with their catalogue."""
        found: dict[str, str] = {}
        for node in self._nodes:
            if isinstance(node, ast.FunctionDef) and _is_words(node.returns):
                inside = [
                    c for n in ast.walk(node) if isinstance(n, ast.expr) and (c := _catalogue(n))
                ]
                found[node.name] = inside[0] if inside else self._own
            elif isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.AnnAssign) and _is_words(line.annotation):
                        found[_name(line.target)] = self._own
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                catalogue = _catalogue(node.value)
                for target in _targets(node):
                    if catalogue and isinstance(target, ast.Attribute):
                        found[target.attr] = catalogue
        return found

    def spoken(self) -> Iterator[Spoken]:
        """Every key called in the module."""
        yield from self._walk(self._tree.body, _Scope())

    def _walk(self, nodes: Iterable[ast.AST], scope: _Scope) -> Iterator[Spoken]:
        for node in nodes:
            if isinstance(node, ast.FunctionDef):
                inner = scope.inner()
                for place, argument in enumerate((*node.args.args, *node.args.kwonlyargs)):
                    inner.texts.pop(argument.arg, None)
                    inner.running.pop(argument.arg, None)
                    if _is_words(argument.annotation):
                        inner.speaking[argument.arg] = self._own
                    elif given := self._given(node.name, argument.arg, place):
                        inner.running[argument.arg] = given
                yield from self._walk(node.body, inner)
                continue
            yield from self._statement(node, scope)

    def _statement(self, node: ast.AST, scope: _Scope) -> Iterator[Spoken]:
        inside = scope
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            inside = scope.inner()
            for part in node.generators:
                self._run(part.target, part.iter, inside)
        elif isinstance(node, ast.For):
            self._run(node.target, node.iter, scope)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            self._bind(node, scope)
        if isinstance(node, ast.Call):
            yield from self._called(node, inside)
        yield from self._walk(ast.iter_child_nodes(node), inside)

    def _given(self, function: str, name: str, place: int) -> set[str]:
        """The texts a private function is given for a parameter; empty if one is not known."""
        calls = self._calls.get(function, []) if function.startswith("_") else []
        found: set[str] = set()
        for call in calls:
            named = [one.value for one in call.keywords if one.arg == name]
            given = call.args[place : place + 1] or named
            known = self._keys(given[0], _Scope()) if given else set()
            if not known:
                return set()
            found |= known
        return found

    def _bind(self, node: ast.Assign | ast.AnnAssign, scope: _Scope) -> None:
        assert node.value is not None
        for target in _targets(node):
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    catalogue = self._speaks(value, scope)
                    if catalogue:
                        scope.speaking[name.id] = catalogue
                    scope.texts[name.id] = value
                    scope.running.pop(name.id, None)

    def _run(self, target: ast.expr, through: ast.expr, scope: _Scope) -> None:
        """A name that runs through texts written down, alone or one of several."""
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        for place, name in enumerate(names):
            if isinstance(name, ast.Name):
                known = [self._keys(cell, scope) for cell in _cells(through, place, scope)]
                scope.running.pop(name.id, None)
                scope.texts.pop(name.id, None)
                if known and all(known):
                    scope.running[name.id] = set().union(*known)

    def _called(self, node: ast.Call, scope: _Scope) -> Iterator[Spoken]:
        catalogue = self._speaks(node.func, scope)
        if isinstance(node.func, ast.Attribute) and not catalogue:
            if node.func.attr == "has":
                catalogue = self._speaks(node.func.value, scope)
            elif node.func.attr in SPEAKERS and _room(self._module) == SPEAKERS[node.func.attr]:
                catalogue = SPEAKERS[node.func.attr]
        if not catalogue or not node.args:
            return
        for key in self._keys(node.args[0], scope) or {"{}"}:
            yield Spoken(catalogue, key, self._module, node.lineno)

    def _speaks(self, node: ast.expr, scope: _Scope) -> str:
        """The catalogue that an expression speaks; empty when it is no words."""
        if _catalogue(node):
            return _catalogue(node)
        if isinstance(node, ast.Name):
            return scope.speaking.get(node.id, "")
        if isinstance(node, ast.Attribute):
            return self._offered.get(node.attr, "")
        if isinstance(node, ast.Call):
            return self._offered.get(_name(node.func), "")
        return ""

    def _keys(self, node: ast.expr, scope: _Scope) -> set[str]:
        """What a key may be; patterns where a part is not known, empty if nothing is."""
        if isinstance(node, ast.Constant):
            return {node.value} if isinstance(node.value, str) else set()
        if isinstance(node, ast.IfExp):
            first, second = self._keys(node.body, scope), self._keys(node.orelse, scope)
            return first | second if first and second else set()
        if isinstance(node, ast.Name):
            if node.id in scope.running:
                return scope.running[node.id]
            others = {name: text for name, text in scope.texts.items() if name != node.id}
            value = scope.texts.get(node.id)
            hidden = _Scope(scope.speaking, others, scope.running)
            return self._keys(value, hidden) if value is not None else set()
        if isinstance(node, ast.JoinedStr):
            return self._joined(node, scope)
        return set()

    def _joined(self, node: ast.JoinedStr, scope: _Scope) -> set[str]:
        found = {""}
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            known = self._keys(inner, scope) or {"{}"}
            found = {before + one for before in found for one in known}
        return found


def _catalogue(node: ast.expr) -> str:
    """The catalogue of ``words("plan", …)``; empty for anything else."""
    if not (isinstance(node, ast.Call) and _name(node.func) == "words" and node.args):
        return ""
    first = node.args[0]
    named = isinstance(node.func, ast.Name) and isinstance(first, ast.Constant)
    return (
        str(first.value)
        if named and isinstance(first, ast.Constant) and len(node.args) == 2
        else ""
    )


def _cells(through: ast.expr, place: int, scope: _Scope) -> list[ast.expr]:
    """What one of the names of a loop runs through; empty when that is not written down."""
    rows = scope.texts.get(through.id, through) if isinstance(through, ast.Name) else through
    if isinstance(rows, ast.Call):
        if _name(rows.func) == "zip" and len(rows.args) > place:
            return _cells(rows.args[place], 0, scope)
        if _name(rows.func) == "items" and isinstance(rows.func, ast.Attribute) and place == 0:
            return _cells(rows.func.value, 0, scope)
    if isinstance(rows, ast.Dict):
        return [key for key in rows.keys if key is not None]
    if not isinstance(rows, ast.Tuple | ast.List | ast.Set):
        return []
    return [
        row.elts[place] if isinstance(row, ast.Tuple) and len(row.elts) > place else row
        for row in rows.elts
    ]


def _is_words(annotation: ast.expr | None) -> bool:
    return annotation is not None and _name(annotation) == "Words"


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
