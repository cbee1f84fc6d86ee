"""Who one is to colleagues: under which name a card can be made, by whom the children here are with; who they are."""

from __future__ import annotations

import pytest

from iro_tui.sharing.own import add_card, make_own_keys, own_keys
from iro_tui.sharing.seal import NotTaken, OwnKeys
from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading, writing
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import AllocationRow as Allocation
from iro_tui.store.shapes import AwayRow as Away
from iro_tui.store.shapes import PersonRow as Person
from iro_tui.store.tables import AllocationRow, AwayRow, PersonRow
from iro_tui.store.turning import undo
from iro_tui.store.work import action
from iro_tui.store.writes import person_key
from tests.support.journalled import fresh_store
from tests.support.laptops import CHILD, DAY, KEYS, Laptop, new_child


def held_by(engine: Engine, *names: str | None) -> None:
    """A child for each of these, held by somebody of that name; None: by nobody in particular."""
    for number, name in enumerate(names):
        child = f"{number}{CHILD[1:]}"
        new_child(Laptop(KEYS["A. Patel"], engine), f"AB {number}", child, f"{number}{'d' * 31}")
        with action(engine, "Allocate") as work:
            if name:
                work.put(PersonRow, [{"id": person_key(name), "name": name, "initials": "X"}])
            values = {"child_id": child, "allocated": DAY, "iro_id": person_key(name) if name else None}
            work.add_rows(AllocationRow, [values])


@pytest.mark.parametrize(
    "names",
    [
        (),
        (None,),
        ("Dee Hughes",),
        ("dee  HUGHES", "C. Smith"),
        (None, "C. Smith"),
        (*["Dee Hughes"] * 8, "C. Smith", "C. Smith"),
    ],
)
def test_a_card_is_made_where_most_children_stay_ones_own(names: tuple[str | None, ...]) -> None:
    with fresh_store() as engine:
        held_by(engine, *names)
        with writing(engine) as connection:
            assert make_own_keys(connection, "Dee Hughes").card.name == "Dee Hughes"


@pytest.mark.parametrize(
    "names",
    [
        ("D. Hughes",),
        ("D. Hughes", "C. Smith"),
        ("Dee Hughes", *["D. Hughes"] * 9),
        (*["Dee Hughes"] * 7, "C. Smith", "D. Hughes"),
        (None, "D. Hughes", "D. Hughes"),
    ],
)
def test_no_name_makes_more_than_a_fifth_of_the_children_here_a_colleagues(names: tuple[str, ...]) -> None:
    with fresh_store() as engine:
        held_by(engine, *names)
        with (
            pytest.raises(NotTaken, match=r"with (C\. Smith and )?D\. Hughes on record"),
            writing(engine) as connection,
        ):
            make_own_keys(connection, "Dee Hughes")
        with reading(engine) as connection:
            assert own_keys(connection) is None


@pytest.mark.parametrize("old", ["Petra Nw", "Petra Before"])
def test_who_was_called_otherwise_and_sends_a_card_by_the_name_that_stands_here_is_one_person(old: str) -> None:
    new = person_key("Petra New")
    with fresh_store() as engine:
        held_by(engine, old, None)
        with action(engine, "Correct colleague") as work:
            work.change(PersonRow, person_key(old), name="Petra  new", team="North")
            work.add_rows(AwayRow, [{"person_id": person_key(old), "started": DAY, "ended": DAY, "kind": "leave"}])
        with action(engine, "Add card") as work:
            add_card(work, OwnKeys.make("Petra New").card)

        def known() -> tuple[list[tuple[str, str, str | None]], set[str], set[str]]:
            with reading(engine) as connection:
                return (
                    [(row.id, row.name, row.team) for row in read_rows(connection, Person)],
                    {row.iro_id for row in read_rows(connection, Allocation) if row.iro_id},
                    {row.person_id for row in read_rows(connection, Away)},
                )

        assert known() == ([(new, "Petra New", "North")], {new}, {new})
        undo(engine)
        before = person_key(old)
        assert known() == ([(before, "Petra  new", "North")], {before}, {before})


def test_who_has_a_card_is_nobody_else_of_the_same_name() -> None:
    with fresh_store() as engine:
        for name in ("Petra One", "Petra Two"):
            with action(engine, "Add card") as work:
                add_card(work, OwnKeys.make(name).card)
        with action(engine, "Correct colleague") as work:
            work.change(PersonRow, person_key("Petra One"), name="Petra New")
        with action(engine, "Add card") as work:
            add_card(work, OwnKeys.make("Petra New").card)
        with reading(engine) as connection:
            assert len(read_rows(connection, Person)) == 3
