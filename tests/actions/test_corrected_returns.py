"""What a second return corrects, and what of it is asked: files follow the newer one, a person's own entry stands."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import RFC_4122, UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.import_files import ImportPreview, answered, apply_import, preview_import
from iro_tui.actions.told_rows import _KEYS, known_key
from iro_tui.caseload.page import CASE, FILES
from iro_tui.caseload.reading import read_line
from iro_tui.caseload.reading.passage import plain
from iro_tui.caseload.session import Session
from iro_tui.domain.case import Case
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.text import ref_key
from tests.support.acting import act, acts, due, look_after, rows
from tests.support.returns import make_return

DOB = "05/06/2012"
HEAD = f"7,M,{DOB},WBRI,,,\n"
IN_CARE = "7,03/08/2026,S,C2,N1,U6,PR1,,,,,,\n"
HELD = "7,,27/08/2026,PN1\n"


def a_return(folder: Path, **tables_of: str) -> Path:
    return make_return(folder, **({"header": HEAD, "episodes": IN_CARE, "reviews": HELD} | tables_of))


def bring(session: Session, folder: Path, **answers: bool) -> ImportPreview:
    """Bring a return in, answering by subject where an answer is given; the preview it went by."""
    preview = preview_import(session, [folder])
    for difference in preview.asked:
        if (subject := difference.subject.replace(" ", "_")) in answers:
            preview = answered(session, preview, {difference.key: answers[subject]})
    if not preview.changes_nothing:
        apply_import(session, preview)
    return preview


def case_of(session: Session, ref: str = "7") -> Case:
    [case] = [case for case in session.caseload().cases.values() if case.ref == ref]
    return case


def shown(session: Session) -> dict[str, Any]:
    case = case_of(session)
    return {
        "periods": sorted((p.started, p.ended) for p in case.periods),
        "legal": sorted((s.code, s.started) for s in case.legal_statuses),
        "placed": sorted((p.code, p.started) for p in case.placements),
        "held": list(case.held_days),
        "born": case.born,
    }


def line(*cells: str) -> str:
    return ",".join((*cells, *[""] * (13 - len(cells)))) + "\n"


Rows = dict[str, str]
CORRECTIONS: dict[str, tuple[Rows, Rows, dict[str, Any], list[str]]] = {
    "a review's day": ({"reviews": HELD + "7,,06/10/2026,PN1\n"}, {"reviews": HELD + "7,,10/06/2026,PN1\n"},
                       {"held": [date(2026, 6, 10), date(2026, 8, 27)]}, ["Review"]),
    "a review gone": ({"reviews": HELD + "7,,06/10/2026,PN1\n"}, {}, {"held": [date(2026, 8, 27)]}, ["Review"]),
    "an end withdrawn": ({"episodes": line("7", "03/08/2026", "S", "C2", "N1", "U6", "PR1", "02/11/2026", "E4A")}, {},
                         {"periods": [(date(2026, 8, 3), None)]}, ["Time in care"]),
    "a start moved": ({}, {"episodes": IN_CARE.replace("03/08", "04/08")},
                      {"periods": [(date(2026, 8, 4), None)], "placed": [("U6", date(2026, 8, 4))],
                       "legal": [("C2", date(2026, 8, 4))]}, ["Time in care"]),
    "a date of birth": ({}, {"header": HEAD.replace("2012", "2010")}, {"born": date(2010, 6, 5)}, ["Child"]),
    "a placing date": ({"episodes": line("7", "03/08/2026", "S", "E1", "N1", "U6", "PR1", "10/11/2026", "X1")
                        + line("7", "10/11/2026", "P", "E1", "N1", "A5", "PR1")},
                       {"episodes": line("7", "03/08/2026", "S", "E1", "N1", "U6", "PR1", "03/11/2026", "X1")
                        + line("7", "03/11/2026", "P", "E1", "N1", "A5", "PR1")},
                       {"placed": [("A5", date(2026, 11, 3)), ("U6", date(2026, 8, 3))]}, ["Placement"]),
    "a status of another code": ({"episodes": IN_CARE.replace("C2", "E1")}, {}, {"legal": [("C2", date(2026, 8, 3))]},
                                 ["Legal status"]),
    "short breaks": ({"episodes": IN_CARE.replace("C2", "V2")}, {"episodes": IN_CARE.replace("C2", "V4")},
                     {"legal": [("V4", date(2026, 8, 3))]}, ["Legal status"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CORRECTIONS)
def test_what_a_return_corrects_is_followed_and_told(name: str, tmp_path: Path, session: Session) -> None:
    first, second, expected, subjects = CORRECTIONS[name]
    bring(session, a_return(tmp_path / "1", **first))
    preview = preview_import(session, [a_return(tmp_path / "2", **second)])
    assert sorted({difference.subject for difference in preview.asked}) == sorted(set(subjects))
    assert len(preview.asked) == len(subjects)
    assert all(preview.takes(difference) for difference in preview.asked), "only files told it"
    beside = [problem.message for problem in preview.problems if "heck which is right" in problem.message]
    assert not beside, "a correction is told once, and is nothing to check"
    acts(session, lambda: apply_import(session, preview))
    assert shown(session).items() >= expected.items()
    assert preview_import(session, [tmp_path / "2"]).changes_nothing


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_that_is_refused_changes_nothing_and_is_not_asked_again(
    name: str, tmp_path: Path, session: Session
) -> None:
    first, second, _, _ = CORRECTIONS[name]
    bring(session, a_return(tmp_path / "1", **first))
    before = shown(session)
    preview = preview_import(session, [a_return(tmp_path / "2", **second)])
    for difference in preview.asked:
        preview = answered(session, preview, {difference.key: False})
    apply_import(session, preview)
    kept = shown(session)
    for key, facts in before.items():
        assert kept[key] == facts or set(kept[key]) >= set(facts), "what stood here still does"
    again = preview_import(session, [tmp_path / "2"])
    assert not again.asked


def test_a_new_child_and_news_of_a_known_one_come_in_together(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1"))
    second = a_return(
        tmp_path / "2",
        header=HEAD + HEAD.replace("7,", "8,", 1),
        episodes=IN_CARE + IN_CARE.replace("7,", "8,", 1),
        reviews=HELD + "7,,20/11/2026,PN1\n" + HELD.replace("7,", "8,", 1),
    )
    preview = preview_import(session, [second])
    assert (preview.new, preview.changed) == (1, 1)
    acts(session, lambda: apply_import(session, preview))
    assert case_of(session).last_held == date(2026, 11, 20)
    assert case_of(session, "8").last_held == date(2026, 8, 27)


@pytest.mark.parametrize("theirs", ["20/08/2026", "26/08/2026", "27/08/2026", "28/08/2026", "03/09/2026"])
def test_a_review_entered_here_and_told_within_five_working_days_is_one(
    theirs: str, tmp_path: Path, session: Session
) -> None:
    look_after(session, "7")
    preview = bring(session, a_return(tmp_path / "r", reviews=HELD.replace("27/08/2026", theirs)))
    assert list(case_of(session).held_days) == [date(2026, 8, 27)], "the person's stands"
    assert [d.subject for d in preview.differences if not d.asks] == ([] if theirs == "27/08/2026" else ["Review"])
    assert preview_import(session, [tmp_path / "r"]).changes_nothing


def test_six_working_days_apart_are_two_reviews(tmp_path: Path, session: Session) -> None:
    look_after(session, "7")
    bring(session, a_return(tmp_path / "r", reviews=HELD.replace("27/08/2026", "07/09/2026")))
    assert len(case_of(session).held_days) == 2


def test_two_rows_of_one_file_are_never_one_fact(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "r", reviews=HELD + HELD.replace("27/08", "28/08")))
    assert len(case_of(session).held_days) == 2


def test_a_start_and_a_placing_entered_a_day_apart_are_one(tmp_path: Path, session: Session) -> None:
    look_after(session, "7")
    bring(session, a_return(tmp_path / "r", episodes=IN_CARE.replace("03/08", "04/08")))
    case = case_of(session)
    assert [p.started for p in case.periods] == [date(2026, 8, 3)]
    assert [p.started for p in case.placements] == [date(2026, 8, 3)]
    assert [s.started for s in case.legal_statuses] == [date(2026, 8, 3)]


OF_LOOK_AFTER = HEAD.replace("2012", "2015")
"""As `look_after` has the child."""
OTHER_CODE: dict[str, tuple[type[tables.LegalStatusRow | tables.PlacementRow], dict[str, str], str]] = {
    "a status": (tables.LegalStatusRow, {"C2": "V2"}, "C2"),
    "a placing": (tables.PlacementRow, {"U6": "U4"}, "U6"),
}


@pytest.mark.parametrize("started", ["03/08", "04/08", "10/08"], ids=["the day", "a day", "five days"])
@pytest.mark.parametrize("what", OTHER_CODE)
@pytest.mark.parametrize("takes", [None, True, False])
def test_a_status_or_placing_entered_here_and_told_in_another_code_is_asked_about(
    what: str, started: str, takes: bool | None, tmp_path: Path, session: Session
) -> None:
    """A child has one at a time: the files never put theirs beside it. The person's stands unless it is given up."""
    model, code, mine = OTHER_CODE[what]
    [(before, theirs)] = code.items()
    look_after(session, "7")
    episodes = IN_CARE.replace(before, theirs).replace("03/08", started)
    folder = a_return(tmp_path / "r", header=OF_LOOK_AFTER, episodes=episodes)
    preview = preview_import(session, [folder])
    [asked] = preview.asked
    assert f"{mine} was entered here; SSDA903 2026-27 says {theirs}" in asked.text
    assert preview.takes(asked) is False
    if takes is not None:
        preview = answered(session, preview, {asked.key: takes})
    acts(session, lambda: apply_import(session, preview))
    assert [(row["code"], row["started"], row["ended"]) for row in rows(session, model)] == [
        (theirs if takes else mine, date(2026, 8, 3), None)
    ]
    assert preview_import(session, [folder]).changes_nothing


def test_what_a_person_enters_after_a_file_s_last_day_is_no_fact_of_the_file(tmp_path: Path, session: Session) -> None:
    """The file ends on 27 August, with a placing of that week; the move of Monday the 31st it cannot know."""
    [child] = look_after(session, "7")
    act(session, "move", child, since=date(2026, 8, 31), code="A5")
    moved = line("7", "03/08/2026", "S", "C2", "N1", "U6", "PR1", "26/08/2026", "X1")
    moved += line("7", "26/08/2026", "P", "C2", "N1", "U4", "PR1")
    bring(session, a_return(tmp_path / "r", episodes=moved))
    assert sorted((p.code, p.started) for p in case_of(session).placements) == [
        ("A5", date(2026, 8, 31)), ("U4", date(2026, 8, 26)), ("U6", date(2026, 8, 3)),
    ]  # fmt: skip


def adjourned(session: Session, day: date) -> str:
    [child] = look_after(session, "7")
    with action(session.engine, "Adjourn") as work:
        work.add(tables.ReviewRow(child_id=child, booked=day, adjourned=day, adjourned_reason="no report"))
    return child


def test_an_adjourned_review_that_the_return_counts_stays_adjourned(tmp_path: Path, session: Session) -> None:
    adjourned(session, date(2026, 11, 16))
    preview = bring(session, a_return(tmp_path / "r", reviews=HELD + HELD.replace("27/08", "16/11")))
    assert list(case_of(session).held_days) == [date(2026, 8, 27)]
    assert any("adjournment stands" in difference.text for difference in preview.differences)


@pytest.mark.parametrize("takes", [None, True])
@pytest.mark.parametrize("theirs", ["17/11", "20/11"])
def test_a_review_told_just_after_its_adjournment_is_asked_about(
    theirs: str, takes: bool | None, tmp_path: Path, session: Session
) -> None:
    """The same meeting, its day mistaken, or the one that completed it."""
    adjourned(session, date(2026, 11, 16))
    folder = a_return(tmp_path / "r", header=OF_LOOK_AFTER, reviews=HELD + HELD.replace("27/08", theirs))
    preview = preview_import(session, [folder])
    [asked] = preview.asked
    assert preview.takes(asked) is False
    assert "completed then" in asked.text
    if takes:
        preview = answered(session, preview, {asked.key: takes})
    acts(session, lambda: apply_import(session, preview))
    assert case_of(session).last_held == (date(2026, 11, int(theirs[:2])) if takes else date(2026, 8, 27))
    assert preview_import(session, [folder]).changes_nothing, "asked once"


def test_the_meeting_that_completes_an_adjourned_review_is_no_second_one(tmp_path: Path, session: Session) -> None:
    adjourned(session, date(2026, 11, 2))
    bring(session, a_return(tmp_path / "r", reviews=HELD + HELD.replace("27/08", "17/11")))
    assert len(case_of(session).reviews) == 2
    assert case_of(session).last_held == date(2026, 11, 17)


def test_a_person_s_own_entry_is_asked_about_and_stands(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1"))
    [child] = rows(session, tables.ChildRow)
    with action(session.engine, "Details") as work:
        work.change(tables.ChildRow, child["id"], born=date(2012, 6, 6))
    assert bring(session, a_return(tmp_path / "2", header=HEAD.replace("WBRI", "WOTH"))).asked == (), "nothing new"
    preview = bring(session, a_return(tmp_path / "3", header=HEAD.replace("05/06", "07/06")))
    assert [(d.subject, preview.takes(d)) for d in preview.asked] == [("Child", False)]
    assert case_of(session).born == date(2012, 6, 6)
    bring(session, a_return(tmp_path / "4", header=HEAD.replace("05/06", "08/06")), Child=True)
    assert case_of(session).born == date(2012, 6, 8)


@pytest.mark.parametrize("how", ["a return", "a return, refused", "by hand"])
def test_a_date_of_birth_that_makes_a_child_18_keeps_the_child_in_sight(
    how: str, tmp_path: Path, session: Session
) -> None:
    """The child came to this caseload after the 18th birthday that nobody knew of."""
    bring(session, a_return(tmp_path / "1"))
    [child] = session.caseload().children
    if how == "by hand":
        acts(session, lambda: act(session, "details", child, born=date(2008, 6, 5)))
    else:
        preview = preview_import(session, [a_return(tmp_path / "2", header=HEAD.replace("2012", "2008"))])
        [asked] = preview.asked
        assert "That makes the child 18 on Fri 5 Jun 2026, and reviews end then." in asked.text
        preview = answered(session, preview, {asked.key: how == "a return"})
        acts(session, lambda: apply_import(session, preview))
    assert ("end_of_care" in due(session, child)) is (how != "a return, refused")
    if how == "a return":
        bring(session, a_return(tmp_path / "3", header=HEAD.replace("2012", "2009")))
        assert "end_of_care" not in due(session, child)
        assert case_of(session).of_age_known_on is None


def test_a_return_that_brings_an_adult_s_open_episode_asks_nothing(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1", header=HEAD.replace("2012", "2001")))
    [child] = session.caseload().cases
    assert not due(session, child)


def test_a_review_with_work_on_it_is_kept_unless_a_person_lets_it_go(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1", reviews=HELD + HELD.replace("27/08", "20/10")))
    review = next(row for row in rows(session, tables.ReviewRow) if row["held"] == date(2026, 10, 20))
    with action(session.engine, "Decide") as work:
        work.add(tables.DecisionRow(child_id=review["child_id"], review_id=review["id"], text="Find a school"))
    folder = a_return(tmp_path / "2")
    preview = preview_import(session, [folder])
    assert [preview.takes(difference) for difference in preview.asked] == [False]
    bring(session, folder, Review=True)
    assert case_of(session).last_held == date(2026, 8, 27)


def test_work_on_a_review_goes_with_it_when_its_day_is_put_right(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1", reviews=HELD + HELD.replace("27/08", "20/10")))
    review = next(row for row in rows(session, tables.ReviewRow) if row["held"] == date(2026, 10, 20))
    bring(session, a_return(tmp_path / "2", reviews=HELD + HELD.replace("27/08", "12/10")))
    assert [row["held"] for row in rows(session, tables.ReviewRow, id=review["id"])] == [date(2026, 10, 12)]


def test_what_a_person_took_away_is_asked_about_before_it_comes_back(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1"))
    [review] = rows(session, tables.ReviewRow)
    with action(session.engine, "Delete") as work:
        work.remove(tables.ReviewRow, review["id"])
    folder = a_return(tmp_path / "2", reviews=HELD + HELD.replace("27/08", "20/10"))
    preview = bring(session, folder)
    assert [(d.subject, preview.takes(d)) for d in preview.asked] == [("Review", False)]
    assert list(case_of(session).held_days) == [date(2026, 10, 20)]


def test_a_return_undone_and_brought_in_again_is_there_again(tmp_path: Path, session: Session) -> None:
    folder = a_return(tmp_path / "1")
    bring(session, folder)
    before = shown(session)
    session.undo()
    preview = bring(session, folder)
    assert preview.asked == ()
    assert shown(session) == before


def test_a_child_absent_from_a_return_of_a_newer_year_is_asked_about(tmp_path: Path, session: Session) -> None:
    last = {name: text.replace("2026", "2025") for name, text in (("episodes", IN_CARE), ("reviews", HELD))}
    bring(session, a_return(tmp_path / "1", **last))
    other = {name: text.replace("7,", "8,", 1) for name, text in
             (("header", HEAD), ("episodes", IN_CARE), ("reviews", HELD))}  # fmt: skip
    folder = a_return(tmp_path / "2", **other)
    preview = preview_import(session, [folder])
    assert [(d.ref, d.subject, preview.takes(d)) for d in preview.asked] == [("7", "Time in care", False)]
    [difference] = preview.asked
    apply_import(session, preview)
    [child] = [key for key, case in session.caseload().cases.items() if case.ref == "7"]
    assert rows(session, tables.ChildRow, id=child)[0]["absent_from"] == "SSDA903 2026-27"
    session.undo()
    preview = preview_import(session, [folder])
    apply_import(session, answered(session, preview, {difference.key: True}))
    assert rows(session, tables.ChildRow, id=child)[0]["absent_from"] == ""
    assert [period.ended for period in case_of(session).periods] == [date(2026, 3, 31)]


def test_a_blank_says_nothing_but_for_an_end(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1"))
    bring(session, a_return(tmp_path / "2", header=f"7,M,{DOB},,,,\n", reviews=HELD.replace("PN1", "")))
    [child] = rows(session, tables.ChildRow)
    [review] = rows(session, tables.ReviewRow)
    assert (child["ethnicity"], review["participation"]) == ("WBRI", "PN1")


def test_an_old_return_does_not_end_what_a_person_ended_later(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1"))
    [period] = rows(session, tables.CarePeriodRow)
    with action(session.engine, "End of care") as work:
        work.change(tables.CarePeriodRow, period["id"], ended=date(2026, 11, 2), end_reason="E4A")
    preview = bring(session, a_return(tmp_path / "2", reviews=HELD.replace("PN1", "PN2")))
    assert preview.asked == ()
    assert [period.ended for period in case_of(session).periods] == [date(2026, 11, 2)]


def test_every_row_of_a_file_says_which_one_told_it(tmp_path: Path, session: Session) -> None:
    bring(session, a_return(tmp_path / "1"))
    intakes = {row["id"] for row in rows(session, tables.IntakeRow)}
    for model in (tables.ChildRow, tables.CarePeriodRow, tables.LegalStatusRow, tables.PlacementRow, tables.ReviewRow):
        assert {row["told_by"] for row in rows(session, model)} == intakes
    [child] = rows(session, tables.ChildRow)
    lines = [entry for entry in session.lines(CASE, child["id"]) if entry.section == FILES]
    assert [(entry.kind, entry.text) for entry in lines if entry.kind in ("care", "review")] == [
        ("review", "held: reviews.csv, row 2 (SSDA903 2026-27)"),
        ("care", "looked after: episodes.csv, row 2 (SSDA903 2026-27)"),
    ]


YEARS = ("2024", "2025", "2026")


@pytest.mark.parametrize(
    "order", [*permutations(YEARS), YEARS], ids=["-".join(o) for o in permutations(YEARS)] + ["all"]
)
def test_a_fact_is_attributed_to_the_return_that_tells_it(
    order: tuple[str, ...], request: pytest.FixtureRequest, tmp_path: Path, session: Session
) -> None:
    """Each return in its own folder, under the same names; in whatever order they come, and all at once."""
    care = IN_CARE.replace("2026", "2024")
    for year in YEARS:
        a_return(tmp_path / year, episodes=care, reviews=HELD.replace("2026", year))
    at_once = request.node.callspec.id == "all"
    for folders in [order] if at_once else [(year,) for year in order]:
        apply_import(session, preview_import(session, [tmp_path / folder for folder in folders]))
    [child] = rows(session, tables.ChildRow)
    lines = [entry for entry in session.lines(CASE, child["id"]) if entry.section == FILES and entry.kind == "review"]
    files = {year: f"{year}/reviews.csv" if at_once else "reviews.csv" for year in YEARS}
    assert {str(entry.on): entry.text for entry in lines} == {
        f"{year}-08-27": f"held: {files[year]}, row 2 (SSDA903 {year}-{int(year) % 100 + 1})" for year in YEARS
    }


def test_what_is_no_longer_told_is_missed_in_the_return_just_read(tmp_path: Path, session: Session) -> None:
    for year in ("2025", "2026"):
        reviews = "".join(HELD.replace("27/08/2026", f"{day}/{year}") for day in ("10/06", "02/09"))
        bring(session, a_return(tmp_path / year, episodes=IN_CARE.replace("2026", "2024"), reviews=reviews))
    again = a_return(
        tmp_path / "again", episodes=IN_CARE.replace("2026", "2024"), reviews=HELD.replace("27/08/2026", "10/06/2025")
    )
    preview = preview_import(session, [again], year=2025)
    assert [d.text for d in preview.asked] == ["Review of Tue 2 Sep 2025 is no longer in SSDA903 2025-26: taken off."]


def test_a_day_that_a_person_entered_does_not_pass_for_the_file_s(tmp_path: Path, session: Session) -> None:
    [child] = look_after(session, "7")
    bring(
        session,
        a_return(tmp_path / "r", episodes=IN_CARE.replace("03/08", "04/08"), reviews=HELD.replace("27/", "28/")),
    )
    lines = {entry.kind: entry for entry in session.lines(CASE, child) if entry.section == FILES}
    assert (lines["review"].on, lines["care"].on) == (date(2026, 8, 27), date(2026, 8, 3))
    assert lines["review"].text.endswith("(SSDA903 2026-27), which says Fri 28 Aug")
    assert lines["care"].text.endswith("(SSDA903 2026-27), which says Tue 4 Aug")
    [review] = rows(session, tables.ReviewRow)
    assert "which says Fri 28 Aug" in " ".join(plain(session.query(read_line, child, review["id"], None, names=False)))


def test_identifiers_that_differ_in_leading_zeros_are_asked_about_and_stay_two(
    tmp_path: Path, session: Session
) -> None:
    zeros = {name: text.replace("7,", "007,", 1) for name, text in (("header", HEAD), ("episodes", IN_CARE))}
    bring(session, a_return(tmp_path / "1"))
    preview = preview_import(session, [a_return(tmp_path / "2", **zeros, reviews=HELD.replace("7,", "007,", 1))])
    [difference] = [each for each in preview.asked if each.subject == "Reference"]
    assert (preview.takes(difference), preview.new) == (False, 1)
    preview = answered(session, preview, {difference.key: True})
    assert (preview.new, preview.takes(difference)) == (0, True)
    acts(session, lambda: apply_import(session, preview))
    assert [child.ref for child in session.caseload().children.values()] == ["7"]
    again = preview_import(session, [tmp_path / "2"])
    assert (again.new, [d.subject for d in again.asked]) == (0, []), "it is known from now on"


@given(st.text(), st.dates())
def test_the_key_of_a_fact_is_a_uuid_of_version_5_made_of_its_name(ref: str, day: date) -> None:
    key = UUID(known_key("review", ref, day))
    assert (key.version, key.variant) == (5, RFC_4122)
    assert key == uuid5(_KEYS, f"review|{ref_key(ref)}|{day}")
