"""What a stored field's value is said as."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from iro_tui.domain import codes
from iro_tui.domain.fact import Fact, Kind, spoken
from iro_tui.domain.vocabulary import MIDPOINT_ITEMS, ROLES

TODAY = date(2026, 11, 20)
CODED: dict[Kind, dict[str, str]] = {
    Kind.CODE: codes.NEED | ROLES,
    Kind.CODES: codes.PERMANENCE,
    Kind.ANSWERS: MIDPOINT_ITEMS,
}


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Kind.TEXT, "BSL", "BSL"),
        (Kind.TEXT, "", ""),
        (Kind.DAY, date(2026, 12, 1), "Tue 1 Dec"),
        (Kind.DAY, date(2015, 6, 5), "Fri 5 Jun 2015"),
        (Kind.DAY, None, ""),
        (Kind.MOMENT, datetime(2026, 11, 19, 12, tzinfo=UTC), "Thu 19 Nov"),
        (Kind.YES_NO, True, "yes"),
        (Kind.YES_NO, False, "no"),
        (Kind.YES_NO, None, ""),
        (Kind.NUMBER, 0, "0"),
        (Kind.CODE, "N1", codes.NEED["N1"]),
        (Kind.CODE, "N99", "N99"),
        (Kind.CODE, "social_worker", "social worker"),
        (Kind.CODES, "SUPPLIV,NEW", "supported living and NEW"),
        (Kind.KEY, "0" * 32, ""),
        (Kind.ANSWERS, '{"decisions": "y", "visits": "n"}',
         "Decisions done, or in hand: yes; Visits in time, seen alone: no"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_an_officer_reads_it(kind: Kind, value: object, words: str) -> None:
    assert spoken(Fact("Any", CODED.get(kind, {}), kind=kind), value, TODAY) == words
