"""Names and sizes: one word for one thing, and files that are neither too long to read nor too short to be one."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import iro_tui

ROOT = Path(iro_tui.__file__).parent
FILES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py"))}

SAYS_NOTHING = {"found", "said", "given", "told", "stands"}
"""Names that tell how a value was come by, and not which it is."""
LONGEST, SHORTEST = 400, 25
SHORT = ("__init__.py", "__main__.py")
"""Files that Python itself wants, whatever is in them."""


def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def names_made(path: Path) -> set[str]:
    """The names that a file gives to values: variables, loop targets and arguments."""
    made = {node.id for node in nodes(path) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return made | {node.arg for node in nodes(path) if isinstance(node, ast.arg)}


def test_the_name_of_a_class_stands_once_in_the_package() -> None:
    classes = Counter(node.name for path in FILES.values() for node in nodes(path) if isinstance(node, ast.ClassDef))
    assert len(classes) > 200, "the package was not read"
    assert [name for name, times in classes.items() if times > 1] == []


@pytest.mark.parametrize("file", FILES)
def test_a_value_is_called_what_it_is(file: str) -> None:
    assert not names_made(FILES[file]) & SAYS_NOTHING


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_of_a_size_to_be_read(file: str) -> None:
    lines = len(FILES[file].read_text("utf-8").splitlines())
    assert lines <= LONGEST
    assert lines >= SHORTEST or FILES[file].name in SHORT
