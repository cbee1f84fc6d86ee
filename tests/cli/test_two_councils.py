"""Two councils that work by one practice: nothing of one comes into a store of the other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support.commands import Iro
from tests.support.desks import Desk

ELSEWHERE = "M. Elsewhere"


@pytest.fixture
def other_store(_empty_once: Path, tmp_path: Path) -> Path:
    """A store of its own."""
    return Path(shutil.copytree(_empty_once, tmp_path / "elsewhere"))


@pytest.fixture
def elsewhere(desks: tuple[Desk, Desk, Desk], iro: Iro, other_store: Path, tmp_path: Path) -> Desk:
    """An officer of another council, whose card the first has been sent."""
    one = Desk(ELSEWHERE, lambda *words, today: iro(*words, "--store", str(other_store), today=today), tmp_path / "out")
    one.folder.mkdir()
    card = ("--name", ELSEWHERE, "--council", "Saltby City Council", "-o", str(tmp_path / "elsewhere.iro-card"))
    one("person", "card", *card, on="2026-11-20")
    return one


def everything(desk: Desk) -> str:
    """What a store holds, as the command line tells it."""
    told = [
        desk(*words, on="2026-11-20").out for words in (("log",), ("caseload",), ("person", "list"), ("colleagues",))
    ]
    return json.dumps(told)


def test_a_card_of_another_council_is_not_added(
    desks: tuple[Desk, Desk, Desk], elsewhere: Desk, tmp_path: Path
) -> None:
    bell, *_ = desks
    before = everything(bell)
    told = bell("person", "add", str(tmp_path / "elsewhere.iro-card"), "--yes", on="2026-11-20", code=1).err
    assert "M. Elsewhere is of Saltby City Council, and your card says Elmshire" in told
    assert everything(bell) == before


def test_a_file_of_another_council_is_not_taken_in_by_words_either(
    desks: tuple[Desk, Desk, Desk], elsewhere: Desk, tmp_path: Path
) -> None:
    bell, *_ = desks
    file, words = tmp_path / "there.iro", tmp_path / "words"
    sent = bell("hand-over", "K-100", "--to", ELSEWHERE, "--why", "transfer", "-o", str(file), "--yes", "--json",
                on="2026-11-20")  # fmt: skip
    words.write_text(sent.json["words"], encoding="utf-8")
    before = everything(elsewhere)
    taking = ("receive", str(file), "--words-file", str(words), "--yes")
    told = elsewhere(*taking, on="2026-11-20", code=1).err
    assert "Anna Bell is of Elmshire, and your card says Saltby City Council" in told
    assert "Nothing was changed." in told
    assert everything(elsewhere) == before
    # Was it one council all along, the card is written anew: the words of the telephone stay as they are.
    card = ("person", "card", "--name", ELSEWHERE, "-o", str(tmp_path / "anew.iro-card"), "--json")
    four = elsewhere(*card, "--council", "Elmshire County Council", on="2026-11-20").json["words"]
    assert four in elsewhere("person", "list", on="2026-11-20").out
    assert "1 child taken in from Anna Bell" in elsewhere(*taking, on="2026-11-20").out


def test_a_card_says_its_council_and_one_who_receives_before_she_has_a_card_says_it_first(
    desks: tuple[Desk, Desk, Desk], other_store: Path, iro: Iro, tmp_path: Path
) -> None:
    bell, *_ = desks
    newcomer = Desk("N. Newly", lambda *w, today: iro(*w, "--store", str(other_store), today=today), tmp_path)
    card = ("person", "card", "--name", "N. Newly", "-o", str(tmp_path / "n.iro-card"))
    assert "The council is empty" in newcomer(*card, on="2026-11-20", code=1).err
    assert "No card yet" in newcomer("person", "list", on="2026-11-20").out
    file, words = tmp_path / "there.iro", tmp_path / "words"
    sent = bell("hand-over", "K-100", "--to", "N. Newly", "--why", "transfer", "-o", str(file), "--yes", "--json",
                on="2026-11-20")  # fmt: skip
    words.write_text(sent.json["words"], encoding="utf-8")
    taking = ("receive", str(file), "--words-file", str(words), "--yes")
    assert "nobody knows yet who you are" in newcomer(*taking, on="2026-11-20", code=1).err.replace("\n", " ")
    newcomer(*card, "--council", "Elmshire", on="2026-11-20")
    newcomer(*taking, on="2026-11-20")
    assert "Elmshire" in (tmp_path / "n.iro-card").read_text("ascii")
    assert bell("person", "add", str(tmp_path / "n.iro-card"), "--yes", on="2026-11-20").code == 0
