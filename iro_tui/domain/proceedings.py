"""Care proceedings: their 26 weeks, what goes before a filing, and the IRO's part in them.

Source: CA 1989 s32, IRO Handbook 8, and the panels of the practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from iro_tui.domain.beside import CourtDate, Proceedings
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Practice
from iro_tui.domain.protection import APPLICATIONS, FINAL, HEARINGS, OTHER, TRACKED
from iro_tui.domain.timescales import RULES, Rule
from iro_tui.domain.words import day_words, heading, in_a_sentence

LONGEST_EXTENSION = timedelta(weeks=8)
"""Source: CA 1989 s32(8)."""
WEEKS = 26
OF_PROCEEDINGS = "Proceedings: "
"""How an end of proceedings begins, where it stands among other things."""
_DAY = timedelta(days=1)


class LastDay(NamedTuple):
    """The last day for proceedings, and what sets it."""

    on: date
    rule: Rule


def last_day(proceedings: Proceedings, practice: Practice) -> LastDay | None:
    """The last day for proceedings: the 26 weeks, of which the day of issue is day 1, or the new end the court gave.

    None for an application that has no such limit. Source: CA 1989 s32(1)(a)(ii), (5), (8).
    """
    if proceedings.extended_to:
        return LastDay(proceedings.extended_to, RULES["extended"])
    if proceedings.application not in TRACKED:
        return None
    rule = RULES["26-weeks"]
    return LastDay(rule.limit(proceedings.issued_on, practice), rule)


def last_worked(on: date, practice: Practice) -> date | None:
    """The last working day before a last day that is none itself: after it nothing is done in time; else None."""
    before = practice.statutory.on_or_before(on)
    return before if before != on else None


def by_words(on: date, practice: Practice, today: date) -> str:
    """A last day, with the last working day before one that is none: `Sun 1 Oct, last wd Fri 29 Sep`."""
    return f"{day_words(on, today)}{worked_words(last_worked(on, practice), today)}"


def worked_words(worked: date | None, today: date) -> str:
    return f", last wd {day_words(worked, today)}" if worked else ""


class NewEnds(NamedTuple):
    """The days between which the court can put an end, after another one."""

    after: date
    last: date


def further_ends(issued: date, extended_to: date | None, practice: Practice) -> NewEnds:
    """Where the next extension can end: after the end that stands, by eight weeks at most."""
    end = extended_to or RULES["26-weeks"].limit(issued, practice)
    return NewEnds(end, end + LONGEST_EXTENSION)


def corrected_ends(issued: date, extensions: int, practice: Practice) -> NewEnds:
    """Where the end of so many extensions can have been: after the 26 weeks, by eight weeks each at most."""
    weeks = RULES["26-weeks"].limit(issued, practice)
    return NewEnds(weeks, weeks + extensions * LONGEST_EXTENSION)


def week_of(proceedings: Proceedings, today: date) -> int:
    """Which week of the proceedings a day lies in; the day of issue lies in the first."""
    return (today - proceedings.issued_on).days // 7 + 1


def week_words(proceedings: Proceedings, today: date) -> str:
    """Which of the 26 weeks runs: `week 11 of 26`; empty where they do not: of another application, or extended."""
    counts = proceedings.application in TRACKED and proceedings.extended_to is None
    return f"week {week_of(proceedings, today)} of {WEEKS}" if counts else ""


def is_running(proceedings: Proceedings, today: date) -> bool:
    """Whether proceedings go on. The day on which they end is no longer in them."""
    return proceedings.concluded_on is None or proceedings.concluded_on > today


def running(case: Case, today: date) -> Proceedings | None:
    """The proceedings that go on; of several those that have 26 weeks, and of these the latest issued."""
    going_on = (each for each in case.proceedings if is_running(each, today))
    return max(going_on, key=lambda each: (each.application in TRACKED, each.issued_on, each.id), default=None)


def is_ratified_before(court: CourtDate) -> bool:
    """Whether a care plan is filed for a hearing, which the IRO is to agree to first."""
    return court.kind == FINAL if court.to_ratify is None else court.to_ratify


def panels(court: CourtDate, practice: Practice) -> tuple[tuple[str, date], ...]:
    """The panels before a filing, by name, with their days: the one that was set, or as the practice counts them."""
    if court.filing_on is None:
        return ()
    in_force = practice.on(court.filing_on)
    if court.panel_on:
        return ((" and ".join(panel.name for panel in in_force.court.panels) or "Panel", court.panel_on),)
    office = practice.office
    return tuple((panel.name, office.add(court.filing_on, -panel.before_filing)) for panel in in_force.court.panels)


def moved_panel(court: CourtDate, filing: date | None, practice: Practice) -> date | None:
    """The day set for the panel once the filing is on another day: as the practice counts it again, which no day says.

    Where the practice has no panels it keeps as many working days before the filing as it had.
    """
    if filing == court.filing_on or court.panel_on is None or court.filing_on is None:
        return court.panel_on
    if filing is None or practice.on(filing).court.panels:
        return None
    return practice.office.add(filing, -practice.office.between(court.panel_on, court.filing_on))


def filed_still(court: CourtDate, filing: date | None) -> date | None:
    """When papers were filed, once the filing is on another day: for one that comes later they are filed anew."""
    again = filing != court.filing_on and filing and court.filed_on and filing > court.filed_on
    return None if again else court.filed_on


def before_words(court: CourtDate, practice: Practice, today: date) -> list[str]:
    """The filing and the panels before it, each with its day."""
    filing = [f"filing by {day_words(court.filing_on, today)}"] if court.filing_on else []
    return filing + [f"{name} on {day_words(on, today)}" for name, on in panels(court, practice)]


def ratified_by(court: CourtDate, practice: Practice) -> date | None:
    """By when a care plan is to be agreed: the first panel, or the filing itself; None where none is filed."""
    if court.filing_on is None or not is_ratified_before(court):
        return None
    return min([court.filing_on, *(on for _, on in panels(court, practice))])


def to_agree(case: Case, practice: Practice, today: date) -> CourtDate | None:
    """The day of court whose care plan is the next that the IRO has still to agree to; None where none waits."""
    waiting = [
        (by, court.id, court)
        for court in case.court_dates
        if (by := _agreed_by(court, case, practice, today)) is not None
    ]
    return min(waiting)[-1] if waiting else None


def _agreed_by(court: CourtDate, case: Case, practice: Practice, today: date) -> date | None:
    """By when a care plan is still to be agreed; None where it was, or where nothing is filed any more."""
    over = court.ratified_on or court.done_on or ended_with(court, case, today)
    return None if over else ratified_by(court, practice)


def view_by(court: CourtDate) -> date | None:
    """By when the IRO's view is with the court: the filing for the final hearing, or the day before it."""
    return (court.filing_on or court.on - _DAY) if court.kind == FINAL else None


def ended_with(court: CourtDate, case: Case, today: date) -> date | None:
    """The day on which the proceedings of a hearing ended; None while they run.

    From then on nothing is filed for it any more, and one of that day or later is not to come.
    """
    own = (each for each in case.proceedings if each.id == court.proceedings_id)
    return next((each.concluded_on for each in own if not is_running(each, today)), None)


def iro_since(view: CaseOnDay) -> date | None:
    """Since when the child has an IRO: since care began; None for one who is not looked after.

    Nothing is asked of the IRO by a day before it. Source: CA 1989 s25A(1).
    """
    care = view.care_status
    return min(care.since, care.period.started) if care else None


def proceedings_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The end of all proceedings that run, the earliest of which comes first; and the guardian to be in touch with."""
    runs = [each for each in view.case.proceedings if is_running(each, view.today)]
    for proceedings in runs:
        yield from _end(proceedings, view)
    since = iro_since(view)
    if since is None:
        return
    latest_first = sorted(runs, key=lambda each: (_guardian_since(each), each.id), reverse=True)
    # Who is guardian in several is spoken to once, by the earliest limit.
    for guardian, proceedings in {each.guardian: each for each in latest_first}.items():
        if guardian and not any(on >= proceedings.issued_on for on in view.case.guardian_contacts):
            limit = view.limit("guardian_talk", max(_guardian_since(proceedings), since))
            yield view.duty("guardian_talk", proceedings.id, limit, subject=proceedings.id)


def _guardian_since(proceedings: Proceedings) -> date:
    return max(proceedings.guardian_on or proceedings.issued_on, proceedings.issued_on)


def _end(proceedings: Proceedings, view: CaseOnDay) -> Iterator[Duty]:
    if last := last_day(proceedings, view.practice):
        week = f"{heading(words)}." if (words := week_words(proceedings, view.today)) else ""
        worked = last_worked(last.on, view.practice)
        working = f"Last working day before: {day_words(worked, view.today)}." if worked else ""
        yield view.duty(
            "proceedings_end",
            proceedings.id,
            last.on,
            what=f"{OF_PROCEEDINGS}{'26 weeks end' if last.rule.id == '26-weeks' else 'the extension ends'}",
            rule=last.rule,
            since=proceedings.issued_on,
            note=f"{week} {working}".strip(),
            subject=proceedings.id,
        )


def hearing_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Days of court that were not attended to, with what is filed before them; and what the IRO does before it."""
    for court in view.case.court_dates:
        ended = ended_with(court, view.case, view.today)
        if court.done_on is not None or (ended and court.on >= ended):
            continue
        rule, what = None, court.what
        # Of other days of court nobody knows that the court itself does on them what is due.
        if court.on < view.today and court.kind in HEARINGS and court.kind != OTHER:
            rule = RULES["record-hearing"]
            what = f"Record the {in_a_sentence(what)} of {day_words(court.on, view.today)}"
        yield view.duty(
            "court",
            court.id,
            court.on,
            rule=rule,
            what=what,
            time=court.time,
            place=court.place,
            note=" ".join(_before_it(court, view)),
            subject=court.id,
        )
        since = iro_since(view)
        if ended:
            continue
        yield from _to_file(court, view, since)
        if since is None:
            continue
        yield from _to_ratify(court, view, since)
        by = view_by(court)
        if by and court.view_on is None and by >= since:
            yield view.duty("court_view", court.id, by, subject=court.id)


def _before_it(court: CourtDate, view: CaseOnDay) -> Iterator[str]:
    if court.filing_on:
        yield f"Filing by {day_words(court.filing_on, view.today)}."
    for name, on in panels(court, view.practice):
        yield f"{name} on {day_words(on, view.today)}."


def _to_file(court: CourtDate, view: CaseOnDay, since: date | None) -> Iterator[Duty]:
    """The filing, until it is said to be done: what fell due before the child had an IRO is not asked of one."""
    if court.filing_on and court.filed_on is None and (since is None or court.filing_on >= since):
        before = [f"{name} on {day_words(on, view.today)}." for name, on in panels(court, view.practice)]
        note = " ".join([f"For {court.what}: {day_words(court.on, view.today)}.", *before])
        yield view.duty("filing", court.id, court.filing_on, note=note, subject=court.id)


def _to_ratify(court: CourtDate, view: CaseOnDay, since: date) -> Iterator[Duty]:
    """The care plan to be agreed before a panel or a filing; by the law's limit of the review where that is earlier.

    A panel never makes a limit later. A limit that had passed when the proceedings were issued is the review's alone:
    no plan for court was late by then. It is done when the officer says so, in the record of a review or by itself:
    which review looked at the plan that is filed, no day tells.
    """
    by = _agreed_by(court, view.case, view.practice, view.today)
    if by is None or by < since:
        return
    clocks = view.clocks
    upcoming = clocks.asked if clocks else None
    limit = upcoming.limit if upcoming and not upcoming.unknown else None
    issued = next((each.issued_on for each in view.case.proceedings if each.id == court.proceedings_id), date.min)
    limit = limit if limit and limit >= issued else None
    notes = [f"For {court.what}: {day_words(by, view.today)}."]
    if upcoming and limit and limit < by:
        notes.append(f"The review before it is due by {day_words(limit, view.today)} ({upcoming.authority}).")
    agreed = upcoming.agreed if upcoming else None
    if agreed and agreed > by:
        notes.append(f"The review booked for {day_words(agreed, view.today)} is too late for it: b moves it.")
    elif agreed:
        notes.append(f"A review is booked before it, for {day_words(agreed, view.today)}.")
    yield view.duty("ratify", court.id, min(by, limit) if limit else by, note=" ".join(notes), subject=court.id)


def application_words(proceedings: Proceedings) -> str:
    """What is asked of the court."""
    return APPLICATIONS.get(proceedings.application, proceedings.application)


ALWAYS = (proceedings_duties, hearing_duties)
