"""The quick actions: the same keys on every screen, on the highlighted row or on all rows that are marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iro_tui.tui import commands
from iro_tui.tui.screens.base import IroScreen

if TYPE_CHECKING:
    from iro_tui.caseload.who import Who
    from iro_tui.domain.duty import Duty
    from iro_tui.tui.dialogs.form import Form

ABOUT_A_CHILD = ("rag", "hold", "midpoint", "escalate", "book", "contact", "open", "copy")
"""What acts on a child, and on no task of the officer's own."""


BOOKING = "booking"
"""What `d` takes away of a review to come: not the review, only its day, and says who asked."""
DELETED = {
    "task": "task",
    "decision_due": "decision",
    "court": "court",
    "escalation_reply": "escalation",
    "escalation_total": "escalation",
    "escalation_follow_up": "escalation",
    "rag_follow_up": "rating",
    "rag_tell_manager": "rating",
    "rag_tell_service": "rating",
}
"""What `d` takes away where a row is a duty: the kind of what the duty is about."""
NAMED = {"contact": "footprint note", "court": "court date", "rating": "RAG", "note": "case note"}
"""What `d` calls a kind that has another name."""
FACTS = {
    "prepare": "preparation of the next review",
    "decide": "a decision between reviews",
    "details": "details: reference, initials, born",
    "worker": "social worker, manager",
    "legal": "legal status",
    "move": "placement",
    "plan": "permanence plan",
    "end": "end of care",
    "child": "a new child",
    "last": "the last meeting of a series",
}
"""What `i` changes, each by its digit."""

ESCALATE = {
    "new": "something new",
    "praise": "good practice",
    "freeze": "a decision waits for a review",
    "early": "an early review",
}
"""What `e` can do beside taking further what is open."""


class Acting(IroScreen):
    """A screen with rows about children."""

    def targets(self) -> Sequence[Who]:
        """The children to act on, each once: those of the marked rows, else that of the highlighted one."""
        raise NotImplementedError

    def duties(self) -> Sequence[tuple[str, Duty]]:
        """What the marked or highlighted rows ask, with the child's key of each; empty where rows are no duties."""
        raise NotImplementedError

    def acted(self) -> None:
        """Something was done with the marked rows: they are marked no longer."""

    def form_closed(self, saved: bool | None) -> None:
        if saved:
            self.acted()

    def why_not(self, command: commands.Command) -> str | None:
        if command.id in ABOUT_A_CHILD and not self.targets():
            return self.why_no_child()
        if command.id == "done":
            return self._why_not_done()
        if command.id == "delete" and self.removable() is None:
            return "This is not deleted here: it follows from what is on record. Enter opens the child's case."
        return None

    def why_no_child(self) -> str:
        return "There is nothing under the cursor."

    def _why_not_done(self) -> str | None:
        from iro_tui.actions.done import why_no_tick

        duties = self.duties()
        if not duties:
            return "Nothing here is ticked off. Enter opens the child: x acts on what comes next."
        if any(duty.kind == "midpoint" for _, duty in duties):
            return None if all(duty.kind == "midpoint" for _, duty in duties) else "A mid-point check is m."
        return next((why for _, duty in duties if (why := why_no_tick(duty))), None)

    def _form(self, make: type[Form]) -> None:
        self.open_form(make(self.targets()))

    def do_rag(self) -> None:
        from iro_tui.tui.dialogs.rag import Rag

        self._form(Rag)

    def do_book(self) -> None:
        from iro_tui.tui.dialogs.booking import Booking

        self._form(Booking)

    def do_contact(self) -> None:
        from iro_tui.tui.dialogs.contact import ContactNote

        self._form(ContactNote)

    def do_task(self) -> None:
        from iro_tui.tui.dialogs.task import NewTask

        self._form(NewTask)

    def do_hold(self) -> None:
        from iro_tui.tui.dialogs.hold import Hold

        targets = self.targets()
        if len(targets) > 1:
            self.iro.say("A review is recorded for one child: take the marks away with Esc.", problem=True)
        else:
            self.open_form(Hold(targets))

    async def do_escalate(self) -> None:
        """What is open goes on; else, or beside it, something new: picked from a list."""
        from iro_tui.caseload.lists.escalations import ESCALATIONS
        from iro_tui.tui.dialogs.pick import Pick, Picked

        targets = self.targets()
        only = targets[0].child_id if len(targets) == 1 else ""
        rows = await self.ask(lambda session: [row for row in session.lines(ESCALATIONS) if row.child_id == only])
        disputes = [row for row in rows if row.kind == "dispute"]
        options = [Picked(row.escalation_id, f"{row.issue} · {row.stage_name}") for row in disputes]
        options += [Picked(key, label) for key, label in ESCALATE.items()]
        self.app.push_screen(Pick("Escalate", options), self._escalated)

    def _escalated(self, picked: str | None) -> None:
        from iro_tui.tui.dialogs.early import AskEarly
        from iro_tui.tui.dialogs.escalate import Escalate, EscalationNow, GoodPractice

        targets = self.targets()
        if not picked or not targets:
            return
        if picked == "new":
            self.open_form(Escalate(targets))
        elif picked == "praise":
            self.open_form(GoodPractice(targets))
        elif picked in ("early", "freeze"):
            self.open_form(AskEarly(targets, freeze=picked == "freeze"))
        else:
            self.open_form(EscalationNow(targets[0], picked))

    def removable(self) -> tuple[str, str] | None:
        """The kind and the key of what `d` takes away: what the highlighted row stands for; None where it cannot."""
        duties = self.duties()
        if len(duties) != 1:
            return None
        duty = duties[0][1]
        if duty.kind in ("review", "early_review") and duty.booked:
            return BOOKING, duty.subject
        kind = DELETED.get(duty.kind)
        return (kind, duty.subject) if kind and duty.subject else None

    def do_delete(self) -> None:
        from iro_tui.tui.dialogs.confirm import Confirm

        found = self.removable()
        if found is None:
            return
        kind, key = found
        if kind == BOOKING:
            from iro_tui.tui.dialogs.booking import TakeAway

            self._form(TakeAway)
            return

        async def delete(wanted: bool | None) -> None:
            from iro_tui.actions.delete import remove

            if wanted and await self.iro.act(lambda session: session.perform(remove, kind, key)):
                self.acted()

        words = NAMED.get(kind, kind)
        question = f"Delete this {words}, and what hangs on it? Undo brings it back."
        self.app.push_screen(Confirm(question, f"delete the {words}"), delete)

    def do_facts(self) -> None:
        from iro_tui.tui.dialogs.pick import Pick, Picked

        options = [Picked(key, label) for key, label in FACTS.items()]
        if self._decision():
            options.insert(0, Picked("decision", "this decision"))
        if self.settled_decision():
            options.insert(0, Picked("reopen", "open this decision again"))
        self.app.push_screen(Pick("Facts", options), self._fact)

    def _decision(self) -> str:
        """The key of the decision that the highlighted row asks for; empty for any other row."""
        duties = self.duties()
        return duties[0][1].subject if len(duties) == 1 and duties[0][1].kind == "decision_due" else ""

    def settled_decision(self) -> str:
        """The key of the decision, done or dropped, that the highlighted row shows; empty for any other row."""
        return ""

    async def _fact(self, picked: str | None) -> None:
        from iro_tui.actions.decide import reopen
        from iro_tui.tui.dialogs import facts
        from iro_tui.tui.dialogs.decision import Decide, OpenDecision
        from iro_tui.tui.dialogs.hold import LastMeeting
        from iro_tui.tui.dialogs.prepare import Prepare

        forms: dict[str, type[Form]] = {
            "prepare": Prepare,
            "decide": Decide,
            "details": facts.Details,
            "worker": facts.AnotherWorker,
            "legal": facts.Legal,
            "move": facts.Move,
            "plan": facts.Plan,
            "end": facts.EndOfCare,
            "last": LastMeeting,
            "child": facts.AddChild,
        }
        targets = self.targets()
        if picked == "child":
            self.open_form(facts.AddChild([]))
        elif picked == "reopen":
            key = self.settled_decision()
            await self.iro.act(lambda session: session.perform(reopen, key))
        elif picked == "decision" and targets:
            self.open_form(OpenDecision(targets[0], self._decision()))
        elif picked and not targets:
            self.iro.say(self.why_no_child(), problem=True)
        elif picked and len(targets) > 1 and picked != "decide":
            self.iro.say("Facts are changed for one child: take the marks away with Esc.", problem=True)
        elif picked:
            self.open_form(forms[picked](targets))

    async def do_midpoint(self) -> None:
        from iro_tui.tui.dialogs.midpoint import Midpoint

        child_ids = [target.child_id for target in self.targets()]
        why = await self.ask(lambda session: next(filter(None, map(session.why_no_midpoint, child_ids)), None))
        if why:
            self.iro.say(why, problem=True)
        else:
            self._form(Midpoint)

    async def do_done(self) -> None:
        duties = self.duties()
        if all(duty.kind == "midpoint" for _, duty in duties):
            await self.do_midpoint()
        else:
            rows = [(child_id, duty.id) for child_id, duty in duties]
            if await self.iro.act(lambda session: session.tick(rows)):
                self.acted()

    async def do_copy(self) -> None:
        targets, duties = self.targets(), self.duties()
        about = [(child_id, duty.id) for child_id, duty in duties if child_id]
        about = about or [(target.child_id, "") for target in targets]
        notes = await self.ask(lambda session: [session.case_note(child_id, duty_id) for child_id, duty_id in about])
        self.app.copy_to_clipboard("\n\n".join(notes))
        count = "the case note" if len(notes) == 1 else f"{len(notes)} case notes"
        self.iro.say(f"Sent {count} to the clipboard, without names. It is gone from here when you lock.")
