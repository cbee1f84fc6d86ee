"""The officer's own leave, training, other days away: told, corrected, taken back. No booking is forbidden by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_near
from iro_tui.actions.questions import AnswersSoFar, Option, Question, ask, coded, questions_of
from iro_tui.caseload.diary import appointments
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.own_time import AWAY_KINDS, LEAVE, Away
from iro_tui.domain.words import amount_words, heading
from iro_tui.store.writes import Change, New, Remove, Write

ANOTHER, TAKEN_BACK = "new", "yes"
_LONGEST = timedelta(days=366)


def _known(so_far: AnswersSoFar) -> bool:
    return so_far.get("which") not in (None, "", ANOTHER)


def _is_new(so_far: AnswersSoFar) -> bool:
    return not _known(so_far)


@dataclass(frozen=True, slots=True)
class LeaveAnswers:
    """A spell away; of one on record what is left empty stays as it is."""

    which: str = ask("Which", "choice", options=(Option("1", ANOTHER, "one more"),), default=ANOTHER, upright=True)
    started: date | None = ask(
        "From",
        "day",
        hint="the first day away: 21/12, mon, +5wd",
        needed=_is_new,
        missing="The first day away is empty: say it.",
    )
    ended: date | None = ask("Until", "day", any_day=True, hint="the last day away; empty for one day, or as it is")
    kind: str = ask("What", "choice", options=coded(AWAY_KINDS))
    back: bool | None = ask("Take it back", "yes_no", asked=_known)


class Leave(Action[LeaveAnswers]):
    id = "leave"
    title = "Your own leave"
    words = "Your own leave, training, days away: add, correct, take back"
    about = About.NOBODY
    asks = LeaveAnswers
    offers = (Offer("facts", 110, "your own leave or training", key="v"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Those that are not over can be corrected, each by its first day; without one there is nothing to choose."""
        coming = [spell for spell in scene.caseload.own_time.away if spell.ended >= scene.today]
        spells = {spell.started.isoformat(): heading(spell.called(scene.today)) for spell in coming}
        if not spells:
            return questions_of(LeaveAnswers, which=None, back=None)
        return questions_of(LeaveAnswers, which={"options": coded({ANOTHER: "one more", **spells})})

    def plan(self, scene: Scene, answers: LeaveAnswers) -> Plan:
        spell = self._chosen(scene, answers.which)
        if spell and answers.back:
            return _plan("Take leave back", f"{spell.called(scene.today)} taken back", Remove("away", spell.id))
        started = answers.started or (spell.started if spell else scene.today)
        ended = answers.ended or (max(spell.ended, started) if spell else started)
        kind = answers.kind or (spell.kind if spell else LEAVE)
        others = tuple(each for each in scene.caseload.own_time.away if each is not spell)
        require_span(scene, started, ended, others, "You")
        away = Away(spell.id if spell else "", started, ended, kind)
        booked = len(appointments(scene.caseload, max(started, scene.today), ended))
        return _plan(
            "Correct leave" if spell else "Leave",
            *spell_told(scene, away, spell),
            f"{heading(amount_words(booked, 'meetings'))} booked in it: they stay." if booked else "",
        )

    def _chosen(self, scene: Scene, which: str) -> Away | None:
        if which in ("", ANOTHER):
            return None
        away = scene.caseload.own_time.away
        spell = next((spell for spell in away if spell.started.isoformat() == which), None)
        if spell is None:
            raise Refused("This leave is not on record any more: open the form again.")
        return spell


def _plan(name: str, words: str, write: Write, warning: str = "") -> Plan:
    return Plan(name=name, sentence=f"Your own: {words}.", writes=(write,), warning=warning)


def spell_told(scene: Scene, away: Away, before: Away | None, **whose: str) -> tuple[str, Write]:
    """A spell away in words, and the write that puts it on record, instead of the one `before` where there is one."""
    words, values = away.called(scene.today), {"started": away.started, "ended": away.ended, "kind": away.kind}
    if before:
        return f"{words} instead of {before.called(scene.today)}", Change("away", before.id, values)
    return words, New("away", whose | values)


def sharing_a_day(spells: Iterable[Away], started: date, ended: date) -> Away | None:
    """The first of some spells away that shares a day with these."""
    return next((each for each in spells if each.started <= ended and started <= each.ended), None)


def require_span(scene: Scene, started: date, ended: date, others: Sequence[Away], who: str) -> None:
    """Raises Refused: it ends before it begins, lasts for over a year, or shares a day with another."""
    if ended < started:
        raise Refused("It would end before it begins: give a later last day.", question="ended")
    if ended - started > _LONGEST:
        raise Refused("It would last for over a year: give an earlier last day.", question="ended")
    require_near(ended, scene.today)
    other = sharing_a_day(others, started, ended)
    if other:
        are = "are" if who == "You" else "is"
        words = f"{who} {are} away then already: {other.called(scene.today)}. Correct that one."
        raise Refused(words, question="started")


ACTION = Leave()
