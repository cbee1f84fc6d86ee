"""What was done here stays news to a colleague whose file came meanwhile without knowing of it."""

from __future__ import annotations

from iro_tui.store.tables import ChildRow, ContactRow, DifferenceRow, ReviewRow
from iro_tui.store.turning import redo, undo
from iro_tui.store.work import action
from tests.support.laptops import CHILD, DAY, REVIEW, laptops, new_child


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
        assert patel.rows()["child", CHILD]["need"] == "N32"
        assert not [table for table, _ in patel.rows() if table == "difference"], "nobody else has set it otherwise"


def test_a_row_that_both_made_is_of_one_of_them_everywhere() -> None:
    """As two who import the same file make it: each says that it is one's own."""
    with laptops(2) as (patel, hughes):
        new_child(patel)
        hughes.take(patel.hand_over(hughes, "back"))
        for laptop in (patel, hughes):
            with action(laptop.engine, "Import") as work:
                work.put(ContactRow, [{"id": "e" * 32, "child_id": CHILD, "on_day": DAY}])
        hughes.take(patel.hand_over(hughes, "back"))
        patel.take(hughes.hand_over(patel, "back"))
        assert patel.rows() == hughes.rows()
        assert not [table for table, _ in patel.rows() if table == "difference"]


def test_what_was_chosen_is_not_asked_again_where_nothing_is_new() -> None:
    """Taken back and done again here, while there the other value was chosen."""
    with laptops(2) as (patel, hughes):
        new_child(patel)
        hughes.take(patel.hand_over(hughes))
        for laptop, venue in ((patel, "Annex"), (hughes, "Hall")):
            laptop.change(ReviewRow, REVIEW, venue=venue)
        patel.take(hughes.hand_over(patel, "back"))
        [question] = [key for (table, key), _ in patel.rows().items() if table == "difference"]
        patel.change(DifferenceRow, question, settled_on=DAY)
        undo(hughes.engine)
        redo(hughes.engine)
        hughes.take(patel.hand_over(hughes))
        patel.take(hughes.hand_over(patel, "back"))
        assert [laptop.rows()["review", REVIEW]["venue"] for laptop in (patel, hughes)] == ["Annex", "Annex"]
        asked = {row["id"]: row["settled_on"] for (table, _), row in hughes.rows().items() if table == "difference"}
        assert asked == {question: DAY.isoformat()}
