"""`iro chase` prints the text of the screen, for everybody, a worker or a team; `iro since` what came about."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from iro_tui.caseload.since import first_of_the_day
from tests.support import TODAY
from tests.support.commands import Iro
from tests.support.stores import open_store


def test_the_command_line_prints_the_same(filled: Iro) -> None:
    whole = filled("chase")
    assert whole.code == 0
    assert whole.out.startswith("What I am waiting for, Fri 20 Nov 2026")
    listed = filled("chase", "--json").json["owed"]
    assert whole.out.count("\n- ") == len(listed)
    assert filled("chase", "--worker", "no such name").out.strip() == "Nobody owes anything."


def test_what_came_about_is_counted_from_the_last_day_on_the_screens(filled: Iro, tmp_path: Path) -> None:
    never = filled("since")
    assert (never.code, never.err.count("first day")) == (1, 1)
    session = open_store(tmp_path / "store", TODAY)
    first_of_the_day(session)
    session.settle()
    session.close()
    monday = (TODAY + timedelta(3)).isoformat()
    said = filled("since", "--json", today=monday)
    assert said.code == 0, said.err
    listed = said.json["since"]
    assert {line["kind"] for line in listed} == {"late"}, "the screens were not open on that Monday yet"
    assert "Became late" in filled("since", today=monday).out
    assert filled("since", "--json").code == 1, "on that day itself there is nothing before it"
