"""An item (联办事项) of the bundle, its limits and what its law says of it."""

from pydantic import Field, model_validator

from optimizer.service.amounts import MOST_TIMES, MOST_YUAN
from optimizer.service.duration import DurationField
from optimizer.service.kinds import CaseType, ItemKind, Span
from optimizer.service.record import Record, Sourced
from optimizer.service.situation import Condition


class Limit(Record):
    """A time limit (办结时限) with its unit and what it spans.

    The short form ``20 工作日`` is a limit from acceptance to decision.
    """

    duration: DurationField
    spans: Span = Span.DECISION
    basis: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return {"duration": value}
        return value


class Commitment(Record):
    """The entry of a published list that allows 告知承诺 for the licence itself.

    Regime of licences: 国发〔2021〕7号 or a special law (e.g. 消防法 art. 15).

    Attributes:
        basis: the list or article; without it there is no such opportunity.
        limit: time to the decision when the applicant commits.
        after_check: time within which the after-check (事后核查) must take place.
    """

    basis: str
    limit: DurationField
    after_check: DurationField | None = None


class Codes(Record):
    """Codes of an item; odd shapes warn, they are never rejected."""

    basic: str = ""  # 基本编码
    implementation: str = ""  # 实施编码
    handling: str = ""  # 业务办理项编码


class Item(Sourced):
    """One item that the applicant needs.

    Attributes:
        department: id of the organ that decides.
        statutory, promised: 法定 / 承诺办结时限; ``None`` is unknown.
        fee_yuan: fee where it is a number; ``fee`` is what the guide says.
        results: ids of the documents the item issues.
        visits: 到办事现场次数 of the whole item, spread over its steps.
        third_party_interest: others must be told before the decision (行政许可法 36).
        quantity_limited: in order of acceptance (行政许可法 57).
        commitment: allows 告知承诺 of the licence.
        instant: basis for handling on the spot (即办); empty means not offered.
        risk_tags: 国家安全、公共安全、生态环境保护 …: they stop additional commitments.
        window: its papers come in through the one window (一窗受理).
        condition: what the guide says in words; ``when`` is what the program uses.
        stage: stage of a long procedure (审批阶段).
    """

    id: str
    name: str = ""
    department: str
    kind: ItemKind = ItemKind.OTHER
    case_type: CaseType = CaseType.COMMITMENT_PERIOD
    codes: Codes = Codes()
    statutory: Limit | None = None
    promised: Limit | None = None
    fee: str = ""
    fee_yuan: int | None = Field(default=None, ge=0, le=MOST_YUAN)
    fee_absorbed: bool = False
    results: tuple[str, ...] = ()
    visits: int | None = Field(default=None, ge=0, le=MOST_TIMES)
    third_party_interest: bool = False
    quantity_limited: bool = False
    commitment: Commitment | None = None
    committed: bool = False
    instant: str = ""
    risk_tags: tuple[str, ...] = ()
    window: bool = False
    stage: str = ""
    condition: str = ""
    when: tuple[Condition, ...] = ()

    def limit(self) -> Limit | None:
        """The limit in force: the promise, else the statutory limit."""
        return self.promised or self.statutory
