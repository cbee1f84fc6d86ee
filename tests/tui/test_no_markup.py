"""Textual reads a `str` as markup, so a widget is given one only where the very words stand in the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import iro_tui.tui

ROOM = Path(iro_tui.tui.__file__).parent
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(ROOM.rglob("*.py"))}
BASES = [
    (node.name, {ast.unparse(base).partition("[")[0] for base in node.bases})
    for module in MODULES.values()
    for node in ast.walk(module)
    if isinstance(node, ast.ClassDef)
]
"""Every class of ours with the names of those it is made of."""
TAKES_MARKUP = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "ToggleButton"}
"""Widgets whose first argument is read as markup, and the classes made of them."""
SHOWS_MARKUP = ("border_title", "border_subtitle", "tooltip")
CONTENT = ("Content", "Text")
"""What is text and nothing but text, whatever stands in it."""


def _classes_of(named: set[str]) -> set[str]:
    """These classes and those of ours that derive from them."""
    before = set[str]()
    while before != named:
        before = set(named)
        named |= {name for name, bases in BASES if bases & named}
    return named


def _told_by(annotation: ast.expr | None) -> bool:
    return annotation is not None and any(
        isinstance(node, ast.Name) and node.id in CONTENT for node in ast.walk(annotation)
    )


def _is_notify(call: ast.Call) -> bool:
    return ast.unparse(call.func).endswith(".notify")


MARKED = _classes_of(set(TAKES_MARKUP))
AREAS = _classes_of({"TextArea"})
GIVES_CONTENT = {
    node.name
    for module in MODULES.values()
    for node in ast.walk(module)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _told_by(node.returns)
}
"""Functions of ours that give content."""


class Looked:
    """What a module hands to widgets that is neither content nor words written in the source."""

    def __init__(self, module: ast.Module) -> None:
        self.module = module
        self.within = {child: parent for parent in ast.walk(module) for child in ast.iter_child_nodes(parent)}

    def faults(self) -> Iterator[str]:
        for node in ast.walk(self.module):
            for given in self._given(node):
                if not self.is_plain(given, node):
                    yield f"line {node.lineno}: {ast.unparse(given)}"  # type: ignore[attr-defined]
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("from_markup"):
                yield f"line {node.lineno}: {ast.unparse(node)}"
            if isinstance(node, ast.FunctionDef) and node.name == "render" and not _told_by(node.returns):
                yield f"line {node.lineno}: render gives {node.returns and ast.unparse(node.returns)}"
            if isinstance(node, ast.Call) and "markup=False" not in ast.unparse(node) and _is_notify(node):
                yield f"line {node.lineno}: notify reads markup"

    def _given(self, node: ast.AST) -> Iterator[ast.expr]:
        """What is read as markup here if it is a text."""
        set_here = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(to, ast.Attribute) and to.attr in SHOWS_MARKUP for to in set_here):
            yield node.value  # type: ignore[attr-defined]
        if not isinstance(node, ast.Call):
            return
        name = ast.unparse(node.func)
        owner = self._up(node, ast.ClassDef)
        own = isinstance(owner, ast.ClassDef) and name == "super().__init__" and owner.name
        if name in TAKES_MARKUP or own in MARKED or name.endswith(".update"):
            yield from node.args[:1]
            yield from (word.value for word in node.keywords if word.arg in ("content", "label"))
        if name in AREAS or own in AREAS:
            yield from (word.value for word in node.keywords if word.arg == "placeholder")

    def _up(self, node: ast.AST, kind: type | tuple[type, ...]) -> ast.AST | None:
        while (above := self.within.get(node)) is not None:
            if isinstance(above, kind):
                return above
            node = above
        return None

    def is_plain(self, given: ast.expr, at: ast.AST) -> bool:
        """Whether it is content, or words that stand here in the source."""
        if isinstance(given, ast.Constant):
            return True
        if isinstance(given, ast.BinOp):
            return self.is_plain(given.left, at) and self.is_plain(given.right, at)
        if isinstance(given, ast.IfExp):
            return self.is_plain(given.body, at) and self.is_plain(given.orelse, at)
        if isinstance(given, ast.BoolOp):
            return all(self.is_plain(value, at) for value in given.values)
        if isinstance(given, ast.Call):
            name = ast.unparse(given.func)
            if name.endswith(".join"):
                assert isinstance(given.func, ast.Attribute)
                return isinstance(given.func.value, ast.Call) and self.is_plain(given.func.value, at)
            return name.partition(".")[0] in CONTENT or name.rpartition(".")[2] in GIVES_CONTENT
        if isinstance(given, ast.Attribute):
            return self._named(given.attr, self.module)
        if isinstance(given, ast.Name):
            function = self._up(at, (ast.FunctionDef, ast.AsyncFunctionDef))
            return bool(function and self._named(given.id, function)) or self._named(given.id, self.module)
        return False

    def _named(self, name: str, where: ast.AST) -> bool:
        """Whether all that a name is set to there is plain, and something is."""
        told: list[bool] = []
        for node in ast.walk(where):
            if isinstance(node, ast.arg) and node.arg == name:
                told.append(_told_by(node.annotation))
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.target).rpartition(".")[2] == name:
                told.append(_told_by(node.annotation) or isinstance(node.value, ast.Constant))
            if isinstance(node, ast.Assign) and any(ast.unparse(to).rpartition(".")[2] == name for to in node.targets):
                told.append(not isinstance(node.value, (ast.Name, ast.Attribute)) and self.is_plain(node.value, node))
        return bool(told) and all(told)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOM)))
def test_no_text_that_may_be_data_is_read_as_markup(path: Path) -> None:
    assert list(Looked(MODULES[path]).faults()) == []


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("Static('words')", 0),
        ("Static(name)", 1),
        ("Static(f'{name} is')", 1),
        ("def f(name: str): Static(name)", 1),
        ("def f(words: Content): Static(words)", 0),
        ("def f():\n    words = 'a' if x else 'b'\n    line.update(words)", 0),
        ("def f():\n    words = child.name\n    line.update(words)", 1),
        ("Static(Content.styled(safe(name), 'bold'))", 0),
        ("Static(safe(name))", 1),
        ("field.border_title = name", 1),
        ("app.notify(name)", 1),
        ("class A(Static):\n    def __init__(self, name: str): super().__init__(name)", 0),
    ],
)
def test_the_rule_sees_what_it_is_for(source: str, faults: int) -> None:
    assert len(list(Looked(ast.parse(source)).faults())) == faults
