"""The day by which care had ended, where a later file only knows nothing of the child any more."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.domain.care_status import unsure_end
from iro_tui.domain.case import CarePeriod, Case
from tests.support.facts import d

TODAY = d("20.11.2026")
BY = CarePeriod(d("01.03.2024"), ended=d("07.04.2025"), end_known=False)
KNOWN = CarePeriod(d("01.02.2023"), ended=d("01.03.2024"))
STILL = CarePeriod(d("01.02.2023"))


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ((BY,), d("07.04.2025")),
        ((KNOWN, BY), d("07.04.2025")),
        ((KNOWN,), None),
        ((BY, CarePeriod(d("01.06.2025"))), None),  # back in care: how the time before ended is no question of today
        ((STILL, BY), None),  # one that began earlier goes on
        ((), None),
    ],
)
def test_no_end_is_unsure_while_care_goes_on(periods: tuple[CarePeriod, ...], expected: date | None) -> None:
    assert unsure_end(Case(ref="AB 1", periods=periods), TODAY) == expected
