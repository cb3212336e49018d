"""The base of every record of this program: frozen, strict, comparable."""

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

__all__ = ["Field", "Record", "Sourced", "model_validator"]


class Record(BaseModel):
    """A value: it cannot be changed, and a key nobody knows is refused.

    ``model_copy(update=...)`` is the way to a changed copy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)


class Sourced(Record):
    """A record some of whose values may be assumed (推定值) rather than read.

    Attributes:
        assumed: names of the fields whose value was not read from a source;
            ``("*",)`` means the whole record. Whatever rests on such a value is marked.
    """

    assumed: tuple[str, ...] = ()

    def is_assumed(self, field: str) -> bool:
        """Whether the value of one field (or the whole record) is assumed."""
        return "*" in self.assumed or field in self.assumed

    def assuming(self, *fields: str) -> tuple[str, ...]:
        """The ``assumed`` marks of a copy in which these fields are assumed too."""
        return tuple(sorted({*self.assumed, *fields}))


def problems_of(error: ValueError) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What a record refused: for each problem the names that lead to it, and the message.

    Args:
        error: raised when values did not make a record.
    """
    if not isinstance(error, ValidationError):
        return (((), str(error)),)
    return tuple(
        (tuple(str(name) for name in one["loc"]), one["msg"])
        for one in error.errors(include_url=False, include_context=False)
    )
