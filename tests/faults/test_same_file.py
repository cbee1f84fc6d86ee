"""A store whose file is taken from under it says so before it promises to keep anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload import safekeeping
from iro_tui.caseload.refusals import Refused
from iro_tui.store.place import Place
from tests.support.acting import look_after
from tests.support.stores import open_store


def removed(folder: Path) -> None:
    Place(folder).database.unlink()


def replaced(folder: Path) -> None:
    copy = folder / "copy.db"
    shutil.copyfile(Place(folder).database, copy)
    copy.replace(Place(folder).database)


def renamed(folder: Path) -> None:
    Place(folder).database.rename(folder / "other.db")


def moved_away(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let an open file be removed")
@pytest.mark.parametrize("taken", [removed, replaced, renamed, moved_away])
def test_nothing_is_acknowledged_that_goes_into_no_file(store: Path, taken: Callable[[Path], None]) -> None:
    session = open_store(store)
    try:
        child_id, *_ = look_after(session, "KB 1")
        taken(store)
        with pytest.raises(Refused, match="moved, removed or replaced"):
            do(session, RAG, RAG.asks("red", "drift", "why"), [child_id])
        assert session.caseload().children, "what was there can still be read"
        rescued = store.parent / "rescued"
        made = safekeeping.back_up(session, rescued) if Place(store).key.exists() else None
        assert made is None or Place(made.folder).database.exists(), "and be saved through the file that is open"
    finally:
        session.close()
