"""Three officers hand children over by files: what each is told afterwards, over real stores and days."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.support.desks import HUGHES, REFS, SMITH, Desk


def behind(desk: Desk, figure: str, first: str, last: str, on: str) -> tuple[float, list[str]]:
    """A figure of some days, and the references of the children behind it."""
    printed = desk("figures", "--only", figure, "--from", first, "--to", last, "--children", "--json", on=on).json
    (one,) = [each for each in printed["figures"] if each["id"] == figure]
    return one["numerator"], sorted(one["children"])


def test_figures_count_whom_the_officer_held_on_the_day_and_no_child_twice(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, smith = desks
    for ref in REFS[:3]:
        bell("do", "past_review", ref, "--on", "2026-08-03", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", *REFS[:3], why="cover", until="2026-11-27")
    bell.hands(hughes, "2026-12-02", *REFS[:2], why="cover", until="2026-12-11")
    bell.hands(smith, "2026-12-02", "K-102", why="transfer")
    days = {"first": "2026-12-03", "last": "2026-12-04", "on": "2026-12-04"}
    assert behind(bell, "children_looked_after", **days) == (3, ["K-100", "K-101", "K-103"])
    assert behind(hughes, "children_looked_after", **days) == (0, [])
    assert behind(smith, "children_looked_after", **days) == (1, ["K-102"])
    quarter = {"first": "2026-07-01", "last": "2026-09-30", "on": "2026-12-04"}
    assert behind(bell, "reviews_held", **quarter) == (3, ["K-100", "K-101", "K-102"])
    assert behind(hughes, "reviews_held", **quarter) == behind(smith, "reviews_held", **quarter) == (0, [])
    sheets = [desk("supervision", on="2026-12-04").out for desk in desks]
    assert "3 looked after of 50-70 (was 4), 2 with a colleague" in sheets[0]
    assert "2 looked after of 50-70 (was 0), 2 covered" in sheets[1]
    assert "1 looked after of 50-70 (was 0)" in sheets[2]
    told = hughes(
        "figures", "--only", "children_looked_after", "--from", "2026-12-03", "--to", "2026-12-04", on="2026-12-04"
    )
    assert "2 of 2 children: covered for a colleague; left out." in told.out


def test_what_was_done_in_a_cover_goes_back_once_its_last_day_is_past(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-23", *REFS[:2], why="cover", until="2026-11-27")
    for day in ("2026-11-26", "2026-11-27"):
        assert bell.asked(day) == hughes.asked(day) == []
    assert hughes.asked("2026-11-28") == ["Give back to Anna Bell: what you did since, 2 children"]
    assert bell.asked("2026-11-28") == ["2 children are back with you: nothing came from D. Hughes yet"]
    back = hughes.gives(bell, "2026-11-28", *REFS[:2])
    assert hughes.asked("2026-11-28") == ["Handed to Anna Bell: 28 Nov, not confirmed"]
    bell.takes(back, "2026-11-28")
    assert bell.asked("2026-11-30") == []


def test_handing_back_before_its_last_day_ends_the_cover_on_both_sides(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", *REFS[:2], why="cover", until="2026-12-09")
    assert hughes.listed("2026-11-23") == {"K-100": "covered by you", "K-101": "covered by you"}
    hughes.hands(bell, "2026-11-24", "K-100")
    assert hughes.listed("2026-11-25") == {"K-101": "covered by you"}
    assert bell.listed("2026-11-25")["K-100"] == "yours"
    assert bell.listed("2026-11-25")["K-101"] == "with a colleague"
    assert bell.asked("2026-12-10") == ["1 child is back with you: nothing came from D. Hughes yet"]


def test_a_child_who_comes_back_tells_that_the_file_had_arrived(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    hughes.takes(bell.gives(hughes, "2026-11-20", "K-100", why="cover", until="2026-12-09"), "2026-11-20")
    assert bell.asked("2026-11-23") == ["Handed to D. Hughes: 20 Nov, not confirmed"]
    bell.takes(hughes.gives(bell, "2026-11-24", "K-100"), "2026-11-24")
    assert bell.asked("2026-11-25") == []
    assert bell.listed("2026-11-25")["K-100"] == "yours"


def test_a_cover_whose_file_comes_late_leaves_nothing_behind_a_child_who_is_back_for_good(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    cover = bell.gives(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-30")
    bell.hands(hughes, "2026-11-21", "K-100", why="transfer")
    hughes.takes(cover, "2026-11-22")
    hughes.hands(bell, "2026-11-23", "K-100", why="transfer")
    assert bell.listed("2026-11-24")["K-100"] == "yours"
    assert hughes.listed("2026-11-24") == {}


def test_a_receipt_that_comes_late_takes_no_child_who_is_back_already(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    code = hughes.takes(bell.gives(hughes, "2026-11-20", "K-100", why="transfer"), "2026-11-20")
    bell.takes(hughes.gives(bell, "2026-11-20", "K-100", why="transfer"), "2026-11-20")
    bell("hand-over", "--confirm", code, on="2026-11-20", code=1)
    assert bell.listed("2026-11-20")["K-100"] == "yours"


STEPS = ("forth", "forth confirmed", "back", "back confirmed")
CROSSING = [
    order
    for order in permutations(STEPS)
    if all(order.index(step) < order.index(f"{step} confirmed") for step in ("forth", "back"))
]
"""Every order in which two files that cross, and their receipts, may come."""


@pytest.mark.parametrize(("why", "worked_on"), [("cover", False), ("transfer", True)])
@pytest.mark.parametrize("order", CROSSING)
def test_of_two_files_that_cross_both_desks_say_the_same_of_who_has_the_child(
    desks: tuple[Desk, Desk, Desk], order: tuple[str, ...], worked_on: bool, why: str
) -> None:
    """Handed over anew by who has not got it back yet, given back by who has not got that: it was taken in afterwards,
    and so it stands."""
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-19", "K-100", why="cover", until="2026-12-04")
    if worked_on:
        bell("do", "rag", "K-100", "--value", "green", on="2026-11-20")
        hughes("do", "rag", "K-100", "--value", "amber", "--theme", "drift", on="2026-11-20")
    until = "2026-12-18" if why == "cover" else ""
    forth = bell.gives(hughes, "2026-11-23", "K-100", why=why, until=until)
    back = hughes.gives(bell, "2026-11-25", "K-100")
    codes = {}
    for step in order:
        match step:
            case "forth":
                codes["forth"] = hughes.takes(forth, "2026-11-26")
            case "back":
                codes["back"] = bell.takes(back, "2026-11-26")
            case "forth confirmed":
                bell("hand-over", "--confirm", codes["forth"], on="2026-11-26")
            case _:
                told = hughes("hand-over", "--confirm", codes["back"], on="2026-11-26").out
                assert ("You cover K-100 still" in told) == (why == "cover" and "forth" in codes)
    here, there = bell.listed("2026-11-27").get("K-100"), hughes.listed("2026-11-27").get("K-100")
    assert (here, there) == (("with a colleague", "covered by you") if why == "cover" else (None, "yours"))
    assert bell.asked("2026-11-27") == hughes.asked("2026-11-27") == []
    if why == "cover":
        hughes("do", "contact", "K-100", "--who", "child", "--how", "visit", on="2026-12-10")
        assert hughes.asked("2026-12-19") == ["Give back to Anna Bell: what you did since, 1 child"]
        assert bell.asked("2026-12-19") == ["1 child is back with you: nothing came from D. Hughes yet"]
        bell.takes(hughes.gives(bell, "2026-12-19", "K-100"), "2026-12-19")
        assert bell.asked("2026-12-19") == []


@pytest.mark.parametrize("confirmed", [False, True])
def test_who_gives_a_child_back_knowing_of_the_longer_cover_ends_it(
    desks: tuple[Desk, Desk, Desk], confirmed: bool
) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-19", "K-100", why="cover", until="2026-12-04")
    code = hughes.takes(bell.gives(hughes, "2026-11-23", "K-100", why="cover", until="2026-12-18"), "2026-11-24")
    if confirmed:
        bell("hand-over", "--confirm", code, on="2026-11-24")
    receipt = bell.takes(hughes.gives(bell, "2026-11-25", "K-100"), "2026-11-26")
    hughes("hand-over", "--confirm", receipt, on="2026-11-26")
    assert bell.listed("2026-11-27")["K-100"] == "yours"
    assert "K-100" not in hughes.listed("2026-11-27")
    assert bell.asked("2026-11-27") == hughes.asked("2026-11-27") == []


def test_nothing_is_to_choose_of_a_child_who_has_left_for_good(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    bell("do", "details", "K-100", "--interpreter", "Polish", on="2026-11-23")
    hughes("do", "details", "K-100", "--interpreter", "Arabic", on="2026-11-23")
    bell.takes(hughes.gives(bell, "2026-11-24", "K-100"), "2026-11-24")
    assert bell.asked("2026-11-24") == ["1 value to choose: a colleague has otherwise"]
    bell.hands(hughes, "2026-11-25", "K-100", why="transfer")
    assert bell.asked("2026-11-25") == []
    assert bell("differences", "--json", on="2026-11-25").json["differences"] == []
    assert "1 value to choose: a colleague has otherwise" in hughes.asked("2026-11-25")


def test_a_file_that_was_not_sent_is_withdrawn_and_its_receipt_counts_all_the_same(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    file = bell.gives(hughes, "2026-11-20", *REFS[:2], why="transfer")
    assert bell.asked("2026-11-21") == ["Handed to D. Hughes: 20 Nov, not confirmed"]
    printed = bell("hand-over", "K-100", "--withdraw", on="2026-11-21").out
    withdrawn = "the file for D. Hughes of Fri 20 Nov is withdrawn: do not send it, and take it away where it lies."
    assert printed == f"2 children: {withdrawn}\n"
    assert bell.asked("2026-11-21") == []
    assert "None of them is in a file" in bell("hand-over", "K-100", "--withdraw", on="2026-11-21", code=1).err
    assert "Undid" in bell("undo", on="2026-11-21").out
    assert bell.asked("2026-11-21") == ["Handed to D. Hughes: 20 Nov, not confirmed"]
    bell("hand-over", "K-101", "--withdraw", on="2026-11-21")
    code = hughes.takes(file, "2026-11-22")
    assert "D. Hughes has 2 children" in bell("hand-over", "--confirm", code, on="2026-11-22").out
    assert set(bell.listed("2026-11-22")) == {"K-102", "K-103"}


def test_what_a_colleague_did_is_under_the_colleagues_name(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell("do", "contact", "K-100", "--who", "child", "--how", "phone", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    hughes("do", "contact", "K-100", "--who", "child", "--how", "visit", "--note", "spoke alone", on="2026-11-23")
    assert "note by the IRO who covers about K-100" in hughes("outbox", "--json", on="2026-11-23").out
    hughes("do", "rag", "K-100", "--value", "red", "--theme", "drift", on="2026-11-23")
    bell.takes(hughes.gives(bell, "2026-11-24", "K-100"), "2026-11-24")
    whole = bell("child", "K-100", "--json", on="2026-11-24").json["record"]
    by = {each["section"]: [f"{line['label']} {line['text']}" for p in each["reading"] for line in p["lines"]]
          for each in whole if each["on"] == "2026-11-23"}  # fmt: skip
    for section in ("Footprint", "RAG"):
        assert "Entered by D. Hughes" in by[section], by
    own = [each for each in whole if each["on"] == "2026-11-20" and each["section"] == "Footprint"]
    assert own
    assert HUGHES not in str(own)
    assert "D. Hughes" in bell("child", "K-100", on="2026-11-24").out


def test_lists_say_whose_where_a_child_is_covered_and_the_head_of_today_counts_them(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    assert "Whose" not in bell("caseload", on="2026-11-20").out
    bell.hands(hughes, "2026-11-20", *REFS[:2], why="cover", until="2026-11-27")
    for desk, words, count in (
        (bell, "covered by D. Hughes until Fri 27 Nov", "4 looked after (range 50-70), 2 with a colleague"),
        (hughes, "covered for Anna Bell until Fri 27 Nov", "2 looked after (range 50-70), 2 covered"),
    ):
        assert words in " ".join(desk("caseload", "--format", "csv", on="2026-11-23").out.split())
        assert "Whose" in desk("caseload", on="2026-11-23").out
        assert count in " ".join(desk("today", on="2026-11-23").out.split())
    assert "yours" in bell("caseload", "--format", "csv", on="2026-11-23").out


def test_a_child_who_is_in_another_file_already_is_said_and_a_folder_takes_a_second_file(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    bell, hughes, _ = desks
    box = tmp_path / "box"
    box.mkdir()
    words = ("hand-over", "K-100", "--why", "transfer", "-o", str(box), "--yes")
    assert "already, not confirmed" not in bell(*words, "--to", HUGHES, on="2026-11-20").err
    refused = bell(*words, "--to", SMITH, on="2026-11-20", code=1)
    assert "K-100 is in a file for D. Hughes of Fri 20 Nov already, not confirmed" in refused.err
    again = bell(*words, "--to", HUGHES, on="2026-11-20")
    assert "already, not confirmed: all of it goes once more" in again.err
    assert sorted(file.name for file in box.iterdir()) == ["AB-1-child-20Nov-2.iro", "AB-1-child-20Nov.iro"]
    assert "one that you wrote" in bell("receive", str(box / "AB-1-child-20Nov.iro"), on="2026-11-20", code=1).err
    hughes("receive", str(box / "AB-1-child-20Nov.iro"), "--yes", on="2026-11-20")
    bell("do", "details", "K-100", "--interpreter", "Polish", on="2026-11-20")
    more = bell.gives(hughes, "2026-11-23", "K-100", why="transfer")
    assert "K-100: 1 value changes" in hughes("receive", str(more), "--dry-run", on="2026-11-23").err


def test_one_child_is_never_with_two_colleagues_by_two_receipts(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, smith = desks
    first = bell.gives(hughes, "2026-11-20", "K-100", "K-101", why="transfer")
    bell("hand-over", "K-100", "--withdraw", on="2026-11-20")
    bell.hands(smith, "2026-11-20", "K-100", why="transfer")
    code = hughes.takes(first, "2026-11-23")
    told = bell("hand-over", "--confirm", code, on="2026-11-23").out
    assert "D. Hughes has 1 child" in told
    assert "K-100 went to another colleague by an earlier receipt and stays there" in told
    assert bell.asked("2026-11-23") == []
    assert "handed over to Cara Smith" in bell("caseload", "--closed", on="2026-11-23").out
    days = {"first": "2026-11-21", "last": "2026-11-24", "on": "2026-11-24"}
    hughes.hands(smith, "2026-11-24", "K-100", why="transfer")
    assert hughes.listed("2026-11-25") == {"K-101": "yours"}
    assert smith.listed("2026-11-25") == {"K-100": "yours"}
    assert behind(bell, "children_looked_after", **days) == (2, ["K-102", "K-103"])


def test_a_file_written_again_for_the_same_colleague_takes_the_place_of_the_first(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    lost = bell.gives(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    bell.hands(hughes, "2026-11-23", "K-100", "K-101", why="cover", until="2026-11-27")
    assert bell.asked("2026-11-23") == []
    assert "Nothing new" not in hughes("receive", str(lost), "--yes", on="2026-11-24").err


def test_a_booking_taken_away_here_and_moved_there_comes_as_it_stands_there(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks

    def diary(desk: Desk) -> list[tuple[str, ...]]:
        rows = desk("week", "--weeks", "3", "--json", on="2026-11-22").json["entries"]
        return [(row["child"], row["day"], row["time"], row["place"]) for row in rows if row["entry"] == "meeting"]

    moved = {"K-100": ("--day", "2026-12-08", "--time", "10:00"), "K-101": ("--day", "2026-12-08", "--time", "11:00")}
    for ref in moved:
        bell("do", "book", ref, "--day", "2026-12-03", "--time", "10:00", "--place", "Civic", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", *moved, why="cover", until="2026-12-10")
    why = ("--asked-by", "IRO", "--reason", "room")
    for ref, day in moved.items():
        bell("do", "unbook", ref, *why, on="2026-11-21")
        hughes("do", "book", ref, *day, "--place", "Civic", *why, on="2026-11-21")
    bell.takes(hughes.gives(bell, "2026-11-22", *moved), "2026-11-22")
    for line in bell("differences", "--json", on="2026-11-22").json["differences"]:
        bell("do", "settle", "--id", line["key"], "--choose", "other", on="2026-11-22")
    eighth = [("K-100", "2026-12-08", "10:00", "Civic"), ("K-101", "2026-12-08", "11:00", "Civic")]
    assert diary(bell) == diary(hughes) == eighth
    for verb, then in (("undo", []), ("redo", eighth)):
        for _ in range(3):  # of K-101 day and time differ, each by itself
            bell(verb, on="2026-11-22")
        assert diary(bell) == then


def test_a_booking_of_which_the_hour_alone_was_moved_comes_with_its_day(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell("do", "book", "K-100", "--day", "2026-12-03", "--time", "10:00", "--place", "Civic", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-12-10")
    bell("do", "unbook", "K-100", "--asked-by", "IRO", "--reason", "room", on="2026-11-21")
    hughes("do", "book", "K-100", "--day", "2026-12-03", "--time", "11:00", "--place", "Civic", on="2026-11-21")
    bell.takes(hughes.gives(bell, "2026-11-22", "K-100"), "2026-11-22")
    [line] = bell("differences", "--json", on="2026-11-22").json["differences"]
    bell("do", "settle", "--id", line["key"], "--choose", "other", on="2026-11-22")
    entries = bell("week", "--weeks", "2", "--json", on="2026-11-22").json["entries"]
    [met] = [row for row in entries if row["entry"] == "meeting"]
    assert (met["day"], met["time"], met["place"]) == ("2026-12-03", "11:00", "Civic")


def test_mine_and_theirs_are_chosen_by_whose_they_are_whichever_stands(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    refs = REFS[:2]
    bell.hands(hughes, "2026-11-20", *refs, why="transfer")
    hughes.hands(bell, "2026-11-20", *refs, why="cover", until="2026-11-27")
    for ref in refs:
        hughes("do", "details", ref, "--interpreter", "Arabic", on="2026-11-21")
        bell("do", "details", ref, "--interpreter", "Polish", on="2026-11-21")
    hughes.takes(bell.gives(hughes, "2026-11-23", *refs), "2026-11-23")
    hughes.hands(bell, "2026-11-24", *refs, why="transfer")
    printed = bell("differences", on="2026-11-24").out
    assert ("Stands" in printed, printed.count(" theirs")) == (True, 2), printed
    for choose, value in (("mine", "Polish"), ("theirs", "Arabic")):
        line = bell("differences", "--json", on="2026-11-24").json["differences"][0]
        assert (line["mine"], line["theirs"], line["mine_stands"]) == ("Polish", "Arabic", False)
        told = bell("do", "settle", "--id", line["key"], "--choose", choose, on="2026-11-24").out
        assert f"{value} chosen" in told


def test_a_name_that_differs_is_hidden_until_names_are_asked_for_and_never_in_the_journal(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    bell("do", "details", "K-100", "--name", "Robin Sampler", on="2026-11-23")
    hughes("do", "details", "K-100", "--name", "Robyn Sampler", on="2026-11-23")
    back = hughes.gives(bell, "2026-11-24", "K-100")
    preview = bell("receive", str(back), "--dry-run", on="2026-11-24").err
    assert "Child: name: one here, another D. Hughes" in preview
    bell.takes(back, "2026-11-24")
    for words in ((), ("--json",), ("--format", "csv")):
        hidden, shown = (bell("differences", *words, *names, on="2026-11-24").out for names in ((), ("--names",)))
        assert "Sampler" not in hidden
        assert "hidden" in hidden
        assert "Robin Sampler" in shown
        assert "Robyn Sampler" in shown
    [line] = bell("differences", "--json", on="2026-11-24").json["differences"]
    assert (
        "Sampler" not in preview + bell("do", "settle", "--id", line["key"], "--choose", "other", on="2026-11-24").out
    )
    assert "Sampler" not in bell("log", on="2026-11-24").out
    assert bell("child", "K-100", "--json", "--names", on="2026-11-24").json["name"] == "Robyn Sampler"


def test_notes_that_nobody_filed_are_removed_for_good_only_where_that_is_said(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell("do", "contact", "K-100", "--who", "child", "--how", "visit", "--note", "spoke alone", on="2026-11-20")
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    hughes("do", "contact", "K-100", "--who", "child", "--how", "visit", "--note", "at school", on="2026-11-23")
    bell.takes(hughes.gives(bell, "2026-11-24", "K-100"), "2026-11-24")
    bell("do", "end_care", "K-100", "--on", "2026-11-24", "--reason", "E13", on="2026-11-24")
    told = bell("purge", "K-100", "--yes", on="2026-11-25", code=1).err.replace("\n", " ")
    assert "of D. Hughes is not on the council's system yet: theirs to file, so ask whether it was done." in told
    assert "are not on the council's system yet: file them first (7)" in told
    assert "notes not filed anywhere: file notes first" in told
    bell("child", "K-100", on="2026-11-25")
    asked = bell("purge", "K-100", on="2026-11-25", code=1).err
    assert "not filed anywhere among them? Nothing brings them back" in asked
    bell("purge", "K-100", "--yes", "--unfiled", on="2026-11-25")
    bell("child", "K-100", on="2026-11-25", code=1)


def test_who_covers_is_asked_what_the_holder_is_however_old(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    long_held = ("--status", "care", "--placement", "foster", "--born", "2015-03-01", "--since", "2025-02-01",
                 "--last-review", "2026-07-02", "--mine-since", "2025-03-01")  # fmt: skip
    for ref in ("L-1", "L-2"):
        bell("do", "child", "--ref", ref, *long_held, on="2026-11-20")
        bell("do", "book", ref, "--day", "2026-12-03", on="2026-11-20")

    def late(desk: Desk, ref: str, on: str) -> list[str]:
        rows = desk("today", "--json", on=on).json["duties"]
        return [row["kind"] for row in rows if row["child"] == ref and row["due"] < on]

    due = late(bell, "L-1", "2026-11-20")
    assert "midpoint" in due
    bell.hands(hughes, "2026-11-20", "L-1", why="cover", until="2026-11-27")
    assert late(hughes, "L-1", "2026-11-20") == due
    page = hughes("child", "L-1", on="2026-11-20").out
    assert "On the holder’s caseload since Sat 1 Mar 2025" in " ".join(page.split())
    assert "On my caseload" not in page
    hughes("do", "midpoint", "L-1", "--outcome", "none", on="2026-11-21")
    bell.takes(hughes.gives(bell, "2026-11-23", "L-1"), "2026-11-23")
    assert "midpoint" not in late(bell, "L-1", "2026-11-23")
    assert "midpoint" in late(bell, "L-2", "2026-11-23")
    assert "On my caseload since Sat 1 Mar 2025" in " ".join(bell("child", "L-1", on="2026-11-23").out.split())
    bell.hands(hughes, "2026-11-23", "L-2", why="transfer")
    assert late(hughes, "L-2", "2026-11-23") == [], "what was late before was for who had the child then"
