"""The Reviews file of the return: checked before it is written, and read back into an empty store as the same facts."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from iro_tui.caseload.lists.return_checks import RETURN
from iro_tui.caseload.opening import unlock
from iro_tui.caseload.outgoing.reviews903 import TITLES, reviews903_out
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, look_after, rows, sent
from tests.support.commands import Iro
from tests.support.stores import PASSPHRASE


def coded(session: Session, code: str) -> None:
    """Give every review on record a code of participation."""
    with action(session.engine, "Set up") as work:
        for review in rows(session, tables.ReviewRow):
            work.change(tables.ReviewRow, review["id"], participation=code)


def test_what_a_rule_asks_is_said_and_nothing_is_written(session: Session, tmp_path: Path) -> None:
    look_after(session, "AB 1", "AB 2")
    path = tmp_path / "reviews.csv"
    with pytest.raises(Refused, match=r"ask 2 things of 2026-27: AB 1, review of Thu 27 Aug: .* \(rule 167\); AB 2"):
        sent(session, reviews903_out, path)
    assert not path.exists()
    assert [(line.ref, line.rule) for line in session.lines(RETURN)] == [("AB 1", "167"), ("AB 2", "167")]
    assert sent(session, reviews903_out, path, as_it_is=True) == 2
    coded(session, "PN0")
    assert {line.rule for line in session.lines(RETURN)} == {"440"}
    coded(session, "PN1")
    assert session.lines(RETURN) == ()


@pytest.mark.parametrize(
    ("year", "held", "option"), [(2026, date(2026, 8, 27), ""), (2025, date(2026, 3, 5), " --back 1")]
)
def test_the_list_of_what_is_asked_is_named_with_its_year(
    session: Session, tmp_path: Path, year: int, held: date, option: str
) -> None:
    look_after(session, "AB 1", started=date(2026, 2, 2), held=(held,))
    with pytest.raises(Refused, match=rf"iro return903{option} lists them all") as refusal:
        sent(session, reviews903_out, tmp_path / "reviews.csv", year=year)
    listed = session.lines(RETURN, back=int(option[-1:] or 0))
    assert listed
    assert f"ask {len(listed)} thing" in str(refusal.value)


def test_a_year_without_a_review_has_no_file(session: Session, tmp_path: Path) -> None:
    look_after(session, "AB 1")
    with pytest.raises(Refused, match="No review of 2020-21 is on record: name another year with --year"):
        sent(session, reviews903_out, tmp_path / "reviews.csv", year=2020)


def test_what_was_booked_and_never_recorded_is_asked(session: Session) -> None:
    [child] = look_after(session, "AB 1", held=())
    with action(session.engine, "Set up") as work:
        work.add(tables.ReviewRow(child_id=child, booked=date(2026, 9, 1)))
    assert [line.rule for line in session.lines(RETURN)] == ["166"]


def test_the_file_read_into_an_empty_store_gives_the_same_reviews(session: Session, iro: Iro, tmp_path: Path) -> None:
    look_after(session, "AB 1", "0077", held=(date(2026, 8, 27), date(2026, 11, 12)))
    coded(session, "PN4")
    path = tmp_path / "reviews.csv"
    assert sent(session, reviews903_out, path) == 4
    titles, *cells = csv.reader(path.read_text(encoding="utf-8").splitlines())
    assert tuple(titles) == TITLES
    assert ["0077", "05/06/2015", "27/08/2026", "PN4"] in cells, "zeros stay, days are day first"
    assert path.read_bytes().startswith(b"CHILD,DOB,"), "no byte-order mark before the first title"
    iro("init")
    assert iro("import", str(path), "--yes").code == 0
    back = unlock(tmp_path / "store", PASSPHRASE, TODAY)
    facts = [
        {case.ref: [(review.held, review.participation) for review in case.held_reviews] for case in each.values()}
        for each in (session.caseload().cases, back.caseload().cases)
    ]
    assert facts[0] == facts[1]
    assert {child.ref: child.born for child in back.caseload().children.values()} == {
        "AB 1": date(2015, 6, 5),
        "0077": date(2015, 6, 5),
    }
    back.close()


def test_of_two_reviews_within_14_days_it_is_asked_whether_they_are_one(session: Session, tmp_path: Path) -> None:
    """Till that is said, neither their number nor whose code counts is known; then each rule asks of what was said."""
    path = tmp_path / "reviews.csv"
    [child] = look_after(session, "A7", held=(date(2026, 8, 27), date(2026, 8, 28)))
    with action(session.engine, "Set up") as work:
        for review in rows(session, tables.ReviewRow):
            code = "PN1" if review["held"] == date(2026, 8, 27) else "PN2"
            work.change(tables.ReviewRow, review["id"], participation=code)
    asked = [(line.on, line.rule) for line in session.lines(RETURN)]
    assert asked == [(date(2026, 8, 27), "14d")]
    [at_length] = RETURN.at_length(session.lines(RETURN)[0])
    assert "one review in two meetings, or two reviews?" in at_length.words, "whole beside the list, whose columns cut"
    assert "To do say which: i, two reviews within 14 days (iro do apart)" in at_length.words
    with pytest.raises(Refused, match=r"A7, review of Thu 27 Aug: Held twice within 14 days.*written as one\. iro ret"):
        sent(session, reviews903_out, path)
    assert not path.exists()
    assert sent(session, reviews903_out, path, as_it_is=True) == 1
    for are, days in (("two", ["27/08/2026", "28/08/2026"]), ("one", ["27/08/2026"])):
        act(session, "apart", [child], are=are)
        assert session.lines(RETURN) == ()
        sent(session, reviews903_out, to := tmp_path / f"{are}.csv")
        _, *cells = csv.reader(to.read_text(encoding="utf-8").splitlines())
        assert [day for _, _, day, _ in cells] == days
