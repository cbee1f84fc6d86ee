"""What the tests of the command line share: running a command on a store of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from iro_tui.cli import main
from iro_tui.store import keyfile
from tests.conftest import PASSPHRASE


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Iro = Callable[..., Said]


@pytest.fixture
def iro(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iro:
    """Runs a command on a store in the test's folder, on Friday 20 November 2026, with no terminal."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("IRO_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(keyfile.KdfCost, "benchmark", lambda: keyfile.KdfCost.FLOOR)

    def run(*words: str, passphrase: bool = True, today: str = "2026-11-20") -> Said:
        capsys.readouterr()
        given = ["--passphrase-file", str(secret)] if passphrase else []
        try:
            code = main([*words, *given, "--today", today])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def filled(iro: Iro) -> Iro:
    assert iro("init").code == 0
    assert iro("sample", "--children", "40").code == 0
    return iro
