"""Who a child is: reference, initials, birth and the like, changed on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import asks_of_age, of_age_known, require_come
from iro_tui.actions.child import require_free
from iro_tui.actions.questions import Option, Question, always, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.care_status import majority, plan_open
from iro_tui.domain.child_name import child_name
from iro_tui.domain.codes import SEX
from iro_tui.domain.review_conferences import count_review
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import dated, day_words, joined
from iro_tui.store.writes import Change

SEXES = tuple(Option(code.lower(), code, words) for code, words in SEX.items())


@dataclass(frozen=True, slots=True)
class DetailsAnswers:
    """The facts about a child that an officer types, by the columns that keep them."""

    ref: str = ask("Reference", needed=always)
    initials: str = ask("Initials")
    name: str = ask("Name", private=True, hint="only if it is needed; hidden until asked for")
    born: date | None = ask("Born", "day", private=True, lean="back")
    sex: str = ask("Sex", "choice", options=SEXES)
    uasc: bool | None = ask("Asylum seeker", "yes_no")
    disabled: bool | None = ask("Disabled", "yes_no")
    interpreter_language: str = ask("Interpreter", hint="the language, if one is needed")
    on_caseload_since: date | None = ask("With me since", "day", hint="when you took the child on", lean="back")


class ChangeDetails(Action[DetailsAnswers]):
    id = "details"
    title = "Details"
    words = "Change details: reference, initials, name, date of birth, sex, asylum seeker, disabled, interpreter, mine"
    about = About.CHILD
    asks = DetailsAnswers
    offers = (Offer("facts", 30, "details: reference, initials, born", key="3"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        kept = scene.caseload.children[scene.child_id].facts
        return questions_of(
            DetailsAnswers, **{q.name: {"default": typed(kept[q.name])} for q in questions_of(DetailsAnswers)}
        )

    def plan(self, scene: Scene, answers: DetailsAnswers) -> Plan:
        child = scene.caseload.children[scene.child_id]
        kept, asked = child.facts, questions_of(DetailsAnswers)
        values = {
            q.name: getattr(answers, q.name) or (None if q.kind == "choice" else getattr(answers, q.name))
            for q in asked
        }
        changed = {name: value for name, value in values.items() if value != kept[name]}
        if "initials" in changed and child_name(answers.initials).name:
            raise Refused("Initials is a name: give its letters, and the name below, where it is hidden.")
        if "ref" in changed:
            require_free(scene, answers.ref, but=scene.child_id)
        born = changed.get("born")
        if born and (born > scene.today or any(period.started < born for period in scene.case.periods)):
            raise Refused(f"Born is {dated(born)}: give a day before the child became looked after.")
        if since := changed.get("on_caseload_since"):
            require_come("With me since", since, scene.today, "give the day you took the child on")
        elif "on_caseload_since" in changed and scene.case.is_unborn and not (scene.case.expected or answers.born):
            # By nothing else is an unborn child without an expected day told from a reference alone.
            raise Refused("With me since is empty: of an unborn child give the day you took it on.")
        known = of_age_known(scene.case.born, born, scene.today) if "born" in changed else {}
        eighteen = majority(scene.case)
        was_of_age = eighteen is not None and eighteen <= scene.today
        # Which facts, not what they say: the journal's sentence names nobody.
        labels = [q.label.lower() for q in asked if q.name in changed]
        return Plan(
            name="Change facts",
            sentence=f"{child.ref}: {joined(labels)} changed." if labels else f"{child.ref}: nothing changed.",
            warning=_conference_due(scene, born) if "born" in changed else "",  # no journal has it: it tells the birth
            writes=(Change("child", scene.child_id, changed | known),),
            # Of somebody who was of age before, too, it is no news.
            asks=asks_of_age(child.ref, born, scene.today) if born and not was_of_age else "",
        )


def _conference_due(scene: Scene, born: date | None) -> str:
    """By when the next review conference is due by another day of birth; empty where it stays the same."""
    plan = plan_open(scene.case, scene.today)
    if plan is None:
        return ""
    was, now = (count_review(case, plan, scene.practice) for case in (scene.case, replace(scene.case, born=born)))
    if was.limit == now.limit or was.unknown or now.unknown:
        return ""
    by, before = (day_words(each.limit, scene.today) for each in (now, was))
    return f"The next review conference is due by {by}, not {before}."


ACTION = ChangeDetails()
