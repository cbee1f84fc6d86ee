"""Booking and moving whatever has a day of its own beside the looked-after review: a conference, a court date, a task.

The same fields in the same places as for a review. A conference's move asks who asked for it and why; a hearing's
too, where the court stands there at first, which sets its own days. An officer's own work needs no leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from iro_tui.actions.base import About, Action, Following, Plan, Scene
from iro_tui.actions.both_clocks import ReviewBeside, booked_too, one_meeting, review_beside
from iro_tui.actions.checks import clock_time, require_ahead, time_meant, time_so_far
from iro_tui.actions.hearing_line import files, require_order
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.questions import AnswersSoFar, Question, act_day, always, ask, never, numbered, questions_of
from iro_tui.caseload.beside_booking import BesideBooking, beside_booking
from iro_tui.caseload.diary import Hours, clash_words
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.caseload.siblings import of_one_sitting
from iro_tui.domain.beside import CourtDate
from iro_tui.domain.duty import Duty
from iro_tui.domain.proceedings import before_words, filed_still, moved_panel, panels
from iro_tui.domain.protection import REVIEW
from iro_tui.domain.typed_day import typed
from iro_tui.domain.vocabulary import ASKED_BY, COURT, COURT_TIMETABLE, MODES, MOVE_REASONS
from iro_tui.domain.words import BEYOND, day_words, in_a_sentence, joined
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_MOVED = NoteTemplate(
    "{what} moved",
    ("The {what} was moved from {old} to {new}.", "Who asked: {asked_by}.", "Reason: {reason}."),
)


class DayColumns(NamedTuple):
    """Where the store keeps the day of one kind of meeting, and what is said beside it."""

    table: str
    columns: Mapping[str, str]
    """By the question the column it fills; what is not kept is not asked."""
    words: str = ""
    """What it is called; empty: as its duty says, which is a word of ours."""
    asks_why: bool = False
    """Whether it has a limit, and a move of it is to say who asked and why."""
    moves: str = ""
    """Where its moves are kept, if they are, each by the key of what was moved."""


_PLACE = {"time": "time", "place": "place"}
_BOOKED = {"day": "booked", "time": "booked_time", "place": "venue", "mode": "mode", "chair": "chair"}
DAY_OF = {
    "conference": DayColumns("conference", _BOOKED, asks_why=True, moves="conference_move"),
    "court": DayColumns(
        "court_date",
        {"day": "on_day", **_PLACE, "filing": "filing_on", "panel": "panel_on"},
        "court date",
        moves="court_move",
    ),
    "task": DayColumns("task", {"day": "due", **_PLACE}, "task"),
}
_CALLED = {"mode": "way"}
"""What a question is called among what was corrected, where it is not its name."""
"""By the kind of the duty. A conference's own words are ours; a task's or a court date's may say more of a child."""


@dataclass(frozen=True, slots=True)
class AppointmentAnswers:
    """A day, and what is said beside it; of a conference or a hearing that is moved, who asked and why."""

    day: date | None = ask("Day", "day", hint="12/3, tue, +20wd", needed=always)
    time: str = ask("Time", means=time_meant, hint="14:30, if known")
    place: str = ask("Where", hint="if known")
    mode: str = ask("How", "choice", options=numbered(MODES))
    chair: str = ask("Chair", hint="if another than you", names="chair")
    filing: date | None = ask("Filing by", "day", hint="if papers are filed for it")
    panel: date | None = ask("Panel", "day")
    review: bool | None = ask("Review too", "yes_no")
    asked_by: str = ask("Who asked", "choice", options=numbered(ASKED_BY), needed=always)
    reason: str = ask("Why", suggested=MOVE_REASONS, needed=always, in_words=True)
    asked_on: date | None = act_day("Asked on", "give the day on which it was asked for")


class HasADay(NamedTuple):
    """The duty that is booked, and what its row says so far."""

    duty: Duty
    now: dict[str, Any]
    """Day, time and place on record; empty where there is no row yet."""
    hearing: CourtDate | None = None
    """As it stands, of a day of court."""
    review: ReviewBeside | None = None
    """Of a conference of a child who is looked after, the review beside it."""

    @property
    def kept(self) -> DayColumns:
        return DAY_OF[self.duty.kind]

    @property
    def words(self) -> str:
        return self.kept.words or in_a_sentence(self.duty.what)

    @property
    def day(self) -> date | None:
        return self.now.get("day")


class Appointment(Action[AppointmentAnswers]):
    """A row's key is the duty's id."""

    id = "appointment"
    title = "Book or move"
    words = "Book a conference, or move it; give a court date or a task another day, time or place"
    about = About.ROW
    table = "appointment"
    asks = AppointmentAnswers
    books = "day"

    def look(self, connection: Connection, scene: Scene) -> HasADay:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import SHAPES

        duty = _duty(scene)
        kept = DAY_OF[duty.kind]
        row = read_row(connection, SHAPES[kept.table], duty.subject) if duty.subject else None
        now = {name: getattr(row, column) for name, column in kept.columns.items()} if row else {}
        review = review_beside(connection, scene) if kept.asks_why else None
        return HasADay(duty, now, _hearing(scene, duty), review)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        subject: HasADay = scene.known

        def moved(so_far: AnswersSoFar) -> bool:
            day = scene.day(so_far, "day", "ahead")
            return bool(subject.kept.moves and subject.day and day and day != subject.day)

        review = subject.review

        def could_be_both(so_far: AnswersSoFar) -> bool:
            return bool(review and review.can_be(scene.day(so_far, "day", "ahead"), subject.day, scene))

        now = _at_first(subject, scene)
        return questions_of(
            AppointmentAnswers,
            day={"default": typed(now.get("day")), "means": partial(_against, scene, subject)},
            **{
                name: {"default": now.get(name) or ""} if name in subject.kept.columns else None
                for name in ("time", "place", "mode", "chair")
            },
            review={
                "asked": could_be_both,
                "hint": one_meeting(review.upcoming, scene.today),
                "default": "yes" if subject.day and review.upcoming.agreed == subject.day else "",
            }
            if review
            else None,
            filing={"default": typed(subject.now.get("filing"))} if "filing" in subject.kept.columns else None,
            panel=_panel_asked(subject.hearing, scene) if subject.hearing else None,
            asked_by={"asked": moved} | ({} if subject.kept.asks_why else {"default": COURT}),
            reason={"asked": moved, "missing": "The reason is empty: say in a few words why it is moved."}
            | ({} if subject.kept.asks_why else {"needed": never, "hint": "if known"}),
            asked_on={"asked": moved},
        )

    def heading(self, scene: Scene) -> str:
        subject: HasADay = scene.known
        if subject.day:
            return f"Move the {subject.words} from {day_words(subject.day, scene.today)}"
        return f"Book the {subject.words}"

    def aside(self, scene: Scene) -> str:
        subject: HasADay = scene.known
        return f"by {day_words(subject.duty.limit, scene.today)}" if subject.kept.asks_why else ""

    def beside(self, scene: Scene, so_far: AnswersSoFar) -> BesideBooking:
        subject: HasADay = scene.known
        return beside_booking(
            scene.caseload,
            scene.day(so_far, "day", "ahead"),
            at_one_hour(scene, time_so_far(so_far.get("time"))),
            subject.duty.limit if subject.kept.asks_why else None,
            moved=(subject.duty.id,),
        )

    def plan(self, scene: Scene, answers: AppointmentAnswers) -> Plan:
        subject: HasADay = scene.known
        day = answers.day or scene.today
        with refusing("day"):
            require_ahead("The day", day, scene.today, "x and X say that it was done")
        answered: dict[str, Any] = {"day": day, "time": clock_time(answers.time) or None, "filing": answers.filing}
        answered |= {name: getattr(answers, name) or None for name in ("place", "mode", "chair")}
        before, filed = "", {}
        if court := subject.hearing:
            panel = answers.panel or moved_panel(court, answers.filing, scene.practice)
            require_order(day, answers.filing, panel)
            answered["panel"], filed = panel, {"filed_on": filed_still(court, answers.filing)}
            made = court._replace(on=day, filing_on=answers.filing, panel_on=panel)
            before = "".join(f", {words}" for words in before_words(made, scene.practice, scene.today))
        values = {column: answered[name] for name, column in subject.kept.columns.items()} | filed
        changed = [name for name in subject.kept.columns if answered[name] != subject.now.get(name)]
        name, words = _name_and_words(subject, day, changed, scene.today)
        planned = Plan(
            name=name,
            sentence=f"{scene.called}: {words}{before}{_limit_words(subject, day, scene)}.",
            writes=(_write(subject, scene, values), *_moves(subject, scene, answers, day)) if changed else (),
            notes=tuple(_notes(subject, scene, answers, day)),
            warning=" ".join(
                filter(
                    None,
                    (
                        _left_behind(subject, scene) if day != subject.day else "",
                        clash_words(
                            scene.caseload, day, at_one_hour(scene, clock_time(answers.time)), (subject.duty.id,)
                        ),
                    ),
                )
            ),
            then=_then(subject, scene, day),
        )
        if not answers.review or subject.review is None:
            return planned
        too = booked_too(scene, subject.review, answers)
        return replace(
            planned,
            name=name if changed else too.name,
            sentence=f"{planned.sentence if changed else ''} {too.sentence}".strip(),
            writes=(*planned.writes, *too.writes),
            notes=(*planned.notes, *too.notes),
            warning=" ".join(filter(None, (planned.warning, too.warning))),
        )


def _panel_asked(court: CourtDate, scene: Scene) -> dict[str, Any]:
    """How the panel before a filing is asked: where there is one, it goes with the filing unless a day is given."""
    goes = panels(court, scene.practice)
    return {"asked": files, "hint": "empty: goes with the filing" if goes else "before the filing, if any"}


def _at_first(subject: HasADay, scene: Scene) -> dict[str, Any]:
    """What stands in the form: the day on record, or of a conference without one that of the review, if it serves."""
    if subject.day:
        return subject.now | ({"day": None} if subject.day < scene.today else {})
    review = subject.review
    day = review.upcoming.booked if review else None
    if review is None or day is None or not scene.today <= day <= subject.duty.limit:
        return subject.now
    return {"day": day, **review.booked.details}


def at_one_hour(scene: Scene, time: str) -> Hours:
    """When a meeting of the scene's children would begin, or of nobody's."""
    return dict.fromkeys(scene.child_ids or ("",), time)


def _left_behind(subject: HasADay, scene: Scene) -> str:
    """Which siblings have the same conference, which moves for this child alone; empty where there are none."""
    if not subject.kept.asks_why:
        return ""
    others = of_one_sitting(scene.caseload, scene.child_id, same_day=True)
    refs = joined([scene.caseload.children[other].ref for other in others])
    return (
        f"{refs} {'has' if len(others) == 1 else 'have'} the same conference: S d is for all of them." if refs else ""
    )


def _duty(scene: Scene) -> Duty:
    """The duty of the scene's key. Raises Refused: not asked any more, or one without a day of its own."""
    duties = (duty for duties in scene.caseload.duties.values() for duty in duties)
    duty = next((duty for duty in duties if duty.id == scene.key), None)
    if duty is None:
        raise Refused("What was chosen is not asked any more: look at the list again. Nothing was changed.")
    if duty.kind not in DAY_OF:
        raise Refused(f"{duty.what} has no day of its own to book.")
    return duty


def _hearing(scene: Scene, duty: Duty) -> CourtDate | None:
    case = scene.caseload.cases.get(scene.child_id) if duty.kind == "court" else None
    return case.court_date(duty.subject) if case else None


def _name_and_words(subject: HasADay, day: date, changed: list[str], today: date) -> tuple[str, str]:
    """The action's name, and what is done: booked, moved, or corrected where the day stays."""
    called = subject.words if subject.kept.asks_why else subject.kept.words
    plain = "conference" if subject.kept.asks_why else subject.kept.words
    to = day_words(day, today)
    if subject.day is None:
        return f"Book {plain}", f"{called} booked for {to}"
    if "day" in changed:
        return f"Move {plain}", f"{called} moved from {day_words(subject.day, today)} to {to}"
    if not changed:
        return f"Correct {plain}", f"{called} stays on {to}: nothing is changed yet"
    return f"Correct {plain}", f"{called} of {to}: {joined([_CALLED.get(name, name) for name in changed])} corrected"


def _against(scene: Scene, subject: HasADay, typed_day: str, *_known: object) -> str:
    """That the day that is typed so far lies beyond the limit; empty for one that does not."""
    day = scene.day({"day": typed_day}, "day", "ahead")
    return _limit_words(subject, day, scene).removeprefix(", ") if day else ""


def _limit_words(subject: HasADay, day: date, scene: Scene) -> str:
    """How a conference's day stands to its limit, where it lies beyond; of other days none is known."""
    if not subject.kept.asks_why or day <= subject.duty.limit:
        return ""
    late = scene.practice.statutory.between(subject.duty.limit, day)
    return f", {late} wd {BEYOND} of {day_words(subject.duty.limit, scene.today)} ({subject.duty.authority})"


def _write(subject: HasADay, scene: Scene, values: dict[str, Any]) -> Write:
    """The row changed; the next review conference has none before it is booked."""
    if subject.duty.subject:
        return Change(subject.kept.table, subject.duty.subject, values)
    return New(subject.kept.table, {"child_id": scene.child_id, "kind": REVIEW, **values})


def _moves(subject: HasADay, scene: Scene, answers: AppointmentAnswers, day: date) -> Iterator[New]:
    """A conference that is moved is counted as such, by itself and never among the reviews; a hearing's is kept."""
    if subject.kept.moves and subject.day and subject.day != day:
        of = {f"{subject.kept.table}_id": subject.duty.subject}
        yield move_row(subject.kept.moves, scene, of, answers, subject.day, day)


class WhoAskedWhy(Protocol):
    """The answers that say who asked for a move, and why."""

    @property
    def asked_by(self) -> str: ...
    @property
    def reason(self) -> str: ...


def move_row(table: str, scene: Scene, of: Mapping[str, str], asked: WhoAskedWhy, old: date, new: date) -> New:
    """A move of what has a day, by the key of that."""
    who = {"asked_by": asked.asked_by or None, "reason": asked.reason or None}
    days = {"requested_on": scene.act_day, "old_date": old, "new_date": new}
    return New(table, {"child_id": scene.child_id, **of, **who, **days})


def _then(subject: HasADay, scene: Scene, day: date) -> Following | None:
    """Where a hearing is moved, moving the review that is booked: asked for by the court."""
    if subject.duty.kind != "court" or day == subject.day or not scene.child_ids:
        return None
    return moves_the_review(scene)


def moves_the_review(scene: Scene) -> Following | None:
    """What a hearing that moves asks for next, where a review is booked: to move that, asked for by the court."""
    upcoming = scene.on_day.next_review if scene.on_day else None
    if upcoming is None or upcoming.booked is None:
        return None
    return Following("book", {"asked_by": COURT, "reason": COURT_TIMETABLE})


def _notes(subject: HasADay, scene: Scene, answers: AppointmentAnswers, day: date) -> Iterator[Note]:
    """What the council's system is told of a conference or a hearing that was moved: who asked and why."""
    if subject.kept.moves and subject.day and subject.day != day:
        yield _MOVED.note(
            scene.child_id,
            what=subject.words,
            old=subject.day,
            new=day,
            asked_by=answers.asked_by,
            reason=answers.reason,
        )


ACTION = Appointment()
