"""A district decided as a whole (全区一件事): what is asked, and what is answered."""

from collections import Counter
from datetime import datetime
from typing import Self

from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import Metric, Target
from optimizer.service.amounts import MOST_CEILING
from optimizer.service.kinds import Authority, Risk
from optimizer.service.record import Field, Record, model_validator
from optimizer.service.service import Service

JOINT_METRICS = (Metric.MATERIALS, Metric.STEPS, Metric.PROMISE, Metric.VISITS)


class Member(Record):
    """One service of a district.

    Attributes:
        key: short and unique in the district, also a file name.
        origin: file it was read from.
    """

    key: str
    service: Service
    origin: str = ""


class District(Record):
    """Services decided together, in a fixed order.

    Attributes:
        name: of the district or of the demonstration.
        generated: the services were made by the generator and stand for nothing real.
    """

    name: str
    members: tuple[Member, ...]
    generated: bool = False


class JointRequest(Record):
    """One question about all services of a district.

    Without targets the most is reduced: for each metric the reduction in per cent of the
    district's sum before, every service weighted by its yearly cases; the sum of these
    percentages counts. With targets the least effort that reaches them is sought; targets are of
    plain sums, as districts report them.

    Attributes:
        counting: id of the counting rule.
        metrics: that are reduced, none of them twice; each counts the same. At least one, unless
            there are targets.
        targets: in per cent of the plain sums over all services; empty asks for the most.
        by_volume: whether yearly cases weigh; a service without them, or with none,
            weighs as one case, and one with few cases never less than what the points for a
            unit cost, so that its table is not left empty.
        max_effort: ceiling on points over the whole district; what services share counts once.
        max_cost_yuan: likewise on money, of what has a price entered; the rest costs nothing.
        authority, risk, levers: ceilings, as for one service.
        refused: keys of data sources that are not to be connected and of approvals that are not to
            be asked for, whatever they would bring.
        time_limit_seconds: wall time of the joint decision.
    """

    counting: str = "reporting"
    metrics: tuple[Metric, ...] = JOINT_METRICS
    targets: tuple[Target, ...] = ()
    by_volume: bool = True
    max_effort: int | None = Field(default=None, ge=0, le=MOST_CEILING)
    max_cost_yuan: int | None = Field(default=None, ge=0, le=MOST_CEILING)
    authority: Authority = Authority.LEADING_GROUP
    risk: Risk = Risk.MEDIUM
    levers: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    time_limit_seconds: float = Field(default=300.0, gt=0)

    @model_validator(mode="after")
    def _each_metric_once(self) -> Self:
        twice = sorted(one for one, often in Counter(self.metrics).items() if often > 1)
        if twice:
            raise ValueError(f"metrics: {', '.join(twice)} twice; name each metric once")
        if Metric.EFFORT in self.metrics:
            raise ValueError("metrics: effort is what reductions cost; set a ceiling of effort")
        if not (self.metrics or self.targets):
            raise ValueError(
                f"metrics: none; name some, e.g. {', '.join(JOINT_METRICS)}, or set targets"
            )
        return self


class SharedSource(Record):
    """A data source as the district knows it: one, whatever services call it.

    Attributes:
        key: stable over all services.
        effort: points to connect it, once; the dearest of what services say.
        cost_yuan: likewise; ``None`` where nobody entered any.
        uses: (service, id of the source there) pairs.
        online: connected already.
    """

    key: str
    name: str
    owner: str = ""
    effort: int
    cost_yuan: int | None = None
    uses: tuple[tuple[str, str], ...]
    online: bool = False


class SharedApproval(Record):
    """Something only a higher authority can allow, asked once for all services it helps.

    Attributes:
        key: stable over all services.
        item, owner: whose it is: the item (事项) and its department.
        subject: the step or document it is about; empty for the item as a whole.
        kind: what is to be allowed.
        effort, cost_yuan: to get it, once.
        uses: (service, name there from ``redesign.once``) pairs.
    """

    key: str
    kind: MeasureKind
    item: str
    owner: str = ""
    subject: str = ""
    authority: Authority
    effort: int
    cost_yuan: int | None = None
    uses: tuple[tuple[str, str], ...]


class ServiceChoice(Record):
    """What the district does with one service.

    Attributes:
        service: its key in the district.
        measures: of its plan, connections of sources included.
        effort: points of the measures without connections and approvals; ``cost_yuan`` money.
        sources: keys of the sources its plan retrieves from that had to be connected.
        approvals: keys of the approvals its plan rests on.
        proven: nothing else would be better for the service by itself; never where services
            compete for a ceiling or a target.
        before, after: raw figures.
    """

    service: str
    measures: tuple[Measure, ...]
    effort: int
    cost_yuan: int = 0
    sources: tuple[str, ...]
    approvals: tuple[str, ...] = ()
    proven: bool = False
    before: Metrics
    after: Metrics


class Failed(Record):
    """A service that could not be decided, and why; it stops no other.

    Attributes:
        service: its key, or the name of its file where it could not even be read.
    """

    service: str
    message_zh: str
    message_en: str


class JointOutcome(Record):
    """The joint decision and what is proven of it.

    Attributes:
        status: as for a plan of one service.
        value: what was minimised: with targets thousandths of a point of effort, else what is left
            in millionths of a per cent (see ``JointRequest``).
        bound: no decision is better than this; ``None`` unknown.
        effort: points, what is shared once; ``cost_yuan`` money where it was entered.
        connected: keys of sources; ``approved`` keys of approvals to ask for.
        rounds: rounds of pricing.
        alone: (metric, what is left of it at least) of each target, whatever the others and
            effort; a target below it is out of reach.
        unanswered: services that could not be answered under any prices: they stay as they are.
    """

    status: Status
    value: int | None = None
    bound: int | None = None
    effort: int = 0
    cost_yuan: int = 0
    connected: tuple[str, ...] = ()
    approved: tuple[str, ...] = ()
    choices: tuple[ServiceChoice, ...] = ()
    rounds: int = 0
    seconds: float = 0.0
    alone: tuple[tuple[str, int], ...] = ()
    unanswered: tuple[Failed, ...] = ()

    def gap(self) -> float | None:
        """How far the decision may be from the best, as a share of the best; ``None`` unknown."""
        if self.value is None or self.bound is None:
            return None
        if self.value <= self.bound:
            return 0.0
        return (self.value - self.bound) / max(abs(self.bound), 1)


class DistrictPlan(Record):
    """A decided district: what reports, tables and pages are made of.

    Attributes:
        outcome: the joint decision; its choices stand in the order of the members.
        sources: every data source once; ``approvals`` likewise.
        plans: (key, judged plan) of each service that was decided; connections of sources stand in
            each plan that needs them and are paid for once, see ``outcome.effort``.
        failed: services left out, or left as they are (``outcome.unanswered``).
    """

    district: District
    request: JointRequest
    outcome: JointOutcome
    sources: tuple[SharedSource, ...] = ()
    approvals: tuple[SharedApproval, ...] = ()
    plans: tuple[tuple[str, Plan], ...] = ()
    failed: tuple[Failed, ...] = ()
    computed_at: datetime | None = None

    @property
    def undecidable(self) -> bool:
        """Whether there was no service that could be computed with."""
        members = {one.key for one in self.district.members}
        return not self.outcome.choices and members <= {one.service for one in self.failed}
