"""OC2: yes or no for the year of its return, and never a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.page import read_whole
from iro_tui.caseload.session import Session
from iro_tui.exchange.extract import HealthFact
from iro_tui.exchange.readers import read_files
from iro_tui.exchange.ssda903 import words
from tests.support.returns import ONE_CHILD, make_return

COLUMNS = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
)


def test_health_is_told_for_the_year_alone(tmp_path: Path, open_session: Callable[[date], Session]) -> None:
    folder = make_return(tmp_path / "return", **ONE_CHILD)
    (folder / "oc2.csv").write_text(COLUMNS + "1001,05/06/2015,14,,0,,1,0,1,x,1,0\n")
    facts = read_files([folder], date(2026, 11, 20)).children["1001"]
    assert facts.health == [
        HealthFact(2026, True, False, True, convicted=False, sdq=14,
                   intervention_received=True, intervention_offered=False)
    ]  # fmt: skip
    session = open_session(date(2026, 11, 20))
    before = apply_import(session, preview_import(session, [folder]))
    assert before.operation
    [row] = session.lines(CHILDREN)
    page = session.query(read_whole, row.who.child_id)
    assert any("2026-27: health assessment yes, dental check no" in line.text for line, _ in page)
    assert preview_import(session, [folder]).changes_nothing


@pytest.mark.parametrize(
    ("cells", "fact", "message"),
    [
        (",SDQ2,,,,,,,,", HealthFact(2026, sdq_reason="SDQ2"), None),
        (",sdq4,,,,,,,1,", HealthFact(2026, sdq_reason="SDQ4", intervention_received=True), None),
        ("41,,,,,,1,,,", HealthFact(2026, assessment=True), words.NO_SDQ_SCORE),
        (",refused,,,,,1,,,", HealthFact(2026, assessment=True), words.NO_SDQ_REASON),
        (",,,,,,1,,Y,", HealthFact(2026, assessment=True), words.NEITHER_YES_NOR_NO),
        (",,,,,,,,,", None, None),
    ],
)
def test_every_cell_of_health_is_shown_or_told(
    tmp_path: Path, open_session: Callable[[date], Session], cells: str, fact: HealthFact | None, message: str | None
) -> None:
    folder = make_return(tmp_path / "return", **ONE_CHILD)
    (folder / "oc2.csv").write_text(f"{COLUMNS}1001,05/06/2015,{cells}\n")
    extract = read_files([folder], date(2026, 11, 20))
    assert extract.children["1001"].health == ([fact] if fact else [])
    assert {problem.message for problem in extract.problems} == ({message} if message else set())
    session = open_session(date(2026, 11, 20))
    apply_import(session, preview_import(session, [folder]))
    page = session.query(read_whole, session.find_child("1001"))
    text = "\n".join(line.text for line, _ in page)
    assert ("SDQ score (SDQ" in text) == bool(fact and fact.sdq_reason)
