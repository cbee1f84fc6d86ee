"""The end of proceedings, and the order that was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.of_several import OfProceedings
from iro_tui.actions.order_made import before_it, into_care, is_revoked, order_rows, order_words
from iro_tui.actions.proceedings import running_now
from iro_tui.actions.questions import Question, act_day, ask, questions_of
from iro_tui.actions.running import running_rows
from iro_tui.domain.codes import LEGAL_STATUS, ORDERS
from iro_tui.domain.plain_words import ALSO
from iro_tui.domain.words import day_words, in_a_sentence, joined
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_NOTE = NoteTemplate("Proceedings ended", ("The proceedings ended on {day}.", "The court ordered: {order}."))


@dataclass(frozen=True, slots=True)
class ProceedingsEndAnswers:
    """The day on which they ended, and the order."""

    order: str = ask("Order made", "code", codes=ORDERS, also=ALSO, hint="care order, revoked …; empty: none")
    then: str = ask("Legal status then", "code", codes=LEGAL_STATUS, also=ALSO, asked=is_revoked, needed=is_revoked,
                    hint="the one that holds once it is revoked")  # fmt: skip
    day: date | None = act_day("Ended on", "give the day on which they ended")


class EndProceedings(OfProceedings[ProceedingsEndAnswers]):
    id = "proceedings_end"
    title = "Proceedings ended"
    words = "Record the end of care proceedings: final order, care order, placement order, no order"
    about = About.CHILD
    asks = ProceedingsEndAnswers
    wide = True
    offers = (Offer("facts", 107, "proceedings ended", key="x"),)

    def look(self, connection: Connection, scene: Scene) -> list[Any]:
        return running_rows(connection, scene, "legal_status")

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(ProceedingsEndAnswers, then={"default": before_it(scene)})

    def aside(self, scene: Scene) -> str:
        return f"issued {day_words(running_now(scene).issued_on, scene.today)}"

    def not_before(self, scene: Scene, answers: ProceedingsEndAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        yield NotBefore(running_now(scene).issued_on, "they were issued")

    def plan(self, scene: Scene, answers: ProceedingsEndAnswers) -> Plan:
        now, day = running_now(scene), scene.act_day
        return Plan(
            name="Proceedings ended",
            sentence=f"{scene.called}: proceedings ended {day_words(day, scene.today)}{order_words(answers.order)}"
            f"{ends_with_it(scene, now.id, day)}.",
            writes=(
                ending(now.id, day, answers.order),
                *order_rows(scene, scene.known, answers.order, day, answers.then),
            ),
            notes=(_NOTE.note(scene.child_id, day=day, order=ORDERS.get(answers.order)),),
            says_day=True,
            then=into_care(scene, answers.order, day),
        )


def ending(proceedings_id: str, day: date, order: str) -> Change:
    """That proceedings end on a day, and the order that was made."""
    return Change("proceedings", proceedings_id, {"concluded_on": day, "outcome": order or None})


def ends_with_it(scene: Scene, proceedings_id: str, day: date, but: str = "") -> str:
    """The hearings with which there is nothing to do any more, and that nothing is filed for others; all `but` one."""
    every = (c for c in scene.case.court_dates if c.proceedings_id == proceedings_id and c.id != but)
    mine = [c for c in every if c.done_on is None]
    over = [f"{in_a_sentence(c.what)} of {day_words(c.on, scene.today)}" for c in mine if c.on >= day]
    return (
        f"; with them ends what was asked before a hearing{f', and the {joined(over)}' if over else ''}" if mine else ""
    )


ACTION = EndProceedings()
