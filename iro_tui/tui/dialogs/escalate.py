"""Escalating: raising it, the next step, a reply, the end of it; and good practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from iro_tui.actions import escalations
from iro_tui.actions.escalations import Raised, Step
from iro_tui.caseload.who import Who
from iro_tui.domain import vocabulary
from iro_tui.domain.escalation import CAFCASS, latest, next_stage
from iro_tui.domain.words import day_words
from iro_tui.tui.dialogs.contact import ALONE, always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session
    from iro_tui.domain.practice import Practice, Stage

NEXT, REPLY, RESOLVED, WITHDRAWN, TOLD = "next", "reply", "resolved", "withdrawn", "told"


def stages(practice: Practice) -> tuple[Option, ...]:
    """The ladder as answers, each by its own first letter or digit."""
    options: list[Option] = []
    for stage in practice.escalation.stages:
        key = stage.id[:1].casefold()
        taken = {option.key for option in options}
        options.append(Option("" if key in taken else key, stage.id, stage.name))
    return tuple(options)


class Escalate(Form):
    """What is raised, with whom, and by when a reply is due."""

    name_of_draft = "escalate"
    title_words = "Escalate"
    width = "wide"

    def __init__(self, targets: Sequence[Who], *, formal: bool = False, effect: str = "") -> None:
        super().__init__(targets)
        self._formal, self._effect = formal, effect

    def ask(self, session: Session) -> Iterable[Question]:
        ladder = session.practice.escalation.stages
        first = next((stage for stage in ladder if stage.formal), ladder[0]) if self._formal else ladder[0]
        self._skips = False
        yield Question("issue", "About", suggested=vocabulary.ISSUES, hint="drift and delay, say", needed=always)
        yield Question("effect", "Effect", default=self._effect, hint="on the child")
        yield Question("wanted", "Wanted", hint="what is to happen")
        yield Question("stage", "Stage", "choice", stages(session.practice), default=first.id, needed=always)
        yield Question("person", "To whom", hint="if not the usual one")
        yield Question("due", "Reply by", "day", hint="if another day was agreed")
        yield Question("skipped", "Why not before", asked=lambda _: self._skips, needed=always)

    def weigh(self, session: Session, values: Values) -> None:
        stage = session.practice.escalation.stage(values["stage"])
        self._skips = bool(stage and escalations.left_out(session.practice, None, stage))

    def foresee(self, session: Session, values: Values) -> str:
        stage = session.practice.escalation.stage(values["stage"])
        return f"Enter escalates it: {_goes_to(session, stage, values['person'], self, values)}." if stage else ""

    def save(self, session: Session, values: Values) -> Changes:
        raised = Raised(
            values["issue"],
            values["effect"],
            values["wanted"],
            values["stage"],
            values["person"],
            self.day("due", values),
            values["skipped"],
        )
        return session.perform(escalations.raise_it, self.child_ids, raised)


class EscalationNow(Form):
    """What happens with an open escalation: its next step by Enter alone."""

    name_of_draft = "escalation"
    title_words = "Escalation"
    width = "wide"

    def __init__(self, target: Who, escalation_id: str) -> None:
        super().__init__([target])
        self.escalation_id = escalation_id

    @property
    def draft(self) -> str:
        return f"form:{self.name_of_draft}:{self.escalation_id}"

    def ask(self, session: Session) -> Iterable[Question]:
        _, dispute = escalations.find(session.caseload(), self.escalation_id)
        following = next_stage(dispute, session.practice)
        last = latest(dispute, session.practice, concurrent=None)
        stage = session.practice.escalation.stage(last.stage) if last else None
        since = f" since {day_words(last.taken_on, session.today)}" if last else ""
        self._aside = f"{dispute.issue}, {stage.name if stage else 'raised'}{since}"
        self._before = last.stage if last else None
        self._skips = False
        options = [Option("r", REPLY, "a reply came"), Option("s", RESOLVED, "resolved"),
                   Option("w", WITHDRAWN, "withdrawn"), Option("c", TOLD, "child told")]  # fmt: skip
        if following:
            options.insert(0, Option("n", NEXT, "next step"))

        def stepping(values: Values) -> bool:
            return values["what"] == NEXT

        yield Question("what", "Now", "choice", tuple(options), default=NEXT if following else "", needed=always)
        yield Question(
            "stage",
            "Stage",
            "choice",
            stages(session.practice),
            default=following.id if following else "",
            asked=stepping,
            needed=always,
        )
        yield Question("person", "To whom", hint="if not the usual one", asked=stepping)
        yield Question("due", "Reply by", "day", hint="if another day was agreed", asked=stepping)
        yield Question(
            "reply",
            "Reply",
            hint="what was answered",
            asked=lambda values: values["what"] in (NEXT, REPLY),
            needed=lambda values: values["what"] == REPLY,
        )
        yield Question("skipped", "Why not before", asked=lambda v: stepping(v) and self._skips, needed=always)
        yield Question("told", "Child told", "choice", ALONE, asked=lambda v: v["what"] in (RESOLVED, WITHDRAWN))

    def aside(self) -> str:
        return self._aside

    def weigh(self, session: Session, values: Values) -> None:
        stage = session.practice.escalation.stage(values["stage"]) if values["what"] == NEXT else None
        before = self._before if self._before != CAFCASS else None
        self._skips = bool(stage and escalations.left_out(session.practice, before, stage))

    def foresee(self, session: Session, values: Values) -> str:
        what = values["what"]
        if what == NEXT:
            stage = session.practice.escalation.stage(values["stage"])
            return f"Enter goes on to {_goes_to(session, stage, values['person'], self, values)}." if stage else ""
        return {
            REPLY: "Enter keeps the reply.",
            RESOLVED: "Enter closes it as resolved; whether it held is looked at later.",
            WITHDRAWN: "Enter closes it as withdrawn.",
            TOLD: "Enter records that the child was told of it.",
        }.get(what, "")

    def save(self, session: Session, values: Values) -> Changes:
        what, key = values["what"], self.escalation_id
        if what == NEXT:
            step = Step(
                values["stage"], values["person"], self.day("due", values), values["skipped"], values["reply"]
            )  # fmt: skip
            return session.perform(escalations.step_up, key, step)
        if what == REPLY:
            return session.perform(escalations.record_reply, key, values["reply"])
        if what == TOLD:
            return session.perform(escalations.tell_child, key)
        return session.perform(escalations.settle, key, what, child_told=values["told"] == "yes")


class GoodPractice(Form):
    """What was done well."""

    name_of_draft = "praise"
    title_words = "Good practice"

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        yield Question("issue", "What", hint="what was done well", needed=always)
        yield Question("effect", "Effect", hint="on the child")

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        return "Enter records it beside the escalations; it asks for nothing further."

    def save(self, session: Session, values: Values) -> Changes:
        return session.perform(escalations.praise, self.child_ids, values["issue"], values["effect"])


def _goes_to(session: Session, stage: Stage, person: str, form: Form, values: Values) -> str:
    """The stage, who answers, and by when."""
    agreed = form.day("due", values)
    due = agreed or (session.practice.office.add(session.today, stage.working_days) if stage.working_days else None)
    by = f", reply by {day_words(due, session.today)}" if due else ""
    who = person or stage.person
    return f"{stage.name}{f', {who}' if who != stage.name else ''}{by}"
