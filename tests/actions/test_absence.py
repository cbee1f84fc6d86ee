"""Who is in the return of one year and not in that of a later one: asked about, whichever of the two came in first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from iro_tui.actions.import_files import ImportPreview, answered, apply_import, preview_import
from iro_tui.actions.purging import preview_purge, purge
from iro_tui.caseload.session import Session
from iro_tui.exchange.choosing import Whom
from iro_tui.store import tables
from tests.support.acting import act, rows
from tests.support.annex_a import LIST_7, ONE, Record, table
from tests.support.returns import make_return
from tests.support.workbooks import xlsx

DOB = "05/06/2012"
HEAD = f"7,M,{DOB},WBRI,,,\n"
IN_CARE = "7,03/08/2026,S,C2,N1,U6,PR1,,,,,,\n"
HELD = "7,,27/08/2026,PN1\n"


def bring(session: Session, folder: Path) -> None:
    apply_import(session, preview_import(session, [folder]))


def of_year(folder: Path, year: int, *refs: str, born: str = DOB) -> Path:
    """The return of the year in which these children came into care, in August of a year."""
    header = "".join(f"{ref},M,{day},WBRI,,,\n" for ref in refs for day in dict.fromkeys((DOB, born)))
    tables_of = (text.replace("2026", str(year)) for text in (IN_CARE, HELD))
    return make_return(folder, header, *("".join(text.replace("7,", f"{r},", 1) for r in refs) for text in tables_of))


ABSENT = "The child is not in SSDA903 2026-27, which lists everybody looked after in its time: if it is right, care "
ABSENT += "ended on an unknown day after Wed 27 Aug 2025, by Tue 31 Mar 2026, and is kept as ended by then."


def _missed(preview: ImportPreview) -> list[tuple[str, str]]:
    return [(each.ref, each.text) for each in preview.asked if "is not in" in each.text]


def test_in_whichever_order_two_years_come_who_is_absent_from_the_newer_is_asked_about(
    tmp_path: Path, session: Session
) -> None:
    earlier, later = of_year(tmp_path / "1", 2025, "7", "9"), of_year(tmp_path / "2", 2026, "8", "9")
    for order in ((earlier, later), (later, earlier)):
        bring(session, order[0])
        for answer in (None, True):
            preview = preview_import(session, [order[1]])
            assert _missed(preview) == [("7", ABSENT)]
            taken = answered(session, preview, {preview.asked[0].key: answer}) if answer is not None else preview
            apply_import(session, taken)
            [child] = rows(session, tables.ChildRow, ref="7")
            [period] = rows(session, tables.CarePeriodRow, child_id=child["id"])
            assert (child["absent_from"], period["ended"], period["end_known"]) == (
                ("", date(2026, 3, 31), False) if answer else ("SSDA903 2026-27", None, True)
            )
            if answer:
                assert not _missed(preview_import(session, [order[1]])), "answered"
            session.undo()
        session.undo()


def test_who_was_left_out_of_the_newer_return_is_not_missed_in_it(tmp_path: Path, session: Session) -> None:
    earlier = of_year(tmp_path / "1", 2025, "7")
    # By choice.
    apply_import(session, preview_import(session, [of_year(tmp_path / "2", 2026, "8")], chosen=Whom(("8",))))
    assert not _missed(preview_import(session, [earlier]))
    # Brought in whole since, which says it after all.
    apply_import(session, preview_import(session, [tmp_path / "2"]))
    assert [ref for ref, _ in _missed(preview_import(session, [earlier]))] == ["7"]
    session.undo()
    session.undo()
    # Refused: two dates of birth.
    both = of_year(tmp_path / "3", 2026, "7", born="06/06/2012")
    for name, rows_of in (("episodes", IN_CARE), ("reviews", HELD)):
        with (both / f"{name}.csv").open("a") as file:
            file.write(rows_of.replace("7,", "8,", 1))
    with (both / "header.csv").open("a") as file:
        file.write(HEAD.replace("7,", "8,", 1))
    apply_import(session, preview_import(session, [both]))
    assert [case.ref for case in session.caseload().cases.values()] == ["8"]
    assert not _missed(preview_import(session, [earlier]))


def test_who_was_purged_and_comes_back_is_not_missed_in_what_told_of_the_child_before(
    tmp_path: Path, session: Session
) -> None:
    bring(session, of_year(tmp_path / "2", 2026, "7", "8"))
    child = session.find_child("7")
    act(session, "end_care", [child], reason="E4A", on=date(2026, 11, 2))
    purge(session, preview_purge(session, [child]))
    folder = of_year(tmp_path / "1", 2025, "7", "9")
    for answer in (False, True):
        preview = preview_import(session, [folder])
        [removed] = [each.key for each in preview.asked if each.subject == "Child"]
        told = answered(session, preview, {removed: answer})
        assert [ref for ref, _ in _missed(told)] == ["9"]
        assert _absent_then(session, told) == ["9"]


def _absent_then(session: Session, preview: ImportPreview) -> list[str]:
    """Who is marked as absent once it is brought in; taken back again."""
    apply_import(session, preview)
    absent = [row["ref"] for row in rows(session, tables.ChildRow) if row["absent_from"]]
    session.undo()
    return absent


def test_whose_care_a_person_ended_is_not_missed(tmp_path: Path, session: Session) -> None:
    earlier, later = of_year(tmp_path / "1", 2025, "7"), of_year(tmp_path / "2", 2026, "8")
    bring(session, earlier)
    act(session, "end_care", [session.find_child("7")], reason="E4A", on=date(2026, 2, 20))
    assert not _missed(preview_import(session, [later]))
    bring(session, later)
    assert not _missed(preview_import(session, [earlier]))


def test_of_two_lists_of_a_day_the_later_rules_whichever_came_first(tmp_path: Path, session: Session) -> None:
    """Annex A: told of among the plans alone is not listed among those looked after."""
    lists = {"May": (date(2026, 5, 4), ("A1", "B2", "C3")), "June": (date(2026, 6, 8), ("A1",))}
    for name, (on, refs) in lists.items():
        listed: list[Record] = [{**ONE, "CHILD": ref, "SW_VISIT": on} for ref in refs]
        plan: Record = {"CHILD": "C3", "DOB": ONE["DOB"], "PLAN_START": date(2026, 3, 2), "CATEGORY": "Neglect"}
        (tmp_path / f"{name}.xlsx").write_bytes(
            xlsx({"List 8": table(listed), "List 7": table([{name: plan.get(name) for name in LIST_7}], LIST_7)})
        )
    told = []
    for first, second in (("May", "June"), ("June", "May")):
        bring(session, tmp_path / f"{first}.xlsx")
        told.append(sorted(_missed(preview_import(session, [tmp_path / f"{second}.xlsx"]))))
        session.undo()
    assert [ref for ref, _ in told[0]] == ["B2", "C3"]
    assert "after Mon 4 May 2026, by Mon 8 Jun 2026," in told[0][0][1]
    assert told[0] == told[1]
