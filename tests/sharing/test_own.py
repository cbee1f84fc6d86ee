"""Who one is to colleagues: under which name a card can be made, by whom the children here are with."""

from __future__ import annotations

import pytest

from iro_tui.sharing.own import make_own_keys, own_keys
from iro_tui.sharing.seal import NotTaken
from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading, writing
from iro_tui.store.tables import AllocationRow, PersonRow
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


@pytest.mark.parametrize("names", [(), (None,), ("Dee Hughes",), ("dee  HUGHES", "C. Smith"), (None, "C. Smith")])
def test_a_card_is_made_where_some_children_stay_ones_own(names: tuple[str | None, ...]) -> None:
    with fresh_store() as engine:
        held_by(engine, *names)
        with writing(engine) as connection:
            assert make_own_keys(connection, "Dee Hughes").card.name == "Dee Hughes"


@pytest.mark.parametrize("names", [("D. Hughes",), ("D. Hughes", "C. Smith")])
def test_no_name_makes_every_child_here_a_colleagues(names: tuple[str, ...]) -> None:
    with fresh_store() as engine:
        held_by(engine, *names)
        with (
            pytest.raises(NotTaken, match=r"with (C\. Smith and )?D\. Hughes on record"),
            writing(engine) as connection,
        ):
            make_own_keys(connection, "Dee Hughes")
        with reading(engine) as connection:
            assert own_keys(connection) is None
