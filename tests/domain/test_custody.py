"""Secure accommodation and remand: the panel and the plans, worked examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iro_tui.domain.case import CarePeriod, Case, LegalStatus, Placement
from tests.support.facts import d, due, every, looked_after, placements, statuses

FRIDAY = "20.11.2026"
REVIEWED = ("30.03.2026", "29.06.2026")


def secured(*spells: tuple[str, str, str | None], panel: str | None = None, status: str = "C2") -> Case:
    homes = placements(*spells)
    if panel:
        homes = (*homes[:-1], homes[-1]._replace(panel_on=d(panel)))
    return looked_after("02.03.2026", *REVIEWED, status=status, placements=homes)


@pytest.mark.parametrize(
    ("case", "limit"),
    [
        (secured(("U6", "02.03.2026", "26.10.2026"), ("K1", "26.10.2026", None)), "26.11.2026"),
        (secured(("K1", "31.10.2026", None)), "30.11.2026"),
        # The panel has met: three months on, however often the home changes; a hospital ends nothing.
        (secured(("K1", "05.10.2026", None), panel="30.10.2026"), "30.01.2027"),
        (secured(("K1", "05.10.2026", "02.11.2026"), ("K1", "02.11.2026", None)), "05.11.2026"),
        (secured(("K1", "05.10.2026", "16.11.2026"), ("T1", "16.11.2026", None)), "05.11.2026"),
        # A panel of a stay before is none of this one.
        (secured(("U6", "02.03.2026", "26.10.2026"), ("K1", "26.10.2026", None), panel="05.06.2026"), "26.11.2026"),
    ],
)
def test_the_panel_on_secure_accommodation(case: Case, limit: str) -> None:
    asked = due(case, FRIDAY, "secure_panel")
    assert (asked.due, asked.authority, asked.weight) == (d(limit), "Secure Accommodation Regs 1991 reg 15", "law")
    assert "not the child's own IRO" in asked.note


@pytest.mark.parametrize(
    "case",
    [
        secured(("K1", "26.10.2026", None), status="J1"),
        secured(("K1", "05.10.2026", "02.11.2026"), ("U6", "02.11.2026", None)),
        secured(("R5", "26.10.2026", None)),
    ],
)
def test_no_panel_on_remand_or_elsewhere(case: Case) -> None:
    assert every(case, FRIDAY, "secure_panel") == []


def test_after_a_remand_the_month_runs_from_its_end() -> None:
    case = secured(("K1", "05.10.2026", None))
    case = replace(case, legal_statuses=statuses(("J1", "05.10.2026", "02.11.2026"), ("C2", "02.11.2026", None)))
    assert due(case, FRIDAY, "secure_panel").due == d("02.12.2026")


def remanded(start: str, place: str | None, remand: str | None = None) -> Case:
    """In care since a day, remanded on it or later."""
    case = looked_after(start, placements=(Placement(place, d(start)),) if place else ())
    before = (LegalStatus("V2", d(start), d(remand)),) if remand else ()
    return replace(case, legal_statuses=(*before, LegalStatus("J1", d(remand or start))))


@pytest.mark.parametrize(
    ("case", "kind", "limit", "authority"),
    [
        (remanded("16.11.2026", "U6"), "remand_care_plan", "23.11.2026", "CPPCR 47B"),
        (remanded("16.11.2026", None), "remand_care_plan", "23.11.2026", "CPPCR 47B"),
        (remanded("16.11.2026", "R5"), "detention_plan", "30.11.2026", "CPPCR 47C"),
        (remanded("16.11.2026", "K1"), "detention_plan", "30.11.2026", "CPPCR 47C"),
        # Detained although looked after before; the clock runs from the remand.
        (remanded("02.11.2026", "R5", "09.11.2026"), "detention_plan", "23.11.2026", "CPPCR 47C"),
    ],
)
def test_the_plan_of_a_remand(case: Case, kind: str, limit: str, authority: str) -> None:
    asked = due(case, FRIDAY, kind)
    assert (asked.due, asked.authority, asked.inferred) == (d(limit), authority, False)
    assert "unconfirmed" in asked.note
    other = {"remand_care_plan": "detention_plan", "detention_plan": "remand_care_plan"}[kind]
    assert every(case, FRIDAY, other) == []
    [status] = case.legal_statuses[-1:]
    made = status._replace(care_plan_on=d(FRIDAY), detention_plan_on=d(FRIDAY))
    assert every(replace(case, legal_statuses=(*case.legal_statuses[:-1], made)), FRIDAY, kind) == []


def test_no_care_plan_is_asked_of_a_child_looked_after_before_or_no_longer_on_remand() -> None:
    assert every(remanded("02.11.2026", "U6", "09.11.2026"), FRIDAY, "remand_care_plan") == []
    over = looked_after(
        "02.11.2026", legal_statuses=statuses(("J1", "02.11.2026", "16.11.2026"), ("C2", "16.11.2026", None))
    )
    assert every(over, FRIDAY, "remand_care_plan") == []


def test_a_remand_as_old_as_a_record_that_begins_in_the_middle_is_inferred() -> None:
    case = remanded("16.11.2026", "R5")
    case = replace(case, periods=(CarePeriod(d("16.11.2026"), start_known=False),))
    assert due(case, FRIDAY, "detention_plan").inferred
