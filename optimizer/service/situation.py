"""Situations (办理情形): a question whose answer decides what applies."""

from pydantic import Field

from optimizer.service.record import Record, Sourced


class Option(Record):
    """One answer to a question.

    Attributes:
        share: share of cases in percent, where known.
        default: marked as the answer used when nobody chooses.
    """

    id: str
    share: float | None = Field(default=None, ge=0, le=100)
    default: bool = False


class Situation(Sourced):
    """A question with its options; items of different options are never added up."""

    id: str
    options: tuple[Option, ...] = Field(min_length=1)

    def default_option(self) -> str:
        """The option marked, else the one with the largest share, else the first."""
        marked = [option for option in self.options if option.default]
        if marked:
            return marked[0].id
        shares = [option.share or 0.0 for option in self.options]
        return self.options[shares.index(max(shares))].id


class Condition(Record):
    """Applies only when the question was answered with one of these options."""

    question: str
    options: tuple[str, ...] = Field(min_length=1)
