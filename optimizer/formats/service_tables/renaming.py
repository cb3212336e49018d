"""Things whose name is their id: whoever refers to them is told the new name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from optimizer.service.department import Department
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.service.situation import Condition, Situation
from optimizer.service.step import Step


@dataclass
class Renames:
    """Old name → new name.

    Attributes:
        teams: of departments.
        questions: of situations.
        options: of each situation, by its old name.
    """

    teams: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    options: dict[str, dict[str, str]] = field(default_factory=dict)

    def learn(self, before: Record, after: Record) -> None:
        """Note what was renamed in one row."""
        if isinstance(before, Department) and isinstance(after, Department):
            old, new = [one.id for one in before.teams], [one.id for one in after.teams]
            self.teams.update(renamed(old, new))
        if isinstance(before, Situation) and isinstance(after, Situation):
            if before.id != after.id:
                self.questions[before.id] = after.id
            old, new = [one.id for one in before.options], [one.id for one in after.options]
            self.options[before.id] = renamed(old, new)

    def into(self, service: Service) -> Service:
        """The service in which every reference has the new name."""
        if not self.teams and not self.questions and not any(self.options.values()):
            return service
        return service.model_copy(
            update={
                "steps": tuple(self._step(one) for one in service.steps),
                "items": tuple(
                    one.model_copy(update={"when": self._when(one.when)}) for one in service.items
                ),
                "requirements": tuple(
                    one.model_copy(update={"when": self._when(one.when)})
                    for one in service.requirements
                ),
                "precedences": tuple(
                    one.model_copy(update={"when": self._when(one.when)})
                    for one in service.precedences
                ),
            }
        )

    def _step(self, step: Step) -> Step:
        demands = tuple(
            one.model_copy(update={"team": self.teams.get(one.team, one.team)})
            for one in step.demands
        )
        return step.model_copy(
            update={
                "demands": demands,
                "when": self._when(step.when),
                "members": tuple(self._step(one) for one in step.members),
            }
        )

    def _when(self, when: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            Condition(
                question=self.questions.get(one.question, one.question),
                options=tuple(
                    self.options.get(one.question, {}).get(option, option) for option in one.options
                ),
            )
            for one in when
        )


def renamed(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Which names of a list were changed into which.

    One name that went and one that came are the same thing; of several, those that stand in the
    same place of lists of one length.
    """
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    if len(gone) == len(come) == 1:
        return {gone[0]: come[0]}
    if len(old) != len(new):
        return {}
    return {
        one: other for one, other in zip(old, new, strict=True) if one in gone and other in come
    }


def lost(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Names that went and were not renamed."""
    found = renamed(old, new)
    return tuple(one for one in old if one not in new and one not in found)
