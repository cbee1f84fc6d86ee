"""Where the record of reviews begins in the middle: which review the next one is, and what is inferred."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iro_tui.domain.case import CarePeriod, Case
from tests.support.facts import STATUTORY, breaks, d, days, looked_after, placements, running_clocks, upcoming

TODAY = "20.11.2026"
KNOWN = "01.04.2026"
"""A return holds one collection year of reviews."""


def partly(start: str, *held: str, known: str | None = KNOWN, start_known: bool = True) -> Case:
    period = CarePeriod(d(start), start_known=start_known, reviews_known_from=d(known) if known else None)
    return looked_after(start, *held, periods=(period,))


@pytest.mark.parametrize(
    ("case", "rule", "limit", "since", "inferred"),
    [
        # (i) two on record: the next is the third at least
        (partly("01.03.2024", "20.04.2026", "10.10.2026"), "rev3+", "10.04.2027", "10.10.2026", False),
        (
            partly("01.03.2024", "20.04.2026", "10.10.2026", start_known=False),
            "rev3+",
            "10.04.2027",
            "10.10.2026",
            False,
        ),
        # (ii) one on record: plainly the first ...
        (partly("02.03.2026", "20.03.2026"), "rev2", "20.06.2026", "20.03.2026", False),
        (partly("02.03.2026", "30.03.2026"), "rev2", "30.06.2026", "30.03.2026", False),
        (partly("02.03.2026", "15.04.2026"), "rev2", "15.07.2026", "15.04.2026", False),  # held late, within the slack
        # ... the first because an earlier one would be on record ...
        (partly("16.03.2026", "20.05.2026"), "rev2", "20.08.2026", "20.05.2026", True),
        (
            partly("04.03.2026", "20.05.2026"),
            "rev2",
            "20.08.2026",
            "20.05.2026",
            True,
        ),
        # ... or a later one
        (partly("16.02.2026", "20.05.2026"), "rev3+", "20.11.2026", "20.05.2026", True),
        (partly("01.03.2024", "20.05.2026"), "rev3+", "20.11.2026", "20.05.2026", True),
        (partly("01.03.2024", "20.05.2026", start_known=False), "rev3+", "20.11.2026", "20.05.2026", True),
        (partly("01.03.2024", "20.05.2026", known=None, start_known=False), "rev3+", "20.11.2026", "20.05.2026", True),
        # (iii) none: the first one's limit falls within the record
        (partly("16.03.2026"), "rev1", "15.04.2026", "16.03.2026", True),
        # the whole of it is on record after all
        (partly("02.11.2026"), "rev1", "30.11.2026", "02.11.2026", False),
    ],
)
def test_incomplete_history(case: Case, rule: str, limit: str, since: str, inferred: bool) -> None:
    coming = upcoming(case, TODAY)
    assert (coming.rule, coming.limit, coming.since, coming.inferred) == (rule, d(limit), d(since), inferred)
    assert ("confirm" in coming.note) is inferred


def test_a_start_not_on_record_takes_in_reviews_before_it() -> None:
    case = partly("01.04.2026", "10.12.2025", "20.05.2026", start_known=False)
    assert (upcoming(case, TODAY).rule, upcoming(case, TODAY).limit) == ("rev3+", d("20.11.2026"))
    earlier = CarePeriod(d("01.01.2020"), d("31.12.2025"))
    after = replace(case, periods=(*case.periods, earlier))
    assert upcoming(after, TODAY).inferred


def test_short_breaks() -> None:
    case = breaks(("01.03.2026", None), code="V4")
    case = replace(case, periods=(case.periods[0]._replace(reviews_known_from=d("01.04.2026")),))
    assert (upcoming(case, TODAY).limit, upcoming(case, TODAY).inferred) == (d("01.06.2026"), True)
    long_since = replace(case, periods=(case.periods[0]._replace(reviews_known_from=d("01.09.2026")),))
    coming = upcoming(long_since, TODAY)
    assert (coming.limit, coming.latest, coming.unknown) == (d("01.06.2026"), d("28.02.2027"), True)
    reviewed = replace(long_since, reviews=days("10.09.2026"))
    assert (upcoming(reviewed, TODAY).limit, upcoming(reviewed, TODAY).inferred) == (d("10.03.2027"), False)


def test_an_adoption_placement_as_old_as_a_record_that_begins_in_the_middle() -> None:
    case = partly("01.04.2026", "01.02.2026", known=None, start_known=False)
    case = replace(case, placements=placements(("A6", "01.04.2026", None)))
    clocks = running_clocks(case, STATUTORY, d(TODAY))
    assert [(clock.rule.id, clock.limit) for clock in clocks] == [("ado3+", d("01.08.2026"))]


def test_placed_for_adoption_before_the_record_begins() -> None:
    """A placement of years ago asks for no first adoption review of today."""
    case = replace(partly("01.03.2023", "20.05.2026"), placements=placements(("A6", "01.03.2025", None)))
    coming = upcoming(case, TODAY)
    assert (coming.rule, coming.limit, coming.inferred) == ("ado3+", d("20.11.2026"), True)
    assert coming.authority == "AAR 36(3)(c)"
