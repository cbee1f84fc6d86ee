"""Handing children over, as a form: to whom, why, until when. The file that is asked for next takes them along.

Nothing in the store changes by the form: the children stay the officer's until the receipt is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.actions.allocation import IroKnown, iros_known
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.checks import require_ahead
from iro_tui.actions.colleague_cards import know_oneself
from iro_tui.actions.handing_over import (
    ENDING,
    OtherFile,
    hand_over,
    in_other_files,
    plan_hand_over,
    require_back_to,
    require_whole_name,
    said_before,
    warnings_of,
    work_goes_to,
    would_stay,
)
from iro_tui.actions.naming import in_full, only_iro_of
from iro_tui.actions.questions import Question, always, ask, coded, one_of, questions_of
from iro_tui.caseload.exporting import FileOffer, Outgoing
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.colleagues import colleague_of
from iro_tui.domain.vocabulary import BACK, COVER, HAND_OVERS, LEAVE, SINCE, TRANSFER, WITH_AN_END, WORK_ALONE
from iro_tui.domain.words import amount_words, until_words

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection

_WHY = {LEAVE: "my leave", COVER: "cover", TRANSFER: "for good"}
_GOES_BACK = {BACK: "back to who holds them", SINCE: "what was done since the hand-over"}
_WITH_SIBLINGS = tuple(why for why in HAND_OVERS if why != SINCE)
_HOW = HAND_OVERS | {LEAVE: "to cover your leave"}
_NAMED = 6
"""How many references a sentence names."""

_UNTIL_THE_RECEIPT = {SINCE: ".", BACK: "; what you did is with you alone until the receipt."}


@dataclass(frozen=True, slots=True)
class HandOverAnswers:
    """To whom, why and until when; who the officer is, the first time."""

    own: str = ask(
        "You are", needed=always, hint="in full", missing="Your own name is empty: colleagues know you by it."
    )
    council: str = ask(
        "Council", needed=always, hint="whose children these are",
        missing="The council is empty: it keeps another council's children apart from yours.",
    )  # fmt: skip
    to: str = ask(
        "To", names="receiver", needed=always, hint="name or initials", missing="The colleague is empty: say to whom."
    )
    why: str = ask("Why", "choice", options=coded(_WHY), needed=always)
    until: date | None = ask(
        "Until",
        "day",
        hint="the last day of the cover: 4/12, fri",
        asked=one_of("why", *WITH_AN_END),
        needed=one_of("why", *WITH_AN_END),
        missing="The last day is empty: a cover ends on a day.",
    )
    siblings: bool | None = ask("Siblings too", "yes_no", asked=one_of("why", *_WITH_SIBLINGS))


class HandOverKnown(NamedTuple):
    """What a hand-over rests on."""

    iros: Mapping[str, IroKnown]
    cards: frozenset[str]
    """Whose cards are known, by the key of the person."""
    siblings: tuple[str, ...]
    """The siblings who would stay behind."""
    own_name: str
    """What the officer's card says; empty where there is none yet."""
    waiting: tuple[OtherFile, ...]
    """The files in which some of them stand already, not confirmed."""


class HandOver(Action[HandOverAnswers]):
    """The form, which goes on to the file."""

    id = "hand_over"
    title = "Hand over"
    words = "Hand over children to a colleague"
    about = About.CHILDREN
    asks = HandOverAnswers
    of_handed_over = True
    """What was covered goes back, also once its last day is past."""

    def look(self, connection: Connection, scene: Scene) -> HandOverKnown:
        from iro_tui.sharing.own import known_cards
        from iro_tui.store.own import read_own_name

        why, _ = work_goes_to(scene.caseload, scene.child_ids)
        siblings = would_stay(scene.caseload, scene.child_ids, "" if _holds(scene) else why)
        cards = frozenset(card.person for card in known_cards(connection))
        every = (*scene.child_ids, *siblings)
        waiting = in_other_files(connection, scene.caseload, every)
        return HandOverKnown(iros_known(connection, scene, every), cards, siblings, read_own_name(connection), waiting)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Raises Refused: of children somebody else has, who do not go back from a cover."""
        caseload, siblings, (why, back) = (
            scene.caseload,
            scene.known.siblings,
            work_goes_to(scene.caseload, scene.child_ids),
        )
        if back is None:
            caseload.require_children(scene.child_ids, kept=True)
        return questions_of(
            HandOverAnswers,
            own=None if caseload.own else {"default": only_iro_of(scene, scene.child_ids)},
            council=None if caseload.own else {},
            to={"default": back.name if back else ""},
            why={
                "options": coded(({why: _GOES_BACK[why]} if back else {}) | (_WHY if _holds(scene) else {})),
                "default": why if back else "",
            },
            siblings={"default": "yes", "label": f"{_refs(scene, siblings)} too"} if siblings else None,
        )

    def each(self, scene: Scene) -> list[str]:
        return [f"{who.ref}: {words}" for who in scene.who if (words := scene.caseload.holder_words(who.child_id))]

    def plan(self, scene: Scene, answers: HandOverAnswers) -> Plan:
        from iro_tui.sharing.file import file_stem

        own_name = scene.known.own_name or answers.own
        name = in_full(scene, answers.to)
        if not name or name.casefold() == own_name.casefold():
            raise Refused("That is you: say to which colleague they go.", question="to")
        require_whole_name(scene.caseload, name)
        if answers.why == BACK:
            require_back_to(scene.caseload, scene.child_ids, name)
        if answers.until:
            with refusing("until"):
                require_ahead("Until", answers.until, scene.today, "a cover ends on a later day")
        ids = (*scene.child_ids, *(scene.known.siblings if answers.siblings else ()))
        until = until_words(answers.until, scene.today)
        amount = amount_words(len(ids), "children")
        stem = file_stem(own_name, len(ids), scene.today)

        def make(session: Session) -> Outgoing:
            def enter(path: Path) -> str:
                know_oneself(session, own_name, answers.council)
                return hand_over(session, plan_hand_over(session, ids, name, answers.why, answers.until), path).words

            return Outgoing(f"{amount} for {name}", len(ids), "children", {ENDING: bytes}, enter=enter)

        return Plan(
            name="Hand over",
            sentence=f"{amount} ({_refs(scene, ids)}) to {name}, {_HOW[answers.why]}{until}"
            + _UNTIL_THE_RECEIPT.get(answers.why, "; they stay with you until the receipt."),
            warning=" ".join(_warnings(scene, name, ids, answers.why, answers.until)),
            file=FileOffer(f"{amount} for {name}", stem, make, ENDING, name, by_words=not _has_card(scene, name)),
            child_ids=ids,
        )

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:  # noqa: ARG002
        session.keep_draft(draft, "")
        return Changes("", "", "To say now: where the file goes.")


def _warnings(scene: Scene, name: str, ids: tuple[str, ...], why: str, until: date | None) -> Iterator[str]:
    known: HandOverKnown = scene.known
    if why not in WORK_ALONE:
        yield from warnings_of(scene, name, {key: known.iros[key] for key in ids}, until)
    refs = {scene.caseload.children[key].ref for key in ids}
    yield from said_before((file for file in known.waiting if refs & {*file.refs}), name, scene.today)
    if not _has_card(scene, name):
        yield f"No card of {name} is known: words are made that open the file, to be told by telephone."


def _has_card(scene: Scene, name: str) -> bool:
    who = colleague_of(scene.caseload.colleagues, name)
    return who is not None and who.key in scene.known.cards


def _holds(scene: Scene) -> bool:
    """Whether all of them are the officer's to hand over, also while a colleague covers them."""
    return all(scene.caseload.whose[child_id].mine for child_id in scene.child_ids)


def _refs(scene: Scene, ids: tuple[str, ...]) -> str:
    """`AB 1042, KB 7 and 3 more`."""
    refs = [scene.caseload.children[child_id].ref for child_id in ids]
    more = len(refs) - _NAMED
    return ", ".join(refs) if more <= 0 else f"{', '.join(refs[:_NAMED])} and {more} more"


HAND_OVER = HandOver()
"""No verb of `iro do`: a file goes with it."""
