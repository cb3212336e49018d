"""Arcs of the model: what a moved inspection leaves behind."""

from optimizer.solver.arcs import Arc, _with_moved

MOVED = "commit:a"


def _holding(arcs: list[Arc], *, moved: bool) -> set[tuple[int, int]]:
    held = {MOVED: moved}
    return {
        (arc.before, arc.after)
        for arc in arcs
        if all(held[name] is wanted for name, wanted in arc.when)
    }


def test_two_inspections_in_a_row_move_together() -> None:
    chain = [Arc(0, 1), Arc(1, 2), Arc(2, 3)]
    for nodes in ((1, 2), (2, 1)):
        arcs = _with_moved(chain, {MOVED: nodes})
        assert _holding(arcs, moved=True) == {(0, 3)}
        assert _holding(arcs, moved=False) >= {(0, 1), (1, 2), (2, 3)}
