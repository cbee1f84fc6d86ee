"""What a colleague who has children again has not got: found without reading what was done to all of them."""

from __future__ import annotations

from iro_tui.clock import now
from iro_tui.sharing.making import confirm
from iro_tui.store.engine import reading
from iro_tui.store.not_there import read_not_there
from iro_tui.store.tables import CaseNoteRow, ChildRow
from iro_tui.store.turning import redo, undo
from iro_tui.store.work import action
from tests.support.laptops import DAY, Laptop, laptops, new_child
from tests.support.statements import statements


def handed(giver: Laptop, taker: Laptop, why: str, *children: str) -> None:
    confirm(giver.engine, taker.take(giver.hand_over(taker, why, *children)).code, DAY)


def not_there(laptop: Laptop) -> dict[str, int]:
    with reading(laptop.engine) as connection:
        return {child: things for (child, _), things in read_not_there(connection).items()}


def test_of_children_of_whom_nothing_was_done_since_nothing_is_read() -> None:
    children = [letter * 32 for letter in "123456789"]
    read = []
    for count in (1, len(children)):
        with laptops(2) as (patel, hughes):
            for number, child in enumerate(children[:count]):
                new_child(patel, f"AB {number}", child, child[:31] + "r")
            handed(patel, hughes, "cover", *children[:count])
            handed(hughes, patel, "back", *children[:count])
            with statements(hughes.engine) as made:
                assert not_there(hughes) == {}
            read.append(len(made))
    assert read[0] == read[1]


def test_what_was_done_after_the_file_counts_and_what_was_taken_back_does_not() -> None:
    one, other = "1" * 32, "2" * 32
    with laptops(2) as (patel, hughes):
        for child in (one, other):
            new_child(patel, f"AB {child[0]}", child, child[:31] + "r")
        handed(patel, hughes, "cover", one, other)
        with action(hughes.engine, "Note") as work:
            note = work.add(CaseNoteRow(child_id=one, title="Visit", body="seen", on_day=DAY))
        handed(hughes, patel, "back", one, other)
        assert not_there(hughes) == {}
        hughes.change(CaseNoteRow, note, filed_at=now())
        assert not_there(hughes) == {}, "that it is filed goes with what comes"
        hughes.change(ChildRow, other, need="N7")
        assert not_there(hughes) == {other: 1}
        undo(hughes.engine)
        assert not_there(hughes) == {}
        redo(hughes.engine)
        assert not_there(hughes) == {other: 1}
        handed(hughes, patel, "since", other)
        assert not_there(hughes) == {}
