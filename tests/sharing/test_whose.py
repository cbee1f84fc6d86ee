"""Who holds or covers a child after a file, and its receipt: on both laptops, by person."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.domain.allocation import Whose, whose
from iro_tui.sharing import making
from iro_tui.store.engine import reading
from iro_tui.store.facts import read_cases
from iro_tui.store.own import read_own_person
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import AllocationRow, PersonRow
from iro_tui.store.work import action
from tests.support.laptops import CHILD, DAY, REVIEW, Laptop, laptops, new_child


def held(laptop: Laptop) -> Whose:
    with reading(laptop.engine) as connection:
        return whose(read_cases(connection)[CHILD], read_own_person(connection), DAY)


@pytest.mark.parametrize(
    ("why", "of_patel", "of_hughes"),
    [
        ("cover", (True, False, "hughes"), (False, True, "patel")),
        ("transfer", (False, False, "hughes"), (True, False, "")),
    ],
)
def test_a_file_and_its_receipt_say_on_both_laptops_whose_the_child_is(
    why: str, of_patel: tuple[bool, bool, str], of_hughes: tuple[bool, bool, str]
) -> None:
    with laptops(2) as (patel, hughes):
        keys = {patel.card.person: "patel", hughes.card.person: "hughes", "": ""}
        new_child(patel)
        content = patel.hand_over(hughes, why)
        assert held(patel) == Whose(), "nothing changes hands before the receipt"
        taken = hughes.take(content)
        assert making.confirm(patel.engine, taken.code, DAY) == "D. Hughes has 1 child, handed over Fri 20 Nov."
        for laptop, expected in ((patel, of_patel), (hughes, of_hughes)):
            now = held(laptop)
            assert (now.mine, now.covers, keys[now.colleague]) == expected


def test_who_was_named_by_name_before_there_was_a_card_held_it_until_the_transfer() -> None:
    with laptops(2) as (patel, hughes):
        new_child(patel)
        with action(patel.engine, "Set up") as work:
            work.put(PersonRow, [{"id": patel.card.person, "name": patel.card.name}])
            work.add(AllocationRow(child_id=CHILD, allocated=date(2026, 1, 5), iro_id=patel.card.person))
        making.confirm(patel.engine, hughes.take(patel.hand_over(hughes, "transfer")).code, DAY)
        for laptop in (patel, hughes):
            with reading(laptop.engine) as connection:
                holding = read_rows(connection, AllocationRow, child_id=CHILD, mode="holds")
            assert sorted((row.allocated, row.until) for row in holding if row.until) == [(date(2026, 1, 5), DAY)]


@pytest.mark.parametrize("own_key_first", [True, False])
@pytest.mark.parametrize("why", ["cover", "transfer"])
def test_of_a_child_whom_both_had_put_on_the_caseload_that_day_the_file_says_who_has_it(
    why: str, own_key_first: bool
) -> None:
    with laptops(2) as (patel, hughes):
        own_key = ("4" if own_key_first else "6") * 32
        for laptop, child, review, key in ((patel, CHILD, REVIEW, "5" * 32), (hughes, "e" * 32, "f" * 32, own_key)):
            new_child(laptop, child=child, review=review)
            with action(laptop.engine, "Name") as work:
                work.add_rows(AllocationRow, [{"id": key, "child_id": child, "allocated": DAY}])
        making.confirm(patel.engine, hughes.take(patel.hand_over(hughes, why)).code, DAY)
        with reading(hughes.engine) as connection:
            (case,) = read_cases(connection).values()
            there = whose(case, read_own_person(connection), DAY)
        here = held(patel)
        assert (here.word, there.word) == {
            "cover": ("with a colleague", "covered by you"), "transfer": ("handed over", "yours"),
        }[why]  # fmt: skip
