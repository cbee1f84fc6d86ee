"""Lists of Annex A made for tests: three families of headings, and rows by the columns' own names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.readers import read_files
from tests.support.workbooks import Rows, Value, xlsx

TODAY = date(2026, 4, 20)

OFSTED = {
    "CHILD": "Child Unique ID",
    "SEX": "Gender",
    "DOB": "Date of Birth",
    "UASC": "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
    "DISABLED": "Does the Child have a Disability",
    "STARTED": "Date Started to be Looked After",
    "NEED": "Child's Category of Need",
    "STATUS_START": "Start date of current legal status",
    "STATUS": "Child's Legal Status",
    "REVIEW": "Date of Latest Statutory Review",
    "SW_VISIT": "Date of Last Social Work Visit",
    "PERMANENCE": "What is the permanence plan for this child?",
    "IRO_CONTACT": "Date of Last IRO Visit / Contact to the Child",
    "ENDED": "Date Ceased to be Looked After",
    "WHY_ENDED": "Reason Ceased to be Looked After",
    "PLACE_START": "Start Date of Most Recent Placement",
    "PLACE": "Placement Type",
    "PROVIDER": "Placement Provider",
    "LOCATION": "Placement Location",
    "TEAM": "Allocated Team",
    "WORKER": "Allocated Worker",
}
ONE_WORD = {
    "CHILD": "ChildUniqueID",
    "SEX": "Gender",
    "DOB": "DateOfBirth",
    "UASC": "UASC",
    "DISABLED": "HasDisability",
    "STARTED": "LoookedAfterStartDate",
    "NEED": "ChildCategoryOfNeed",
    "STATUS_START": "MostRecentLegalStatusStart",
    "STATUS": "LegalStatus",
    "REVIEW": "LatestStatutoryReviewDate",
    "SW_VISIT": "LastSocialWorkVisitDate",
    "PERMANENCE": "PermanencePlan",
    "IRO_CONTACT": "LastIROVisitDate",
    "ENDED": "CeasedLookedAfterDate",
    "WHY_ENDED": "ReasonCeasedLookedAfter",
    "PLACE_START": "MostRecentPlacementStartDate",
    "PLACE": "PlacementType",
    "PROVIDER": "PlacementProvider",
    "TEAM": "AllocatedTeam",
    "WORKER": "AllocatedWorker",
}
PLAIN = {
    "CHILD": "child_id",
    "STATUS": "legal_status",
    "STATUS_START": "legal_status_start",
    "REVIEW": "cla_review_date",
    "IRO_CONTACT": "review_last_iro_contact_date",
    "PLACE_START": "placement_start_date",
    "ENDED": "episode_ceased",
}
LIST_7 = {
    "CHILD": "Child Unique ID",
    "DOB": "Date of Birth",
    "PLAN_START": "Child Protection Plan Start Date",
    "FIRST_CATEGORY": "Initial Category of Abuse",
    "CATEGORY": "Latest Category of Abuse",
    "SW_VISIT": "Date of the Last Statutory Visit",
    "ALONE": "Was the Child Seen Alone?",
    "CONFERENCE": "Date of latest review conference",
    "PLAN_END": "Child Protection Plan End Date",
    "EARLIER": "Number of Previous Child Protection Plans",
}

Record = Mapping[str, Value]
"""A row, by the names of its columns."""

ONE: Record = {
    "CHILD": "A1", "SEX": "b) Female", "DOB": date(2013, 5, 6), "STARTED": date(2024, 1, 8),
    "NEED": "N1 - Abuse or Neglect", "STATUS_START": date(2024, 2, 5), "STATUS": "C2: FCO",
    "REVIEW": date(2025, 11, 3), "SW_VISIT": date(2026, 3, 2), "PERMANENCE": "f) Long-term fostering",
    "IRO_CONTACT": date(2026, 2, 9), "PLACE_START": date(2024, 1, 8), "PLACE": "f) U6: Foster placement - not FFA",
    "PROVIDER": "b) PR1 - Own provision", "LOCATION": "b) Out", "TEAM": "CIC 1", "WORKER": "Worker\xa0One",
}  # fmt: skip


def table(records: Sequence[Record], headings: Mapping[str, str] = OFSTED) -> list[list[Value]]:
    """The rows of a list, its heading first."""
    return [list(headings.values()), *([record.get(name) for name in headings] for record in records)]


def read_bytes(
    folder: Path, data: bytes, name: str = "annex.xlsx", answers: Mapping[str, bool] | None = None
) -> Extract:
    (folder / name).write_bytes(data)
    return read_files([folder / name], TODAY, answers=answers or {})


def read_list(folder: Path, *records: Record, headings: Mapping[str, str] = OFSTED, sheet: str = "List 8") -> Extract:
    """What a workbook with one list tells."""
    rows: Rows = table(records, headings)
    return read_bytes(folder, xlsx({sheet: rows}))
