"""The hearings of proceedings as lines of their form: each as it stands, changed in its line, or new in the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from iro_tui.actions.alike_lines import in_line, lines_there
from iro_tui.actions.base import Scene
from iro_tui.actions.checks import require_ahead
from iro_tui.actions.hearing_line import FORM, TypedHearing, hearing_means, read_hearing, written
from iro_tui.actions.questions import AnswersSoFar, ask
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.beside import CourtDate, Proceedings
from iro_tui.domain.case import Case
from iro_tui.domain.proceedings import filed_still, last_day, ratified_by
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store.writes import Change, New, Write

LINES, _FREE = 8, 3
"""How many hearings one form has room for, and how many lines are left for new ones at least."""


def line_name(n: int) -> str:
    return f"hearing{n}"


_NAMES = tuple(line_name(n) for n in range(1, LINES + 1))


def asked_line(n: int) -> str:
    """The question for a hearing: the first, or another."""
    line: str = (
        ask("Hearings", hint=f"{FORM}: final; 2/3 10:00; 23/2", part="Hearings", count=lines_there(_NAMES),
            means=hearing_means, is_line=True)
        if n == 1
        else ask("", hint="the next", means=hearing_means, is_line=True, asked=in_line(_NAMES, n))
    )  # fmt: skip
    return line


def shown(case: Case, mine: Collection[str]) -> tuple[CourtDate, ...]:
    """The days of court that have a line: all that are to come, as far as there is room, and the last that were."""
    all_of_it = sorted((each for each in case.court_dates if each.id in mine), key=lambda each: (each.on, each.id))
    coming = [each for each in all_of_it if each.done_on is None][: LINES - 1]
    room = max(0, LINES - _FREE - len(coming))
    done = [each for each in all_of_it if each.done_on]
    return (*done[len(done) - min(room, len(done)) :], *coming)


class HearingWritten(NamedTuple):
    """A hearing as it will be, what is written of it, and of one that moves the day that it had."""

    made: CourtDate
    write: Write
    moved_from: date | None = None


def hearings_of(
    scene: Scene, now: Sequence[CourtDate], lines: Sequence[str], proceedings_id: str
) -> Iterator[HearingWritten]:
    """The hearings that are new, or said otherwise than they stand. Raises Refused, naming the line."""
    for n, (typed_line, court) in enumerate(zip_longest(lines, now), 1):
        line = (typed_line or "").strip()
        if court and line == written(court, scene.today):
            continue
        with refusing(line_name(n)):
            if court:
                _require_same(court, line, scene.today)
            try:
                hearing = read_hearing(line, scene.today, scene.practice.office)
            except Refused as refusal:  # of a form of its own it would be about the filing or the panel
                raise Refused(str(refusal), question=line_name(n)) from None
            if hearing:
                yield _written(scene, court, hearing, proceedings_id)


def moves_one(scene: Scene, now: Sequence[CourtDate], so_far: AnswersSoFar) -> bool:
    """Whether a hearing on record has another day in its line by now."""
    for n, court in enumerate(now, 1):
        line = str(so_far.get(line_name(n)) or "").strip()
        if court.done_on or line == written(court, scene.today):
            continue
        try:
            hearing = read_hearing(line, scene.today, scene.practice.office)
        except Refused:
            continue
        if hearing and hearing.on.day != court.on:
            return True
    return False


def _require_same(court: CourtDate, line: str, today: date) -> None:
    """Raises Refused: a line of what took place was changed, or one that is to come is empty, or another hearing."""
    if court.done_on:
        raise Refused(f"{court.what} took place on {day_words(court.done_on, today)}: i c on its row corrects it.")
    if not line:
        raise Refused(f"{court.what} stands here: d on its row takes it out.")
    if line.partition(";")[0].strip() != written(court, today).partition(";")[0]:
        raise Refused(f"{court.what} stands here: i c on its row corrects what it is; a new one has a line of its own.")


def _written(scene: Scene, court: CourtDate | None, hearing: TypedHearing, proceedings_id: str) -> HearingWritten:
    on = hearing.on
    if court is None or court.on != on.day:
        require_ahead("The day", on.day, scene.today, "enter what is still to come")
    made = court or CourtDate("", hearing.what, on.day, kind=hearing.kind)
    made = made._replace(on=on.day, time=on.time, place=on.place, filing_on=hearing.filing, panel_on=hearing.panel)
    values = {
        "on_day": made.on,
        "time": made.time or None,
        "place": made.place or None,
        "filing_on": made.filing_on,
        "panel_on": made.panel_on,
        "filed_on": filed_still(court, made.filing_on) if court else None,
    }
    if court:
        moved_from = court.on if court.on != made.on else None
        return HearingWritten(made, Change("court_date", court.id, values), moved_from)
    own = {"child_id": scene.child_id, "proceedings_id": proceedings_id, "kind": made.kind, "what": made.what}
    return HearingWritten(made, New("court_date", own | values))


def too_late_for(scene: Scene, hearings: Iterable[CourtDate]) -> Iterator[str]:
    """Of a review that is booked after the day by which the care plan is agreed."""
    upcoming = scene.on_day.next_review if scene.on_day else None
    agreed = upcoming.agreed if upcoming else None
    for court in hearings:
        by = ratified_by(court, scene.practice)
        if by and agreed and agreed > by:
            on = day_words(agreed, scene.today)
            yield f"The review booked for {on} is too late for the {in_a_sentence(court.what)}: b moves it."


def past_the_end(scene: Scene, hearings: Iterable[CourtDate], of: Proceedings | None) -> Iterator[str]:
    """Of a hearing that lies after the day on which its proceedings are to end."""
    last = last_day(of, scene.practice) if of else None
    for court in hearings:
        if last and court.on > last.on:
            end = f"{day_words(last.on, scene.today)}, when the proceedings are to end"
            yield f"The {in_a_sentence(court.what)} is after {end}: an extension is the court's to give."
