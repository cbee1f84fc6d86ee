"""The day sheet and the review pack: what stands in them, by reference, on a page and as text alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from iro_tui.caseload.outgoing.day_sheet import MOST_ASKED, MOST_DUE, day_sheet, day_sheet_out
from iro_tui.caseload.outgoing.page import page_text
from iro_tui.caseload.outgoing.review_pack import CAME_ABOUT, review_pack, review_pack_out
from iro_tui.caseload.page import child_case
from iro_tui.caseload.reading.on_record import OnRecord
from iro_tui.caseload.reading.subject import EVENTS, FACTS
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import NAME, act, look_after, sent
from tests.support.stores import open_store


def test_the_sheet_says_where_and_what_to_ask(session: Session, tmp_path: Path) -> None:
    [child] = look_after(session, "AB 1")
    act(session, "book", child, day=TODAY, time="10:00", place=f"With {NAME}’s carers")
    act(session, "rag", child, value="red", theme="drift", line="no plan")
    with action(session.engine, "Set up") as work:
        for number in range(MOST_ASKED + 2):
            work.add(tables.DecisionRow(child_id=child, text=f"Decision {number}", due=date(2026, 11, 1)))
        for day, words in ((date(2026, 2, 26), "Older words"), (date(2026, 8, 20), f"I like {NAME}. " + "Much " * 60)):
            work.add(tables.ReviewRow(child_id=child, held=day, child_words=words))
    path = tmp_path / "sheet.txt"
    assert sent(session, day_sheet_out, path) == 1
    text = path.read_text(encoding="utf-8")
    for words in ("10:00  AB 1 KB", "Where", "carers", "red: ", "[ ] Decision: Decision 0", "and "):
        assert words in text
    assert "“I like " in text
    assert "Much …”, Thu 20 Aug" in " ".join(text.split()), "the last words, cut to two lines"
    assert "Older words" not in text
    assert not [part for part in NAME.split() if part in text], "initials stand for a name in a place"
    assert NAME in page_text(day_sheet(session.caseload(), TODAY, names=True))
    assert "Not worked: a Saturday." in page_text(day_sheet(session.caseload(), date(2026, 11, 21)))


def test_the_sheet_is_one_page(filled: Path) -> None:
    session = open_store(filled)
    caseload = session.caseload()
    days = {duty.booked for duties in caseload.duties.values() for duty in duties if duty.booked}
    for day in days:
        lines = page_text(day_sheet(caseload, day)).splitlines()
        assert len(lines) <= 12 + MOST_DUE + 4 * (MOST_ASKED + 8), day
    session.close()


def test_the_pack_has_what_one_needs_before_a_review(session: Session, tmp_path: Path) -> None:
    [child] = look_after(session, "AB 1")
    with action(session.engine, "Set up") as work:
        work.add(tables.PlacementRow(child_id=child, code="K2", started=date(2026, 10, 1)))
        work.add(tables.PlacementRow(child_id=child, code="U4", started=date(2026, 5, 1), ended=date(2026, 6, 1)))
        for text, done in (("Find a school", None), ("Life-story work", date(2026, 10, 2))):
            work.add(tables.DecisionRow(child_id=child, text=text, due=date(2026, 10, 1), done_on=done))
    with action(session.engine, "Set up") as work:
        work.add(
            tables.EventRow(
                child_id=child, kind="missing", happened_on=date(2026, 11, 2), known_on=date(2026, 11, 3),
                iro_told=True, what="Two nights away",
            )
        )  # fmt: skip
    act(session, "contact", child, who="child", how="visit", note="Wants a bicycle")
    act(session, "rag", child, value="amber", theme="drift", line="No plan by now")
    path = tmp_path / "pack.txt"
    sent(session, review_pack_out, path, child_id=child)
    text = path.read_text(encoding="utf-8")
    for words in (
        "Before the review: AB 1 KB", "Find a school", "Life-story work", "done Fri 2 Oct", "children’s home",
        "Two nights away", "Wants a bicycle", "No plan by now", "Last review of Thu 27 Aug", "since Thu 27 Aug",
    ):  # fmt: skip
        assert words.replace("’", "'") in text.replace("’", "'"), words
    assert "Fri 1 May" not in text, "a move before the last review is no news"
    assert NAME not in text


def test_the_pack_has_of_every_section_what_the_page_of_the_child_has_since_the_last_review(filled: Path) -> None:
    """Of every child of the made-up caseload: nothing on the page is told as nothing in the pack."""
    session = open_store(filled)
    caseload, sections = session.caseload(), set()
    with session.engine.connect() as connection:
        for child_id, case in caseload.cases.items():
            text = page_text(review_pack(OnRecord(connection, caseload, child_id)))
            since = case.last_held or date.min
            lines = [line for line in child_case(connection, caseload, child_id) if line.on and line.on > since]
            for line in lines:
                if line.section in (*CAME_ABOUT, EVENTS):
                    sections.add(line.section)
                    assert line.section == EVENTS or line.text in text, (child_id, line)
            if any(line.section == FACTS for line in lines):
                assert "Nothing since then." not in text
            assert "None on record" not in text or not lines
    assert sections == {*CAME_ABOUT, EVENTS}
    session.close()


def test_the_pack_tells_what_goes_on_and_what_ended_since(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    with action(session.engine, "Set up") as work:
        add = work.add
        add(tables.MissingEpisodeRow(child_id=child, kind="M", started=date(2026, 10, 5), ended=date(2026, 10, 7)))
        add(tables.PlacementRow(child_id=child, code="U4", started=date(2026, 8, 4), ended=date(2026, 10, 1)))
        add(tables.MissingEpisodeRow(child_id=child, kind="A", started=date(2026, 8, 10), ended=date(2026, 8, 11)))
        add(tables.ProtectionPlanRow(child_id=child, started=date(2026, 3, 2), category="neglect"))
        add(tables.ProtectionPlanRow(child_id=child, started=date(2024, 3, 2), ended=date(2025, 3, 2)))
        add(tables.ConferenceRow(child_id=child, kind="review", booked=date(2026, 12, 1)))
        add(tables.ProceedingsRow(child_id=child, issued_on=date(2026, 8, 17)))
        add(tables.CourtDateRow(child_id=child, on_day=date(2026, 12, 10), what="Final hearing", kind="final"))
    with session.engine.connect() as connection:
        text = page_text(review_pack(OnRecord(connection, session.caseload(), child)))
    for words in ("missing", "back Wed 7 Oct", "until Thu 1 Oct", "Child protection plan, neglect", "Review conference",
                  "Proceedings: care order", "Final hearing"):  # fmt: skip
        assert words in text, words
    assert "back Tue 11 Aug" not in text
    assert "until Sun 2 Mar 2025" not in text
