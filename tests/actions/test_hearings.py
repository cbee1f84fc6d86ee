"""Hearings by their verbs: what moves with one, what is on record already, and what the court ordered."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from iro_tui.actions import action_of
from iro_tui.actions.of_several import OfProceedings
from iro_tui.caseload.lists.court import COURT
from iro_tui.caseload.page import read_whole
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.codes import FINAL_ORDERS, LEGAL_STATUS, ORDERS, REVOKED
from iro_tui.domain.plain_words import ALSO, meant
from iro_tui.domain.protection import APPLICATIONS, TRACKED
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, asked, look_after, plan_of, refuses, rows, scene_of

YESTERDAY = TODAY - timedelta(days=1)


def one(session: Session, model: Any) -> dict[str, Any]:
    [row] = rows(session, model)
    return row


def court_duty(session: Session, child: str, kind: str = "court") -> Any:
    return next(duty for duty in session.caseload().duties[child] if duty.kind == kind)


def authority(session: Session, child: str) -> date | None:
    care = session.caseload().on_day[child].care_status
    return care.authority_since if care else None


def test_a_panel_moves_with_the_filing(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    final = {"kind": "final", "day": date(2027, 3, 2), "filing": date(2027, 2, 25), "panel": date(2027, 2, 22)}
    act(session, "hearing", child, **final)
    key = court_duty(session, child).id
    sooner = {"day": date(2027, 2, 17), "filing": date(2027, 2, 10)}
    said = acts(session, lambda: act(session, "appointment", (), key, **sooner)).sentence
    assert said == (
        "CO 1: court date moved from Tue 2 Mar 2027 to Wed 17 Feb 2027, filing by Wed 10 Feb 2027, "
        "Panel on Fri 5 Feb 2027."
    ), "three working days before the filing, as it was"
    assert one(session, tables.CourtDateRow)["panel_on"] == date(2027, 2, 5)
    acts(session, lambda: act(session, "appointment", (), key, day=date(2027, 2, 18), filing=date(2027, 2, 10)))
    assert one(session, tables.CourtDateRow)["panel_on"] == date(2027, 2, 5), "the filing stays, and so does the panel"
    acts(session, lambda: act(session, "appointment", (), key, day=date(2027, 2, 18), filing=None))
    row = one(session, tables.CourtDateRow)
    assert (row["filing_on"], row["panel_on"]) == (None, None)


def test_the_note_of_a_move_has_a_title_that_begins_as_one(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "hearing", child, kind="final", day=date(2027, 3, 2))
    planned = plan_of(session, "appointment", (), court_duty(session, child).id, day=date(2027, 3, 9))
    assert [note.title for note in planned.notes] == ["Court date moved"]


def test_the_form_of_a_moved_hearing_asks_for_its_panel(session: Session) -> None:
    """A day that is typed is the panel's, and an empty one goes with the filing; what Enter does says which day."""
    [child] = look_after(session, "CO 1")
    final = {"kind": "final", "day": date(2027, 3, 2), "filing": date(2027, 2, 25), "panel": date(2027, 2, 22)}
    act(session, "hearing", child, **final)
    key = court_duty(session, child).id
    assert asked(session, "appointment", (), key)["panel"].hint == "empty: goes with the filing"
    assert "panel" not in asked(session, "appointment", (), key, filing="")
    moved = {"day": date(2027, 3, 9), "filing": date(2027, 3, 4)}
    late = {**moved, "panel": date(2027, 3, 5)}
    refuses(session, lambda: act(session, "appointment", (), key, **late), "The panel comes before the filing")
    said = acts(session, lambda: act(session, "appointment", (), key, **moved, panel=date(2027, 2, 26))).sentence
    assert said.endswith("filing by Thu 4 Mar 2027, Panel on Fri 26 Feb 2027.")
    assert one(session, tables.CourtDateRow)["panel_on"] == date(2027, 2, 26)
    said = acts(session, lambda: act(session, "appointment", (), key, **moved, panel=date(2027, 2, 25))).sentence
    assert said == (
        "CO 1: court date of Tue 9 Mar 2027: panel corrected, filing by Thu 4 Mar 2027, Panel on Thu 25 Feb 2027."
    )


def test_a_filing_is_asked_for_by_itself_and_anew_where_it_comes_later(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    final = {"kind": "final", "day": date(2027, 3, 2), "filing": TODAY, "panel": TODAY}
    act(session, "hearing", child, **final)
    hearing, filing = court_duty(session, child).id, court_duty(session, child, "filing")
    assert (filing.limit, filing.note) == (TODAY, "For Final hearing: Tue 2 Mar 2027. Panel on Fri 20 Nov.")
    acts(session, lambda: act(session, "done", (), filing.id))
    assert one(session, tables.CourtDateRow)["filed_on"] == TODAY
    kinds = {duty.kind for duty in session.caseload().duties[child]}
    assert ("filing" in kinds, "court" in kinds) == (False, True)
    acts(session, lambda: act(session, "appointment", (), hearing, day=date(2027, 3, 9), filing=TODAY))
    assert one(session, tables.CourtDateRow)["filed_on"] == TODAY, "the hearing moved, its filing did not"
    acts(session, lambda: act(session, "appointment", (), hearing, day=date(2027, 3, 9), filing=date(2027, 3, 1)))
    assert one(session, tables.CourtDateRow)["filed_on"] is None
    assert court_duty(session, child, "filing").limit == date(2027, 3, 1)


def test_who_asked_to_move_a_hearing_and_why_is_kept_and_read(session: Session) -> None:
    """In its own form and in the line of its proceedings; the court where nobody else is said."""
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14), hearing1="final; 2/3/27 10:00")
    key, row = court_duty(session, child).id, one(session, tables.CourtDateRow)["id"]
    assert not {"asked_by", "reason", "asked_on"} & asked(session, "appointment", (), key).keys(), "nothing moves yet"
    moving = asked(session, "appointment", (), key, day="9/3/27")
    assert (moving["asked_by"].default, moving["reason"].needed({})) == ("court", False)
    why = {"asked_by": "social worker", "reason": "expert's report late", "asked_on": date(2026, 11, 18)}
    acts(session, lambda: act(session, "appointment", (), key, day=date(2027, 3, 9), **why))
    acts(session, lambda: act(session, "appointment", (), key, day=date(2027, 3, 16)))
    asks = asked(session, "proceedings", child, hearing1="Final hearing; 23/3/27")
    assert asks["asked_by"].default == "court"
    assert "asked_by" not in asked(session, "proceedings", child)
    line = {"hearing1": "Final hearing; 23/3/27 10:00", "asked_by": "IRO", "reason": "leave"}
    acts(session, lambda: act(session, "proceedings", child, **line))
    columns = ("court_date_id", "requested_on", "asked_by", "reason", "old_date", "new_date")
    moves = {tuple(move[name] for name in columns) for move in rows(session, tables.CourtMoveRow)}
    assert moves == {
        (row, date(2026, 11, 18), "social worker", "expert's report late", date(2027, 3, 2), date(2027, 3, 9)),
        (row, TODAY, "court", None, date(2027, 3, 9), date(2027, 3, 16)),
        (row, TODAY, "IRO", "leave", date(2027, 3, 16), date(2027, 3, 23)),
    }
    whole = session.query(read_whole, child)
    [(told, reading)] = [(entry, reading) for entry, reading in whole if entry.key == row]
    assert told.text == "Final hearing, moved 3 times"
    read = "\n".join(part.words for part in reading)
    for words in ("social worker", "expert's report late", "Tue 2 Mar 2027 to Tue 9 Mar 2027", "leave"):
        assert words in read


def test_the_moves_of_a_hearing_go_with_it_and_with_its_proceedings(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14), hearing1="final; 2/3/27", hearing2="CMH; 1/12/26")
    for duty in session.caseload().duties[child]:
        if duty.kind == "court":
            act(session, "appointment", (), duty.id, day=duty.due + timedelta(7))
    final = next(row["id"] for row in rows(session, tables.CourtDateRow) if row["kind"] == "final")
    acts(session, lambda: act(session, "delete", (), final, kind="court_date"))
    assert [move["court_date_id"] == final for move in rows(session, tables.CourtMoveRow)] == [False]
    own = one(session, tables.ProceedingsRow)["id"]
    acts(session, lambda: act(session, "delete", (), own, kind="proceedings"))
    assert rows(session, tables.CourtMoveRow) == rows(session, tables.CourtDateRow) == []


@pytest.mark.parametrize(
    ("issued", "end", "worked"),
    [
        (date(2026, 9, 14), "Sun 14 Mar 2027", date(2027, 3, 12)),
        (date(2026, 9, 12), "Fri 12 Mar 2027", None),
        (date(2026, 9, 26), "Fri 26 Mar 2027", date(2027, 3, 25)),
    ],
)
def test_the_last_working_day_before_the_end_is_said_where_the_end_is_none(
    session: Session, issued: date, end: str, worked: date | None
) -> None:
    """A Sunday, a working day, and Good Friday: in what is said of the act, on the list of court, as data."""
    [child] = look_after(session, "CO 1")
    words = f", last wd {worked:%a} {worked.day} Mar 2027" if worked else ""
    assert f"to end by {end}{words}." in act(session, "proceedings", child, issued=issued).sentence
    [row] = [row for row in session.lines(COURT) if row.duty and row.duty.kind == "proceedings_end"]
    assert (row.what, row.worked) == (f"26 weeks end{words}", worked)


def test_a_guardian_from_before_the_issue_is_said(session: Session) -> None:
    """A day that is typed leans back: one of next month is of last year."""
    [child] = look_after(session, "CO 1")
    guardian = {"issued": date(2026, 11, 9), "guardian": "Gail Fairlead"}
    early = plan_of(session, "proceedings", child, **guardian, guardian_on=date(2025, 11, 24)).warning
    assert early == "Guardian since Mon 24 Nov 2025 is before the proceedings were issued: look at the year."
    assert plan_of(session, "proceedings", child, **guardian, guardian_on=date(2026, 11, 9)).warning == ""


def test_a_hearing_is_entered_once(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    final = {"kind": "final", "day": date(2027, 3, 2)}
    act(session, "proceedings", child, issued=date(2026, 9, 14))
    act(session, "hearing", child, **final)
    already = "CO 1 has a final hearing on Tue 2 Mar 2027 on record: b on its row moves it"
    refuses(session, lambda: act(session, "hearing", child, **final, time="10:00"), already)
    refuses(session, lambda: act(session, "proceedings", child, hearing2="final; 2/3/27"), already)
    twice = {"hearing2": "CMH; 1/3/27", "hearing3": "cmh; 1/3/27"}
    refuses(
        session,
        lambda: act(session, "proceedings", child, **twice),
        "has a case management hearing on Mon 1 Mar 2027 on record",
    )
    assert plan_of(session, "hearing", child, kind="other", what="Fact finding", day=final["day"]).writes
    assert plan_of(session, "hearing", child, kind="final", day=date(2027, 3, 3)).writes


@pytest.mark.parametrize("words", ["revoked", "E1 revoked", "placement order revoked", "PO revoked", "revocation"])
def test_a_revocation_is_never_an_order_made(words: str) -> None:
    assert meant(words, ORDERS, ALSO) == REVOKED
    assert meant(words, LEGAL_STATUS, ALSO) != "E1"


@pytest.mark.parametrize("words", ["C2 discharged", "E1 refused", "E1 dismissed"])
def test_words_that_contradict_a_code_make_nothing_of_it(words: str) -> None:
    assert meant(words, ORDERS, ALSO) == ""


def test_a_placement_order_is_revoked_by_a_hearing(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "hearing", child, kind="placement", day=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    refuses(session, lambda: act(session, "hold_hearing", (), key, order="revoked", then="C2"), "no placement order")
    act(session, "legal", child, code="E1", since=date(2026, 11, 12))
    assert authority(session, child) == date(2026, 11, 12)
    assert asked(session, "hold_hearing", (), key, order="revoked")["then"].default == "C2"
    said = acts(session, lambda: act(session, "hold_hearing", (), key, order="revoked", then="C2")).sentence
    assert said == "CO 1: day of court Fri 20 Nov took place, placement order revoked."
    spells = {(row["code"], row["started"], row["ended"]) for row in rows(session, tables.LegalStatusRow)}
    assert {("E1", date(2026, 11, 12), TODAY), ("C2", TODAY, None)} <= spells
    assert authority(session, child) is None, "and so no adoption clock"
    assert one(session, tables.CourtDateRow)["order_made"] == "revoked"
    acts(session, lambda: act(session, "correct_hearing", (), key, on=date(2026, 11, 18)))
    spells = {(row["code"], row["started"], row["ended"]) for row in rows(session, tables.LegalStatusRow)}
    assert {("E1", date(2026, 11, 12), date(2026, 11, 18)), ("C2", date(2026, 11, 18), None)} <= spells
    refuses(session, lambda: act(session, "correct_hearing", (), key, order="E1"), "5 under i on the child")


@pytest.mark.parametrize("verb", ["hold_hearing", "proceedings_end"])
@pytest.mark.parametrize("order", ["C1", "C2", "L2", "V2"])
def test_the_order_that_brings_a_child_into_care_goes_on_to_the_beginning_of_care(
    session: Session, verb: str, order: str
) -> None:
    """In one sitting, and the placement is asked where care begins; the clocks run from the day of court."""
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="IN 1", born=date(2019, 5, 5), on_caseload_since=date(2026, 6, 1)))
        work.add(tables.ProtectionPlanRow(child_id=child, started=date(2026, 6, 1), category="neglect"))
    act(session, "proceedings", child, issued=date(2026, 11, 9), hearing1="first; 20/11/26")
    about = ((), one(session, tables.CourtDateRow)["id"]) if verb == "hold_hearing" else (child,)
    changes: dict[str, Any] = {"ends": False} if verb == "hold_hearing" else {}
    then = plan_of(session, verb, *about, order=order, **changes).then
    acts(session, lambda: act(session, verb, *about, order=order, **changes))
    assert rows(session, tables.LegalStatusRow) == [], "which holds with the care that begins"
    assert then
    assert then.action == "back_in_care"
    questions = asked(session, then.action, child, **then.answers)
    begun = {
        name: questions[name].read(reply, TODAY, session.caseload().practice.office)
        for name, reply in then.answers.items()
    }
    acts(session, lambda: act(session, then.action, child, placement="U6", **begun))
    status = one(session, tables.LegalStatusRow)
    assert (status["code"], status["started"]) == (order, TODAY)
    assert one(session, tables.CarePeriodRow)["started"] == TODAY
    if verb == "hold_hearing":
        assert one(session, tables.CourtDateRow)["order_made"] == order


def test_no_time_of_care_begins_again_with_an_order_of_the_one_before(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "hearing", child, kind="first", day=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    early = {"order": "C1", "day": date(2026, 7, 31)}
    refuses(session, lambda: act(session, "hold_hearing", (), key, **early), "but since Mon 3 Aug: leave the order")
    act(session, "end_care", child, reason="E4A", on=date(2026, 11, 12))
    late = {"order": "C1", "day": date(2026, 11, 6)}
    refuses(session, lambda: act(session, "hold_hearing", (), key, **late), "left care on Thu 12 Nov: leave the order")


def test_what_goes_with_care_alone_names_its_beginning(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="IN 1", born=date(2019, 5, 5), on_caseload_since=date(2026, 6, 1)))
    refuses(session, lambda: act(session, "legal", child, code="C1"), "b under i begins a time of care")
    refuses(session, lambda: act(session, "move", child, code="U6"), "b under i begins a time of care")


def test_a_day_of_court_put_right_leaves_the_beginning_of_care(session: Session) -> None:
    """Whoever came into care that day did so by a record of its own."""
    [child] = look_after(session, "CO 1", started=date(2026, 11, 18), held=())
    act(session, "hearing", child, kind="first", day=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    act(session, "hold_hearing", (), key, order="C2", day=date(2026, 11, 18), ends=False)
    acts(session, lambda: act(session, "correct_hearing", (), key, on=date(2026, 11, 17)))
    assert one(session, tables.LegalStatusRow)["started"] == date(2026, 11, 18)
    acts(session, lambda: act(session, "correct_hearing", (), key, order=""))
    assert one(session, tables.LegalStatusRow)["code"] == "C2"


def test_what_is_not_needed_any_more_ends_with_the_proceedings(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14))
    final = {"kind": "final", "day": date(2026, 12, 10), "filing": date(2026, 12, 3)}
    act(session, "hearing", child, **final)
    act(session, "hearing", child, kind="issues", day=TODAY)
    before = {duty.kind for duty in session.caseload().duties[child]}
    assert {"court", "ratify", "court_view", "proceedings_end"} <= before
    said = acts(session, lambda: act(session, "proceedings_end", child)).sentence
    assert said == (
        "CO 1: proceedings ended Fri 20 Nov; with them ends what was asked before a hearing, "
        "and the final hearing of Thu 10 Dec and issues resolution hearing of Fri 20 Nov."
    )
    after = {duty.kind for duty in session.caseload().duties[child]}
    assert not after & {"court", "ratify", "court_view", "proceedings_end"}


def test_the_conference_booked_for_the_day_is_the_one_that_is_recorded(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="T1", born=date(2019, 5, 5), on_caseload_since=date(2026, 1, 5)))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=date(2026, 6, 1), outcome="plan"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=date(2026, 6, 1), category="neglect"))
        booked: dict[str, Any] = {"kind": "transfer", "notified_on": date(2026, 11, 2), "booked": date(2026, 11, 19)}
        work.add(tables.ConferenceRow(child_id=child, **booked))
    hold = partial(plan_of, session, "hold_conference", child)
    which = asked(session, "hold_conference", child)["which"]
    assert [option.value for option in which.options] == ["review", "transfer"]
    told = hold(outcome="plan", on=date(2026, 11, 19)).sentence
    assert told.startswith("T1: transfer-in conference held Thu 19 Nov")
    with pytest.raises(Refused, match="review conference and a transfer-in conference wait"):
        hold(outcome="continues", on=TODAY)
    assert hold(outcome="continues", which="review").sentence.startswith("T1: review conference held Fri 20 Nov")
    with pytest.raises(Refused, match="decides plan made or no plan"):
        hold(outcome="continues", which="transfer")


def test_the_row_says_which_of_two_conferences_that_wait_is_recorded(session: Session) -> None:
    """Also before either is booked; its form is that of the one kind, and asks for no other."""
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="T1", born=date(2019, 5, 5), on_caseload_since=date(2026, 1, 5)))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=date(2026, 9, 1), outcome="plan"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=date(2026, 9, 1), category="neglect"))
        work.add(tables.ConferenceRow(child_id=child, kind="transfer", notified_on=date(2026, 11, 2)))
    waiting = {duty.what: duty.id for duty in session.caseload().duties[child] if duty.kind == "conference"}
    for what, outcomes in (
        ("Transfer-in conference", {"plan", "no_plan"}),
        ("First review conference", {"continues", "ended"}),
    ):
        key = next(key for words, key in waiting.items() if words.casefold() == what.casefold())
        scene = scene_of(session, "hold_conference", child, key)
        assert action_of("hold_conference").heading(scene).casefold() == f"record the {scene.known.words}"
        questions = asked(session, "hold_conference", child, key)
        assert "which" not in questions
        assert {option.value for option in questions["outcome"].options} == outcomes
        assert scene_of(session, "conference_ready", child, key).known.duty.id == key
    key = next(key for words, key in waiting.items() if words.startswith("Transfer"))
    said = acts(session, lambda: act(session, "hold_conference", child, key, outcome="plan")).sentence
    assert said.startswith("T1: transfer-in conference held Fri 20 Nov, plan made")
    refuses(session, lambda: act(session, "hold_conference", child, key, outcome="plan"), "not to come any more")


@pytest.mark.parametrize(("order", "over"), [("C2", True), ("E1", True), ("C1", False), ("", False)])
def test_a_final_order_ends_the_proceedings_in_the_same_form(session: Session, order: str, over: bool) -> None:
    """With it nothing is late by law: the 26 weeks are over. An interim order is made while they go on."""
    [child] = look_after(session, "CO 1", started=date(2026, 5, 4))
    act(session, "proceedings", child, issued=date(2026, 5, 11), hearing1="final; 20/11/26")
    key = one(session, tables.CourtDateRow)["id"]
    assert court_duty(session, child, "proceedings_end").days < 0
    sentence = acts(session, lambda: act(session, "hold_hearing", (), key, order=order)).sentence
    assert ("the proceedings ended with it" in sentence) == over
    row = one(session, tables.ProceedingsRow)
    assert (row["concluded_on"], row["outcome"]) == ((TODAY, order) if over else (None, None))
    assert ("proceedings_end" in {duty.kind for duty in session.caseload().duties[child]}) != over


def test_an_order_need_not_end_the_proceedings(session: Session) -> None:
    [child] = look_after(session, "CO 1", started=date(2026, 5, 4))
    act(session, "proceedings", child, issued=date(2026, 6, 8), hearing1="final; 20/11/26")
    key = one(session, tables.CourtDateRow)["id"]
    act(session, "hold_hearing", (), key, order="C2", ends=False)
    assert one(session, tables.ProceedingsRow)["concluded_on"] is None


def test_a_hearing_after_the_end_of_the_proceedings_is_said(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14))
    last, after = date(2027, 3, 14), date(2027, 3, 15)
    for day, says in ((last, False), (after, True)):
        assert (
            "an extension is the court's" in plan_of(session, "hearing", child, kind="final", day=day).warning
        ) == says
    late = f"final; {after:%d/%m/%y}"
    assert "is after Sun 14 Mar 2027" in plan_of(session, "proceedings", child, hearing1=late).warning


def test_proceedings_beside_others_have_hearings_of_their_own(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14), hearing1="CMH; 1/12/26")
    own = {"application": "placement", "issued": date(2026, 11, 9)}
    acts(session, lambda: act(session, "proceedings", child, **own, hearing1="placement; 8/12/26"))
    acts(session, lambda: act(session, "proceedings", child, application="guardianship", issued=date(2026, 11, 10)))
    [care, placement, _] = sorted(rows(session, tables.ProceedingsRow), key=lambda row: str(row["issued_on"]))
    of = {row["on_day"]: row["proceedings_id"] for row in rows(session, tables.CourtDateRow)}
    assert of == {date(2026, 12, 1): care["id"], date(2026, 12, 8): placement["id"]}, "and none is entered twice"


def test_proceedings_beside_others_take_nothing_over_that_is_of_those_alone(session: Session) -> None:
    """The form stands filled with those that run: their reference and their days are of no other application."""
    [child] = look_after(session, "CO 1")
    care = {"issued": date(2026, 9, 14), "applied": date(2026, 9, 10), "reference": "LN26C00001", "court": "Sampleton"}
    act(session, "proceedings", child, **care, guardian="Gail Fairlead", guardian_on=date(2026, 9, 17))
    own = {"application": "placement", "issued": date(2026, 11, 9)}
    assert plan_of(session, "proceedings", child, **own).warning == ""
    acts(session, lambda: act(session, "proceedings", child, **own))
    made = next(row for row in rows(session, tables.ProceedingsRow) if row["application"] == "placement")
    assert [made[name] for name in ("applied_on", "reference", "guardian_on", "guardian", "court")] == [
        None, None, None, "Gail Fairlead", "Sampleton",
    ]  # fmt: skip


def test_of_two_proceedings_the_one_that_is_meant_is_changed_and_ended(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14), guardian="Gail Fairlead")
    verb = action_of("proceedings")
    assert isinstance(verb, OfProceedings)
    assert verb.several(session.caseload(), child) == (), "of one it is no question"
    act(session, "proceedings", child, application="placement", issued=date(2026, 11, 9))
    care, placement, new = verb.several(session.caseload(), child)
    assert (care.words, placement.words) == ("care order, issued Mon 14 Sep", "placement order, issued Mon 9 Nov")
    assert asked(session, "proceedings", child, placement.key)["issued"].default == "09/11/2026"
    assert asked(session, "proceedings", child, new.key)["issued"].default == ""
    acts(session, lambda: act(session, "proceedings", child, placement.key, reference="LN26Z00002"))
    act(session, "hearing", child, placement.key, kind="placement", day=date(2026, 12, 8))
    of = {row["id"]: row for row in rows(session, tables.ProceedingsRow)}
    assert (of[placement.key]["reference"], of[care.key]["reference"]) == ("LN26Z00002", None)
    assert one(session, tables.CourtDateRow)["proceedings_id"] == placement.key
    acts(session, lambda: act(session, "proceedings_end", child, placement.key))
    ended = {row["id"]: row["concluded_on"] for row in rows(session, tables.ProceedingsRow)}
    assert (ended[care.key], ended[placement.key]) == (None, TODAY)
    gone = partial(act, session, "proceedings", child, placement.key, court="Lincoln")
    refuses(session, gone, "These proceedings do not go on any more")


@pytest.mark.parametrize(
    ("order", "asks_too"),
    [
        *((code, "ends") for code in FINAL_ORDERS),
        *((LEGAL_STATUS[code], "ends") for code in FINAL_ORDERS),
        (REVOKED, "then"),
        (ORDERS[REVOKED], "then"),
        ("C1", ""),
        (LEGAL_STATUS["C1"], ""),
        ("", ""),
    ],
)
def test_what_follows_an_order_is_asked_whether_its_code_stands_there_or_its_words(
    session: Session, order: str, asks_too: str
) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14))
    act(session, "hearing", child, kind="final", day=date(2026, 11, 20))
    questions = asked(session, "hold_hearing", (), one(session, tables.CourtDateRow)["id"], order=order)
    assert {*questions} & {"ends", "then"} == ({asks_too} if asks_too else set())
    ending = asked(session, "proceedings_end", child, order=order)
    assert ("then" in ending) is (asks_too == "then")


def _held(session: Session, **answers: Any) -> tuple[str, str]:
    """A child in proceedings whose final hearing took place yesterday; the child's key and the hearing's."""
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, application="care", issued=date(2026, 9, 14))
    act(session, "hearing", child, kind="final", day=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    act(session, "hold_hearing", (), key, **answers)
    return child, key


def _standing(session: Session) -> tuple[Any, ...]:
    proceedings = one(session, tables.ProceedingsRow)
    running = [row["code"] for row in rows(session, tables.LegalStatusRow) if row["ended"] is None]
    return proceedings["concluded_on"], proceedings["outcome"], running


def test_the_record_of_a_hearing_goes_with_all_that_it_made(session: Session) -> None:
    child, key = _held(session, order="E1", ends=True)
    assert _standing(session) == (TODAY, "E1", ["E1"])
    question = action_of("delete").question(scene_of(session, "delete", (), key), "court_date")  # type: ignore[attr-defined]
    assert "the placement order since" in question
    assert "the end of the proceedings" in question
    said = acts(session, lambda: act(session, "delete", (), key, kind="court_date"))
    assert "asked again" in said.sentence
    assert one(session, tables.CourtDateRow)["done_on"] is None
    assert _standing(session)[:2] == (None, None)
    assert _standing(session)[2] != ["E1"]
    assert authority(session, child) is None
    assert not [note for note in rows(session, tables.CaseNoteRow) if "took place" in str(note)]


def test_an_order_that_ended_since_is_not_taken_back_with_its_hearing(session: Session) -> None:
    child, key = _held(session, order="E1", ends=False)
    act(session, "hearing", child, kind="other", what="Revocation", day=TODAY)
    other = next(row["id"] for row in rows(session, tables.CourtDateRow) if row["id"] != key)
    act(session, "hold_hearing", (), other, order="revoked", then="C2")
    refuses(session, lambda: act(session, "delete", (), key, kind="court_date"), "has ended since")


@pytest.mark.parametrize(("order", "ended"), [("C2", (YESTERDAY, "C2", ["C2"])), ("", (None, None, ["V2"]))])
def test_a_corrected_hearing_corrects_the_end_of_its_proceedings(
    session: Session, order: str, ended: tuple[Any, ...]
) -> None:
    _, key = _held(session, order="E1", ends=True)
    acts(session, lambda: act(session, "correct_hearing", (), key, order=order, on=YESTERDAY))
    assert _standing(session)[:2] == ended[:2]


@pytest.mark.parametrize("application", APPLICATIONS)
@pytest.mark.parametrize(("kind", "order"), [("final", ""), ("issues", ""), ("final", "C1"), ("issues", "C2")])
def test_proceedings_that_no_26_weeks_end_are_asked_after_at_their_last_hearing(
    session: Session, application: str, kind: str, order: str
) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, application=application, issued=date(2026, 9, 14))
    act(session, "hearing", child, kind=kind, day=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    assert session.lines(COURT)[0].week == ("10 of 26" if application in TRACKED else "")
    asks_end = order == "C2" or (kind == "final" and application not in TRACKED)
    assert ("ends" in asked(session, "hold_hearing", (), key, order=order)) is asks_end


def test_an_application_to_revoke_ends_with_the_revocation_and_moves_with_it(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "legal", child, code="E1", since=date(2026, 11, 12))
    act(session, "proceedings", child, application="revoke", issued=date(2026, 11, 13))
    act(session, "hearing", child, kind="other", what="Revocation", day=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    said = acts(session, lambda: act(session, "hold_hearing", (), key, order="revoked", then="C2")).sentence
    assert (
        said == "CO 1: day of court Fri 20 Nov took place, placement order revoked, and the proceedings ended with it."
    )
    acts(session, lambda: act(session, "correct_hearing", (), key, on=YESTERDAY))
    assert one(session, tables.ProceedingsRow)["concluded_on"] == YESTERDAY


def test_an_application_that_is_dismissed_ends_without_an_order(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, application="discharge", issued=date(2026, 11, 2))
    act(session, "hearing", child, kind="final", day=TODAY)
    key = one(session, tables.CourtDateRow)["id"]
    acts(session, lambda: act(session, "hold_hearing", (), key))
    assert (one(session, tables.ProceedingsRow)["concluded_on"], _standing(session)[1]) == (TODAY, None)
    acts(session, lambda: act(session, "correct_hearing", (), key, on=YESTERDAY))
    assert one(session, tables.ProceedingsRow)["concluded_on"] == YESTERDAY
    acts(session, lambda: act(session, "delete", (), key, kind="court_date"))
    assert one(session, tables.ProceedingsRow)["concluded_on"] is None


def test_an_extension_that_was_mistyped_is_put_right(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    act(session, "proceedings", child, issued=date(2026, 9, 14))
    extend = partial(act, session, "proceedings", child)

    def stands() -> tuple[Any, Any]:
        row = one(session, tables.ProceedingsRow)
        return row["extended_to"], row["extensions"]

    extend(extended=date(2027, 5, 9))
    said = acts(session, lambda: extend(extended=date(2027, 4, 9))).sentence
    assert said == "CO 1: proceedings (care order) extension put right, to end by Fri 9 Apr 2027."
    assert stands() == (date(2027, 4, 9), 1)
    assert court_duty(session, child, "proceedings_end").due == date(2027, 4, 9)
    refuses(session, lambda: extend(extended=date(2027, 3, 14)), "Sun 14 Mar 2027, when the 26 weeks end")
    assert "put_right" not in asked(session, "proceedings", child, extended="1/4/27")
    assert asked(session, "proceedings", child, extended="30/4/27")["put_right"].default == "no"
    refuses(session, lambda: extend(extended=date(2027, 5, 10), put_right=True), "one extension goes to Sun 9 May")
    acts(session, lambda: extend(extended=date(2027, 4, 30), put_right=True))
    assert stands() == (date(2027, 4, 30), 1)
    extend(extended=date(2027, 6, 25))
    assert stands() == (date(2027, 6, 25), 2)
    refuses(session, lambda: extend(extended=date(2027, 7, 5), put_right=True), "2 extensions go to Sun 4 Jul 2027")
    acts(session, lambda: extend(extended=date(2027, 7, 4), put_right=True))
    acts(session, lambda: extend(extended=None))
    assert stands() == (None, None)
    assert court_duty(session, child, "proceedings_end").due == date(2027, 3, 14)


def test_the_talk_with_a_guardian_is_counted_from_the_day_there_is_one(session: Session) -> None:
    [child] = look_after(session, "CO 1")
    issued = {"issued": date(2026, 11, 16), "guardian": "Gail Fairlead"}
    act(session, "proceedings", child, **issued)
    assert court_duty(session, child, "guardian_talk").due == date(2026, 12, 14)
    act(session, "proceedings", child, guardian_on=date(2026, 12, 7))
    assert court_duty(session, child, "guardian_talk").due == date(2027, 1, 7), "also while that day is to come"
