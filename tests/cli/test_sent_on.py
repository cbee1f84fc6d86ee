"""A child who is handed over for good: what was done after the file was written goes after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desks import Desk


def booked(desk: Desk, on: str) -> str:
    return str(desk("child", "K-102", "--json", on=on).json["next_review"]["booked"])


def test_what_was_done_between_the_file_and_its_receipt_is_asked_for_and_goes_after_it(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    bell("do", "book", "K-102", "--day", "2026-12-03", "--time", "10:00", "--place", "Civic", on="2026-11-20")
    file = bell.gives(hughes, "2026-11-20", "K-102", why="transfer")
    bell("do", "contact", "K-102", "--who", "child", "--how", "phone", "--note", "carer ill", on="2026-11-21")
    bell("do", "details", "K-102", "--interpreter", "Polish", on="2026-11-21")
    bell("do", "rag", "K-102", "--value", "green", on="2026-11-21")
    bell("undo", on="2026-11-21")
    code = hughes.takes(file, "2026-11-22")
    hughes("do", "details", "K-102", "--interpreter", "Arabic", on="2026-11-22")
    told = bell("hand-over", "--confirm", code, on="2026-11-23").out
    assert "D. Hughes has 1 child" in told
    assert "Of K-102 2 things were done here since that file" in told
    assert bell.asked("2026-11-23") == ["Send on to D. Hughes: 2 things done since the file, 1 child"]
    rest = bell.gives(hughes, "2026-11-24", "K-102")
    assert bell.asked("2026-11-24") == ["Handed to D. Hughes: 24 Nov, not confirmed"]
    told = bell("today", "--json", on="2026-11-24").out
    assert "What you did is with you alone until the receipt." in told
    assert "They stay yours" not in told
    preview = hughes("receive", str(rest), "--dry-run", on="2026-11-24").err
    assert "1 value differs: yours stand" in preview
    code = hughes.takes(rest, "2026-11-24")
    assert (
        "carer ill"
        in hughes("outbox", "--json", on="2026-11-24").out + hughes("child", "K-102", "--json", on="2026-11-24").out
    )
    assert hughes.asked("2026-11-24") == ["1 value to choose: a colleague has otherwise"]
    assert hughes.listed("2026-11-24") == {"K-102": "yours"}
    assert "What was done here of 1 child" in bell("hand-over", "--confirm", code, on="2026-11-24").out
    assert bell.asked("2026-11-24") == []
    assert "K-102" not in bell.listed("2026-11-24")


def test_who_holds_a_child_may_hand_it_on_while_it_is_covered_and_what_the_cover_did_follows(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, smith = desks
    bell.hands(hughes, "2026-11-20", "K-103", why="cover", until="2026-11-30")
    hughes("do", "details", "K-103", "--interpreter", "Polish", on="2026-11-21")
    file = smith.folder / "for-good.iro"
    words = ("hand-over", "K-103", "--to", smith.name, "--why", "transfer", "-o", str(file), "--yes")
    told = " ".join(bell(*words, on="2026-11-23").err.split())
    assert "K-103 is covered by D. Hughes until Mon 30 Nov: the cover ends with this" in told
    code = smith.takes(file, "2026-11-23")
    assert "Cara Smith has 1 child" in bell("hand-over", "--confirm", code, on="2026-11-23").out
    for day in ("2026-11-24", "2026-12-01"):
        assert smith.listed(day) == {"K-103": "yours"}
        assert "K-103" not in bell.listed(day)
        assert bell.asked(day) == ["1 child handed on: nothing came from D. Hughes yet"]
    bell.takes(hughes.gives(bell, "2026-12-01", "K-103"), "2026-12-01")
    assert bell.asked("2026-12-02") == ["Send on to Cara Smith: 1 thing done since the file, 1 child"]
    smith.takes(bell.gives(smith, "2026-12-02", "K-103"), "2026-12-02")
    assert "Polish" in smith("child", "K-103", "--json", on="2026-12-02").out
    assert [desk.listed("2026-12-03").get("K-103") for desk in desks] == [None, None, "yours"]


@pytest.mark.parametrize("back_on", ["2026-11-24", "2026-11-30"])
def test_what_a_cover_did_reaches_whoever_covers_next_and_goes_back_at_the_end(
    desks: tuple[Desk, Desk, Desk], back_on: str
) -> None:
    bell, hughes, smith = desks
    bell.hands(hughes, "2026-11-20", "K-103", why="cover", until="2026-11-30")
    hughes("do", "details", "K-103", "--interpreter", "Polish", on="2026-11-21")
    file = smith.folder / "on.iro"
    words = ("hand-over", "K-103", "--to", smith.name, "--why", "cover", "--until", "2026-12-04", "-o", str(file))
    told = " ".join(bell(*words, "--yes", on="2026-11-23").err.split())
    assert "is with D. Hughes alone: ask for it back; Today then has a row that sends it on to Cara Smith" in told
    preview = " ".join(smith("receive", str(file), "--dry-run", on="2026-11-23").err.split())
    assert "was covered by D. Hughes until now: what was done in that cover is not in this file" in preview
    bell("hand-over", "--confirm", smith.takes(file, "2026-11-23"), on="2026-11-23")
    assert bell.asked("2026-11-23") == ["1 child handed on: nothing came from D. Hughes yet"]
    bell.takes(hughes.gives(bell, back_on, "K-103"), back_on)
    assert bell.asked(back_on) == ["Send on to Cara Smith: 1 thing done since the file, 1 child"]
    rest = bell.folder / "rest.iro"
    told = bell("hand-over", "K-103", "-o", str(rest), "--yes", on=back_on).err
    assert "Send what was done here of K-103 since the file on to Cara Smith" in " ".join(told.split())
    bell("hand-over", "--confirm", smith.takes(rest, back_on), on=back_on)
    assert bell.asked(back_on) == []
    assert "Polish" in smith("child", "K-103", "--json", on=back_on).out
    smith("do", "contact", "K-103", "--who", "child", "--how", "phone", "--note", "second cover", on="2026-12-04")
    assert smith.asked("2026-12-05") == ["Give back to Anna Bell: what you did since, 1 child"]
    bell.takes(smith.gives(bell, "2026-12-05", "K-103"), "2026-12-05")
    assert bell.asked("2026-12-05") == []
    both = bell("child", "K-103", "--json", on="2026-12-05").out
    assert "second cover" in both
    assert "Polish" in both


def test_what_who_holds_a_child_does_while_it_is_covered_is_sent_to_whoever_covers(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    file = bell.gives(hughes, "2026-11-20", "K-103", why="leave", until="2026-11-30")
    bell("do", "details", "K-103", "--interpreter", "Polish", on="2026-11-20")
    told = bell("hand-over", "--confirm", hughes.takes(file, "2026-11-20"), on="2026-11-20").out
    assert "Of K-103 1 thing was done here since that file, and D. Hughes has not got it" in told
    assert bell.asked("2026-11-21") == ["Send on to D. Hughes: 1 thing done since the file, 1 child"]
    bell("hand-over", "--confirm", hughes.takes(bell.gives(hughes, "2026-11-21", "K-103"), "2026-11-21"),
         on="2026-11-21")  # fmt: skip
    assert "Polish" in hughes("child", "K-103", "--json", on="2026-11-21").out
    bell("do", "details", "K-103", "--interpreter", "Arabic", on="2026-11-22")
    assert bell.asked("2026-11-22") == ["Send on to D. Hughes: 1 thing done since the file, 1 child"]
    bell.takes(hughes.gives(bell, "2026-11-23", "K-103"), "2026-11-23")
    assert bell.asked("2026-11-23") == [], "it is back"


def test_a_cover_goes_from_one_colleague_to_another(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, smith = desks
    bell.hands(hughes, "2026-11-20", "K-103", why="cover", until="2026-11-30")
    hughes("do", "details", "K-103", "--interpreter", "Polish", on="2026-11-21")
    bell.hands(smith, "2026-11-23", "K-103", why="cover", until="2026-11-27")
    assert "covered by Cara Smith" in bell("caseload", "--format", "csv", on="2026-11-24").out
    assert smith.listed("2026-11-24") == {"K-103": "covered by you"}
    assert "1 child is back with you: nothing came from D. Hughes yet" in bell.asked("2026-11-30")
    bell.takes(hughes.gives(bell, "2026-11-30", "K-103"), "2026-11-30")
    assert "covered by Cara Smith" in bell("caseload", "--format", "csv", on="2026-11-26").out
    assert bell.listed("2026-12-01")["K-103"] == "yours"


def test_what_was_done_after_the_file_back_is_asked_for_and_goes_after_it(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-102", why="cover", until="2026-12-20")
    hughes("do", "contact", "K-102", "--who", "child", "--how", "visit", "--note", "in it", on="2026-11-21")
    hughes.hands(bell, "2026-11-23", "K-102")
    assert hughes.asked("2026-11-23") == []
    hughes("do", "contact", "K-102", "--who", "child", "--how", "phone", "--note", "after back", on="2026-11-23")
    for on in ("2026-11-23", "2026-11-24", "2026-12-28"):
        assert hughes.asked(on) == ["Send on to Anna Bell: 1 thing done since the file, 1 child"]
    assert "after back" not in bell("child", "K-102", on="2026-11-24").out
    rest = hughes.gives(bell, "2026-11-24", "K-102")
    assert hughes.asked("2026-11-24") == ["Handed to Anna Bell: 24 Nov, not confirmed"]
    hughes("hand-over", "--confirm", bell.takes(rest, "2026-11-24"), on="2026-11-24")
    assert "after back" in bell("child", "K-102", on="2026-11-24").out
    assert hughes.asked("2026-11-24") == bell.asked("2026-11-24") == []
    bell.hands(hughes, "2026-11-25", "K-102", why="cover", until="2026-12-20")
    hughes("do", "contact", "K-102", "--who", "child", "--how", "phone", "--note", "covered anew", on="2026-11-26")
    assert hughes.asked("2026-11-26") == [], "it goes back when the cover does"
    assert hughes.listed("2026-11-26") == {"K-102": "covered by you"}


def test_a_copy_is_not_removed_before_what_was_done_since_is_sent_on_and_comes_back_by_a_later_hand_over_alone(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    file = bell.gives(hughes, "2026-11-20", "K-102", why="transfer")
    bell("do", "details", "K-102", "--interpreter", "Polish", on="2026-11-21")
    code = hughes.takes(file, "2026-11-22")
    bell("hand-over", "--confirm", code, on="2026-11-23")
    told = bell("purge", "K-102", "--yes", on="2026-11-23", code=1).err.replace("\n", " ")
    assert "Of K-102 1 thing done here is with nobody else: send it on first." in told
    assert "Lost would be 1 thing not sent on" in told
    asked = bell("purge", "K-102", on="2026-11-23", code=1).err.replace("\n", " ")
    assert "Only a later hand-over to you brings them back, not undo." in asked
    code = hughes.takes(bell.gives(hughes, "2026-11-23", "K-102"), "2026-11-23")
    bell("hand-over", "--confirm", code, on="2026-11-23")
    bell("purge", "K-102", "--yes", on="2026-11-24")
    bell("receive", str(hughes.gives(bell, "2026-11-25", "K-102", why="transfer")), "--yes", on="2026-11-25", code=1)
    again = hughes.gives(bell, "2026-11-25", "K-102", why="transfer")  # a file that was not taken in goes again whole
    assert "K-102: comes back: handed over from here" in bell("receive", str(again), "--dry-run", on="2026-11-25").err
    bell.takes(again, "2026-11-25")
    assert bell.listed("2026-11-25")["K-102"] == "yours"
    bell("do", "end_care", "K-102", "--on", "2026-11-25", "--reason", "E13", on="2026-11-25")
    assert "Nothing brings them back" in bell("purge", "K-102", on="2026-11-26", code=1).err


def work_sent_on(desks: tuple[Desk, Desk, Desk]) -> Path:
    """K-103 is covered for a while; what the cover did after the file back is in a file of its own, not confirmed."""
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-103", why="cover", until="2026-11-27")
    hughes.hands(bell, "2026-11-24", "K-103")
    hughes("do", "details", "K-103", "--interpreter", "Polish", on="2026-11-24")
    file = hughes.gives(bell, "2026-11-25", "K-103")
    assert hughes.asked("2026-11-25") == ["Handed to Anna Bell: 25 Nov, not confirmed"]
    return file


def test_a_later_file_in_which_what_was_sent_on_stands_confirms_it(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell.takes(work_sent_on(desks), "2026-11-25")
    hughes.takes(bell.gives(hughes, "2026-11-26", "K-103", why="cover", until="2026-12-02"), "2026-11-26")
    assert hughes.asked("2026-11-26") == []
    hughes.hands(bell, "2026-11-27", "K-103")
    assert "Polish" in bell("child", "K-103", "--json", on="2026-11-27").out


def test_a_later_file_that_knows_nothing_of_it_does_not(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    work_sent_on(desks)
    hughes.takes(bell.gives(hughes, "2026-11-26", "K-103", why="cover", until="2026-12-02"), "2026-11-26")
    assert hughes.asked("2026-11-26") == ["Handed to Anna Bell: 25 Nov, not confirmed"]
    hughes.hands(bell, "2026-11-27", "K-103")
    assert hughes.asked("2026-11-27") == [], "all of it stood in the later file"
    assert "Polish" in bell("child", "K-103", "--json", on="2026-11-27").out


def test_a_transfer_back_confirms_what_was_sent_on_to_its_giver(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, smith = desks
    bell.hands(hughes, "2026-11-20", "K-103", why="cover", until="2026-11-30")
    hughes("do", "details", "K-103", "--interpreter", "Polish", on="2026-11-21")
    bell.hands(smith, "2026-11-23", "K-103", why="transfer")
    bell.takes(hughes.gives(bell, "2026-12-01", "K-103"), "2026-12-01")
    smith.takes(bell.gives(smith, "2026-12-02", "K-103"), "2026-12-02")
    assert bell.asked("2026-12-02") == ["Handed to Cara Smith: 2 Dec, not confirmed"]
    bell.takes(smith.gives(bell, "2026-12-03", "K-103", why="transfer"), "2026-12-03")
    assert bell.asked("2026-12-03") == []


def test_a_child_of_whom_nothing_is_to_go_is_named_and_a_file_that_waits_goes_again(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    file = bell.gives(hughes, "2026-11-20", "K-100", why="transfer")
    bell("do", "details", "K-100", "--interpreter", "Polish", on="2026-11-21")
    bell("hand-over", "--confirm", hughes.takes(file, "2026-11-21"), on="2026-11-21")
    for _ in range(2):
        again = bell("hand-over", "K-100", "-o", str(bell.folder), "--yes", on="2026-11-22")
        assert "Send what was done here of K-100 since the file on to D. Hughes" in again.err
    last = max(bell.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    bell("hand-over", "--confirm", hughes.takes(last, "2026-11-22"), on="2026-11-22")
    refused = bell("hand-over", "K-100", "-o", str(bell.folder), on="2026-11-23", code=1).err
    assert "K-100 is handed over to D. Hughes, and nothing was done here since" in refused


def test_a_receipt_that_comes_when_the_child_was_handed_on_since_promises_no_row_that_is_not_there(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, smith = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="transfer")
    file = hughes.gives(smith, "2026-11-21", "K-100", why="transfer")
    hughes("do", "details", "K-100", "--interpreter", "Polish", on="2026-11-21")
    late = smith.takes(file, "2026-11-22")
    smith.hands(bell, "2026-11-23", "K-100", why="transfer")
    hughes.takes(bell.gives(hughes, "2026-11-24", "K-100", why="cover", until="2026-12-04"), "2026-11-24")
    receipt = hughes("hand-over", "--confirm", late, on="2026-11-25").out
    assert not [row for row in hughes.asked("2026-11-25") if row.startswith("Send on")]
    assert "send it on" not in receipt


@pytest.mark.parametrize("why", ["since", "transfer"])
def test_siblings_are_offered_to_go_with_a_child_and_not_with_what_was_done_since_it_went(
    desks: tuple[Desk, Desk, Desk], why: str
) -> None:
    bell, hughes, _ = desks
    bell("do", "siblings", "K-102", "K-103", on="2026-11-19")
    if why == "since":
        file = bell.gives(hughes, "2026-11-20", "K-102", why="transfer")
        bell("do", "details", "K-102", "--interpreter", "Polish", on="2026-11-21")
        code = hughes.takes(file, "2026-11-22")
        bell("hand-over", "--confirm", code, on="2026-11-23")
    words = ["hand-over", "K-102", "--to", hughes.name, "-o", str(hughes.folder / "on.iro")]
    told = bell(*words, *(["--why", why] if why == "transfer" else []), on="2026-11-24", code=1)
    assert ("Siblings who would stay behind" in told.err + told.out) is (why == "transfer")
