"""One word for one thing, no code where words fit, and every sign with its meaning: over the whole program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import iro_tui
from iro_tui.actions import all_actions
from iro_tui.caseload.lists import every_list
from iro_tui.caseload.lists.base import AnyList
from iro_tui.caseload.lists.outbox import NOTES, note_text
from iro_tui.caseload.page import read_whole
from iro_tui.caseload.reading.on_record import OF_A_CHILD
from iro_tui.caseload.reading.passage import Reading
from iro_tui.caseload.searching import FOUND
from iro_tui.cli.child import print_child
from iro_tui.domain import codes
from iro_tui.domain.duty_kinds import BY_ID as KINDS_BY_ID
from iro_tui.domain.timescales import RULES
from iro_tui.domain.words import amount_words
from iro_tui.tui import commands
from iro_tui.tui.screens.cells import cell_of
from iro_tui.tui.screens.help import help_text
from iro_tui.tui.text import PLAINER, plainer
from tests.support import TODAY
from tests.support.stores import open_store

CODES = frozenset({
    *codes.LEGAL_STATUS, *codes.PLACEMENT, *codes.PARTICIPATION, *codes.NEED, *codes.PLACEMENT_PROVIDER,
    *codes.PLACEMENT_CHANGE, *codes.PERMANENCE,
}) - {"OTHER"}  # fmt: skip
NEVER = re.compile(r"\bCLA\b|\bLAC\b|\brow\(s\)|\b(of|in|from) the store\b|\btirpc\b|\bDec\. Rep\.")
"""What no officer is told: a second word for a looked-after child, and words of the program's makers."""
ROOMS = ("actions", "caseload", "cli", "domain", "tui")
PLAIN = re.compile(r"[\w\s!-/:-@\[-`{-~’‘“”–…]")
"""What needs no legend: letters, digits, what stands on any keyboard, quotation marks, dashes."""


def _sentences(file: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings, with their lines."""
    tree = ast.parse(file.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_no_sentence_says_a_second_word_or_a_makers_word() -> None:
    root = Path(iro_tui.__file__).parent
    files = [file for room in ROOMS for file in (root / room).rglob("*.py")]
    wrong = [
        f"{file.relative_to(root)}:{line}: {words}"
        for file in files
        for line, words in _sentences(file)
        if NEVER.search(words)
    ]
    assert not wrong


@pytest.fixture
def cells(filled: Path) -> dict[str, set[str]]:
    """By list all that its columns say, on a screen and in print, in each of its views."""
    session = open_store(filled, TODAY)
    says: dict[str, set[str]] = {}
    for listed in every_list():
        for view in listed.views:
            for row in session.lines(listed, **listed.options(view.value)):
                for column in listed.shown(view.value):
                    if column.width or column.printed:
                        value = column.of(row)
                        words = column.kind.words(value, TODAY, False) if value is not None else ""
                        says.setdefault(listed.id, set()).update((words, cell_of(column, row, TODAY)[0]))
    session.close()
    return says


def test_no_list_shows_a_code_where_there_are_words(cells: dict[str, set[str]]) -> None:
    bare = {
        name: sorted(words for words in said if CODES.intersection(re.findall(r"\w+", words)))
        for name, said in cells.items()
    }
    assert not {name: words[:3] for name, words in bare.items() if words}


INNER = re.compile(
    r"\b(" + "|".join(map(re.escape, sorted(
        {name for name in (*KINDS_BY_ID, *RULES, *all_actions(), *commands.BY_ID) if not name.isalpha()}
        | {"midpoint", "rev3", "None", "True", "False"}
        | {model.name for model in OF_A_CHILD if "_" in model.name}
        | {fact.name for model in OF_A_CHILD for fact in model.facts if "_" in fact.name}
        | {code for model in OF_A_CHILD for fact in model.facts for code in fact.words if "_" in code}
    ))) + r")\b|\b[0-9a-f]{32}\b"
)  # fmt: skip
"""What things are called inside: kinds, rules, verbs, tables, columns and codes of more than a plain word; keys."""


def _read_out(reading: Reading) -> Iterator[str]:
    for passage in reading:
        yield " ".join((passage.heading, *(words for words, _ in passage.aside)))
        yield from (" ".join((line.label, *(words for words, _ in line.pieces))) for line in passage.lines)


def test_no_inner_name_reaches_the_eye(
    cells: dict[str, set[str]], filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = open_store(filled, TODAY)
    says = dict(cells)
    for child_id, child in session.caseload().children.items():
        record, card = session.query(read_whole, child_id, names=False), session.child_card(child_id)
        says[f"page of {child.ref}"] = {words for _, reading in record for words in _read_out(reading)}
        print_child(card, record, TODAY, as_json=False, names=False)
        says[f"print of {child.ref}"] = set(capsys.readouterr().out.splitlines())
    says["found"] = {line.what for words in ("review", "asked", "the") for line in session.lines(FOUND, words=words)}
    notes = session.lines(NOTES)
    says["notes"] = {note_text(note, names=False) for note in notes}
    session.close()
    assert notes
    wrong = {name: sorted(words for words in said if INNER.search(words)) for name, said in says.items()}
    assert not {name: words[:3] for name, words in wrong.items() if words}


def test_every_sign_of_a_list_has_its_meaning_in_help(cells: dict[str, set[str]]) -> None:
    keymap = commands.Keymap()
    without: dict[str, set[str]] = {}
    for listed in every_list():
        signs = set("".join(cells.get(listed.id, ()))) - set(PLAIN.findall("".join(cells.get(listed.id, ()))))
        meant = help_text((commands.GLOBAL, commands.ROW, commands.LIST), keymap, listed.signs).plain
        without[listed.id] = {sign for sign in signs if sign not in meant}
    assert not {name: signs for name, signs in without.items() if signs}


def _narrow(listed: AnyList) -> list[str]:
    return [column.title for column in listed.columns if 0 < len(column.title) < 4 and column.width]


@pytest.mark.parametrize("listed", list(every_list()), ids=lambda listed: listed.id)
def test_a_title_that_is_no_word_has_its_meaning(listed: AnyList) -> None:
    meant = " ".join(sign for sign, _ in listed.signs)
    usual = {"Age", "RAG", "Due", "Who", "Of", "Day", "No", "Why", "Was", "Now"}
    assert not [title for title in _narrow(listed) if title not in usual and title not in meant]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp850", "cp437"])
def test_a_terminal_without_the_signs_gets_plain_ones_as_wide(encoding: str) -> None:
    signs = "".join(map(chr, PLAINER))
    assert plainer(signs, "utf-8") == signs
    plain = plainer(signs, encoding)
    assert len(plain) == len(signs)
    assert plain.isascii()


@pytest.mark.parametrize("listed", [*every_list()], ids=lambda listed: listed.id)
def test_one_row_of_a_list_is_told_in_the_singular(listed: AnyList) -> None:
    assert amount_words(1, listed.unit).removeprefix("1 ") != listed.unit
