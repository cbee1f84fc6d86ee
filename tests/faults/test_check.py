"""The long look: whatever is altered with the key in hand, one of its parts sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload import safekeeping
from iro_tui.store.engine import connect
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from tests.support.acting import look_after
from tests.support.stores import ROOT, open_store

ALTERED = {
    "a fact": "UPDATE rating SET value = 'green'",
    "a fact of the child": "UPDATE child SET born = '2011-01-01'",
    "rows deleted": "DELETE FROM rating",
    "a row forged": "",
    "an entry's sentence": "UPDATE operation SET sentence = 'Nothing was done.' WHERE seq = 2",
    "an entry's time": "UPDATE operation SET at = '2020-01-01 00:00:00' WHERE seq = 2",
    "an entry's name": "UPDATE operation SET name = 'Other' WHERE seq = 2",
    "the child of a change": "UPDATE change SET child_id = 'other' WHERE operation_seq = 2",
    "a value in the journal": "UPDATE change SET after = '{}' WHERE operation_seq = 2",
    "values emptied": "UPDATE change SET after = NULL, before = NULL, salt = NULL WHERE operation_seq = 2",
    "the last entry": "DELETE FROM change WHERE operation_seq = 3; DELETE FROM operation WHERE seq = 3",
    "the last entry, its number too": "DELETE FROM change WHERE operation_seq = 3; DELETE FROM operation WHERE seq = 3;"
    "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'operation'; DELETE FROM rating WHERE rowid = "
    "(SELECT max(rowid) FROM rating)",
    "a setting": "INSERT INTO setting (id, version, key, value, scope) VALUES ('x', 1, 'other', 'forged', 'laptop')",
}


@pytest.fixture
def rated(store: Path) -> Path:
    session = open_store(store)
    child_id, *_ = look_after(session, "KB 1")
    for reason in ("one", "two"):
        do(session, RAG, RAG.asks("red", "drift", reason), [child_id])
    session.close()
    return store


def faults(folder: Path) -> list[str]:
    session = open_store(folder)
    try:
        return [fault for fault in safekeeping.look_through(session)[1] if "no backup yet" not in fault]
    finally:
        session.close()


def test_untouched_it_is_sound(rated: Path) -> None:
    assert faults(rated) == []


@pytest.mark.parametrize("altered", ALTERED)
def test_an_alteration_with_the_key_in_hand_is_seen(rated: Path, altered: str) -> None:
    connection = connect(Place(rated).database, RootSecret(ROOT))
    connection.execute("PRAGMA foreign_keys=OFF")
    statements = ALTERED[altered]
    if altered == "a row forged":
        names = [name for _, name, *_ in connection.execute("PRAGMA table_info(rating)")]
        values = ", ".join("'forged'" if name == "id" else name for name in names)
        statements = f"INSERT INTO rating ({', '.join(names)}) SELECT {values} FROM rating LIMIT 1"
    for statement in statements.split(";"):
        assert connection.execute(statement).rowcount != 0
    connection.close()
    assert faults(rated)


def test_no_fault_names_what_a_child_is_said_to_be(rated: Path) -> None:
    connection = connect(Place(rated).database, RootSecret(ROOT))
    connection.execute("UPDATE rating SET reason = 'Marmalade'")
    connection.execute("UPDATE child SET ref = 'Marmalade'")
    connection.close()
    assert faults(rated)
    assert not any("Marmalade" in fault or "KB 1" in fault for fault in faults(rated))
