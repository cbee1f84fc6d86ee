"""A damaged file is read as far as it is sound, and never written into."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.refusals import Refused
from iro_tui.store.place import Place, StoreError
from tests.faults.table import Tries, rounds
from tests.support.stores import open_store


def test_no_flipped_bit_is_written_over(filled: Path, tries: Tries) -> None:
    database = Place(filled).database
    whole = database.read_bytes()
    rng = random.Random(11)
    ended: list[str] = []
    for _ in range(rounds("bit flips")):
        spoilt = bytearray(whole)
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        database.write_bytes(spoilt)
        with tries.one(f"bit in page {next(at for at, byte in enumerate(whole) if spoilt[at] != byte) // 4096}"):
            ended.append(how_it_ends(filled))
            assert database.read_bytes() == bytes(spoilt)
    tries.notes += [f"{ended.count(how):,} {how}" for how in sorted(set(ended))]
    assert "read, and not written into" in ended, "reading passes over most spoilt pages: else this tries nothing"


def how_it_ends(folder: Path) -> str:
    """How far one gets with a store: it is refused, or read and not written into."""
    try:
        session = open_store(folder)
    except (Refused, StoreError):
        return "refused when opened"
    try:
        child_id = min(session.caseload().children)
        with pytest.raises(Refused):
            do(session, RAG, RAG.asks("red", "drift", "why"), [child_id])
        assert any("damaged" in warning for warning in session.warnings())
        return "read, and not written into"
    except Refused:
        return "refused when read"
    finally:
        session.close()


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
