"""Entries in their short form where that says everything and is read back the same."""

from optimizer.formats.record_writing import mapped
from optimizer.formats.short_forms import (
    ARROW,
    ASSUMED_MARK,
    DEFAULT_MARK,
    arrow_text,
    kind_text,
    option_text,
    split_assumed,
    step_text,
    team_text,
)
from optimizer.formats.yaml_text import Plain, Value
from optimizer.service.department import Team
from optimizer.service.precedence import Precedence
from optimizer.service.situation import Option
from optimizer.service.step import Demand, Step
from optimizer.service.terms import EVERYTHING, key_word, word


def short_entry(written: dict[str, Value], text: str, key: str, section: str) -> Value:
    """A text instead of a mapping that holds nothing but a name, perhaps marked."""
    if not text or split_assumed(text)[1]:
        return written
    if set(written) == {key}:
        return text
    assumed = key_word(section, "assumed")
    if set(written) == {key, assumed} and isinstance(written[assumed], Plain):
        return f"{text}{ASSUMED_MARK}"
    return written


def short_step(written: dict[str, Value], step: Step) -> Value:
    """``受理 1 工作日`` where that says everything."""
    name, duration, assumed = (key_word("step", one) for one in ("name", "duration", "assumed"))
    text = step.name
    if set(written) == {name, duration}:
        text = f"{step.name} {written[duration]}"
        expected = (step.name, str(step.duration))
    elif set(written) == {name} or (
        set(written) == {name, assumed} and isinstance(written[assumed], Plain)
    ):
        text = step.name + (ASSUMED_MARK if assumed in written else "")
        expected = (step.name, "")
    else:
        return written
    stripped, marked = split_assumed(text)
    if step_text(stripped) != expected or marked != bool(step.assumed):
        return written
    return text


def team_value(team: Team) -> Value:
    """``检查组 2 人``."""
    text = f"{team.id} {team.capacity} 人"
    if team_text(text) == (team.id, team.capacity):
        return text
    return mapped("team", team)


def demand_value(demand: Demand) -> Value:
    """``检查组`` or ``检查组 2``."""
    text = demand.team if demand.amount == 1 else f"{demand.team} {demand.amount}"
    if demand.team and team_text(text) == (
        demand.team,
        None if demand.amount == 1 else demand.amount,
    ):
        return text
    return mapped("demand", demand)


def option_value(option: Option) -> Value:
    """``备案 60%（默认）``."""
    share = "" if option.share is None else f" {option.share:g}%"
    text = f"{option.id}{share}{DEFAULT_MARK if option.default else ''}"
    if option.id and option_text(text) == (option.id, option.share, option.default):
        return text
    return mapped("option", option)


def short_precedence(written: dict[str, Value], one: Precedence, ends: tuple[str, str]) -> Value:
    """``A → B: 法定前置（依据）`` where that says everything.

    Args:
        written: the precedence as a mapping.
        one: the precedence.
        ends: what the short form calls its two items.
    """
    mark = ASSUMED_MARK if one.assumed == (EVERYTHING,) else ""
    said = {key_word("precedence", key) for key in ("before", "after", "kind", "basis")}
    if mark:
        said.add(key_word("precedence", "assumed"))
    arrow = f"{ends[0]} {ARROW} {ends[1]}"
    text = word(one.kind) + (f"（{one.basis}）" if one.basis else "") + mark
    stripped, marked = split_assumed(text)
    same = kind_text(stripped) == (word(one.kind), one.basis) and marked == bool(mark)
    if set(written) - said or not same or arrow_text(arrow) != ends:
        return written
    return {arrow: Plain(text)}
