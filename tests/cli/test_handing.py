"""Two officers hand children over by files, as they would type it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Iro, Printed

Desk = Callable[..., Printed]


@pytest.fixture
def empty(_empty_once: Path) -> Path:
    """A store to copy."""
    return _empty_once


@pytest.fixture
def desks(iro: Iro, empty: Path, tmp_path: Path) -> tuple[Desk, Desk]:
    """Two officers who know each other's cards; the first has two siblings and another child."""

    def desk(name: str) -> Desk:
        folder = tmp_path / name
        shutil.copytree(empty, folder)

        def run(*words: str, code: int = 0, today: str = "2026-11-20") -> Printed:
            printed = iro(*words, "--store", str(folder), today=today)
            assert printed.code == code, printed
            return printed

        run("person", "card", "--name", name, "--council", "Elmshire", "-o", str(tmp_path / f"{name}.iro-card"))
        return run

    patel, hughes = desk("A. Patel"), desk("D. Hughes")
    patel("person", "add", str(tmp_path / "D. Hughes.iro-card"), "--yes")
    hughes("person", "add", str(tmp_path / "A. Patel.iro-card"), "--yes")
    for ref in ("AB 1042", "AB 1043", "AB 2000"):
        patel("do", "child", "--ref", ref, "--initials", "AB", "--since", "2026-09-01", "--born", "2015-05-05")
    patel("do", "siblings", "AB 1042", "AB 1043")
    return patel, hughes


def sent(desk: Desk, path: Path, *words: str, today: str = "2026-11-20") -> Printed:
    return desk("hand-over", *words, "-o", str(path), "--yes", "--json", today=today)


def alerts(desk: Desk, ref: str) -> list[str]:
    """What is to know of a child."""
    (of_child,) = [row["alerts"] for row in desk("caseload", "--json").json["children"] if row["ref"] == ref]
    return list(of_child)


def test_a_week_of_cover_and_back(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    patel, hughes = desks
    there, back = tmp_path / "there.iro", tmp_path / "back.iro"
    first = patel("hand-over", "AB 1042", "--to", "D. Hughes", "--why", "leave", "--until", "2026-12-04",
                  "-o", str(there), "--yes")  # fmt: skip
    assert "Siblings who would stay behind: AB 1043" in first.err
    looked = hughes("receive", str(there), "--dry-run")
    assert (looked.err, looked.out) == ("AB 1042: new here\n", "Dry run: nothing was changed.\n")
    taken = hughes("receive", str(there), "--yes", "--json").json
    assert (taken["from"], taken["children"][0]["new"]) == ("A. Patel", True)
    (row,) = hughes("caseload", "--json").json["children"]
    assert row["whose"] == "covered by you"
    again = hughes("receive", str(there), "--yes", code=1)
    assert again.err.startswith("Nothing new: this file was taken in")
    assert patel("hand-over", "--confirm", taken["receipt"].lower()).out.startswith("D. Hughes has 1 child")
    assert "confirmed already" in patel("hand-over", "--confirm", taken["receipt"], code=1).err
    patel("do", "book", "AB 1042", "--day", "2026-12-03", "--time", "10:00", "--place", "School")
    hughes("do", "book", "AB 1042", "--day", "2026-12-08", "--time", "10:00", "--place", "School")
    hughes("do", "contact", "AB 1042", "--who", "child", "--how", "visit", "--note", "spoke alone")
    sent(hughes, back, "AB 1042", "--to", "A. Patel", today="2026-11-27")
    came = patel("receive", str(back), "--yes", "--receipt", str(tmp_path / "r.iro-receipt"), today="2026-11-27")
    assert "1 child taken in from D. Hughes." in came.out
    ended = hughes("do", "contact", "AB 1042", "--who", "child", "--how", "visit", code=1, today="2026-12-05")
    assert "only shown here" in ended.err
    assert hughes("caseload", "--json", today="2026-12-05").json["children"] == []
    assert hughes("receive", str(tmp_path / "r.iro-receipt"), "--yes", today="2026-11-27").out.startswith(
        "A. Patel has 1 child"
    )


def test_by_words_for_somebody_without_a_card(desks: tuple[Desk, Desk], iro: Iro, empty: Path, tmp_path: Path) -> None:
    patel, _ = desks
    file, words = tmp_path / "by-words.iro", tmp_path / "words"
    shown = sent(patel, file, "AB 2000", "--to", "C. Smith", "--why", "transfer").json["words"]
    assert len(shown.split("-")) == 5
    long = [word for word in shown.split("-") if len(word) > 4]  # a shorter one may stand in the sealed bytes by chance
    assert not any(word.encode() in file.read_bytes() for word in long)
    store = tmp_path / "smith"
    shutil.copytree(empty, store)
    words.write_text("not the words at all\n", encoding="utf-8")
    taking = ("receive", str(file), "--words-file", str(words), "--yes", "--store", str(store))
    assert "not the words of this file" in iro(*taking).err
    words.write_text(shown.replace("-", " "), encoding="utf-8")
    assert "This file is for C. Smith, and nobody knows yet who you are" in " ".join(iro(*taking).err.split())
    assert "No card yet" in iro("person", "list", "--store", str(store)).out
    card = ("person", "card", "--council", "Elmshire", "--store", str(store), "--name")
    assert iro(*card, "C. Smith", "-o", str(tmp_path / "smith.iro-card")).code == 0
    assert iro(*taking).code == 0
    listed = iro("person", "list", "--json", "--store", str(store)).json["cards"]
    assert [card["name"] for card in listed] == ["C. Smith", "A. Patel"]


def test_by_words_nobody_becomes_whom_the_file_was_written_for(
    desks: tuple[Desk, Desk], iro: Iro, empty: Path, tmp_path: Path
) -> None:
    patel, hughes = desks
    file, words, store = tmp_path / "by-words.iro", tmp_path / "words", tmp_path / "zed"
    told = sent(patel, file, "AB 2000", "--to", "Nobody Known", "--why", "transfer").json["words"]
    words.write_text(told, encoding="utf-8")
    taking = ("receive", str(file), "--words-file", str(words), "--yes")
    before = hughes("log", "--json").out
    assert "This file is for Nobody Known, and you are D. Hughes." in " ".join(hughes(*taking, code=1).err.split())
    assert hughes("log", "--json").out == before
    shutil.copytree(empty, store)
    assert iro(*taking, "--store", str(store)).code == 1
    card = ("person", "card", "--council", "Saltby", "--name", "Sue Zed", "-o", str(tmp_path / "zed.iro-card"))
    assert iro(*card, "--store", str(store)).code == 0, "whoever only opened a file makes her own card"
    assert "and you are Sue Zed" in " ".join(iro(*taking, "--store", str(store)).err.split())


def test_another_card_of_one_who_is_known_is_said_and_never_taken_with_a_file(
    desks: tuple[Desk, Desk], iro: Iro, empty: Path, tmp_path: Path
) -> None:
    patel, _ = desks
    other, store, card = tmp_path / "other.iro", tmp_path / "another", tmp_path / "another.iro-card"
    shutil.copytree(empty, store)
    known = {each["name"]: each["words"] for each in patel("person", "list", "--json").json["cards"]}
    again = ("--store", str(store))
    iro("person", "card", "--council", "Elmshire", "--name", "D. Hughes", "-o", str(card), *again)
    iro("do", "child", "--ref", "Z-1", "--since", "2026-05-01", "--born", "2015-05-05", *again)
    giving = ("hand-over", "Z-1", "--to", "A. Patel", "--why", "transfer", "-o", str(other), "--yes", "--json")
    shown = iro(*giving, *again)
    (tmp_path / "words").write_text(shown.json["words"], encoding="utf-8")
    taken = patel("receive", str(other), "--words-file", str(tmp_path / "words"), "--yes", code=1)
    assert "signed by another card of D. Hughes than the one that is here" in " ".join(taken.err.split())
    assert {each["name"]: each["words"] for each in patel("person", "list", "--json").json["cards"]} == known
    added = patel("person", "add", str(card), "--yes")
    assert f"Another card of D. Hughes is here already, with the words {known['D. Hughes']}" in " ".join(
        added.err.split()
    )
    assert added.out == "Card of D. Hughes added in place of the one that was here.\n"


def test_a_confirmed_transfer_is_read_only_and_comes_back_by_a_later_file(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    patel, hughes = desks
    file = tmp_path / "for-good.iro"
    patel("do", "contact", "AB 2000", "--who", "child", "--how", "visit", "--note", "spoke alone")
    sent(patel, file, "AB 2000", "--to", "D. Hughes", "--why", "transfer")
    patel("do", "flag", "AB 2000")  # not confirmed: hers still
    (row,) = [row for row in patel("today", "--json").json["duties"] if row["kind"] == "receipt"]
    assert "Handed to D. Hughes" in row["what"]
    code = hughes("receive", str(file), "--yes", "--json").json["receipt"]
    patel("hand-over", "--confirm", code)
    assert alerts(hughes, "AB 2000")[0] == "1 note of A. Patel not filed yet."
    assert hughes("outbox", "--json").json["notes"] == []
    refused = patel("do", "contact", "AB 2000", "--who", "child", "--how", "visit", code=1)
    assert "handed over to D. Hughes" in refused.err
    assert "AB 2000" not in patel("caseload").out
    sent(hughes, tmp_path / "again.iro", "AB 2000", "--to", "A. Patel", "--why", "transfer", today="2026-11-25")
    patel("receive", str(tmp_path / "again.iro"), "--yes", today="2026-11-25")
    patel("do", "contact", "AB 2000", "--who", "child", "--how", "visit", today="2026-11-25")


def test_a_case_that_was_handed_over_goes_by_the_practices_period_and_comes_back_by_a_later_file_alone(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    patel, hughes = desks
    sent(patel, tmp_path / "there.iro", "AB 2000", "--to", "D. Hughes", "--why", "transfer")
    code = hughes("receive", str(tmp_path / "there.iro"), "--yes", "--json").json["receipt"]
    sent(hughes, tmp_path / "late.iro", "AB 2000", "--to", "A. Patel", "--why", "transfer")
    patel("hand-over", "--confirm", code)
    assert "No closed case is to be removed yet" in patel("purge", "--yes", code=1).err
    patel("purge", "--yes", today="2028-12-01")
    late = patel("receive", str(tmp_path / "late.iro"), "--yes", code=1, today="2028-12-01").err
    assert "AB 2000 was handed over from here on Fri 20 Nov 2026, after this file" in late
    sent(
        hughes,
        tmp_path / "later.iro",
        "AB 2000",
        "--to",
        "A. Patel",
        "--why",
        "transfer",
        "--whole",
        today="2028-12-01",
    )
    preview = " ".join(patel("receive", str(tmp_path / "later.iro"), "--dry-run", today="2028-12-01").err.split())
    assert "AB 2000: comes back: handed over from here on Fri 20 Nov 2026, and removed here since" in preview
    back = patel("receive", str(tmp_path / "later.iro"), "--yes", "--json", today="2028-12-01")
    assert back.json["children"][0]["new"] is True


def test_where_two_differ_one_is_chosen(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    patel, hughes = desks
    there, back = tmp_path / "there.iro", tmp_path / "back.iro"
    patel("do", "book", "AB 2000", "--day", "2026-12-01", "--time", "10:00", "--place", "School")
    sent(patel, there, "AB 2000", "--to", "D. Hughes", "--why", "cover", "--until", "2026-12-04")
    hughes("receive", str(there), "--yes")
    patel("do", "details", "AB 2000", "--interpreter", "Polish")
    hughes("do", "details", "AB 2000", "--interpreter", "Arabic")
    sent(hughes, back, "AB 2000", "--to", "A. Patel")
    assert "child: interpreter" in patel("receive", str(back), "--yes").err.casefold()
    (row,) = patel("differences", "--json").json["differences"]
    assert (row["colleague"], row["mine_stands"]) == ("D. Hughes", True)
    patel("do", "settle", "--id", row["key"], "--choose", "other")
    assert patel("differences", "--json").json["differences"] == []
    patel("undo")
    assert patel("differences", "--json").json["differences"] == [row]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("AB 2000", "--to", "D. Hughes"), "say cover, leave or transfer"),
        (("AB 2000", "--to", "D. Hughes", "--why", "cover"), "Until when is missing"),
        (("AB 2000", "--to", "D. Hughes", "--why", "cover", "--until", "2026-11-01"), "is over"),
        (("AB 2000", "--to", "D. Hughes", "--why", "transfer", "--until", "2026-12-01"), "A transfer has no end"),
        (("AB 2000", "--to", " ", "--why", "transfer"), "There is no name"),
        (("AB 2000", "--to", "A. Patel", "--why", "transfer"), "That is yourself"),
        (("--to", "D. Hughes", "--why", "transfer"), "Nobody is named"),
    ],
)
def test_what_cannot_be_handed_over_is_refused(
    desks: tuple[Desk, Desk], tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    refused = desks[0]("hand-over", *words, "-o", str(tmp_path / "x.iro"), "--yes", code=1)
    assert sentence in refused.err
    assert not (tmp_path / "x.iro").exists()


def test_files_of_others_are_refused_and_change_nothing(
    desks: tuple[Desk, Desk], iro: Iro, empty: Path, tmp_path: Path
) -> None:
    patel, hughes = desks
    file = tmp_path / "there.iro"
    sent(patel, file, "AB 2000", "--to", "D. Hughes", "--why", "transfer")
    whole = file.read_bytes()
    other = tmp_path / "other"
    shutil.copytree(empty, other)
    assert "you have none here" in iro("receive", str(file), "--yes", "--store", str(other)).err
    card = ("--name", "C. Smith", "--council", "Elmshire", "-o", str(tmp_path / "s.iro-card"))
    iro("person", "card", *card, "--store", str(other))
    assert "whose card you have not added" in iro("receive", str(file), "--yes", "--store", str(other)).err
    iro("person", "add", str(tmp_path / "A. Patel.iro-card"), "--yes", "--store", str(other))
    assert "for somebody else" in iro("receive", str(file), "--yes", "--store", str(other)).err
    for content, sentence in (
        (whole[:-1], "cut short"), (whole[:200] + b"?" + whole[201:], "altered"), (b"PK", "no file of a hand-over"),
    ):  # fmt: skip
        file.write_bytes(content)
        assert sentence in hughes("receive", str(file), "--yes", code=1).err
    file.write_bytes(whole)
    hughes("practice", "use", "kent")
    assert "another council's" in hughes("receive", str(file), "--yes", code=1).err
    assert hughes("caseload", "--json").json["children"] == []
    assert "No file" in patel("hand-over", "--confirm", "ABCD-EFGH", code=1).err


def test_one_who_has_no_card_is_told_to_make_one(iro: Iro, empty: Path, tmp_path: Path) -> None:
    shutil.copytree(empty, tmp_path / "store")
    iro("do", "child", "--ref", "AB 1", "--since", "2026-09-01")
    refused = iro("hand-over", "AB 1", "--to", "D. Hughes", "--why", "transfer", "-o", str(tmp_path / "x.iro"))
    assert (refused.code, "make your card first" in refused.err) == (1, True)
    assert iro("person", "list").out.startswith("No card yet")


def test_a_folder_that_colleagues_share_is_looked_into_for_what_is_new_and_ones_own(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    patel, hughes = desks
    box = tmp_path / "box"
    box.mkdir()
    sent(patel, box, "AB 2000", "--to", "D. Hughes", "--why", "transfer")
    sent(patel, box / "by-words.iro", "AB 1042", "--to", "C. Smith", "--why", "transfer")
    (half := box / "half.iro").write_bytes(b"iro hand-over 1\nxx")
    assert sorted(path.name for path in box.iterdir())[0] == "AP-1-child-20Nov.iro"
    says = patel("receive", str(box), code=1).err
    assert "half.iro: This file is cut short" in says, "nobody can say for whom it is"
    assert "AP-1" not in says
    half.unlink()
    assert "Nothing new for you" in patel("receive", str(box), code=1).err
    assert "1 child taken in from A. Patel." in hughes("receive", str(box), "--yes").out
    assert "Nothing new for you" in hughes("receive", str(box), code=1).err
