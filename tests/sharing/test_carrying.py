"""Both ways of carrying offer the same three things, and a letter box leaves a file whole or not at all."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from iro_tui.sharing.awaited import Awaited
from iro_tui.sharing.carrying import CarriedFile, Carrier, LetterBox, WaitingFile
from iro_tui.sharing.file import receipt_file, write
from iro_tui.sharing.receipts import Receipts, receipt_of
from iro_tui.sharing.secrecy import KEY_BYTES
from tests.sharing.test_file import HUGHES, PARCEL, PATEL, SMITH, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from iro_tui.sharing.hub import Hub, PushAnswer, StreamChange
    from iro_tui.sharing.stream import StreamEntry, StreamPlace

    def the_hub_is_one(hub: Hub) -> Carrier[Mapping[UUID, StreamPlace], StreamChange, StreamEntry, PushAnswer]:
        return hub


def test_what_is_left_waits_for_whom_it_is_sealed_to_until_it_is_known(tmp_path: Path) -> None:
    giver: Carrier[Collection[str], WaitingFile, CarriedFile, Path] = LetterBox(tmp_path, PATEL)
    file = CarriedFile("AP-1-child-20Nov.iro", write({"children": []}, PARCEL, 1, PATEL, HUGHES.card).content)
    assert giver.push([file]) == [tmp_path / file.name]
    with pytest.raises(FileExistsError):
        giver.push([file])
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    (tmp_path / "anybody's").touch()
    assert (tmp_path / file.name).stat().st_mode == (tmp_path / "anybody's").stat().st_mode, "a colleague reads it"
    taker = LetterBox(tmp_path, HUGHES)
    [waiting] = taker.changed(())
    assert (waiting.parcel, waiting.path) == (PARCEL, tmp_path / file.name)
    (tmp_path / "a copy.iro").write_bytes(file.content)
    assert [waiting.parcel for waiting in taker.changed(())] == [PARCEL], "a copy is no other file"
    (tmp_path / "a copy.iro").unlink()
    assert taker.pull(()) == [file]
    assert taker.changed({PARCEL}) == giver.changed(()) == LetterBox(tmp_path, SMITH).changed(()) == []
    assert LetterBox(tmp_path, None).changed(()) == []


def test_receipts_wait_for_whoever_waits_for_them(tmp_path: Path) -> None:
    sent = Receipts(bytes(KEY_BYTES), PARCEL)
    codes = [sent.of_child(child) for child in ("one", "two")]
    every, one, two = receipt_of(codes), *codes
    for waits, tells, offered in (
        ((True, True), every, True),
        ((True, True), one, True),
        ((False, True), one, False),  # noted before
        ((False, True), two, True),
        ((False, False), every, False),
        ((True, True), "AAAA-AAAA", False),
    ):
        path = tmp_path / "receipt.iro-receipt"
        path.write_bytes(receipt_file(PARCEL, tells))
        (tmp_path / "cut.iro-receipt").write_bytes(path.read_bytes()[:40])
        awaited = Awaited({PARCEL: list(zip(codes, waits, strict=True))})
        box = LetterBox(tmp_path, None, awaited)
        there = [(waiting.parcel, waiting.path) for waiting in box.changed({PARCEL})]
        assert there == ([(PARCEL, path)] if offered else []), (waits, tells)
        assert LetterBox(tmp_path, PATEL).changed(()) == [], "nobody else is told"


GOOD = write({"children": []}, PARCEL, 1, PATEL, HUGHES.card).content
TO_WORDS = write({"children": []}, PARCEL, 1, PATEL, WORDS).content
HEADS: dict[str, tuple[bytes, bool]] = {
    "its first line": (b"x" + GOOD[1:], True),
    "the length of its head": (GOOD[:18] + b"\xff" + GOOD[19:], True),
    "its head": (GOOD.replace(b'"slot"', b'"slat"', 1), True),
    "for whom it is": (GOOD.replace(HUGHES.card.slot_name.encode(), b"A" * len(HUGHES.card.slot_name), 1), True),
    "cut in its head": (GOOD[:60], True),
    "no such file": (b"PK\x03\x04", True),
    "words open it": (TO_WORDS, False),
    "words open it, and it is cut": (TO_WORDS[:-9], True),
    "a colleague's, cut": (write({"children": []}, PARCEL, 1, PATEL, SMITH.card).content[:-9], False),
    "being written": (b"", False),
}


@pytest.mark.parametrize(("content", "is_said"), HEADS.values(), ids=HEADS.keys())
def test_a_file_that_is_harmed_where_it_says_for_whom_it_is_waits_for_everybody_behind_all_others(
    tmp_path: Path, content: bytes, is_said: bool
) -> None:
    (tmp_path / "a.iro").write_bytes(content)
    (tmp_path / "b.iro").write_bytes(GOOD)
    box = LetterBox(tmp_path, HUGHES, cards=[PATEL.card, SMITH.card])
    assert [waiting.path.name for waiting in box.changed(())] == ["b.iro", "a.iro"][: 1 + is_said]
    assert LetterBox(tmp_path, None).changed(()) == [], "nobody without a card is told"


def test_a_folder_out_of_reach_holds_nothing_and_takes_nothing(tmp_path: Path) -> None:
    away = LetterBox(tmp_path / "away", HUGHES)
    assert (away.changed(()), away.pull(())) == ([], [])
    with pytest.raises(OSError, match="away"):
        away.push([CarriedFile("x.iro", b"")])
