"""Undo right after a hand-over: what it takes back, and that nothing is lost and no child has two holders by it."""

from __future__ import annotations

from tests.support.desks import Desk

TRANSFER = {"why": "transfer"}


def test_undo_right_after_a_hand_over_says_that_the_file_stays_and_what_it_would_take_back(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    bell("do", "rag", "K-103", "--value", "green", on="2026-11-20")
    file = bell.gives(hughes, "2026-11-20", "K-100", **TRANSFER)
    told = bell("undo", on="2026-11-20", code=1).err
    assert "Undo does not take back «Hand over»: 1 child written into a file for D. Hughes." in told
    assert "Withdraw it: Enter on its row on Today, or iro hand-over REF --withdraw." in told
    assert "It takes back «RAG green»: K-103: green. Undo all the same?" in told
    assert bell.asked("2026-11-20") == ["Handed to D. Hughes: 20 Nov, not confirmed"]
    assert "Undid RAG green" in bell("undo", "--yes", on="2026-11-20").out
    assert "Undid Add child" in bell("undo", "--yes", on="2026-11-20").out, "K-103: asked once is enough"
    code = hughes.takes(file, "2026-11-21")
    bell("hand-over", "--confirm", code, on="2026-11-21")
    assert (hughes.listed("2026-11-21"), "K-100" in bell.listed("2026-11-21")) == ({"K-100": "yours"}, False)


def test_undo_takes_back_neither_a_receipt_nor_what_was_done_of_a_child_who_is_a_colleagues(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    bell("do", "rag", "K-101", "--value", "green", on="2026-11-20")
    bell("do", "details", "K-100", "--interpreter", "Polish", on="2026-11-20")
    file = bell.gives(hughes, "2026-11-20", "K-100", **TRANSFER)
    bell("do", "details", "K-100", "--interpreter", "Arabic", on="2026-11-20")
    bell("undo", on="2026-11-20")
    code = hughes.takes(file, "2026-11-21")
    bell("hand-over", "--confirm", code, on="2026-11-21")
    for words in (("undo",), ("undo", "--yes"), ("redo",)):
        told = bell(*words, on="2026-11-21", code=1).err
        assert "Nothing" in told, (words, told)
    told = bell("undo", "--yes", on="2026-11-21", code=1).err
    assert "«Change facts» is about K-100, who is handed over to D. Hughes: it stays as it is." in " ".join(
        told.split()
    )
    assert "Polish" in bell("child", "K-100", "--json", on="2026-11-21").out
    assert (hughes.listed("2026-11-21"), "K-100" in bell.listed("2026-11-21")) == ({"K-100": "yours"}, False)
    bell("do", "rag", "K-102", "--value", "green", on="2026-11-21")
    assert "Undid RAG green" in bell("undo", on="2026-11-21").out, "what came later is taken back without a word"
    hughes.hands(bell, "2026-11-23", "K-100", **TRANSFER)
    told = bell("undo", on="2026-11-23", code=1).err
    assert "Undo does not take back «Receive»: 1 child taken in from D. Hughes." in told
    assert "Undid Change facts" in bell("undo", "--yes", on="2026-11-23").out


def test_undo_right_after_receiving_says_that_a_colleagues_work_stays(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    hughes("do", "child", "--ref", "Z-9", "--since", "2026-05-01", "--born", "2015-05-05", on="2026-11-20")
    hughes.takes(bell.gives(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27"), "2026-11-20")
    told = hughes("undo", on="2026-11-20", code=1).err
    assert "Undo does not take back «Receive»: 1 child taken in from Anna Bell until Fri 27 Nov." in told
    assert "Children come and go by a hand-over alone." in told
    assert set(hughes.listed("2026-11-20")) == {"Z-9", "K-100"}
    assert "Undid Add child" in hughes("undo", "--yes", on="2026-11-20").out
    assert set(hughes.listed("2026-11-20")) == {"K-100"}


def test_a_colleague_named_by_oneself_is_taken_back_as_before(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, _, _ = desks
    bell("do", "allocate", "K-100", "--iro", "D. Hughes", on="2026-11-20")
    assert "K-100" not in bell.listed("2026-11-20")
    assert "Undid" in bell("undo", on="2026-11-20").out
    assert bell.listed("2026-11-20")["K-100"] == "yours"


def test_what_went_back_is_not_undone_and_nothing_of_a_child_whose_cover_is_over(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", "K-101", why="cover", until="2026-11-27")
    for ref in ("K-100", "K-101"):
        hughes("do", "details", ref, "--interpreter", "Polish", on="2026-11-23")
    back = hughes.gives(bell, "2026-11-24", "K-101")
    told = " ".join(hughes("undo", "--yes", on="2026-11-24", code=1).err.split())
    assert "is about K-101, and went back to Anna Bell in the file of Tue 24 Nov: it stays as it is." in told
    assert "Set it anew as it should be, and hand K-101 back once more. Nothing was changed." in told
    hughes("do", "details", "K-101", "--interpreter", "Arabic", on="2026-11-24")
    assert "Undid Change facts" in hughes("undo", on="2026-11-24").out, "done after the file"
    hughes("redo", on="2026-11-24")
    hughes("hand-over", "--confirm", bell.takes(back, "2026-11-24"), on="2026-11-24")
    for on in ("2026-11-25", "2026-11-30"):
        for words in (("undo",), ("undo", "--yes"), ("redo",)):
            assert "othing" in hughes(*words, on=on, code=1).err
    record = hughes("child", "K-101", "--json", on="2026-11-30").out
    assert ("Arabic" in record, "Polish" in record) == (True, False)


def test_a_note_that_is_filed_once_the_cover_is_over_can_be_taken_back(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-25")
    hughes("do", "contact", "K-100", "--who", "child", "--how", "visit", "--note", "spoke", on="2026-11-23")
    bell.takes(hughes.gives(bell, "2026-11-25", "K-100"), "2026-11-25")
    [note] = hughes("outbox", "--json", on="2026-11-27").json["notes"]
    hughes("do", "file", "--id", note["note_id"], on="2026-11-27")
    assert hughes("outbox", "--json", on="2026-11-27").json["notes"] == []
    assert "Undid" in hughes("undo", "--yes", on="2026-11-27").out
    assert len(hughes("outbox", "--json", on="2026-11-27").json["notes"]) == 1


def test_a_withdrawal_is_not_undone_once_one_of_its_children_went_in_another_file(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, smith = desks
    bell.gives(hughes, "2026-11-20", "K-100", "K-101", **TRANSFER)
    bell("hand-over", "K-100", "--withdraw", on="2026-11-20")
    second = bell.gives(smith, "2026-11-20", "K-100", **TRANSFER)
    told = " ".join(bell("undo", "--yes", on="2026-11-20", code=1).err.split())
    assert "«Withdraw hand-over» is about K-100, who is in a file for Cara Smith of Fri 20 Nov since" in told
    assert "the file for D. Hughes stays withdrawn, else two have K-100. Nothing was changed." in told
    assert bell.asked("2026-11-20") == ["Handed to Cara Smith: 20 Nov, not confirmed"]
    bell("hand-over", "--confirm", smith.takes(second, "2026-11-21"), on="2026-11-21")
    told = " ".join(bell("undo", "--yes", on="2026-11-21", code=1).err.split())
    assert "is about K-100, who is handed over to Cara Smith: it stays as it is." in told
    assert bell.asked("2026-11-21") == []


def test_a_withdrawal_is_not_undone_once_a_file_withdrawn_before_has_arrived(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, smith = desks
    first = bell.gives(smith, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    bell("hand-over", "K-100", "--withdraw", on="2026-11-20")
    bell.gives(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    bell("hand-over", "K-100", "--withdraw", on="2026-11-20")
    bell("hand-over", "--confirm", smith.takes(first, "2026-11-21"), on="2026-11-21")
    told = " ".join(bell("undo", "--yes", on="2026-11-21", code=1).err.split())
    assert "is about K-100, who went to Cara Smith in the file of Fri 20 Nov" in told
    assert bell.asked("2026-11-21") == []


def test_withdrawals_are_undone_and_done_again_where_no_other_file_has_their_children(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, smith = desks
    bell.gives(hughes, "2026-11-20", "K-100", **TRANSFER)
    bell("hand-over", "K-100", "--withdraw", on="2026-11-20")
    bell.gives(smith, "2026-11-20", "K-100", **TRANSFER)
    bell("hand-over", "K-100", "--withdraw", on="2026-11-20")
    assert "Undid" in bell("undo", "--yes", on="2026-11-20").out
    assert bell.asked("2026-11-20") == ["Handed to Cara Smith: 20 Nov, not confirmed"]
    assert "else two have K-100" in " ".join(bell("undo", "--yes", on="2026-11-20", code=1).err.split())
    assert "Redid" in bell("redo", on="2026-11-20").out
    assert bell.asked("2026-11-20") == []
    bell.gives(hughes, "2026-11-23", "K-100", **TRANSFER)
    assert "Undid" not in bell("undo", "--yes", on="2026-11-23", code=1).out, "Cara Smith's, while D. Hughes waits"
    bell("hand-over", "K-100", "--withdraw", on="2026-11-23")
    bell.gives(hughes, "2026-11-24", "K-100", **TRANSFER)
    assert "Undid" in bell("undo", "--yes", on="2026-11-24").out, "both are for the same colleague"
