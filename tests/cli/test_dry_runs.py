"""--dry-run writes nothing: of every verb that has it, with something to do."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path

import pytest

from iro_tui.cli.arguments import parser
from tests.support.desks import Desk
from tests.support.returns import ONE_CHILD, make_return

ON = "2026-11-20"
LINES = {
    "import a return": ("import", "{folder}/return"),
    "purge a case": ("purge", "K-102", "--unfiled"),
    "receive a file": ("receive", "{folder}/box/there.iro"),
    "receive what lies in a folder": ("receive", "{folder}/box"),
    "receive a receipt": ("receive", "{folder}/receipt.iro-receipt"),
    "do an action": ("do", "rag", "K-103", "--value", "green"),
}
"""What is typed, by what it would do."""


def test_every_verb_that_has_a_dry_run_is_tried() -> None:
    [every] = [action.choices for action in parser()._actions if isinstance(action, _SubParsersAction)]
    have = {name for name, verb in every.items() if "--dry-run" in verb._option_string_actions}
    assert have | {"do"} == {words[0] for words in LINES.values()}, "do: each of its actions has one of its own"


@pytest.fixture
def bell(desks: tuple[Desk, Desk, Desk], tmp_path: Path) -> Desk:
    """An officer who has a colleague's file, a receipt, a closed case and a return."""
    bell, hughes, _ = desks
    (tmp_path / "box").mkdir()
    make_return(tmp_path / "return", **ONE_CHILD)
    hughes("do", "child", "--ref", "Z-9", "--since", "2026-05-01", "--born", "2015-05-05", on=ON)
    hughes.gives(bell, ON, "Z-9", why="cover", until="2026-11-27").rename(tmp_path / "box" / "there.iro")
    file = bell.gives(hughes, ON, "K-100", why="transfer")
    hughes("receive", str(file), "--yes", "--receipt", str(tmp_path / "receipt.iro-receipt"), on=ON)
    bell("do", "end_care", "K-102", "--on", ON, "--reason", "E13", on=ON)
    return bell


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_nothing_is_written_and_without_it_something_is(bell: Desk, tmp_path: Path, line: tuple[str, ...]) -> None:
    words = [word.format(folder=tmp_path) for word in line]
    before = _standing(bell)
    for more in ((), ("--yes",), ("--yes", "--json")):
        printed = bell(*words, "--dry-run", *more, on=ON)
        assert printed.out + printed.err
        assert _standing(bell) == before
    bell(*words, "--yes", on=ON)
    assert _standing(bell) != before, "there was something to write"


def _standing(desk: Desk) -> tuple[str, ...]:
    """The journal, who is on the caseload, and what waits."""
    return tuple(desk(*words, "--json", on=ON).out for words in (("log",), ("caseload",), ("today",), ("outbox",)))


def test_a_receipt_is_asked_about_as_any_file_is(bell: Desk, tmp_path: Path) -> None:
    receipt = str(tmp_path / "receipt.iro-receipt")
    asked = " ".join(bell("receive", receipt, on=ON, code=1).err.split())
    assert "D. Hughes has 1 child, handed over Fri 20 Nov. Note that?" in asked
    assert "say so with --yes" in asked
    assert "K-100" in bell.listed(ON)
    told = bell("receive", receipt, "--dry-run", "--json", on=ON).json
    assert (told["tells"], told["did"]) == ("D. Hughes has 1 child, handed over Fri 20 Nov.", None)
    assert bell("receive", receipt, "--yes", on=ON).out == "D. Hughes has 1 child, handed over Fri 20 Nov.\n"
    assert "K-100" not in bell.listed(ON)
    assert "confirmed already" in bell("receive", receipt, "--dry-run", on=ON, code=1).err
