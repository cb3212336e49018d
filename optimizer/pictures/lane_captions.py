"""What stands in and behind the box of each step of a lane picture, in the planner's words."""

from dataclasses import dataclass

from optimizer.pictures.lane_changes import Change, Changes
from optimizer.pictures.style import CHAIN_MARK, SMALL_PX, assumed_mark, step_mark
from optimizer.pictures.text_fit import text_width
from optimizer.service.kinds import StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import Language, Words, words
from optimizer.wording.lengths import duration_text
from optimizer.wording.levels import choice
from optimizer.wording.names import Names
from optimizer.worktime import HOURS_PER_DAY, Unit

MARK_PX = 14.0
"""Height and least width of the marks in a box."""
LENGTH_PX = SMALL_PX + 1
_MARK_GAP = 1.5
_SIDES = 5.0


@dataclass(frozen=True)
class Caption:
    """Everything written for one step.

    Attributes:
        mark: of its kind.
        length: its duration, with the old one in front where it was changed.
        badges: what a redesign does to it; a word each.
        told: all that is known of it, a line each (shown on pointing at it).
        least_width: px that marks, length and badges need.
    """

    mark: str
    name: str
    length: str
    assumed: bool
    badges: tuple[str, ...]
    told: tuple[str, ...]
    least_width: float


class Captions:
    """Writes the captions of one service.

    Args:
        service: completed.
        language: of all words but the names in the file.
        changes: what a redesign does to the steps.
        chain: ids of the steps of the deciding chain.
    """

    def __init__(
        self, service: Service, language: Language, changes: Changes, chain: tuple[str, ...]
    ) -> None:
        self.names = Names(service, language)
        self._words = words("pictures", language)
        self._language = language
        self._changes = changes
        self._chain = frozenset(chain)

    def of(self, step: Step) -> Caption:
        """The caption of a step."""
        change = self._changes.of(step.id)
        mark = step_mark(step.kind, self._language)
        length = length_text(self._words, step.length_hours(), change.old_hours)
        assumed = step.is_assumed("duration")
        badges = self._badges(step, change)
        marks = [mark]
        if step.id in self._chain:
            marks.append(CHAIN_MARK)
        if assumed:
            marks.append(assumed_mark(self._language))
        top = sum(mark_width(one) + _MARK_GAP for one in marks)
        foot = text_width(length, LENGTH_PX) + others_width(step)
        below = text_width(" ".join(badges), SMALL_PX) + 4
        return Caption(
            mark=mark,
            name=self.name(step),
            length=length,
            assumed=assumed,
            badges=badges,
            told=self._told(step, change),
            least_width=max(top, foot, below) + _SIDES,
        )

    def name(self, step: Step) -> str:
        """The step's own name; the word for its kind where it has none but an id."""
        unnamed = step.name == step.id and step.kind is not StepKind.OTHER
        return choice(step.kind, self._language) if unnamed else self.names.of_step(step)

    def _badges(self, step: Step, change: Change) -> tuple[str, ...]:
        found: list[str] = []
        if change.merge and step.members:
            found.append(
                self._words("lane_badge_merged", number=change.merge, count=len(step.members))
            )
        elif change.merge:
            found.append(self._words("lane_badge_merges", number=change.merge))
        elif step.members:
            found.append(self._words("lane_badge_holds", count=len(step.members)))
        happened = (key for key in ("dropped", "added", "early", "moved") if getattr(change, key))
        return (*found, *(self._words(f"lane_badge_{key}") for key in happened))

    def _told(self, step: Step, change: Change) -> tuple[str, ...]:
        say = self._words
        rows = [self.name(step)]

        def add(key: str, content: str) -> None:
            if content:
                rows.append(say("lane_told", heading=say(f"lane_told_{key}"), content=content))

        add("items", self.names.listed(step.items))
        add("departments", self.names.listed(step.departments))
        add("kind", choice(step.kind, self._language))
        add("length", self._length(step))
        if change.old_hours is not None:
            add("old_length", length_text(say, change.old_hours if change.old_hours >= 0 else None))
        if step.floor is not None:
            add("floor", f"{duration_text(step.floor, self._language)} {step.floor_basis}")
        add("counted", say("lane_yes" if step.counted else "lane_no"))
        add("counted_basis", step.counted_basis)
        if step.visits:
            add("visits", str(step.visits))
        add("lock", step.lock)
        add("early", step.early)
        add("members", "\n".join(f"  {self.names(member.id)}" for member in step.members))
        if step.id in self._chain:
            rows.append(f"{CHAIN_MARK} {say('lane_told_chain')}")
        return tuple(rows)

    def _length(self, step: Step) -> str:
        if step.duration is None:
            return self._words("lane_unknown")
        written = duration_text(step.duration, self._language)
        converted = length_text(self._words, step.length_hours())
        if step.duration.unit not in (Unit.WORKING_DAY, Unit.HOUR):
            written = f"{written} = {converted}"
        if step.is_assumed("duration"):
            return self._words("lane_assumed", value=written)
        return written


def others_width(step: Step) -> float:
    """Width in px of the signs of the other departments that take part."""
    others = len(step.departments) - 1
    return 17.0 + 7.0 * others if others > 0 else 0.0


def mark_width(mark: str) -> float:
    """Width in px of a mark on its ground."""
    return max(MARK_PX, text_width(mark, SMALL_PX) + 4)


def length_text(say: Words, hours: int | None, old_hours: int | None = None) -> str:
    """A length as short as it can be said: ``3天``, ``5→3天``, ``即办``.

    Args:
        say: words of pictures.
        hours: on the planning grid; ``None`` is unknown.
        old_hours: what it was before; -1 for unknown, ``None`` if it is the same.
    """
    if old_hours is None:
        return _length(say, hours)
    old = None if old_hours < 0 else old_hours
    if old and hours and _in_days(old) and _in_days(hours):
        return f"{_days(old)}→{_length(say, hours)}"
    return f"{_length(say, old)}→{_length(say, hours)}"


def _length(say: Words, hours: int | None) -> str:
    if hours is None:
        return say("lane_unknown")
    if hours == 0:
        return say("lane_at_once")
    if _in_days(hours):
        return say("lane_days", value=_days(hours))
    return say("lane_hours", value=hours)


def _in_days(hours: int) -> bool:
    return hours % (HOURS_PER_DAY // 2) == 0


def _days(hours: int) -> str:
    return f"{hours / HOURS_PER_DAY:g}"
