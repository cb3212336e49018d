"""From what a file says to a ``Service``: names become ids, what is left out is filled in."""

from optimizer.formats.document_drafts import document_of
from optimizer.formats.entries import Values
from optimizer.formats.names import Names, StepNames, numbered
from optimizer.formats.service_parsing import Parsed
from optimizer.service.department import Department
from optimizer.service.item import Item
from optimizer.service.service import Service
from optimizer.service.using import used_departments, used_documents


class Assembly:
    """Builds the service of one file."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        departments = _dicts(parsed.top["departments"])
        self._departments = Names(_id_and_name(one) for one in departments)
        self._items = Names(_id_and_name(one) for one in parsed.items)
        self._steps = StepNames([_id_and_name(one) for one in parsed.steps])
        self._documents = Names((one.document_id, one.name) for one in parsed.documents)
        self._sources = Names(_id_and_name(one) for one in parsed.sources)

    def values(self) -> Values:
        """The values of the service, without departments and documents only used by name."""
        parsed = self._parsed
        top = dict(parsed.top)
        self._resolve(top, "lead_department", self._departments)
        top["departments"] = [self._department(one) for one in _dicts(top["departments"])]
        top["items"] = [
            self._item(one, tuple(use.document_id for use in uses))
            for one, uses in zip(parsed.items, parsed.results, strict=True)
        ]
        top["steps"] = [self._step(one) for one in parsed.steps]
        top["requirements"] = self._requirements()
        top["precedences"] = self._precedences()
        top["externals"] = [self._items_of(one) for one in _dicts(top["externals"])]
        top["data_sources"] = self._data_sources()
        return top

    def documents(self, service: Service) -> list[Values]:
        """The documents: declared ones first, the others in the order of first use."""
        makers: dict[str, Item] = {}
        for item in service.items:
            for result in item.results:
                makers.setdefault(result, item)
        known = {one.id: one for one in service.departments}
        found = []
        for draft in self._parsed.documents:
            maker = makers.get(draft.document_id)
            department = None if maker is None else known.get(maker.department)
            values = document_of(draft, maker, department)
            self._resolve(values, "issuer", self._departments)
            self._resolve(values, "item", self._items)
            members = values.get("members", ())
            assert isinstance(members, tuple)
            values["members"] = tuple(self._documents.resolved(one) for one in members)
            found.append((draft.declared, values))
        order = {one: place for place, one in enumerate(used_documents(service))}
        declared = [values for is_declared, values in found if is_declared]
        implied = [values for is_declared, values in found if not is_declared]
        implied.sort(key=lambda values: order.get(str(values["id"]), len(order)))
        return [*declared, *implied]

    def _department(self, values: Values) -> Values:
        decides = values.get("decides", ())
        assert isinstance(decides, tuple)
        return {**values, "decides": tuple(self._items.resolved(one) for one in decides)}

    def _item(self, values: Values, results: tuple[str, ...]) -> Values:
        self._resolve(values, "department", self._departments)
        return {**values, "results": results}

    def _step(self, values: Values) -> Values:
        found = self._items_of(values)
        items = found["items"]
        assert isinstance(items, tuple)
        departments = found.get("departments", ())
        assert isinstance(departments, tuple)
        found["departments"] = tuple(self._departments.resolved(one) for one in departments)
        after = found.get("after")
        if isinstance(after, tuple):
            found["after"] = tuple(self._steps.resolved(one, items[0]) for one in after)
        found["members"] = [self._step(one) for one in _dicts(found.get("members", []))]
        return found

    def _items_of(self, values: Values) -> Values:
        items = values["items"]
        assert isinstance(items, tuple)
        return {**values, "items": tuple(self._items.resolved(one) for one in items)}

    def _requirements(self) -> list[Values]:
        taken: set[str] = {
            str(values["id"]) for values, _ in self._parsed.needs if values.get("id")
        }
        found = []
        names = {one.document_id: one.name for one in self._parsed.documents}
        for values, use in self._parsed.needs:
            item = str(values["item"])
            name = names.get(use.document_id) or use.document_id
            need = {**values, "document": use.document_id}
            need["id"] = values.get("id") or numbered(f"{item}/{name}", taken)
            taken.add(str(need["id"]))
            if "needed_by" in need:
                need["needed_by"] = self._steps.needed_by(str(need["needed_by"]), item)
            self._resolve(need, "source", self._sources)
            self._resolve(need, "original", self._documents)
            found.append(need)
        return found

    def _precedences(self) -> list[Values]:
        taken: set[str] = set()
        found = []
        for values in _dicts(self._parsed.top["precedences"]):
            one = dict(values)
            self._resolve(one, "before", self._items)
            self._resolve(one, "after", self._items)
            if one.get("step"):
                one["step"] = self._steps.resolved(str(one["step"]), str(one["before"]))
            base = f"{one['before']}→{one['after']}"
            one["id"] = one.get("id") or numbered(base, taken)
            taken.add(str(one["id"]))
            found.append(one)
        return found

    def _data_sources(self) -> list[Values]:
        found = []
        for values, uses in zip(self._parsed.sources, self._parsed.delivered, strict=True):
            one = {**values, "documents": tuple(use.document_id for use in uses)}
            self._resolve(one, "owner", self._departments)
            found.append(one)
        return found

    @staticmethod
    def _resolve(values: Values, field: str, names: Names) -> None:
        if values.get(field):
            values[field] = names.resolved(str(values[field]))


def with_used_departments(service: Service) -> Service:
    """The service with a department for every name that is used as one."""
    held = {one.id for one in service.departments}
    fresh = [one for one in used_departments(service) if one not in held]
    implied = tuple(Department(id=one, name=one) for one in fresh)
    return service.model_copy(update={"departments": (*service.departments, *implied)})


def _dicts(value: object) -> list[Values]:
    assert isinstance(value, list)
    return value


def _id_and_name(values: Values) -> tuple[str, str]:
    return (str(values["id"]), str(values.get("name", "")))
