"""A day of court: the hearing, by when papers are filed for it, and the panel before that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from iro_tui.actions.base import About, Offer, Plan, Scene
from iro_tui.actions.checks import clock_time, require_ahead, time_meant
from iro_tui.actions.hearing_line import files, require_order
from iro_tui.actions.hearing_lines import past_the_end
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.of_several import OfProceedings, proceedings_meant
from iro_tui.actions.questions import Question, act_day, always, ask, coded, questions_of
from iro_tui.caseload.refusals import refusing
from iro_tui.domain.beside import CourtDate
from iro_tui.domain.proceedings import before_words, ratified_by, view_by
from iro_tui.domain.protection import FINAL, HEARINGS
from iro_tui.domain.words import day_words, heading
from iro_tui.store.writes import New

_NOTE = NoteTemplate("Hearing", ("{what} on {day}.", "Filing by {filing}.", "The care plan is to be agreed by {by}."))


@dataclass(frozen=True, slots=True)
class HearingAnswers:
    """A hearing, and what goes before it."""

    kind: str = ask("Kind", "choice", options=coded(HEARINGS), needed=always)
    day: date | None = ask("Day", "day", hint="12/3, tue, +20wd", needed=always)
    time: str = ask("Time", means=time_meant, hint="10:00, if known")
    place: str = ask("Where", hint="if known")
    what: str = ask("What", hint="if another than its kind")
    filing: date | None = ask("Filing by", "day", hint="if papers are filed for it")
    panel: date | None = ask("Panel", "day", hint="empty: as your practice counts it")
    ratify: bool | None = ask("Care plan filed", "yes_no")
    known: date | None = act_day("Known since", "give the day on which you were told")


class NewHearing(OfProceedings[HearingAnswers]):
    id = "hearing"
    title = "Hearing"
    words = "Enter a hearing or another day of court: filing date, panel before filing, final hearing"
    about = About.CHILDREN
    asks = HearingAnswers
    wide = True
    offers = (Offer("facts", 106, "a hearing: filing, panel", key="h"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:  # noqa: ARG002
        return questions_of(HearingAnswers, panel={"asked": files}, ratify={"asked": files})

    def plan(self, scene: Scene, answers: HearingAnswers) -> Plan:
        day = answers.day or scene.today
        with refusing("day"):
            require_ahead("The day", day, scene.today, "enter what is still to come")
        require_order(day, answers.filing, answers.panel)
        what = answers.what or heading(HEARINGS[answers.kind])
        made = CourtDate(
            "", what, day, kind=answers.kind, filing_on=answers.filing, panel_on=answers.panel, to_ratify=answers.ratify
        )
        values = {
            "on_day": day,
            "time": clock_time(answers.time) or None,
            "place": answers.place or None,
            "kind": answers.kind,
            "what": what,
            "filing_on": answers.filing,
            "panel_on": answers.panel,
            "to_ratify": answers.ratify if answers.filing else None,
        }
        own = [proceedings_meant(replace(scene, child_ids=(child_id,))) for child_id in scene.child_ids]
        rows = tuple(
            New("court_date", {"child_id": child_id, "proceedings_id": now.id if now else None, **values})
            for child_id, now in zip(scene.child_ids, own, strict=True)
        )
        return Plan(
            name="Final hearing" if answers.kind == FINAL else "Hearing",
            sentence=f"{scene.called}: {hearing_words(made, scene)}.",
            writes=rows,
            notes=tuple(hearing_note(child_id, made, scene) for child_id in scene.child_ids),
            warning=" ".join({words: None for now in own for words in past_the_end(scene, [made], now)}),
        )


def hearing_words(made: CourtDate, scene: Scene) -> str:
    """A hearing with its day, and all that is to be ready before it."""
    today, by, view = scene.today, ratified_by(made, scene.practice), view_by(made)
    words = [f"{made.what} on {day_words(made.on, today)}"]
    words += before_words(made, scene.practice, today)
    words += [f"care plan agreed by {day_words(by, today)}"] if by else []
    return ", ".join(words + ([f"your view of it by {day_words(view, today)}"] if view else []))


def hearing_note(child_id: str, made: CourtDate, scene: Scene) -> Note:
    by = ratified_by(made, scene.practice)
    return _NOTE.note(child_id, what=made.what, day=made.on, filing=made.filing_on, by=by)


ACTION = NewHearing()
