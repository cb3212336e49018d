"""Where the gain of the hand-written pair comes from."""

from optimizer.evaluation.contribution import effects, losses, waterfall, without_shortening
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.fitting import fitting
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.measure import Measure
from optimizer.service import Service
from tests.fixtures import pair, sharing

RULE = load_counting_rules()["reporting"]
PATH = load_counting_rules()["critical-path"]
PARALLEL = "parallel:a→b（逐项办理）"
WINDOW = "window:a+b"


def taken(service: Service, *wanted: str) -> tuple[Measure, ...]:
    """Measures for whole opportunities; ``=16h`` after a shortening says how far."""
    offered = {one.id: one for one in find(service)}
    found = []
    for name in wanted:
        subject, _, value = name.partition("=") if name.endswith("h") else (name, "", "")
        one = offered[subject]
        found.append(measure_of(one, one.targets, value))
    return tuple(sorted(found, key=lambda one: one.id))


def whole() -> tuple[Measure, ...]:
    return taken(
        pair(),
        "window:window",
        "forms:forms",
        "route:a:照=submit_once",
        "route:b:照=submit_once",
        PARALLEL,
        "shorten:a/审查=16h",
        "shorten:b/审查=16h",
    )


def test_rows_follow_the_levers_and_add_up() -> None:
    """The habit goes first, because one window would close a circle with it."""
    rows = [(r.family, r.metric, r.before, r.after) for r in waterfall(pair(), whole(), RULE)]
    assert rows == [
        ("forms", "materials", 5, 4),
        ("submit_once", "materials", 4, 3),
        ("window", "steps", 4, 3),
        ("parallelise", "promise", 10, 5),
        ("shorten", "promise", 5, 4),
        ("window", "visits", 2, 1),
    ]


def test_what_only_the_rule_gives_has_a_row_of_its_own() -> None:
    """Under a sum of limits an as-is that already runs in parallel shows a basis row."""
    parallel = pair().model_copy(update={"precedences": ()})
    rows = waterfall(parallel, (), RULE)
    assert [(r.family, r.metric, r.before, r.after) for r in rows] == [
        ("counting_basis", "promise", 10, 5)
    ]
    assert waterfall(parallel, (), PATH) == ()


def test_dropping_the_window_drops_what_rests_on_it() -> None:
    """Forms and documents submitted once need one intake."""
    loss = {one.measure: one for one in losses(pair(), whole(), RULE)}[WINDOW]
    assert set(loss.dropped) == {
        "forms:a/表+b/表",
        "route:a:照=submit_once",
        "route:b:照=submit_once",
    }
    assert dict(loss.lost)["materials"] == 2


def test_dropping_the_freed_habit_drops_the_window_that_needs_it() -> None:
    """With the habit back, one 收件 for both would wait for itself."""
    loss = {one.measure: one for one in losses(pair(), whole(), RULE)}[PARALLEL]
    assert WINDOW in loss.dropped
    assert dict(loss.lost)["promise"] == 4


def test_dropping_one_of_two_equal_shortenings_loses_the_whole_cut() -> None:
    """In parallel the longer item decides; each shortening alone gives nothing."""
    lost = {one.measure: dict(one.lost) for one in losses(pair(), whole(), RULE)}
    assert lost["shorten:a/审查=16h"] == {"promise": 1, "elapsed": 1}
    changes = {name: dict(pairs) for name, pairs in effects(pair(), whole(), RULE)}
    assert changes["shorten:a/审查=16h"] == {"promise": -1, "elapsed": -1}


def test_dropping_a_connection_drops_the_documents_it_delivers() -> None:
    """A source that nobody connected delivers nothing."""
    service = sharing()
    plan = taken(service, "connect:照库", "route:a:照=retrieve@照库", "route:b:照=retrieve@照库")
    loss = {one.measure: one for one in losses(service, plan, RULE)}["connect:照库"]
    assert set(loss.dropped) == {"route:a:照=retrieve@照库", "route:b:照=retrieve@照库"}
    assert dict(loss.lost)["materials"] == 2


def test_without_shortening_the_longest_item_remains() -> None:
    """Parallelising alone cannot go below the longest item."""
    table = {row.metric: row for row in without_shortening(pair(), whole(), RULE)}
    assert table["promise"].after == 5
    assert table["materials"].after == 3


def test_fitting_leaves_out_only_what_does_not_fit() -> None:
    """A set that fits is kept whole; without the habit gone the window is left out."""
    assert fitting(pair(), whole()).measures == whole()
    window = taken(pair(), "window:window")
    fit = fitting(pair(), window)
    assert fit.measures == ()
    assert fit.after == pair()
