"""An Annex A of many children, to be brought in; and what the library alone takes to read it."""

from __future__ import annotations

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 4, 20)
HEADING = (  # noqa: SIM905 -- lines of words are read more easily
    "Child Unique ID|Gender|Ethnicity|Date of Birth|Age|UASC|Does the Child have a Disability"
    "|Date Started to be Looked After|Child's Category of Need|Second period|Start date of current legal status"
    "|Child's Legal Status|Date of Latest Statutory Review|Date of Last Social Work Visit"
    "|What is the permanence plan for this child?|Date of Last IRO Visit / Contact to the Child"
    "|Date of Last Health Assessment|Date of Last Dental Check|Number of Placements|Date Ceased to be Looked After"
    "|Reason Ceased to be Looked After|Start Date of Most Recent Placement|Placement Type|Placement Provider"
    "|Placement postcode|URN of Placement|Placement Location|LA of Placement|Missing|Absent"
    "|Offered|Accepted|Allocated Team|Allocated Worker"
).split("|")


def write(folder: Path, children: int) -> Path:
    """The workbook: List 8, all columns of it."""
    import openpyxl

    folder.mkdir(parents=True)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("List 8")
    sheet.append(HEADING)
    for n in range(children):
        start = date(2020, 1, 6) + timedelta(n * 2200 // children)
        last = max(start, TODAY - timedelta(20 + n % 150))
        ago = [TODAY - timedelta(days) for days in (1 + n % 40, 2 + n % 90)]
        who = [
            f"{n:07}",
            "b) Female",
            "a) WBRI",
            date(2012, 6, 5),
            13,
            "b) No",
            "b) No",
            start,
            "N1 - Abuse or Neglect",
        ]
        law = ["b) No", start, "C2: FCO", last, ago[0], "f) Long-term fostering", ago[1], last, last, 1, None, None]
        home = [start, "f) U6: Foster placement - not FFA", "b) PR1 - Own provision", "ZZ1 1ZZ", None, "a) In"]
        sheet.append([*who, *law, *home, "Madeupshire", 0, 0, None, None, f"Team {n % 9}", f"Worker {n % 200}"])
    path = folder / "annex.xlsx"
    book.save(path)
    return path


def read(path: Path) -> float:
    """Seconds for which the library alone reads every cell."""
    import openpyxl

    began = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for row in book["List 8"].iter_rows():
        for cell in row:
            _ = cell.value
    book.close()
    return time.perf_counter() - began


def brought_in(path: Path) -> tuple[float, float]:
    """Seconds until it is shown what the workbook would change, and until it is on record in a new store."""
    from iro_tui.actions.import_files import apply_import, preview_import
    from iro_tui.caseload.opening import create

    with tempfile.TemporaryDirectory(prefix="iro-bench-") as folder:
        session, _ = create(Path(folder) / "store", "quiet harbour lantern mossy", today=TODAY)
        begun = time.perf_counter()
        preview = preview_import(session, [path])
        shown = time.perf_counter() - begun
        apply_import(session, preview)
        seconds = time.perf_counter() - begun
        session.close()
    return shown, seconds
