"""The quick actions: the same keys on every screen, on the highlighted row or on all rows that are marked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.duty_kind import APPOINT, NOT_DELETED, TAKEN_BACK_BY, Opens
from iro_tui.domain.words import amount_words, joined
from iro_tui.tui import commands
from iro_tui.tui.row_keys import APPOINTMENT, RowKeys

if TYPE_CHECKING:
    from iro_tui.actions.base import Action, Offer
    from iro_tui.actions.of_several import OneOf
    from iro_tui.caseload.session import Session
    from iro_tui.caseload.who import Who
    from iro_tui.domain.duty_keys import RowVerb
    from iro_tui.tui.dialogs.pick import Picked

ABOUT_A_CHILD = ("rag", "hold", "together", "midpoint", "escalate", "contact", "open", "copy", "copy_all")
"""What acts on a child, and on no task of the officer's own."""
OFFICERS_ALONE = frozenset({"book", "contact", "escalate", "flag", "hand_over", "hold", "midpoint", "rag"})
"""What acts on children and is not done in a manager's store: said before a form is opened."""
OPEN_KEYS = "1abcd"
"""Keys of the escalations that are open: the digits after 1 are those of something new, always."""
SETTLED = "settled decision"
"""What a row of a child's page shows that `reopen` is about."""


class Acting(RowKeys):
    """A screen with rows about children."""

    def targets(self) -> Sequence[Who]:
        """The children to act on, each once: those of the marked rows, else that of the highlighted one."""
        raise NotImplementedError

    def acted(self) -> None:
        """Something was done with the marked rows: they are marked no longer."""

    def form_closed(self, saved: bool | None) -> None:
        if saved:
            self.acted()

    def why_not(self, command: commands.Command) -> str | None:
        if self.iro.manages and command.id in OFFICERS_ALONE and self.targets():
            from iro_tui.actions.managing import ONLY_LOOKED_AT

            return ONLY_LOOKED_AT
        if command.id in ABOUT_A_CHILD and not self.targets():
            return self.why_no_child()
        if command.id == "book" and not (self.targets() or self.duties()):
            return self.why_no_child()
        if command.id in ("done", "done_on"):
            return self._why_not_done()
        if command.id == "delete" and self.removable() is None:
            return NOT_DELETED if self.targets() or self.duties() else self.why_no_child()
        return self.why_not_here(command)

    def helped(self, command: commands.Command) -> str:
        return "" if self.iro.manages and command.id in OFFICERS_ALONE else super().helped(command)

    def why_no_child(self) -> str:
        return "There is nothing under the cursor."

    def _why_not_done(self) -> str | None:
        duties = self.duties()
        if not duties and not self.targets():
            return self.why_no_child()
        if not duties:
            return "Nothing here is ticked off. Enter opens the child: x acts on what comes next."
        if self._opened():
            return None
        return next((why for _, duty in duties if (why := duty.declared.why_not_ticked)), None)

    def _opened(self) -> Opens | None:
        """What `x` opens in place of ticking, where it is one for all the rows; else nothing."""
        done = [duty.declared.done for _, duty in self.duties()]
        opened = {each.command: each for each in done if isinstance(each, Opens)}
        ticked = not all(isinstance(each, Opens) for each in done)
        return next(iter(opened.values())) if len(opened) == 1 and not ticked else None

    # What a row stands for

    def removable(self) -> tuple[str, str] | None:
        """The table and the key of what `d` takes away: what the highlighted row stands for; None where it cannot."""
        duties = self.duties()
        if len(duties) != 1:
            return None
        duty = duties[0][1]
        return (duty.removes, duty.subject) if duty.removes else None

    def settled_decision(self) -> str:
        """The key of the decision, done or dropped, that the highlighted row shows; empty for any other row."""
        return ""

    def subject(self, table: str) -> str:
        """The key of the row of a table that the highlighted line is about; empty where it is about none."""
        if table == SETTLED:
            return self.settled_decision()
        if table == APPOINTMENT:
            duties = self.duties()
            fits = len(duties) == 1 and duties[0][1].declared.book == APPOINT
            return duties[0][1].id if fits else ""
        removable = self.removable()
        return removable[1] if removable and removable[0] == table and not self.settled_decision() else ""

    # Acting

    async def start_action(
        self,
        action_id: str,
        answers: Mapping[str, str] | None = None,
        keys: Sequence[str] = (),
        *,
        ask_day: bool = False,
        at: str = "",
    ) -> None:
        """Open the form of a verb, or do at once one that asks no more than its day; on what this screen stands for.

        With `ask_day` the form is opened in any case, and begins with the day of the act; `at` names the question it
        begins with otherwise.
        """
        from iro_tui.actions import action_of
        from iro_tui.actions.base import About
        from iro_tui.actions.of_several import OfProceedings
        from iro_tui.tui.booking_form import form_of

        action = action_of(action_id)
        ids = [who.child_id for who in self.targets()]
        if action.about is About.ROW:
            keys = keys or [key for key in (self.subject(action.table),) if key]
        elif action.about in (About.CHILDREN, About.CHILD) and not ids:
            self.iro.say(self.why_no_child(), problem=True)
            return
        ids = [] if action.about in (About.NOBODY, About.ROW, About.ROWS) else ids
        if isinstance(action, OfProceedings) and len(ids) == 1 and not keys:
            several = await self.ask(lambda session: action.several(session.caseload(), ids[0]))
            here = {self.subject("proceedings"), *(duty.subject for _, duty in self.duties()[:1])}
            keys = [each.key for each in several if each.key in here]
            if several and not keys:
                self._which(action, several, partial(self.start_action, action_id, answers, ask_day=ask_day, at=at))
                return
        if ask_day or not action.at_once:
            self.open_form(form_of(action, ids, keys, answers, at=(ask_day and action.day_question) or at))
        else:
            await self._do_at_once(action, ids, keys)

    def _which(self, action: Action[Any], several: Sequence[OneOf], begin: Callable[..., Awaitable[None]]) -> None:
        """Ask which of several it is about, and begin with that."""
        from iro_tui.tui.dialogs.pick import Pick, Picked

        async def picked(key: str | None) -> None:
            if key:
                await begin(keys=[key])

        self.app.push_screen(Pick(f"{action.title}: which", [Picked(*each) for each in several]), picked)

    async def _do_at_once(self, action: Action[Any], ids: Sequence[str], keys: Sequence[str]) -> None:
        """Do what asks no more than its day; what the plan asks, such as of what has its day still to come, is put."""
        from iro_tui.actions.base import look_at, plan

        try:
            planned = await self.ask(lambda session: plan(action, look_at(session, action, ids, keys), action.asks()))
        except Refused as refusal:
            self.iro.say(str(refusal), problem=True)
            return

        async def perform(yes: bool | None) -> None:
            if yes and await self.iro.act(lambda session: action.perform(session, planned)):
                self.acted()

        if not planned.asks:
            await perform(True)
            return
        from iro_tui.tui.dialogs.confirm import Confirm

        self.app.push_screen(Confirm(planned.asks, "it is over: mark it"), perform)

    def can_begin(self, action: Action[Any]) -> bool:
        """Whether a verb has here what it is about: children, or the row it is for."""
        from iro_tui.actions.base import About

        if action.about is About.ROWS:
            return False
        return (
            bool(self.subject(action.table)) if action.table else action.about is About.NOBODY or bool(self.targets())
        )

    async def _by_row(self, verb: RowVerb) -> None:
        """Begin what a key means on the chosen rows."""
        action_id, keys = self.verb_here(verb)
        await self.start_action(action_id, keys=keys, at=self.at_here(verb))

    async def do_book(self) -> None:
        await self._by_row("book")

    async def do_hold(self) -> None:
        await self._by_row("hold")

    async def do_midpoint(self) -> None:
        await self._by_row("midpoint")

    async def do_escalate(self) -> None:
        """What is open goes on: at once where the row is about it; else, or something new, picked from a list."""
        action_id, keys = self.verb_here("escalate")
        if keys:
            await self.start_action(action_id, keys=keys)
            return
        targets = self.targets()
        only = targets[0].child_id if len(targets) == 1 else ""
        await self._offer("escalate", "Escalate", await self.ask(lambda session: _open_disputes(session, only)))

    def do_hand_over(self) -> None:
        """To a colleague: the form, and the file after it."""
        ids = [who.child_id for who in self.targets()]
        if not ids:
            self.iro.say(self.why_no_child(), problem=True)
            return
        self.hand_over_children(ids)

    def hand_over_children(self, child_ids: Sequence[str]) -> None:
        from iro_tui.actions.hand_over import HAND_OVER
        from iro_tui.tui.booking_form import form_of

        self.open_form(form_of(HAND_OVER, child_ids))

    async def do_facts(self) -> None:
        await self._offer("facts", "Facts")

    async def do_together(self) -> None:
        await self._offer("siblings", "Siblings")

    async def _offer(self, menu: str, title: str, first: Sequence[Picked] = ()) -> None:
        """Let one of the verbs of a menu be picked; `first` are open escalations, by key."""
        from iro_tui.tui.dialogs.pick import Pick, Picked

        await self.iro.store.verbs()
        offered = {
            f"{action.id}:{offer.label}": (action, offer)
            for action, offer in await self.ask(partial(self._fitting, tuple(self._offered(menu))))
        }
        options = [*first, *(Picked(name, offer.label, key=offer.key or " ") for name, (_, offer) in offered.items())]

        async def picked(name: str | None) -> None:
            if name in offered:
                action, offer = offered[name]
                await self.start_action(action.id, offer.answers)
            elif name:
                await self.start_action("escalation", keys=[name])

        self.app.push_screen(Pick(title, options), picked)

    def _offered(self, menu: str) -> Iterator[tuple[Action[Any], Offer, str]]:
        """The verbs that a menu offers here: of those about a row, only what the highlighted one is, with its key."""
        from iro_tui.actions import all_actions

        offers = [(o.place, action, o) for action in all_actions().values() for o in action.offers if o.menu == menu]
        for _, action, offer in sorted(offers, key=lambda item: item[0]):
            key = self.subject(action.table) if action.table else ""
            if key or not action.table:
                yield action, offer, key

    def _fitting(
        self, offered: Sequence[tuple[Action[Any], Offer, str]], session: Session
    ) -> list[tuple[Action[Any], Offer]]:
        """Those of the offers that can be done for one of the chosen children, or to the row; in the store thread."""
        from iro_tui.actions.correcting import has_what_it_corrects
        from iro_tui.actions.managing import may_begin

        caseload, ids = session.caseload(), [who.child_id for who in self.targets()]
        here = [child_id for child_id in ids if child_id in caseload.cases]
        return [
            (action, offer)
            for action, offer, key in offered
            if may_begin(action, manages=session.manages)
            if not here or any(offer.fits(caseload, child_id) for child_id in here)
            if not key or has_what_it_corrects(session, action, key)
        ]

    def do_since(self) -> None:
        from iro_tui.tui.screens.since import SinceScreen

        self.app.push_screen(SinceScreen(getattr(self, "tab", "today")))

    async def do_delete(self) -> None:
        from iro_tui.actions.base import do, look_at
        from iro_tui.actions.delete import ACTION, REMOVABLE, DeleteAnswers
        from iro_tui.tui.dialogs.confirm import Confirm

        removable = self.removable()
        if removable is None:
            return
        kind, key = removable
        if kind in TAKEN_BACK_BY:
            await self.start_action(TAKEN_BACK_BY[kind])
            return
        scene = await self.ask(lambda session: look_at(session, ACTION, keys=[key]))

        async def delete(wanted: bool | None) -> None:
            if wanted and await self.iro.act(lambda session: do(session, ACTION, DeleteAnswers(kind), keys=[key])):
                self.acted()

        words = REMOVABLE[kind].words
        self.app.push_screen(Confirm(ACTION.question(scene, kind), f"delete the {words}", f"keep the {words}"), delete)

    async def do_done(self) -> None:
        await self.tick()

    async def do_done_on(self) -> None:
        await self.tick(ask_day=True)

    async def tick(self, *, ask_day: bool = False) -> None:
        """Mark what the rows ask as done, today or on a day that is asked first; or do what their kind does instead."""
        opened = self._opened()
        if opened:
            _, keys = self.verb_here("done")
            answers = dict(opened.answers)
            await self.start_action(opened.command, answers, keys, ask_day=ask_day, at=opened.at)
        else:
            await self.start_action("done", keys=[duty.id for _, duty in self.duties()], ask_day=ask_day)

    async def do_copy_all(self) -> None:
        """Every note of the child that waits to be filed: the council's system is filled child by child."""
        from iro_tui.caseload.lists.outbox import NOTES, note_text

        ids, names = {target.child_id for target in self.targets()}, self.iro.names
        rows = await self.ask(lambda session: [row for row in session.lines(NOTES) if row.child_id in ids])
        if not rows:
            self.iro.say("Nothing of this child waits to be filed.", problem=True)
            return
        where = self.iro.copy("\n\n".join(note_text(row, names) for row in rows))
        await self.ask(partial(keep_copied, [row.note_id for row in rows]))
        await self.copied()
        refs, count = joined(sorted({row.ref for row in rows})), amount_words(len(rows), "notes")
        self.iro.say(f"{count} of {refs} copied, {'with' if names else 'without'} names. {where}")

    async def copied(self) -> None:
        """Show that notes were copied, where that is shown."""

    async def do_copy(self) -> None:
        targets, duties = self.targets(), self.duties()
        about = [(child_id, duty.id) for child_id, duty in duties if child_id]
        about = about or [(target.child_id, "") for target in targets]
        notes = await self.ask(lambda session: [session.case_note(child_id, duty_id) for child_id, duty_id in about])
        where = self.iro.copy("\n\n".join(notes))
        count = "the case note" if len(notes) == 1 else f"{len(notes)} case notes"
        self.iro.say(f"Copied {count}, without names. {where}")


def keep_copied(notes: Sequence[str], session: Session) -> None:
    """Remember that notes were copied; in the store thread."""
    from iro_tui.caseload.copied import mark_copied
    from iro_tui.caseload.lists.outbox import NOTES

    mark_copied(session, notes, [row.note_id for row in session.lines(NOTES)])


def _open_disputes(session: Session, child_id: str) -> list[Picked]:
    """The open escalations of a child, by key, with the stage each has come to."""
    from iro_tui.domain.escalation import stage_now
    from iro_tui.tui.dialogs.pick import Picked

    caseload = session.caseload()
    case = caseload.cases.get(child_id)
    options: list[Picked] = []
    for dispute in case.escalations if case else ():
        if dispute.closed_on is None:
            stage = stage_now(dispute, caseload.practice)
            key = OPEN_KEYS[len(options)] if len(options) < len(OPEN_KEYS) else " "
            options.append(Picked(dispute.id, f"{dispute.issue} · {stage.name if stage else 'Raised'}", key=key))
    return options
