"""Imports point one way: domain, store, caseload, actions, then the two faces, neither of which knows the other."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import iro_tui

LOOK = "import sys, importlib; importlib.import_module({module!r}); print(*sorted(sys.modules))"


def loaded_by(module: str) -> set[str]:
    """The names of all modules that importing one brings along, in a fresh interpreter."""
    command = [sys.executable, "-c", LOOK.format(module=module)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("iro_tui.domain.duties", {"sqlmodel", "sqlalchemy", "textual", "pydantic", "iro_tui.store"}),
        ("iro_tui.domain.alerts", {"sqlmodel", "textual", "iro_tui.caseload"}),
        ("iro_tui.domain.practice_file", {"sqlmodel", "textual", "iro_tui.store", "iro_tui.caseload"}),
        ("iro_tui.exchange.readers", {"sqlmodel", "textual", "iro_tui.store", "iro_tui.caseload"}),
        ("iro_tui.store.reads", {"textual", "iro_tui.caseload", "iro_tui.actions", "iro_tui.cli", "iro_tui.tui"}),
        ("iro_tui.caseload.opening", {"textual", "iro_tui.cli", "iro_tui.tui"}),
        ("iro_tui.caseload.lines", {"sqlmodel", "sqlalchemy", "pydantic", "textual", "holidays"}),
        ("iro_tui.cli", {"sqlmodel", "textual", "iro_tui.tui", "iro_tui.store"}),
        ("iro_tui.cli.verbs", {"sqlmodel", "textual", "iro_tui.tui", "asyncpg"}),
        ("iro_tui.sharing.hub", {"asyncpg", "asyncio", "sqlmodel", "cryptography", "textual", "iro_tui.store"}),
        ("iro_tui.tui.app", {"sqlmodel", "sqlalchemy", "pydantic", "iro_tui.cli", "iro_tui.store.tables", "asyncpg"}),
    ],
)
def test_a_room_does_not_bring_what_it_must_not_know(module: str, never: set[str]) -> None:
    assert not loaded_by(module) & never


def test_only_the_store_makes_statements() -> None:
    """So what reads does without SQLAlchemy, and nobody else notices."""
    root = Path(iro_tui.__file__).parent
    elsewhere = (path for path in root.rglob("*.py") if path.relative_to(root).parts[0] != "store")
    imported = {
        alias.name
        for path in elsewhere
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("sqlalchemy", "sqlmodel")
        for alias in node.names
    }
    assert imported == set()


def test_no_action_brings_the_store_before_something_is_done() -> None:
    command = "import sys; from iro_tui.actions import all_actions; all_actions(); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "iro_tui.actions.hold" in loaded
    assert not loaded & {"sqlmodel", "sqlalchemy", "pydantic", "cryptography", "iro_tui.store.tables"}
