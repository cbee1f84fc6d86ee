"""A calendar that is kept up to date, from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.commands import Iro


def test_a_kept_calendar_that_cannot_be_written_is_said_by_the_command_itself(iro: Iro, tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    iro("init")
    iro("do", "child", "--ref", "AB 1", "--status", "care", "--since", "3/8/26", "--yes")
    assert iro("export", "calendar", str(folder), "--keep", "--yes").code == 0
    shutil.rmtree(folder)
    booked = iro("do", "book", "AB 1", "--day", "26/11/26", "--yes")
    assert (booked.code, "was not written again" in booked.err) == (0, True), booked.err


def test_a_calendar_whose_keeping_was_undone_is_kept_again_in_the_same_place(iro: Iro, tmp_path: Path) -> None:
    iro("init")
    iro("do", "child", "--ref", "AB 1", "--status", "care", "--since", "3/8/26", "--yes")
    assert iro("export", "calendar", str(tmp_path), "--keep", "--yes").code == 0
    iro("do", "book", "AB 1", "--day", "26/11/26", "--time", "10:00", "--yes")
    file = tmp_path / "iro-calendar.ics"
    assert b"CANCELLED" not in file.read_bytes()
    iro("undo", "--yes")
    assert b"STATUS:CANCELLED" in file.read_bytes()
    iro("undo", "--yes")
    again = iro("export", "calendar", str(tmp_path), "--keep", "--yes")
    assert again.code == 0, again.err
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "iro-calendar.ics").write_text("somebody else's")
    other = iro("export", "calendar", str(tmp_path / "other"), "--yes")
    assert (other.code, "There is a file" in other.err) == (1, True)
