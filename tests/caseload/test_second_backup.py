"""The newest backup in a second folder: whole or not at all, and of a shared folder only one's own are thinned."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.safekeeping import back_up, copy_beside, is_due_beside, ran_out_of_time
from tests.support.stores import open_store


def test_a_copy_that_takes_too_long_leaves_nothing_and_is_made_later(filled: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    session = open_store(filled)
    try:
        assert copy_beside(session, second) is None
        back_up(session)
        assert is_due_beside(session, second)
        with pytest.raises(Refused) as refused:
            copy_beside(session, second, seconds=-1)
        assert ran_out_of_time(refused.value)
        assert list(second.iterdir()) == []
        assert copy_beside(session, second) is not None
        assert not is_due_beside(session, second)
    finally:
        session.close()


def test_the_backups_of_another_caseload_in_the_same_folder_stay(filled: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    session = open_store(filled)
    try:
        made = back_up(session)
        for hour in range(10, 14):
            other = second / f"2026-01-05 {hour}.00.00"
            shutil.copytree(made.folder, other)
            next(other.glob("*mark*")).write_text("{}", encoding="utf-8")  # sealed by another key, or by none
            shutil.copytree(made.folder, second / f"2026-01-06 {hour}.00.00")
        copied = copy_beside(session, second)
        assert copied is not None
        names = sorted(path.name for path in second.iterdir())
        assert [name for name in names if name.startswith("2026-01-05")] == [
            f"2026-01-05 {hour}.00.00" for hour in range(10, 14)
        ]
        assert [name for name in names if name.startswith("2026-01-06")] == ["2026-01-06 13.00.00"]
        assert copied.folder.name in names
    finally:
        session.close()
