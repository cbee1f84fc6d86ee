"""Where a file of the store is something else altogether, a sentence says so: never a line of code, never a hang."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Iro


def a_folder(path: Path) -> None:
    path.mkdir()


def without_end(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_loop(path: Path) -> None:
    path.symlink_to(path.name)


def empty(path: Path) -> None:
    path.touch()


def another_kind(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 " * 2_000)


@pytest.mark.skipif(os.name != "posix", reason="links and devices of another kind")
@pytest.mark.parametrize("thing", [a_folder, without_end, a_loop, empty, another_kind])
@pytest.mark.parametrize("name", ["caseload.db", "caseload.key", "caseload.mark", "caseload.db-wal", "backups"])
def test_a_store_of_wrong_things_is_told_of(iro: Iro, store: Path, name: str, thing: Callable[[Path], None]) -> None:
    path = store / name
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    thing(path)
    done = iro("today")
    said = done.out + done.err
    assert done.code in (0, 1)
    assert "Something went wrong" not in said
    assert "There is no caseload" not in said
    assert said.rstrip().endswith((".", "?")) or done.code == 0, said
