"""Who holds a child follows from what is on record of it, and never from the keys of its rows, which are random."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.allocation import BY_FILE, carried, holder_on, whose
from iro_tui.domain.case import Allocation, Case
from iro_tui.domain.vocabulary import COVERS, HOLDS

FIRST = date(2026, 11, 20)
OWN, PERSONS = "bell", (None, "bell", "hughes", "smith")
DAYS = st.integers(0, 3).map(lambda days: FIRST + timedelta(days))
ROW = st.builds(
    Allocation,
    allocated=DAYS,
    until=st.none() | DAYS,
    iro_id=st.sampled_from(PERSONS),
    previous_iro_id=st.sampled_from(PERSONS),
    mode=st.sampled_from((HOLDS, COVERS)),
    reason=st.sampled_from((None, BY_FILE)),
)


def said(rows: Sequence[Allocation], keys: Sequence[int]) -> list[object]:
    """All that is said of who has a child, day by day, where its rows have these keys."""
    case = Case("Z-9", allocations=tuple(row._replace(id=str(key)) for row, key in zip(rows, keys, strict=True)))
    days = [FIRST + timedelta(days) for days in range(-1, 5)]
    holders = [holder_on(case, day, OWN) for day in days]
    return [
        [(holder.iro_id or OWN, holder.allocated) if holder else None for holder in holders],
        *(whose(case, own, day) for day in days for own in (None, OWN)),
        *(carried(case, OWN, day) for day in days),
    ]


@given(st.lists(ROW, max_size=5), st.permutations(range(5)))
def test_who_has_a_child_hangs_on_no_key(rows: list[Allocation], keys: list[int]) -> None:
    assert said(rows, keys[: len(rows)]) == said(rows, range(len(rows)))


@given(st.lists(ROW, max_size=5), st.permutations(range(5)))
def test_who_has_a_child_hangs_on_no_order_of_rows(rows: list[Allocation], order: list[int]) -> None:
    shuffled = [rows[at] for at in order if at < len(rows)]
    assert said(shuffled, [at for at in order if at < len(rows)]) == said(rows, range(len(rows)))


def test_of_two_who_put_a_child_on_record_it_is_whom_it_is_covered_for() -> None:
    """Typed at both laptops; then the one is given the child to cover by the other."""
    cover = Allocation(None, FIRST, FIRST + timedelta(7), None, "c", None, COVERS, "bell", BY_FILE)
    for day in (FIRST - timedelta(9), FIRST):
        for key in ("a", "z"):
            typed = (Allocation(None, FIRST, id=key), Allocation(None, day, id="m", iro_id="bell"))
            of_hughes = whose(Case("Z-9", allocations=(*typed, cover)), "hughes", FIRST)
            assert (of_hughes.covers, of_hughes.colleague) == (True, "bell")
