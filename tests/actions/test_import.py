"""Bringing in returns: what is read becomes facts on record, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.actions.import_files import apply_import, preview_import, taken_on
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.exchange.ssda903 import words
from iro_tui.store import facts
from iro_tui.store.engine import reading
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import make_store, open_store

OpenDesk = Callable[[date], Session]


def test_a_child_comes_in_with_a_next_review(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2026, 11, 20))
    preview = preview_import(session, [make_return(tmp_path / "return", **ONE_CHILD)])
    assert (preview.new, preview.changed, preview.unchanged, preview.ended) == (1, 0, 0, 0)
    assert session.is_empty(), "a preview writes nothing"
    apply_import(session, preview)
    [row] = session.lines(CHILDREN)
    assert row.ref == "1001"
    assert row.age == 11
    assert row.legal_status == "V2"
    assert row.next_review is not None
    assert (row.next_review.rule, row.next_review.limit) == ("rev2", date(2027, 1, 1))
    assert not row.next_review.inferred


def test_the_same_files_again_change_nothing(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2026, 11, 20))
    folder = make_return(tmp_path / "return", **ONE_CHILD)
    apply_import(session, preview_import(session, [folder]))
    again = preview_import(session, [folder])
    assert again.changes_nothing
    assert again.unchanged == 1
    changes = apply_import(session, again)
    assert not changes.operation
    assert len(session.lines(ENTRIES)) == 1


@pytest.mark.parametrize("code", ["V3", "V4", "C2"])
@pytest.mark.parametrize("today", [date(2026, 5, 20), date(2026, 11, 20)])
def test_a_return_tells_nothing_of_reviews_of_short_breaks(
    tmp_path: Path, open_session: OpenDesk, code: str, today: date
) -> None:
    """It takes none of them, so that none stands in it makes nobody late: the date of the last is asked."""
    session = open_session(today)
    folder = make_return(
        tmp_path / "return",
        ONE_CHILD["header"] + "1002,M,05/06/2015,WBRI,,,\n",
        f"1001,03/05/2025,S,{code},N2,U6,PR1,,,,,,\n1002,03/05/2025,S,C2,N1,U6,PR1,,,,,,\n",
        "1002,05/06/2015,28/05/2025,PN1\n1002,05/06/2015,20/08/2025,PN1\n1002,05/06/2015,31/03/2026,PN1\n",
    )
    apply_import(session, preview_import(session, [folder]))
    assert preview_import(session, [folder]).changes_nothing
    [child] = [key for key, each in session.caseload().children.items() if each.ref == "1001"]
    duties = {duty.kind: duty for duty in session.caseload().duties[child]}
    review, short = duties["review"], code != "C2"
    assert (review.inferred, "last_review" in duties) == (short, short)
    assert (review.clock == "overdue") == (not short)
    later = {duty.kind: duty for duty in open_session(today + timedelta(days=7)).caseload().duties[child]}
    assert (later["review"].clock == "overdue") == (not short), "nor is it after a week"


def test_an_import_is_undone_and_redone_whole(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2026, 11, 20))
    apply_import(session, preview_import(session, [make_return(tmp_path / "return", **ONE_CHILD)]))
    before = session.lines(CHILDREN)
    session.undo()
    assert session.is_empty()
    session.redo()
    assert session.lines(CHILDREN) == before
    session.undo()
    apply_import(session, preview_import(session, [tmp_path / "return"]))
    assert [row.ref for row in session.lines(CHILDREN)] == ["1001"]


def test_an_end_of_care_takes_a_child_off_the_caseload(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2026, 11, 20))
    apply_import(session, preview_import(session, [make_return(tmp_path / "first", **ONE_CHILD)]))
    ended = {**ONE_CHILD, "episodes": "1001,07/09/2026,S,V2,N1,U6,PR1,02/11/2026,E4A,,,,\n"}
    preview = preview_import(session, [make_return(tmp_path / "second", **ended)])
    assert (preview.new, preview.changed, preview.ended) == (0, 1, 1)
    apply_import(session, preview)
    assert session.lines(CHILDREN) == ()
    # A file in which the care goes on is followed, whatever the reason, and says so; an old copy is told of.
    older = preview_import(session, [tmp_path / "first"])
    assert [(difference.subject, difference.take) for difference in older.differences] == [("Time in care", True)]
    assert words.OLDER_THAN_BEFORE in {problem.message for problem in older.problems}
    apply_import(session, older)
    assert [row.ref for row in session.lines(CHILDREN)] == ["1001"]


def test_a_child_missing_from_the_files_is_left_alone(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2026, 11, 20))
    apply_import(session, preview_import(session, [make_return(tmp_path / "first", **ONE_CHILD)]))
    other = {key: rows.replace("1001", "1002") for key, rows in ONE_CHILD.items()}
    preview = preview_import(session, [make_return(tmp_path / "second", **other)])
    assert (preview.new, preview.changed, preview.ended) == (1, 0, 0)
    apply_import(session, preview)
    assert [row.ref for row in session.lines(CHILDREN)] == ["1001", "1002"]


def test_a_review_ahead_is_a_booking_and_becomes_held_in_time(tmp_path: Path, open_session: OpenDesk) -> None:
    ahead = {**ONE_CHILD, "reviews": ONE_CHILD["reviews"] + "1001,05/06/2015,07/12/2026,PN1\n"}
    folder = make_return(tmp_path / "return", **ahead)
    session = open_session(date(2026, 11, 20))
    preview = preview_import(session, [folder])
    assert any(problem.field == "REVIEW" and problem.value == "07/12/2026" for problem in preview.problems)
    apply_import(session, preview)
    [row] = session.lines(CHILDREN)
    assert row.next_review is not None
    assert row.next_review.booked == date(2026, 12, 7)
    later = open_session(date(2026, 12, 8))
    preview = preview_import(later, [folder])
    assert (preview.new, preview.changed) == (0, 1)
    apply_import(later, preview)
    [row] = later.lines(CHILDREN)
    assert row.next_review is not None
    assert (row.next_review.limit, row.next_review.booked) == (date(2027, 6, 7), None)


@pytest.mark.parametrize(("since", "followed"), [("today", 0), ("18/11/2026", 1), ("1/9/2026", 1)])
def test_paperwork_is_followed_of_reviews_held_here_whose_time_has_not_passed(
    tmp_path: Path, open_session: OpenDesk, since: str, followed: int
) -> None:
    """Of the reviews of 1 October and 18 November at most the second's; of none held before the child came here."""
    rows = ONE_CHILD["reviews"] + "1001,05/06/2015,18/11/2026,PN1\n"
    session = open_session(date(2026, 11, 20))
    preview = preview_import(session, [make_return(tmp_path / "return", **{**ONE_CHILD, "reviews": rows})])
    apply_import(session, taken_on(session, preview, since))
    kinds = [row.duty.kind for row in session.lines(DUTIES, 60)]
    assert kinds.count("decisions") == followed
    assert kinds.count("full_record") == followed


def test_since_when_a_child_is_mine_is_the_day_of_the_import_or_the_one_given(
    tmp_path: Path, open_session: OpenDesk
) -> None:
    """Later where care begins later; a child on record keeps the day."""
    session = open_session(date(2026, 11, 20))
    folder = make_return(tmp_path / "return", **ONE_CHILD)
    preview = preview_import(session, [folder])
    assert preview.since == date(2026, 11, 20)
    with pytest.raises(Refused, match="With me since is Sat 21 Nov, which is to come"):
        taken_on(session, preview, "tomorrow")
    apply_import(session, taken_on(session, preview, "1/8/2026"))
    [case] = session.caseload().cases.values()
    assert case.on_caseload_since == date(2026, 9, 7), "when care began"
    more = {**ONE_CHILD, "reviews": ONE_CHILD["reviews"] + "1001,05/06/2015,18/11/2026,PN1\n"}
    apply_import(session, preview_import(session, [make_return(tmp_path / "more", **more)]))
    [case] = session.caseload().cases.values()
    assert (case.on_caseload_since, case.last_held) == (date(2026, 9, 7), date(2026, 11, 18))


def test_a_child_who_comes_back_into_care_is_mine_since_the_day_of_that_import(
    tmp_path: Path, open_session: OpenDesk
) -> None:
    """What fell due between the return and its being brought in was for others, as for a new child."""
    ended = {**ONE_CHILD, "episodes": "1001,03/11/2025,S,C2,N1,U6,PR1,02/03/2026,E4A,,,,\n"}
    first = open_session(date(2026, 4, 1))
    apply_import(first, preview_import(first, [make_return(tmp_path / "first", **ended)]))
    back = {**ONE_CHILD, "episodes": ended["episodes"] + "1001,07/09/2026,S,C2,N1,U6,PR1,,,,,,\n"}
    now = open_session(date(2026, 11, 20))
    apply_import(now, preview_import(now, [make_return(tmp_path / "back", **back)]))
    [case] = now.caseload().cases.values()
    assert case.on_caseload_since == date(2026, 11, 20)
    assert [
        row.duty.kind for row in now.lines(DUTIES, 0) if row.duty.due < now.today and row.duty.weight != "law"
    ] == []


@given(data=st.data())
@settings(max_examples=15)
def test_nothing_is_overdue_after_an_import_but_what_the_law_asks(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any children, in care for days or years, with any reviews held."""
    today = date(2026, 11, 20)
    header, episodes, reviews = "", "", ""
    for ref in range(1, data.draw(st.integers(5, 25)) + 1):
        started = data.draw(st.dates(date(2026, 4, 1), today))
        status = data.draw(st.sampled_from(("C2", "V2", "V4", "J1", "E1")))
        header += f"{ref},M,05/06/{data.draw(st.integers(2009, 2024))},WBRI,,,\n"
        episodes += f"{ref},{started:%d/%m/%Y},S,{status},N1,U6,PR1,,,,,,\n"
        for held in sorted(data.draw(st.sets(st.dates(started, today), max_size=3))):
            reviews += f"{ref},05/06/2015,{held:%d/%m/%Y},PN1\n"
    folder = tmp_path_factory.mktemp("import")
    make_store(folder / "store")
    session = open_store(folder / "store", today)
    try:
        made = make_return(folder / "return", header, episodes, reviews)
        apply_import(session, preview_import(session, [made]))
        overdue = [row.duty for row in session.lines(DUTIES, 400) if row.duty.due < today]
        assert {duty.weight for duty in overdue} <= {"law"}
        assert all(duty.due >= today - timedelta(240) for duty in overdue), "none from before care began"
    finally:
        session.close()


@pytest.mark.parametrize("newest_first", [True, False])
def test_two_years_of_returns_make_one_history(tmp_path: Path, open_session: OpenDesk, newest_first: bool) -> None:
    """Whichever comes first, this year's return shows the later part of a period that last year's began."""
    last = make_return(
        tmp_path / "last",
        header="7,F,05/06/2012,WBRI,,,\n",
        episodes="7,04/05/2024,S,C2,N1,U4,PR1,10/01/2025,X1,CARPL,,,\n7,10/01/2025,P,C2,N1,U6,PR1,,,,,,\n",
        reviews="7,05/06/2012,24/05/2024,PN1\n7,05/06/2012,20/08/2024,PN1\n7,05/06/2012,14/02/2025,PN1\n",
    )
    this = make_return(
        tmp_path / "this",
        header="7,F,05/06/2012,WBRI,,,\n",
        episodes="7,10/01/2025,P,C2,N1,U6,PR1,03/09/2025,X1,CARPL,,,\n7,03/09/2025,P,C2,N1,K2,PR4,,,,,,\n",
        reviews="7,05/06/2012,11/08/2025,PN1\n",
    )
    session = open_session(date(2025, 11, 20))
    for folder in (this, last) if newest_first else (last, this):
        apply_import(session, preview_import(session, [folder]))
    with reading(session.engine) as connection:
        [case] = facts.read_cases(connection).values()
    [period] = case.periods
    assert (period.started, period.start_known, period.ended) == (date(2024, 5, 4), True, None)
    assert [status.code for status in case.legal_statuses] == ["C2"]
    assert sorted((p.started, p.code) for p in case.placements) == [
        (date(2024, 5, 4), "U4"),
        (date(2025, 1, 10), "U6"),
        (date(2025, 9, 3), "K2"),
    ]
    [row] = session.lines(CHILDREN)
    assert row.next_review is not None
    assert (row.next_review.limit, row.next_review.inferred) == (date(2026, 2, 11), False)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2026, 11, 20))
    with pytest.raises(Refused, match=r"nowhere\.csv"):
        preview_import(session, [tmp_path / "nowhere.csv"])


def test_the_sample_return_comes_in_whole(sample_return: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2018, 4, 1))
    preview = preview_import(session, [sample_return])
    assert preview.new == 2675
    assert {r.format for r in preview.recognised} >= {"SSDA903 Header", "SSDA903 Episodes", "SSDA903 Reviews"}
    assert preview.problems
    apply_import(session, preview)
    assert len(session.caseload().children) == 2675
    with reading(session.engine) as connection:
        cases = facts.read_cases(connection).values()
    assert sum(len(case.reviews) for case in cases) > 12_000
    assert session.lines(DUTIES)
    assert preview_import(session, [sample_return]).changes_nothing
    session.undo()
    assert session.is_empty()
