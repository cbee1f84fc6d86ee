"""Somebody of the service: an IRO, a chair, a manager. Added, or put right where the name is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import always, ask, coded
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.colleagues import IRO, OF_SERVICE, colleague_of, initials_of
from iro_tui.domain.vocabulary import SERVICE_ROLES
from iro_tui.domain.words import day_words, joined
from iro_tui.store.writes import Put, person_key

MOST = 1.5
"""More than full time, by which a slip is told: `6` for `0.6`."""


def read_fte(typed: str) -> float | None:
    """What part of full time; None for nothing. Raises Refused: no number, or one that nobody works."""
    if not typed.strip():
        return None
    try:
        part = float(typed.replace(",", ".").strip())
    except ValueError:
        part = 0.0
    if not 0 < part <= MOST:
        raise Refused(f"FTE is {typed.strip()!r}: give a part of full time such as 1 or 0.6.", question="fte")
    return part


def _fte_words(typed: str, _today: date, _office: WorkingCalendar) -> str:
    """How a part of full time is understood: `60 % of full time`."""
    part = read_fte(typed)
    return f"{part:.0%} of full time".replace("%", " %") if part else ""


@dataclass(frozen=True, slots=True)
class ColleagueAnswers:
    """Who it is. Of somebody on record what is left empty stays as it is."""

    name: str = ask(
        "Name", names="of the service", needed=always, missing="The name is empty: give it in full.", hint="in full"
    )
    renamed: str = ask("Called now", hint="where the name has changed")
    initials: str = ask("Initials")
    role: str = ask("Role", "choice", options=coded({role: SERVICE_ROLES[role] for role in OF_SERVICE}))
    team: str = ask("Team")
    fte: str = ask("FTE", hint="part of full time: 1, 0.6", means=_fte_words)
    agency: bool | None = ask("From an agency", "yes_no")
    started: date | None = ask("From", "day", lean="back", hint="first day in the service")
    ended: date | None = ask("Until", "day", any_day=True, hint="last day in the service")


class AddColleague(Action[ColleagueAnswers]):
    id = "colleague"
    title = "Colleague"
    words = "Add or correct a colleague: IRO, chair, manager of the service; team, FTE, agency"
    about = About.NOBODY
    asks = ColleagueAnswers

    def plan(self, scene: Scene, answers: ColleagueAnswers) -> Plan:
        colleagues = scene.caseload.colleagues
        known = colleague_of(colleagues, answers.name)
        name = answers.renamed or (known.name if known else answers.name)
        other = colleague_of(colleagues, name)
        if other and other is not known:
            raise Refused(f"{name} is on record already: correct that one.", question="renamed")
        values: dict[str, Any] = {"name": name, "fte": read_fte(answers.fte)}
        values |= {each: getattr(answers, each) for each in ("initials", "role", "team", "agency", "started", "ended")}
        values = {column: value for column, value in values.items() if value not in (None, "")}
        if known is None:
            values = {"initials": initials_of(name), "role": IRO} | values
        first, last = values.get("started", known and known.started), values.get("ended", known and known.ended)
        if first and last and last < first:
            raise Refused("The last day lies before the first: give a later one.", question="ended")
        key = known.key if known else person_key(name)
        return Plan(
            name="Correct colleague" if known else "Add colleague",
            sentence=f"{name}: {'corrected' if known else 'added'}, {_parts(values, scene.today)}.",
            writes=(Put("person", key, values),),
        )


def _parts(values: dict[str, Any], today: date) -> str:
    """What is put on record, in words."""
    words = [SERVICE_ROLES[values["role"]]] if "role" in values else []
    words += [f"team {values['team']}"] if "team" in values else []
    words += [f"{values['fte']:g} FTE"] if "fte" in values else []
    words += ["from an agency" if values["agency"] else "not from an agency"] if "agency" in values else []
    for column, what in (("started", "from"), ("ended", "until")):
        words += [f"{what} {day_words(values[column], today)}"] if column in values else []
    return joined(words) or "the name"


ACTION = AddColleague()
