"""Names that this program gives: steps it merged or assumed, the united form, commitments.

They stand in the service in Chinese, since its file is Chinese; names that somebody wrote are
told as they were written, whatever the language.
"""

from optimizer.levers.commitment import UNITED_FORM, paper_id, paper_name
from optimizer.levers.reference import lever_tables, merge_classes
from optimizer.service import terms
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import Language, words
from optimizer.wording.levels import choice


def step_name(step: Step, language: Language) -> str:
    """The name of a step; its kind where it has none, or none but the word for its kind."""
    if not step.name or (language == "en" and step.name == terms.word(step.kind)):
        return choice(step.kind, language)
    if step.members and language == "en":
        for merged in merge_classes().values():
            if merged.name_zh == step.name:
                return merged.name_en
    return step.name


def document_names(service: Service, language: Language) -> dict[str, str]:
    """The name of every document by its id; the id where it has none."""
    said = words("plan", language)
    given = {(UNITED_FORM, lever_tables().united_form_name): said("united_form")}
    for item in service.items:
        paper = (paper_id(item), paper_name(item))
        given[paper] = said("commitment_of", item=item.name or item.id)
    return {one.id: given.get((one.id, one.name), one.name or one.id) for one in service.documents}
