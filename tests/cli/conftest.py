"""What the tests of the command line share: running a command on a store of the test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from iro_tui.cli import main
from iro_tui.store import keyfile
from tests.support import TODAY
from tests.support.commands import Iro, Printed
from tests.support.desks import BELL, HUGHES, REFS, SMITH, Desk
from tests.support.stores import PASSPHRASE


@pytest.fixture
def iro(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iro:
    """Runs a command on a store in the test's folder, on Friday 20 November 2026, with no terminal."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("IRO_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(keyfile.KdfCost, "benchmark", lambda: keyfile.KdfCost.FLOOR)

    def run(*words: str, passphrase: bool = True, today: str = TODAY.isoformat()) -> Printed:
        capsys.readouterr()
        key = ["--passphrase-file", str(secret)] if passphrase else []
        try:
            code = main([*words, *key, "--today", today])
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Printed(code, printed.out, printed.err)

    return run


@pytest.fixture
def filled(iro: Iro, _filled_once: Path, tmp_path: Path) -> Iro:
    """The same over forty made-up children."""
    shutil.copytree(_filled_once, tmp_path / "store")
    return iro


@pytest.fixture
def desks(iro: Iro, _empty_once: Path, tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Three officers who know each other's cards; the first has four children."""

    def desk(name: str) -> Desk:
        folder, files = tmp_path / name, tmp_path / f"files of {name}"
        shutil.copytree(_empty_once, folder)
        files.mkdir()
        one = Desk(name, lambda *words, today: iro(*words, "--store", str(folder), today=today), files)
        card = ("--name", name, "--council", "Elmshire", "-o", str(tmp_path / f"{name}.iro-card"))
        one("person", "card", *card, on="2026-11-20")
        return one

    every = desk(BELL), desk(HUGHES), desk(SMITH)
    for one in every:
        for other in every:
            if other is not one:
                one("person", "add", str(tmp_path / f"{other.name}.iro-card"), "--yes", on="2026-11-20")
    for ref in REFS:
        every[0]("do", "child", "--ref", ref, "--since", "2026-05-01", "--born", "2015-05-05", on="2026-11-20")
    return every
