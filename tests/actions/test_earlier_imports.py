"""What an earlier import kept of Lists 5 and 7 without making conferences and plans of it becomes them later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.session import Session
from tests.support.annex_a import LIST_7, ONE, Record, table
from tests.support.workbooks import Value, xlsx

OpenDesk = Callable[[date], Session]
FIVE: list[list[Value]] = [
    ["Child Unique ID", "Date of Birth", "Date of Strategy Discussion", "Date of Initial Child Protection Conference"],
    ["P1", date(2018, 5, 6), date(2025, 9, 22), date(2025, 10, 6)],
    ["P2", date(2020, 5, 6), date(2026, 2, 23), date(2026, 3, 12)],
]
PLAN: Record = {"CHILD": "P1", "DOB": date(2018, 5, 6), "PLAN_START": date(2025, 10, 6), "CATEGORY": "a) Neglect",
                "SW_VISIT": None, "ALONE": None, "CONFERENCE": date(2026, 1, 5), "EARLIER": 1}  # fmt: skip


def test_the_next_file_makes_conferences_and_plans_of_what_was_kept(tmp_path: Path, open_session: OpenDesk) -> None:
    first, later = tmp_path / "annex.xlsx", tmp_path / "later.xlsx"
    first.write_bytes(xlsx({"List 5": FIVE, "List 7": table([PLAN], LIST_7)}))
    later.write_bytes(xlsx({"List 8": table([ONE])}))
    session = open_session(date(2026, 3, 2))
    apply_import(session, preview_import(session, [first]), ended=None)
    want = {row.ref: (row.status, row.conference and row.conference.due) for row in session.lines(CHILDREN)}
    with session.engine.connect() as connection, connection.transaction(write=True):
        for name in ("conference", "protection_plan"):
            connection.exec_driver_sql(f"DELETE FROM change WHERE table_name = '{name}'")
            connection.exec_driver_sql(f"DELETE FROM {name}")
    session.close()
    session = open_session(date(2026, 3, 2))
    assert session.lines(CHILDREN) == ()
    preview = preview_import(session, [later])
    apply_import(session, preview, ended=0)
    got = {row.ref: (row.status, row.conference and row.conference.due) for row in session.lines(CHILDREN)}
    assert {**want, **got} == got, "a file is read together with what was kept of those before it"
