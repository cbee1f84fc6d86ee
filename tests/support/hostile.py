"""Text made to steer a terminal, or to be read as markup; and stores in which every text is such."""

from __future__ import annotations

import random
from pathlib import Path

from iro_tui.domain.fact import Kind
from iro_tui.store.engine import connect
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from iro_tui.store.tables import facts_of, table_of
from iro_tui.store.work import _models
from tests.support.stores import ROOT

CONTROL = (
    "\x1b]0;owned\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]8;;http://evil.invalid\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[7;5;3mBlink",
    "\x1b[2J\x1b[3;3H",
    "\x1bP1$r\x1b\\",
    "\x9b2J",
    "\x9d0;owned\x9c",
    "\x85\x84",
    "\u202egnp.exe\u2066",
    "\u200f\u061c",
    "\x00\x08\x7f",
    "\U000e0041\U000e0042",
)
MARKUP = (
    "[on #010203]dark",
    "[#030201]",
    "[@click=app.pwn()]press[/]",
    "[link=http://evil.invalid]there[/link]",
    "[/]",
    "[/red]",
    "[",
    "[bold",
    "\\[red]",
    "[$accent]",
    "[[a]]",
)
OTHERS = ("{x!r} %s", "世界", "Ann", "=cmd()", "\N{COMBINING ACUTE ACCENT}", " \t ", "👩‍👧")
STEERS = frozenset("".join(CONTROL)) - frozenset(map(chr, range(0x20, 0x7F)))
"""The characters of which none may reach a terminal inside a text."""


def hostile(rng: random.Random) -> str:
    """A text of some parts, at least one of them made to do harm."""
    parts = [rng.choice(CONTROL + MARKUP), rng.choice(MARKUP), *rng.choices(CONTROL + MARKUP + OTHERS, k=2)]
    rng.shuffle(parts)
    return "".join(parts)


def make_hostile(folder: Path, rng: random.Random, *, journal: bool = True) -> int:
    """Put hostile text before every text of a store, past every cleaning of what comes in; how many texts those are.

    Identifiers stay, so that a child can still be found by them; so do hours, numbers and words of the program's own.
    """
    connection = connect(Place(folder).database, RootSecret(ROOT))
    changed = 0
    texts = [
        (table_of(model).name, fact.name)
        for model in _models().values()
        for fact in facts_of(model)
        if fact.kind is Kind.TEXT and fact.name != "ref" and table_of(model).name != "setting"
    ]
    # An altered sentence of the journal is seen by its chain, and the store is not backed up any more.
    for table, column in [*texts, *([("operation", "sentence")] if journal else [])]:
        for row, value in connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
            if isinstance(value, str) and (" " in value or value != value.lower()):
                new = f"{hostile(rng)}{value}"
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, row))
                changed += 1
    connection.close()
    return changed


HOSTILE_PRACTICE = r"""
name = "hostile"
title = "[@click=app.pwn()]Ours[/] \u001b]0;owned\u0007 [/red]"
[rag]
themes = ["[on #010203]drift", "\u009b2J[/]delay", "[link=http://evil.invalid]plan"]
[checklist]
items = [
    { id = "one", words = "[@click=app.pwn()]Report[/] \u202egnp.exe" },
    { id = "two", words = "[/red] \u001b[2J[bold" },
]
[escalation]
stages = [
    { id = "1", name = "[on #010203]One", person = "[@click=app.pwn()]manager", working_days = 5 },
    { id = "2", name = "\u009d0;owned\u009cTwo", person = "[/]head", working_days = 5 },
]
"""
"""A practice whose texts are such."""
