"""A damaged file is read as far as it is sound, and never written into."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.refusals import Refused
from iro_tui.store.place import Place, StoreError
from tests.support.stores import open_store

FLIPS = 30


def test_no_flipped_bit_is_written_over(filled: Path) -> None:
    database = Place(filled).database
    whole = database.read_bytes()
    rng = random.Random(11)
    ended: list[str] = []
    for _ in range(FLIPS):
        spoilt = bytearray(whole)
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        database.write_bytes(spoilt)
        try:
            session = open_store(filled)
        except (Refused, StoreError):
            ended.append("refused when opened")
            continue
        try:
            child_id = min(session.caseload().children)
            with pytest.raises(Refused):
                do(session, RAG, RAG.asks("red", "drift", "why"), [child_id])
            assert any("damaged" in warning for warning in session.warnings())
            ended.append("read, and not written into")
        except Refused:
            ended.append("refused when read")
        finally:
            session.close()
        assert database.read_bytes() == bytes(spoilt)
    assert "read, and not written into" in ended, "reading passes over most spoilt pages: else this tries nothing"


def test_what_is_sound_is_written_into(filled: Path) -> None:
    session = open_store(filled)
    try:
        session.prove()
        do(session, RAG, RAG.asks("red", "drift", "why"), [min(session.caseload().children)])
        wal = Place(filled).database.with_name("caseload.db-wal")
        assert wal.stat().st_size
        session.checkpoint()
        assert not wal.stat().st_size, "nothing is left that could be lost apart from the file"
    finally:
        session.close()
