"""What files tell of a child whose case was removed for good: it stays away, unless somebody says so or care began."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from iro_tui.actions.import_files import ImportPreview, answered, apply_import, preview_import
from iro_tui.actions.purging import preview_purge, purge
from iro_tui.caseload.session import Session
from tests.support.returns import make_return

OVER = {
    "header": "1001,M,05/06/2015,WBRI,,,\n1002,F,05/06/2016,WBRI,,,\n",
    "episodes": "1001,07/09/2024,S,V2,N1,U6,PR1,10/02/2025,E4A,,,,\n1002,07/09/2024,S,V2,N1,U6,PR1,,,,,,\n",
}
AGAIN = {**OVER, "episodes": OVER["episodes"] + "1001,02/11/2026,S,V2,N1,U6,PR1,,,,,,\n"}


def bring(session: Session, folder: Path, **tables: str) -> ImportPreview:
    return preview_import(session, [make_return(folder, **tables)])


@pytest.fixture
def purged(session: Session, tmp_path: Path) -> Session:
    apply_import(session, bring(session, tmp_path / "first", **OVER))
    purge(session, preview_purge(session))
    assert refs(session) == {"1002"}
    return session


def refs(session: Session) -> set[str]:
    return {child.ref for child in session.caseload().children.values()}


def test_the_same_files_again_leave_the_child_out_and_say_so(purged: Session, tmp_path: Path) -> None:
    again = bring(purged, tmp_path / "again", **OVER)
    assert (again.new, again.changed, again.unchanged, again.left_out) == (0, 0, 1, 1)
    assert "1 removed here before and left out" in again.summary
    assert again.changes_nothing, "nothing is kept of it either"
    [asked] = [d for d in again.asked if d.ref == "1001"]
    assert not again.takes(asked)
    assert "removed here for good on Fri 20 Nov 2026" in asked.text


def test_who_is_told_to_come_back_does_with_what_the_files_tell(purged: Session, tmp_path: Path) -> None:
    again = bring(purged, tmp_path / "again", **OVER)
    [asked] = [d for d in again.asked if d.ref == "1001"]
    apply_import(purged, taken := answered(purged, again, {asked.key: True}))
    assert taken.takes(asked)
    assert refs(purged) == {"1001", "1002"}
    more = bring(purged, tmp_path / "more", **OVER)
    assert (more.left_out, more.changes_nothing) == (0, True), "asked once"


def test_care_that_goes_on_brings_the_child_as_a_new_one(purged: Session, tmp_path: Path) -> None:
    again = bring(purged, tmp_path / "again", **AGAIN)
    assert (again.new, again.left_out) == (1, 0)
    apply_import(purged, again)
    [case] = [case for case in purged.caseload().cases.values() if case.ref == "1001"]
    assert max(period.started for period in case.periods) == date(2026, 11, 2)
