"""When a colleague is away: told, corrected, taken back. A spell that shares a day with these is the one meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.leave import require_span, sharing_a_day, spell_told
from iro_tui.actions.questions import always, ask, coded
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.colleagues import Colleague, colleague_of
from iro_tui.domain.own_time import ABSENCES, LEAVE, SICKNESS, Away
from iro_tui.store.writes import Remove, Write


@dataclass(frozen=True, slots=True)
class ColleagueAwayAnswers:
    """Who is away, from when until when, and why."""

    name: str = ask(
        "Who", names="absent", needed=always, missing="The name is empty: say who is away.", hint="name or initials"
    )
    started: date | None = ask(
        "From",
        "day",
        hint="the first day away: 21/12, mon, +5wd",
        needed=always,
        missing="The first day away is empty: say it.",
    )
    ended: date | None = ask(
        "Until", "day", any_day=True, hint="the last day away; empty for one day, but not of sickness",
        needed=lambda so_far: so_far.get("kind") == SICKNESS and so_far.get("back") not in ("yes", True),
        missing="The last day is empty: say until when the sickness is expected to last; it can be corrected later.",
    )  # fmt: skip
    kind: str = ask("Why", "choice", options=coded(ABSENCES))
    back: bool | None = ask("Take it back", "yes_no")


class ColleagueAway(Action[ColleagueAwayAnswers]):
    id = "colleague_away"
    title = "A colleague is away"
    words = "A colleague is away: leave, sickness, training; correct it, take it back"
    about = About.NOBODY
    asks = ColleagueAwayAnswers

    def plan(self, scene: Scene, answers: ColleagueAwayAnswers) -> Plan:
        who = self._who(scene, answers.name)
        started = answers.started or scene.today
        ended = answers.ended or started
        spell = sharing_a_day(who.away, started, ended)
        if answers.back:
            if spell is None:
                raise Refused(f"{who.name} is not away then: nothing is there to take back.", question="started")
            return _plan("Take absence back", who, f"{spell.called(scene.today)} taken back", Remove("away", spell.id))
        others = tuple(each for each in who.away if each is not spell)
        require_span(scene, started, ended, others, who.name)
        away = Away(spell.id if spell else "", started, ended, answers.kind or (spell.kind if spell else LEAVE))
        return _plan("Correct absence" if spell else "Absence", who, *spell_told(scene, away, spell, person_id=who.key))

    @staticmethod
    def _who(scene: Scene, name: str) -> Colleague:
        """Raises Refused: nobody of that name, or the officer."""
        who = colleague_of(scene.caseload.colleagues, name)
        if who is None:
            raise Refused(f"Nobody on record is called {name!r}: add a colleague first.", question="name")
        if who.key == scene.caseload.own:
            raise Refused("That is you: your own leave has a form of its own.", question="name")
        return who


def _plan(name: str, who: Colleague, words: str, write: Write) -> Plan:
    return Plan(name=name, sentence=f"{who.name}: {words}.", writes=(write,))


ACTION = ColleagueAway()
