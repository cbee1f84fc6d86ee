"""Taking files in, over real encrypted stores: who is the same child, what does not come back, what builds on what."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from iro_tui.sharing.file import write
from iro_tui.sharing.making import Terms, confirm, inside_of
from iro_tui.sharing.seal import NotTaken
from iro_tui.store.engine import reading
from iro_tui.store.place import StoreError
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import AllocationRow, ChildRow, HandOverRow, PersonRow
from iro_tui.store.tables import CaseNoteRow, ContactRow, ReviewRow, new_id
from iro_tui.store.tables import ChildRow as Child
from iro_tui.store.tables import PersonRow as PersonRowModel
from iro_tui.store.turning import redo, undo
from iro_tui.store.work import action
from tests.support.journalled import operations, rows
from tests.support.laptops import CHILD, DAY, REVIEW, Laptop, laptops, new_child

CONTACT = "e" * 32


def contact(laptop: Laptop, child: str = CHILD) -> None:
    with action(laptop.engine, "Contact") as work:
        work.add_rows(ContactRow, [{"id": CONTACT, "child_id": child, "on_day": DAY}])


def gone(laptop: Laptop, why: str, after: int = 0) -> None:
    """Remove the child for good, as a purge does."""
    with action(laptop.engine, "Purge", purge=True) as work:
        for table in ("hand_over", "allocation", "contact", "review", "child"):
            work.connection.execute(text(f"DELETE FROM {table}"))
        work.connection.execute(text("UPDATE change SET before = NULL, after = NULL, salt = NULL, child_id = NULL"))
        work.let_go([CHILD], why, DAY + timedelta(after))


def test_a_child_typed_on_both_laptops_is_one_by_the_reference() -> None:
    """F2. The rows come under the key that the child has here, and go out so that they are known there."""
    with laptops(2) as (patel, hughes):
        new_child(patel)
        other, review = "a" * 32, "b" * 32
        new_child(hughes, child=other, review=review)
        hughes.take(patel.hand_over(hughes))
        here = hughes.rows(other)
        assert {key for table, key in here if table == "review"} == {REVIEW, review}
        assert {row["child_id"] for (table, _), row in here.items() if table == "review"} == {other}
        contact(hughes, other)
        patel.take(hughes.hand_over(patel, "back", other))
        assert patel.rows()["contact", CONTACT]["child_id"] == CHILD
        assert len(rows(patel.engine, Child)) == 1
        (stands,) = {key for (table, key), row in patel.rows().items() if table == "review" and not row["deleted_at"]}
        patel.change(ReviewRow, stands, venue="School")
        hughes.take(patel.hand_over(hughes, "back"))
        assert hughes.rows(other)["review", stands]["venue"] == "School"
        assert (patel.sound(), hughes.sound()) == ([], [])


def test_a_purged_child_comes_back_by_no_file_and_one_handed_over_by_a_later_one() -> None:
    for why, after, comes in (("purged", -9, False), ("handed_over", 0, False), ("handed_over", -1, True)):
        with laptops(2) as (patel, hughes):
            new_child(patel)
            hughes.take(patel.hand_over(hughes, "transfer"))
            gone(patel, why, after)
            refusal = patel.try_take(hughes.hand_over(patel, "transfer", whole=True))
            assert (refusal == "") is comes, refusal
            assert (("review", REVIEW) in patel.rows()) is comes
            assert patel.sound() == []


@pytest.mark.parametrize("why", ["back", "since"])
def test_who_was_removed_after_a_hand_over_comes_back_by_no_file_that_hands_nobody_over(why: str) -> None:
    """To remove is a decision: what a colleague did since is no hand-over to this officer."""
    with laptops(2) as (patel, hughes):
        new_child(patel)
        hughes.take(patel.hand_over(hughes, "transfer"))
        gone(patel, "handed_over", -1)
        contact(hughes)
        refusal = patel.try_take(hughes.hand_over(patel, why, whole=True))
        assert "AB 1042 was handed over from here on Thu 19 Nov and removed since" in refusal
        assert "only a hand-over to you brings it back" in refusal
        assert patel.rows() == {}
        taken = patel.take(hughes.hand_over(patel, "transfer", whole=True))
        assert taken.children[0].left_on == date(2026, 11, 19)


def test_what_only_builds_on_a_file_that_is_not_here_is_refused_and_the_whole_is_taken() -> None:
    with laptops(2) as (patel, hughes):
        new_child(patel)
        hughes.take(patel.hand_over(hughes))
        confirm(hughes.engine, patel.take(hughes.hand_over(patel, "back")).code, DAY)
        contact(hughes)
        only_new = hughes.hand_over(patel, "back")
        gone(patel, "purged")
        with action(patel.engine, "Let back") as work:
            work.let_back([CHILD])
        assert "holds only what is new" in patel.try_take(only_new)
        assert patel.rows() == {}
        patel.take(hughes.hand_over(patel, "back"))  # it waits, so the next file holds all there is
        assert ("contact", CONTACT) in patel.rows()


def test_whoever_does_not_fit_stays_out_and_the_others_come_with_a_receipt_of_their_own() -> None:
    with laptops(2) as (patel, hughes):
        other, taken_key = "a" * 32, "b" * 32
        for ref, key in (("AB 1042", CHILD), ("AB 2", other), ("AB 3", taken_key)):
            new_child(patel, ref, key, new_id())
        confirm(patel.engine, hughes.take(patel.hand_over(hughes, "cover", CHILD, other)).code, DAY)
        confirm(hughes.engine, patel.take(hughes.hand_over(patel, "back", CHILD, other)).code, DAY)
        patel.change(Child, CHILD, need="N1")
        patel.change(Child, other, need="N1")
        content = patel.hand_over(hughes, "transfer", CHILD, other, taken_key)
        with action(hughes.engine, "Forget") as work:  # a backup that was put back knows nothing of this child
            for table in ("hand_over", "allocation", "contact", "review", "child"):
                column = "id" if table == "child" else "child_id"
                work.connection.execute(text(f"DELETE FROM {table} WHERE {column} = '{other}'"))
            work.connection.execute(text(f"UPDATE change SET child_id = NULL WHERE child_id = '{other}'"))
        taken = hughes.take(content)
        assert [child.ref for child in taken.children] == ["AB 1042", "AB 3"]
        (why,) = taken.left_out
        assert why.startswith("This file holds only what is new, and of AB 2 something before it is not here")
        assert "Nothing was changed" not in why
        assert hughes.rows(other) == {}
        assert hughes.rows()["child", CHILD]["need"] == "N1"
        told = confirm(patel.engine, taken.code, DAY)
        assert told == (
            "D. Hughes has 2 children, handed over Fri 20 Nov. AB 2 did not come: hand it to D. Hughes once more, and "
            "all of it goes."
        )
        with reading(patel.engine) as connection:
            assert [row.child_id for row in read_rows(connection, HandOverRow, received=False, confirmed_on=None)] == [
                other
            ]
        again = hughes.take(patel.hand_over(hughes, "transfer", other))
        assert [child.ref for child in again.children] == ["AB 2"]
        confirm(patel.engine, again.code, DAY)
        with reading(patel.engine) as connection:
            assert read_rows(connection, HandOverRow, received=False, confirmed_on=None) == []


def test_a_reference_that_another_child_has_keeps_one_new_child_out_and_the_file_can_come_again() -> None:
    with laptops(2) as (patel, hughes):
        other = "a" * 32
        new_child(patel)
        new_child(patel, "AB 2", other, new_id())
        new_child(hughes, "AB 9", other, new_id())
        content = patel.hand_over(hughes, "transfer", CHILD, other)
        with action(hughes.engine, "Elsewhere") as work:
            work.add(Child(id="b" * 32, ref="AB 2"))
        first = hughes.take(content)
        assert ([child.ref for child in first.children], len(first.left_out)) == (["AB 1042"], 1)
        assert first.left_out[0].startswith("AB 2 stays out. ")
        assert "does not fit" in first.left_out[0]
        confirm(patel.engine, first.code, DAY)
        hughes.change(Child, "b" * 32, ref="AB 7")
        second = hughes.take(content)
        assert [child.ref for child in second.children] == ["AB 2"]
        assert "D. Hughes has 1 child" in confirm(patel.engine, second.code, DAY)
        assert "Nothing new" in hughes.try_take(content)
        assert hughes.sound() == []


def test_where_too_many_stay_out_for_a_receipt_to_say_who_nobody_comes() -> None:
    with laptops(2) as (patel, hughes):
        keys = [new_id() for _ in range(8)]
        for number, key in enumerate(keys):
            new_child(patel, f"AB {number}", key, new_id())
        content = patel.hand_over(hughes, "transfer", *keys)
        with action(hughes.engine, "Elsewhere") as work:
            work.let_go(keys[:4], "purged", DAY)
        assert "4 children of 8 do not come" in hughes.try_take(content)
        assert rows(hughes.engine, Child) == {}


def test_several_children_come_in_one_transaction_or_none() -> None:
    with laptops(2) as (patel, hughes):
        keys = [new_id() for _ in range(70)]
        for number, key in enumerate(keys):
            new_child(patel, f"AB {number}", key, new_id())
            with action(patel.engine, "Contacts") as work:
                work.add_rows(ContactRow, [{"child_id": key, "on_day": DAY, "note": "x" * 200} for _ in range(10)])
        content = patel.hand_over(hughes, "transfer", *keys)
        with action(hughes.engine, "Elsewhere") as work:
            work.let_go(keys[-1:], "purged", DAY)
            work.add(PersonRowModel(name="C. Smith"))
        started = time.perf_counter()
        taken = hughes.take(content)
        assert time.perf_counter() - started < 20
        assert (len(taken.children), len(taken.left_out)) == (69, 1)
        assert len(rows(hughes.engine, ContactRow)) == 690
        assert hughes.sound() == []


def test_looking_at_a_file_changes_nothing() -> None:
    from iro_tui.sharing.taking import look
    from tests.support.laptops import no_words

    with laptops(2) as (patel, hughes):
        new_child(patel)
        content = patel.hand_over(hughes)
        before = operations(hughes.engine)
        looked = look(hughes.engine, content, "statutory", DAY, no_words)
        assert [(child.ref, child.new) for child in looked.children] == [("AB 1042", True)]
        assert (operations(hughes.engine), hughes.rows()) == (before, {})


def test_authors_come_along_and_notes_stay_with_whoever_wrote_them() -> None:
    with laptops(3) as (patel, hughes, smith):
        new_child(patel)
        with action(patel.engine, "Note") as work:
            note = work.add(CaseNoteRow(child_id=CHILD, on_day=DAY, title="t", body="b"))
        assert hughes.take(patel.hand_over(hughes)).children[0].notes == 1
        contact(hughes)
        smith.take(hughes.hand_over(smith))
        assert smith.rows()["case_note", note]["made_by"] == patel.card.person
        assert smith.rows()["contact", CONTACT]["made_by"] == hughes.card.person
        with reading(smith.engine) as connection:
            assert {row.name for row in read_rows(connection, PersonRow)} >= {"A. Patel", "D. Hughes"}
        patel.change(CaseNoteRow, note, filed_at=work.at)
        smith.take(patel.hand_over(smith, "back"))
        assert smith.rows()["case_note", note]["filed_by"] == patel.card.person


def test_who_holds_a_child_is_on_record_at_both_ends_once_the_receipt_is_there() -> None:
    with laptops(2) as (patel, hughes):
        new_child(patel)
        taken = hughes.take(patel.hand_over(hughes, "transfer"))
        with reading(patel.engine) as connection:
            assert read_rows(connection, AllocationRow) == []
        with pytest.raises(NotTaken, match="No file that you wrote"):
            confirm(patel.engine, "AAAA-AAAA", DAY)
        assert confirm(patel.engine, taken.code, DAY).startswith("D. Hughes has 1 child")
        with reading(patel.engine) as connection:
            (there,) = read_rows(connection, AllocationRow)
        with reading(hughes.engine) as connection:
            (here,) = read_rows(connection, AllocationRow)
            (child,) = read_rows(connection, ChildRow)
        assert (there.id, there.iro_id, there.previous_iro_id) == (here.id, hughes.card.person, None)
        assert (here.iro_id, here.previous_iro_id, child.on_caseload_since) == (None, patel.card.person, DAY)
        undo(patel.engine)  # the child, who was there before: no undo reaches a receipt
        with reading(patel.engine) as connection:
            assert [row.confirmed_on for row in read_rows(connection, HandOverRow)] == [DAY]
        redo(patel.engine)
        hughes.take(patel.hand_over(hughes, "back"))
        assert hughes.sound() == []


def test_what_is_the_officers_own_stays_here() -> None:
    with laptops(2) as (patel, hughes):
        new_child(patel)
        patel.change(Child, CHILD, flagged=True, on_caseload_since=DAY - timedelta(100))
        hughes.take(patel.hand_over(hughes))
        patel.change(Child, CHILD, flagged=False, on_caseload_since=DAY)
        hughes.take(patel.hand_over(hughes, "back"))
        child = rows(hughes.engine, Child)[CHILD]
        assert (child["flagged"], child["on_caseload_since"]) == (None, DAY - timedelta(100)), (
            "as the holder's at first"
        )


# What a file may touch

OTHER = "f" * 32
_BESIDE: dict[str, list[Any]] = {"person": [], "intake": []}
_APART = {
    "of_table": "review", "of_row": REVIEW, "of_column": "booked", "kept": "null", "late": "null",
    "arose_on": "2026-11-20",
}  # fmt: skip
HOSTILE: dict[str, tuple[Any, str]] = {
    "a setting": (["setting", "s" * 32, True, {"key": "practice", "value": "x"}], "does not belong"),
    "a card": (["card", "s" * 32, True, {"person_id": "p" * 32, "seal": "x", "sign": "x"}], "does not belong"),
    "a hand-over": (["hand_over", "s" * 32, True, {"child_id": CHILD}], "does not belong"),
    "another child": (["child", OTHER, False, {"ref": "AB 9"}], "does not belong"),
    "a row of another child": (["review", "a" * 32, False, {"venue": "x"}], "something that is not here"),
    "the key of another child's row": (["review", "a" * 32, True, {"child_id": CHILD}], "does not belong"),
    "a new row of another child": (["review", "b" * 32, True, {"child_id": OTHER}], "does not belong"),
    "a text for a yes": (["child", CHILD, False, {"uasc": "yes"}], "does not belong"),
    "a number for a text": (["child", CHILD, False, {"need": 5}], "does not belong"),
    "a text for a number": (["contact", "b" * 32, True, {"child_id": CHILD, "minutes": "5"}], "does not belong"),
    "a number too large": (["contact", "b" * 32, True, {"child_id": CHILD, "minutes": 2**63}], "does not belong"),
    "a number without end": (
        ["contact", "b" * 32, True, {"child_id": CHILD, "minutes": float("inf")}],
        "does not belong",
    ),
    "no number": (["contact", "b" * 32, True, {"child_id": CHILD, "minutes": float("nan")}], "does not belong"),
    "a moment before all": (["review", REVIEW, False, {"deleted_at": "0001-01-01T00:00:00+14:00"}], "cannot be read"),
    "no day": (["review", REVIEW, False, {"booked": "soon"}], "cannot be read"),
    "a list": (["review", REVIEW, False, {"venue": ["x"]}], "does not hold what a hand-over does"),
    "a key of no form": (["review", "../x", False, {"venue": "x"}], "does not hold what a hand-over does"),
    "no table": (["no_table", "b" * 32, True, {"child_id": CHILD}], "does not know"),
    "no column": (["review", REVIEW, False, {"no_column": "x"}], "does not know"),
    **{
        f"a difference of {what}": (
            ["difference", "b" * 32, True, _APART | {"child_id": CHILD} | otherwise],
            "does not belong",
        )
        for what, otherwise in {
            "no table": {"of_table": "no_table"},
            "no column": {"of_column": "no_column"},
            "no value": {"late": "x"},
            "no day": {"late": '"soon"'},
            "a list": {"kept": "[]"},
            "no part": {"late": '{"no_column": 1}'},
            "a part that is no day": {"late": '{"booked": "soon"}'},
        }.items()
    },
    "a list in what was apart": (
        ["difference", "b" * 32, True, {"child_id": CHILD, "kept": '{"venue": ["x"]}'}],
        "does not belong",
    ),
    "a reference that another child has": (["child", CHILD, False, {"ref": "AB 9"}], "does not fit"),
    "nothing of the form": ("x", "does not hold what a hand-over does"),
}


def test_a_file_of_nobody_a_child_twice_and_a_person_without_a_name_are_refused() -> None:
    with laptops(2) as (patel, hughes):
        new_child(patel)
        with reading(patel.engine) as connection:
            terms = Terms("cover", None, DAY, "statutory")
            inside = inside_of(connection, patel.own, hughes.card.person, "D. Hughes", [CHILD], terms, "7" * 32, ())
        before = operations(hughes.engine)
        (part,) = inside["children"]
        (whole,) = part["entries"]
        days = [[*whole[:4], at, *whole[5:]] for at in ("2026-11-20", "9999-12-31T23:59:59-12:00")]
        spoilt: tuple[dict[str, Any], ...] = (
            {"children": []},
            {"children": [part | {"entries": [whole, whole]}]},
            *({"children": [part | {"entries": [at]}]} for at in days),
            {"beside": {"person": [{"id": "e" * 32, "made_by": None}], "intake": []}},
            *({"took": took} for took in ([CHILD], None, {"7" * 32: 3})),
        )
        for each in spoilt:
            with pytest.raises(StoreError, match=r"does not hold what|a person does not fit"):
                hughes.take(write(inside | each, "7" * 32, 1, patel.own, hughes.card).content)
        assert operations(hughes.engine) == before


@pytest.mark.parametrize("case", HOSTILE)
def test_a_colleagues_file_touches_the_children_it_names_and_nothing_else(case: str) -> None:
    row, sentence = HOSTILE[case]
    with laptops(2) as (patel, hughes):
        new_child(hughes)
        new_child(hughes, "AB 9", OTHER, "a" * 32)
        entry = ["9" * 32, "do", "Change", "", "2026-11-20T10:00:00+00:00", "d" * 32, patel.card.person, None, [row]]
        part = {"key": CHILD, "ref": "AB 1042", "knows": "9" * 16, "entries": [entry]}
        inside = {
            "parcel": "7" * 32, "made": "2026-11-20T10:00:00+00:00", "on": "2026-11-20", "why": "back", "until": None,
            "practice": "statutory", "to": hughes.card.person, "to_name": "D. Hughes", "children": [part],
            "beside": _BESIDE, "took": {},
        }  # fmt: skip
        before = (operations(hughes.engine), hughes.rows(), hughes.rows(OTHER))
        content = write(inside, "7" * 32, 1, patel.own, hughes.card).content
        with pytest.raises(StoreError, match=sentence):
            hughes.take(content)
        assert (operations(hughes.engine), hughes.rows(), hughes.rows(OTHER)) == before
