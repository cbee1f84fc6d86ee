"""Changing what is known of a child: details, workers, legal status, placement, plan, the end of care; a new child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from iro_tui.actions import care, child_facts
from iro_tui.caseload.checks import code_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import codes
from iro_tui.domain.words import day_words
from iro_tui.tui.dialogs.contact import ALONE as YES_NO
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option, numbered

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

ENDS = {code: words for code, words in codes.END_REASON.items() if code != codes.CONTINUES}


def suggested(table: Mapping[str, str]) -> tuple[str, ...]:
    """Codes with their words, and the words alone: either is completed while it is typed."""
    return (*table.values(), *(f"{code} {words}" for code, words in table.items()))


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _said(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)


class Details(Form):
    """Who the child is."""

    name_of_draft = "details"
    title_words = "Details"

    def ask(self, session: Session) -> Iterable[Question]:
        child = session.caseload().children[self.child_ids[0]]
        yield Question("ref", "Reference", default=child.ref, needed=always)
        yield Question("initials", "Initials", default=child.initials)
        yield Question("name", "Name", default=child.name, hint="only if it is needed; hidden until asked for")
        yield Question("born", "Born", "day", default=f"{child.born:%d/%m/%Y}" if child.born else "", lean="back")
        sexes = tuple(Option(code.lower(), code, words) for code, words in codes.SEX.items())
        yield Question("sex", "Sex", "choice", sexes, default=child.sex or "")
        yield Question("uasc", "Asylum seeker", "choice", YES_NO, default=_yes_no(child.uasc))
        yield Question("disabled", "Disabled", "choice", YES_NO, default=_yes_no(child.disabled))

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        self.day("born", values)
        return "Enter keeps what was changed."

    def save(self, session: Session, values: Values) -> Changes:
        changed = {
            "ref": values["ref"],
            "initials": values["initials"],
            "name": values["name"],
            "born": self.day("born", values),
            "sex": values["sex"],
            "uasc": _said(values["uasc"]),
            "disabled": _said(values["disabled"]),
        }
        return session.perform(child_facts.change_child, self.child_ids[0], changed)


class AnotherWorker(Form):
    """Who works with the child from a day on."""

    name_of_draft = "worker"
    title_words = "Worker"

    def ask(self, session: Session) -> Iterable[Question]:
        now = session.caseload().workers.get(self.child_ids[0])
        self._aside = f"now {now.social_worker or 'nobody'} ({now.manager or 'no manager'})" if now else ""
        roles = tuple(Option(str(n), role, words) for n, (role, words) in enumerate(child_facts.ROLES.items(), 1))
        yield Question("role", "Who", "choice", roles, default="social_worker", needed=always)
        yield Question("name", "Name", needed=always)
        yield Question("team", "Team", hint="if known")
        yield Question("since", "Since", "day", default="today", lean="back")

    def aside(self) -> str:
        return self._aside

    def foresee(self, session: Session, values: Values) -> str:
        since = self.day("since", values) or session.today
        role = child_facts.ROLES[values["role"]]
        return f"Enter records the {role} since {day_words(since, session.today)}; the one before stays on record."

    def save(self, session: Session, values: Values) -> Changes:
        since = self.day("since", values)
        child_id = self.child_ids[0]
        return session.perform(
            child_facts.change_worker, child_id, values["role"], values["name"], values["team"], since
        )


class Legal(Form):
    """The legal status from a day on."""

    name_of_draft = "legal"
    title_words = "Legal status"
    width = "wide"

    def ask(self, session: Session) -> Iterable[Question]:
        self._aside = f"now {session.child_card(self.child_ids[0]).legal_status_words or 'not on record'}"
        table = codes.LEGAL_STATUS
        yield Question("code", "Status", hint="C2, or its words", suggested=suggested(table), needed=always)
        yield Question("since", "Since", "day", default="today", lean="back")

    def aside(self) -> str:
        return self._aside

    def foresee(self, session: Session, values: Values) -> str:
        code = code_of("Status", values["code"], codes.LEGAL_STATUS)
        since = self.day("since", values) or session.today
        return f"Enter records {code} {codes.LEGAL_STATUS[code]} since {day_words(since, session.today)}."

    def save(self, session: Session, values: Values) -> Changes:
        code = code_of("Status", values["code"], codes.LEGAL_STATUS)
        return session.perform(care.change_legal, self.child_ids[0], code, self.day("since", values))


class Move(Form):
    """Where the child lives from a day on, and why the placement before ended."""

    name_of_draft = "move"
    title_words = "Placement"
    width = "wide"

    def ask(self, session: Session) -> Iterable[Question]:
        self._aside = f"now {session.child_card(self.child_ids[0]).placement_words or 'not on record'}"
        yield Question(
            "code", "Placement", hint="U6, or its words", suggested=suggested(codes.PLACEMENT), needed=always
        )
        yield Question("since", "Since", "day", default="today", lean="back")
        whys = tuple(
            Option(str(n) if n < 10 else "", code, words)
            for n, (code, words) in enumerate(codes.PLACEMENT_CHANGE.items(), 1)
        )
        yield Question("why", "Why it ended", "choice", whys)
        yield Question("out_of_area", "Out of area", "choice", YES_NO)
        yield Question("provider", "Provider", hint="PR1 own council … PR5, if known")

    def aside(self) -> str:
        return self._aside

    def foresee(self, session: Session, values: Values) -> str:
        code = code_of("Placement", values["code"], codes.PLACEMENT)
        since = self.day("since", values) or session.today
        return f"Enter records {code} {codes.PLACEMENT[code]} since {day_words(since, session.today)}."

    def save(self, session: Session, values: Values) -> Changes:
        return session.perform(
            care.move,
            self.child_ids[0],
            code_of("Placement", values["code"], codes.PLACEMENT),
            self.day("since", values),
            why=values["why"],
            out_of_area=_said(values["out_of_area"]),
            provider=code_of("Provider", values["provider"], codes.PLACEMENT_PROVIDER),
        )


class Plan(Form):
    """The permanence plan, and one that runs beside it."""

    name_of_draft = "plan"
    title_words = "Permanence plan"

    def ask(self, session: Session) -> Iterable[Question]:
        stored = [plan for plan in session.caseload().children[self.child_ids[0]].permanence_plan.split(",") if plan]
        words = [codes.PERMANENCE.get(plan, "") for plan in (*stored, "", "")]
        plans = numbered(codes.PERMANENCE.values())
        yield Question("plan", "Plan", "choice", plans, upright=True, default=words[0], needed=always)
        yield Question("beside", "And beside", "choice", plans, default=words[1])

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        return f"Enter sets the plan: {codes.plan_words(','.join(self._plans(values)))}."

    def save(self, session: Session, values: Values) -> Changes:
        return session.perform(child_facts.change_plan, self.child_ids[0], self._plans(values))

    @staticmethod
    def _plans(values: Values) -> tuple[str, ...]:
        found = {words: code for code, words in codes.PERMANENCE.items()}
        chosen = (values["plan"], values["beside"])
        return tuple(dict.fromkeys(found[words] for words in chosen if words in found))


class EndOfCare(Form):
    """The day care ended, and why."""

    name_of_draft = "end"
    title_words = "End of care"
    width = "wide"

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        yield Question("on", "On", "day", default="today", lean="back", needed=always)
        yield Question("reason", "Reason", hint="E4A, or its words: adopted…", suggested=suggested(ENDS), needed=always)

    def foresee(self, session: Session, values: Values) -> str:
        code = code_of("Reason", values["reason"], ENDS)
        on = self.day("on", values) or session.today
        said = f"Enter ends care on {day_words(on, session.today)}: {ENDS[code]}."
        return f"{said} Nothing more is asked for this child; the record stays."

    def save(self, session: Session, values: Values) -> Changes:
        reason = code_of("Reason", values["reason"], ENDS)
        return session.perform(care.end_care, self.child_ids[0], self.day("on", values) or session.today, reason)


class AddChild(Form):
    """A child newly looked after."""

    name_of_draft = "child"
    title_words = "A new child"
    width = "wide"

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        yield Question("ref", "Reference", hint="the council's own number", needed=always)
        yield Question("initials", "Initials")
        yield Question("born", "Born", "day", hint="12/3/2015", lean="back")
        yield Question("started", "In care since", "day", hint="the first day", lean="back", needed=always)
        yield Question(
            "legal", "Status", hint="V2, or its words", suggested=suggested(codes.LEGAL_STATUS), needed=always
        )
        yield Question(
            "placement", "Placement", hint="U6, or its words", suggested=suggested(codes.PLACEMENT), needed=always
        )
        yield Question("worker", "Social worker", hint="if known")
        yield Question("manager", "Manager", hint="if known")
        yield Question("notified", "Told on", "day", hint="when the service was told", lean="back")

    def foresee(self, session: Session, values: Values) -> str:
        new = self._new(values)
        said = f"{codes.LEGAL_STATUS[new.legal]}, {codes.PLACEMENT[new.placement]}"
        return f"Enter adds {new.ref}, in care since {day_words(new.started, session.today)}: {said}."

    def save(self, session: Session, values: Values) -> Changes:
        return session.perform(child_facts.add_child, self._new(values))

    def _new(self, values: Values) -> child_facts.NewChild:
        started = self.day("started", values)
        if started is None:
            raise Refused("In care since is empty: give the first day.")
        return child_facts.NewChild(
            values["ref"],
            started,
            code_of("Status", values["legal"], codes.LEGAL_STATUS),
            code_of("Placement", values["placement"], codes.PLACEMENT),
            values["initials"],
            born=self.day("born", values),
            social_worker=values["worker"],
            manager=values["manager"],
            notified=self.day("notified", values),
        )
