"""What was done here stays news to a colleague whose file came meanwhile without knowing of it."""

from __future__ import annotations

from iro_tui.store.tables import ChildRow, ReviewRow
from iro_tui.store.turning import undo
from tests.support.laptops import CHILD, REVIEW, laptops, new_child


def test_what_both_tried_and_took_back_does_not_hide_what_comes_after() -> None:
    with laptops(2) as (patel, hughes):
        new_child(patel)
        patel.change(ChildRow, CHILD, need="N7")
        hughes.take(patel.hand_over(hughes, "back"))
        hughes.change(ReviewRow, REVIEW, venue="School")
        patel.take(hughes.hand_over(patel, "back"))
        for laptop, need in ((hughes, "N15"), (patel, "N12")):
            laptop.change(ChildRow, CHILD, need=need)
            undo(laptop.engine)
        hughes.take(patel.hand_over(hughes, "back"))
        patel.change(ChildRow, CHILD, need="N32")
        hughes.take(patel.hand_over(hughes, "back"))
        patel.take(hughes.hand_over(patel, "back"))
        assert patel.rows() == hughes.rows()
        shown = [(row["kept"], row["late"]) for (table, _), row in patel.rows().items() if table == "difference"]
        assert shown == [('"N7"', '"N32"')]
