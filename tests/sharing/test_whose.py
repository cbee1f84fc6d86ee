"""Who holds or covers a child after a file, and its receipt: on both laptops, by person."""

from __future__ import annotations

import pytest

from iro_tui.domain.allocation import Whose, whose
from iro_tui.sharing import making
from iro_tui.store.engine import reading
from iro_tui.store.facts import read_cases
from iro_tui.store.own import read_own_person
from tests.support.laptops import CHILD, DAY, Laptop, laptops, new_child


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
