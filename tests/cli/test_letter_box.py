"""A folder that colleagues share: what is left there can be read by them, and is taken in from there."""

from __future__ import annotations

from pathlib import Path

from tests.support.desks import Desk


def test_a_file_its_receipt_and_a_card_lie_in_it_for_a_colleague_to_read(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    bell, hughes, smith = desks
    box = tmp_path / "shared"
    box.mkdir()
    (tmp_path / "anybody's").touch()
    bell("hand-over", "K-100", "--to", hughes.name, "--why", "transfer", "-o", str(box), "--yes", on="2026-11-20")
    assert "Nothing new for you" in smith("receive", str(box), on="2026-11-20", code=1).err
    receipt = box / "there.iro-receipt"
    assert "1 child taken in" in hughes("receive", str(box), "--yes", "--receipt", str(receipt), on="2026-11-20").out
    assert "Nothing new for you" in hughes("receive", str(box), on="2026-11-20", code=1).err
    assert "D. Hughes has 1 child" in bell("receive", str(receipt), on="2026-11-20").out
    card = ("--name", "Anna Bell", "--council", "Elmshire", "-o", str(box / "bell.iro-card"))
    bell("person", "card", *card, on="2026-11-20")
    modes = {path.name: path.stat().st_mode for path in box.iterdir()}
    assert len(modes) == 3
    assert set(modes.values()) == {(tmp_path / "anybody's").stat().st_mode}
    assert "is there" in (again := bell("person", "card", *card, on="2026-11-20", code=1).err) or "already" in again
