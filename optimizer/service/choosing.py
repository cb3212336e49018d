"""A service in one situation (情形): what does not apply is left out."""

from collections.abc import Mapping

from optimizer.errors import RequestProblem, Said
from optimizer.service.document import Document
from optimizer.service.item import Item
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.situation import Condition
from optimizer.service.step import Step


def chosen_options(service: Service, choice: Mapping[str, str]) -> dict[str, str]:
    """The answer to every question: the chosen one, else the default.

    Raises:
        RequestProblem: a question or option that the service does not have.
    """
    known = {situation.id: situation for situation in service.situations}
    problems = []
    for question, option in choice.items():
        if question not in known:
            problems.append(
                Said(
                    f"{question}: 没有这个办理情形；有：{'、'.join(known) or '无'}",
                    f"{question}: no such situation; there is: {', '.join(known) or 'none'}",
                )
            )
        elif option not in {one.id for one in known[question].options}:
            offered = [one.id for one in known[question].options]
            problems.append(
                Said(
                    f"{question}={option}: 没有这个选项；可选：{'、'.join(offered)}",
                    f"{question}={option}: no such option; there is: {', '.join(offered)}",
                )
            )
    if problems:
        raise RequestProblem(tuple(problems))
    return {name: choice.get(name, known[name].default_option()) for name in known}


def in_situation(service: Service, options: Mapping[str, str]) -> Service:
    """The service as it is for one applicant: only what applies to these options.

    Args:
        service: any service.
        options: an answer for every question (see ``chosen_options``).

    Returns:
        A service without the items, requirements, steps and precedences that do not
        apply, and without precedences, steps and forms of an item left out.
    """

    def applies(when: tuple[Condition, ...]) -> bool:
        return all(options.get(each.question) in each.options for each in when)

    items = tuple(item for item in service.items if applies(item.when))
    kept = {item.id for item in items}
    steps = tuple(
        step
        if kept.issuperset(step.items)
        else step.model_copy(update={"items": tuple(one for one in step.items if one in kept)})
        for step in service.steps
        if applies(step.when) and kept & set(step.items)
    )
    step_ids = {step.id for step in steps}
    before = {step.id: step.after or () for step in service.steps}
    needs = tuple(need for need in service.requirements if need.item in kept and applies(need.when))
    return service.model_copy(
        update={
            "items": items,
            "steps": tuple(_reattached(step, step_ids, before) for step in steps),
            "documents": _without_forms_of_others(service, items, needs),
            "requirements": needs,
            "precedences": tuple(
                one
                for one in service.precedences
                if one.before in kept and one.after in kept and applies(one.when)
            ),
            "externals": tuple(
                one.model_copy(update={"items": tuple(i for i in one.items if i in kept)})
                for one in service.externals
                if kept & set(one.items)
            ),
        }
    )


def _without_forms_of_others(
    service: Service, items: tuple[Item, ...], needs: tuple[Requirement, ...]
) -> tuple[Document, ...]:
    """The documents less the forms of items left out; a form that others use is theirs, too."""
    kept = {item.id for item in items}
    used = {one for need in needs for one in (need.document, need.original)}
    used.update(one for item in items for one in item.results)
    used.update(one for source in service.data_sources for one in source.documents)
    used.update(member for document in service.documents for member in document.members)
    found = []
    for document in service.documents:
        if not document.item or document.item in kept:
            found.append(document)
        elif document.id in used:
            found.append(document.model_copy(update={"item": ""}))
    return tuple(found)


def _reattached(step: Step, kept: set[str], before: Mapping[str, tuple[str, ...]]) -> Step:
    """The step after what stood before the steps left out in front of it."""
    if step.after is None or kept.issuperset(step.after):
        return step
    found: list[str] = []
    open_ids, seen = list(step.after), set(step.after)
    while open_ids:
        current = open_ids.pop(0)
        if current in kept:
            found.append(current)
            continue
        fresh = [one for one in before.get(current, ()) if one not in seen]
        seen.update(fresh)
        open_ids.extend(fresh)
    return step.model_copy(update={"after": tuple(found)})
