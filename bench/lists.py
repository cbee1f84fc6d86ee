"""An Annex A and a tracker of many children, to be brought in; and what it takes to read their cells alone."""

from __future__ import annotations

import csv
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


def write_tracker(folder: Path, rows: int) -> Path:
    """An officer's own list of children, as CSV."""
    folder.mkdir(parents=True)
    path = folder / "tracker.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["ID", "Initials", "DOB", "Placement", "Status", "LAC since", "Last review", "Next", "SW"])
        for n in range(rows):
            born, since, last = (TODAY - timedelta(days) for days in (800 + n % 4500, 300 + n % 500, 20 + n % 150))
            days = [f"{day:%d/%m/%Y}" for day in (since, last, TODAY + timedelta(5 + n % 150))]
            lines.writerow([f"M{n:05}", "AB", f"{born:%d/%m/%Y}", "U6", "ICO", *days, f"Worker {n % 200}"])
    return path


def told(path: Path) -> float:
    """Seconds until a tracker's columns and cells are known."""
    from iro_tui.exchange.readers import read_files

    began = time.process_time()
    read_files([path], TODAY)
    return time.process_time() - began


def understood(path: Path) -> float:
    """Seconds until each of its rows is shown as it is understood, in a new store."""
    from iro_tui.actions.import_files import preview_import
    from iro_tui.actions.pasted_rows import RowChoices, preview_rows
    from iro_tui.caseload.opening import create
    from iro_tui.exchange.pasted import read_block

    with tempfile.TemporaryDirectory(prefix="iro-bench-") as folder:
        session, _ = create(Path(folder) / "store", "quiet harbour lantern mossy", today=TODAY)
        begun = time.process_time()
        rows = [
            preview_rows(session, read_block(text), RowChoices()) for text in preview_import(session, [path]).blocks
        ]
        seconds = time.process_time() - begun
        session.close()
    assert sum(len(each.new) for each in rows) > 2_000
    return seconds
