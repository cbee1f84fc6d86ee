"""A folder that colleagues share: what is left there can be read by them, and is taken in from there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from iro_tui.actions.colleague_cards import look_at_card
from iro_tui.sharing.file import write
from tests.sharing.test_file import PARCEL, SMITH
from tests.support.desks import Desk

HARMED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a byte of what is sealed": (lambda content: _other_byte(content, -200), "This file was altered on its way"),
    "a byte of the signature": (lambda content: _other_byte(content, -1), "This file was altered on its way"),
    "cut short": (lambda content: content[:-300], "This file is cut short, or not all of it was copied"),
    "longer": (lambda content: content + b"x", "This file was altered on its way"),
}
"""What may become of a file whose head can still be read, and what is said of it."""


def _other_byte(content: bytes, at: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


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
    assert "D. Hughes has 1 child" in bell("receive", str(receipt), "--yes", on="2026-11-20").out
    card = ("--name", "Anna Bell", "--council", "Elmshire", "-o", str(box / "bell.iro-card"))
    bell("person", "card", *card, on="2026-11-20")
    modes = {path.name: path.stat().st_mode for path in box.iterdir()}
    assert len(modes) == 3
    assert set(modes.values()) == {(tmp_path / "anybody's").stat().st_mode}
    assert "is there" in (again := bell("person", "card", *card, on="2026-11-20", code=1).err) or "already" in again


def test_the_name_of_a_receipt_is_looked_at_before_anything_is_taken_in(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    bell, hughes, _ = desks
    file = bell.gives(hughes, "2026-11-20", "K-100", why="transfer")
    (there := tmp_path / "there.iro-receipt").write_bytes(b"another one")
    for place, why in (
        (there, "already"),
        (tmp_path / "r.txt", "ends in .iro-receipt"),
        (tmp_path / "none" / "r.iro-receipt", "no folder"),
    ):
        assert why in hughes("receive", str(file), "--yes", "--receipt", str(place), on="2026-11-20", code=1).err
        assert hughes.listed("2026-11-20") == {}
    assert there.read_bytes() == b"another one"


def test_a_receipt_is_written_for_a_file_that_was_taken_in_before(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    bell, hughes, _ = desks
    file = bell.gives(hughes, "2026-11-20", "K-100", why="transfer")
    code = hughes.takes(file, "2026-11-20")
    again = hughes("receive", str(file), "--receipt", str(tmp_path / "r.iro-receipt"), on="2026-11-21", code=1)
    assert "Nothing new: this file was taken in" in again.err
    assert code in again.err
    assert "D. Hughes has 1 child" in bell("receive", str(tmp_path / "r.iro-receipt"), "--yes", on="2026-11-21").out


@pytest.mark.parametrize("place", ["there.iro-receipt", "receipts"])
def test_each_file_of_a_folder_has_its_receipt_said_and_written(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path, place: str
) -> None:
    bell, hughes, _ = desks
    (box := tmp_path / "shared").mkdir()
    (tmp_path / "receipts").mkdir()
    for ref in ("K-100", "K-101"):
        bell("hand-over", ref, "--to", hughes.name, "--why", "transfer", "-o", str(box), "--yes", on="2026-11-20")
    took = hughes("receive", str(box), "--yes", "--receipt", str(tmp_path / place), on="2026-11-20")
    assert took.out.count("Receipt: ") == 2
    receipts = sorted(tmp_path.rglob("*.iro-receipt"))
    assert [str(receipt) in took.err for receipt in receipts] == [True, True]
    for receipt in receipts:
        assert "D. Hughes has 1 child" in bell("receive", str(receipt), "--yes", on="2026-11-20").out


def test_a_receipt_that_lies_there_is_seen_until_it_is_noted(desks: tuple[Desk, Desk, Desk], tmp_path: Path) -> None:
    bell, hughes, smith = desks
    (box := tmp_path / "shared").mkdir()
    give = ("--why", "transfer", "-o", str(box), "--yes")
    for ref in ("K-100", "K-101"):
        bell("hand-over", ref, "--to", hughes.name, *give, on="2026-11-20")
    bell("hand-over", "K-101", "--withdraw", on="2026-11-20")
    hughes("receive", str(box), "--yes", "--receipt", str(box), on="2026-11-20")
    for nobodys in (hughes, smith):
        assert "Nothing new for you" in nobodys("receive", str(box), on="2026-11-20", code=1).err
    assert bell("receive", str(box), "--dry-run", on="2026-11-20").err.count("D. Hughes has 1 child") == 2
    assert bell("receive", str(box), "--yes", on="2026-11-20").out.count("D. Hughes has 1 child") == 2
    assert not {"K-100", "K-101"} & {*bell.listed("2026-11-20")}, "one that was withdrawn arrived all the same"
    assert "Nothing new for you" in bell("receive", str(box), on="2026-11-20", code=1).err


def test_the_receipt_of_a_file_in_whose_place_a_later_one_arrived_is_not_waited_for(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    bell, hughes, _ = desks
    (box := tmp_path / "shared").mkdir()
    first = bell.gives(hughes, "2026-11-20", "K-100", why="transfer")
    hughes("receive", str(first), "--yes", "--receipt", str(box), on="2026-11-20")
    bell.hands(hughes, "2026-11-21", "K-100", why="transfer")
    assert "Nothing new for you" in bell("receive", str(box), on="2026-11-21", code=1).err


def test_what_cannot_be_taken_in_is_named_and_keeps_back_nothing_behind_it(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    bell, hughes, _ = desks
    (box := tmp_path / "shared").mkdir()
    card = look_at_card(tmp_path / f"{hughes.name}.iro-card")
    (box / "a-stranger.iro").write_bytes(write({"children": []}, PARCEL, 1, SMITH, card).content)
    bell.gives(hughes, "2026-11-20", "K-100", why="transfer").rename(box / "m-good.iro")
    shutil.copy(box / "m-good.iro", box / "n-copy.iro")
    bell.gives(hughes, "2026-11-20", "K-101", why="transfer").rename(box / "z-good.iro")
    took = hughes("receive", str(box), "--yes", on="2026-11-20", code=1)
    assert took.out.count("1 child taken in") == 2
    says = " ".join(took.err.split())
    assert "a-stranger.iro: This file is signed by somebody whose card you have not added." in says
    assert says.endswith("not taken in: a-stranger.iro. Each says why above.")
    assert "copy" not in says
    assert hughes.listed("2026-11-20") == {"K-100": "yours", "K-101": "yours"}


@pytest.mark.parametrize(("harm", "says"), HARMED.values(), ids=HARMED.keys())
def test_a_file_that_was_harmed_on_its_way_is_said_to_whom_it_is_for(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path, harm: Callable[[bytes], bytes], says: str
) -> None:
    bell, hughes, smith = desks
    (box := tmp_path / "shared").mkdir()
    file = bell.gives(hughes, "2026-11-20", "K-100", why="transfer")
    (box / "harmed.iro").write_bytes(harm(file.read_bytes()))
    bell.gives(hughes, "2026-11-20", "K-101", why="transfer").rename(box / "z-good.iro")
    took = hughes("receive", str(box), "--yes", on="2026-11-20", code=1)
    assert f"harmed.iro: {says}" in took.err
    assert hughes.listed("2026-11-20") == {"K-101": "yours"}
    assert "Nothing new for you" in smith("receive", str(box), on="2026-11-20", code=1).err
    file.rename(box / "sent again.iro")
    hughes("receive", str(box), "--yes", on="2026-11-20", code=1)
    assert "Nothing new for you" in hughes("receive", str(box), on="2026-11-20", code=1).err, "the whole one came"


def test_a_folder_prints_one_document_of_all_that_came_and_of_what_stays(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    bell, hughes, _ = desks
    (box := tmp_path / "shared").mkdir()
    for ref in ("K-100", "K-101"):
        bell.gives(hughes, "2026-11-20", ref, why="transfer").rename(box / f"{ref}.iro")
    (box / "harmed.iro").write_bytes(b"x" + (box / "K-100.iro").read_bytes())
    seen = hughes("receive", str(box), "--dry-run", "--json", on="2026-11-20", code=1).json
    assert [(each["file"], each["did"]) for each in seen["files"]] == [("K-100.iro", None), ("K-101.iro", None)]
    took = hughes("receive", str(box), "--yes", "--json", on="2026-11-20", code=1).json
    assert [each["children"][0]["ref"] for each in took["files"]] == ["K-100", "K-101"]
    assert all(each["receipt"] for each in took["files"])
    [refused] = took["refused"]
    assert refused["file"] == "harmed.iro"
    assert refused["why"].startswith("This is no file of a hand-over")


def test_what_stands_under_a_child_in_the_preview_hangs_under_it_also_where_it_is_long(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-12-04")
    place = "Civic Centre, the large room on the second floor beside the library and the canteen"
    for desk, hour in ((bell, "10:00"), (hughes, "11:00")):
        desk("do", "book", "K-100", "--day", "2026-12-03", "--time", hour, "--place", place, on="2026-11-21")
    lines = bell("receive", str(hughes.gives(bell, "2026-11-24", "K-100")), "--dry-run", on="2026-11-24").err
    under = lines.split("K-100: ")[1].splitlines()[1:]
    assert len(under) > 2
    assert all(line.startswith("  ") for line in under)
