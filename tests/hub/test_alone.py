"""What a child has one of at a time, entered by two apart and exchanged over a real hub."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.store.tables import ReviewRow
from iro_tui.store.work import action
from tests.hub.test_store_exchange import around, differences, equal, stores
from tests.support.hub_service import HubService
from tests.support.hub_stores import HubStore
from tests.support.laptops import CHILD, DAY, REVIEW

pytestmark = pytest.mark.hub
FIFTH, EIGHTH = date(2026, 12, 5), date(2026, 12, 8)


def test_of_two_who_book_the_next_review_apart_the_first_stands_whole_and_both_are_shown(service: HubService) -> None:
    with stores(service) as (one, two):
        around([one, two])
        for store, day in ((one, FIFTH), (two, EIGHTH)):
            store.laptop.change(ReviewRow, REVIEW, held=DAY)
            with action(store.laptop.engine, "Book the review") as work:
                work.add(ReviewRow(child_id=CHILD, booked=day, venue="School" if store is one else None))
        two.exchange()
        done = one.exchange()
        around([two, one])
        assert done.differ == 1
        (booked,) = (row for (table, key), row in _there(two).items() if table == "review" and key != REVIEW)
        assert (booked["booked"], booked["venue"]) == ("2026-12-08", None), "the place was of the other day"
        shown = ("booked", "2026-12-08", "2026-12-05", two.laptop.card.person, one.laptop.card.person)
        assert differences(one) == differences(two) == [shown]
        assert equal([one, two])
        two.laptop.change(ReviewRow, booked["id"], venue="Home")
        around([two, one])
        assert _there(one)["review", booked["id"]]["venue"] == "Home"


def _there(store: HubStore) -> dict[tuple[str, str], dict[str, Any]]:
    return {row: values for row, values in store.laptop.rows().items() if not values["deleted_at"]}
