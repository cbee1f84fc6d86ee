"""One's own card as a file: what colleagues need to seal children to one, and to know whose file it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.colleague_cards import CARD, write_card
from iro_tui.actions.naming import only_iro_of
from iro_tui.actions.questions import Question, always, ask, questions_of
from iro_tui.caseload.exporting import FileOffer, Outgoing
from iro_tui.caseload.lines import Changes
from iro_tui.domain.colleagues import initials_of

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class OwnCardAnswers:
    """What the officer is called."""

    own: str = ask(
        "You are", needed=always, missing="Your own name is empty: colleagues know you by it.", hint="in full"
    )
    council: str = ask(
        "Council", needed=always, hint="whose children these are",
        missing="The council is empty: it keeps another council's children apart from yours.",
    )  # fmt: skip


class WriteCard(Action[OwnCardAnswers]):
    """Asks for the name the first time, and goes on to the file."""

    id = "own_card"
    title = "Your card"
    words = "Write your card to a file"
    about = About.NOBODY
    asks = OwnCardAnswers

    def look(self, connection: Connection, scene: Scene) -> tuple[str, str, str]:  # noqa: ARG002
        """The officer's name, the four words and the council, where there is a card already."""
        from iro_tui.sharing.own import own_keys

        own = own_keys(connection)
        return (own.card.name, own.card.words, own.card.council) if own else ("", "", "")

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        name, _, council = scene.known
        name = name or only_iro_of(scene, scene.caseload.workers)
        return questions_of(OwnCardAnswers, own={"default": name}, council={"default": council})

    def aside(self, scene: Scene) -> str:
        name, words, _ = scene.known
        return f"{name}, its four words: {words}" if words else ""

    def plan(self, scene: Scene, answers: OwnCardAnswers) -> Plan:
        known, words, _ = scene.known
        name = known or answers.own

        def make(session: Session) -> Outgoing:
            def enter(path: Path) -> str:
                return f"Its four words are {write_card(session, name, path, answers.council).words}."

            return Outgoing("your card", 1, "cards", {CARD: bytes}, enter=enter)

        return Plan(
            name="Your card",
            sentence=f"the card of {name} as a file, for colleagues; it opens nothing.",
            warning=f"Its four words are compared by telephone: {words}." if words else "",
            file=FileOffer("your card", f"card-{initials_of(name)}", make, CARD),
        )

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:
        session.keep_draft(draft, "")
        return Changes("", "", planned.sentence)


OWN_CARD = WriteCard()
"""No verb of `iro do`: a file goes with it."""
