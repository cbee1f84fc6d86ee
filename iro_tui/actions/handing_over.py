"""Handing children to a colleague: looked at first, then written into one sealed file; confirmed by its receipt.

No `Action`: what has left as a file is not taken back by undo.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.actions.allocation import IroKnown, conflict_warning, iros_known
from iro_tui.actions.base import Scene
from iro_tui.actions.left_file import leave_file
from iro_tui.actions.managing import require_officers
from iro_tui.caseload.exporting import require_new
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.caseload.siblings import left_behind
from iro_tui.domain.colleagues import Colleague, colleague_of, meant_by_part, near_names, same_name
from iro_tui.domain.vocabulary import BACK, COVER, LEAVE, SINCE, TRANSFER, WITH_AN_END, WORK_ALONE
from iro_tui.domain.words import amount_words, day_words, joined, until_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.seal import KeyCard, OwnKeys
    from iro_tui.store.connection import Connection

ENDING = ".iro"
_HOW = {TRANSFER: " for good", COVER: " to cover", LEAVE: " to cover"}


@dataclass(frozen=True, slots=True)
class HandOverPlan:
    """What handing children over would do."""

    child_ids: tuple[str, ...]
    refs: tuple[str, ...]
    to: str
    card: KeyCard | None
    """None: the colleague's card is not known, and words are made, to be told by telephone."""
    own: OwnKeys
    why: str
    until: date | None
    siblings: tuple[str, ...]
    """Keys of siblings on the caseload who would stay behind."""
    warnings: tuple[str, ...]
    file_name: str
    """What the file may be called."""
    today: date

    @property
    def sentence(self) -> str:
        """What is done, without a name of a child."""
        if self.why == SINCE:
            return f"Send what was done here of {joined(self.refs)} since the file on to {self.to}."
        back, how = (" back" if self.why == BACK else ""), _HOW.get(self.why, "")
        return f"Hand {joined(self.refs)}{back} to {self.to}{how}{until_words(self.until, self.today)}."

    @property
    def seal_words(self) -> str:
        """Who will be able to read the file."""
        if self.card:
            return f"Sealed to the card of {self.to}: nobody else reads it."
        return f"{self.to}'s card is not here, so words are made that open it: tell them by telephone, never by e-mail."


def plan_hand_over(
    session: Session, child_ids: Sequence[str], to: str, why: str = "", until: date | None = None
) -> HandOverPlan:
    """What handing children over would do; writes nothing.

    Without `why` they go back to whom they are covered for, or what was done since goes to whom they were handed over;
    so they do where nobody is named.

    Raises Refused: no card of one's own, an end that is missing or past, children of somebody else.
    """
    from iro_tui.sharing.file import file_name
    from iro_tui.sharing.own import known_cards, own_keys
    from iro_tui.store.engine import reading

    require_officers(session)
    caseload = session.caseload()
    ids = tuple(dict.fromkeys(child_ids))
    caseload.require_children(ids)
    if not ids:
        raise Refused("No child is chosen: put the cursor on one, or mark several with space.")
    with refusals(), reading(session.engine) as connection:
        own, cards = own_keys(connection), known_cards(connection)
    if own is None:
        raise Refused(
            "Colleagues do not know you yet: make your card first (iro person card --name NAME --council NAME -o "
            "FILE). Nothing was written."
        )
    waiting = session.query(lambda connection, _: in_other_files(connection, caseload, ids))
    refs = tuple(caseload.children[child_id].ref for child_id in ids)
    again = next((file for file in waiting if {*refs} <= {*file.refs} and file.why in WORK_ALONE), None)
    if why in ("", BACK):
        if again is None:
            _require_new(caseload, ids)
        to = to if to.strip() else again.name if again else _back_to(caseload, ids)
    card, name = _receiver(caseload, cards, to)
    if name == own.card.name:
        raise Refused("That is yourself: name a colleague. Nothing was written.")
    why = why or (again.why if again else _work_alone(caseload, ids, name))
    if why == BACK and not again:
        require_back_to(caseload, ids, name)
    _require_terms(caseload, ids, why, until)
    day, scene = caseload.today, Scene(caseload, ids)
    iros = session.query(lambda connection, _: iros_known(connection, scene, ids))
    warnings = (
        *(warnings_of(scene, name, iros, until) if why not in WORK_ALONE else ()),
        *said_before(waiting, name, day),
    )
    return HandOverPlan(
        ids, refs, name, card, own, why, until if why in WITH_AN_END else None, would_stay(caseload, ids, why),
        warnings, file_name(own.card, len(ids), day), day,
    )  # fmt: skip


def with_siblings(session: Session, plan: HandOverPlan) -> HandOverPlan:
    """The same with the siblings who would stay behind."""
    return plan_hand_over(session, (*plan.child_ids, *plan.siblings), plan.to, plan.why, plan.until)


def _receiver(caseload: Caseload, cards: Iterable[KeyCard], typed: str) -> tuple[KeyCard | None, str]:
    name = typed.strip()
    if not name:
        raise Refused("There is no name: say to whom. Nothing was written.")
    require_whole_name(caseload, name)
    known = colleague_of(caseload.colleagues, name)
    by_key = {card.person: card for card in cards}
    card = by_key.get(known.key) if known else None
    return card, card.name if card else known.name if known else name


def require_whole_name(caseload: Caseload, name: str) -> None:
    """Raises Refused for a word that is but part of a colleague's name: the file would be for somebody else."""
    if colleague_of(caseload.colleagues, name):
        return
    if names := meant_by_part(caseload.colleagues, name):
        raise Refused(
            f"{name} is nobody known, {' or '.join(names)} is: give the whole name of who is meant. Nothing was "
            "written.",
            question="to",
        )


def would_stay(caseload: Caseload, child_ids: Collection[str], why: str) -> tuple[str, ...]:
    """The siblings who would stay behind; none where only work that was done since goes on: no child goes with it."""
    return () if why == SINCE else left_behind(caseload, child_ids)


def work_goes_to(caseload: Caseload, child_ids: Collection[str]) -> tuple[str, Colleague | None]:
    """Why, and to whom: back, where all of them are, or were last, covered for one colleague; or what was done since
    one had them, for good or to cover. Nobody (None): they are the officer's to hand over."""
    if to := {each.person for each in caseload.send_on if {*child_ids} <= {*each.children}}:
        return SINCE, caseload.colleagues.get(to.pop())
    over = _covered_last(caseload)
    whose = {child_id: caseload.whose[child_id] for child_id in child_ids}
    holders = {whose[key].colleague if whose[key].covers else over.get(key, "") for key in whose}
    return BACK, caseload.colleagues.get(holders.pop()) if len(holders) == 1 else None


def _covered_last(caseload: Caseload) -> Mapping[str, str]:
    """By child the colleague whom the officer covered for until lately, and who has not got all of it back."""
    return {child_id: each.person for each in caseload.covers_over if each.by_officer for child_id in each.children}


def _back_to(caseload: Caseload, child_ids: Collection[str]) -> str:
    _, colleague = work_goes_to(caseload, child_ids)
    return colleague.name if colleague else ""


def _require_new(caseload: Caseload, ids: Sequence[str]) -> None:
    """Raises Refused: a child is a colleague's, and nothing was done here that the colleague has not got."""
    has_to_go = {child_id for each in caseload.send_on for child_id in each.children}
    has_to_go |= {child_id for each in caseload.covers_over for child_id in each.children}
    for child_id in ids:
        held = caseload.whose[child_id]
        if not held.mine and not held.covers and child_id not in has_to_go:
            ref, words = caseload.children[child_id].ref, caseload.holder_words(child_id)
            raise Refused(
                f"{ref} is {words}, and nothing was done here since that is to go there. Nothing was written."
            )


def _work_alone(caseload: Caseload, ids: Sequence[str], name: str) -> str:
    if any({*ids} <= {*each.children} and caseload.name_of(each.person) == name for each in caseload.send_on):
        return SINCE
    for child_id in ids:
        held = caseload.whose[child_id]
        other = caseload.colleagues.get(held.colleague)
        if held.mine or not other or other.name != name:
            ref = caseload.children[child_id].ref
            raise Refused(f"Why {ref} goes to {name} is not clear: say cover, leave or transfer. Nothing was written.")
    return BACK


def require_back_to(caseload: Caseload, ids: Sequence[str], name: str) -> None:
    """Raises Refused: back goes what was covered, and to nobody but whom it was covered for."""
    over = _covered_last(caseload)
    for child_id in ids:
        held, ref = caseload.whose[child_id], caseload.children[child_id].ref
        if held.mine:
            raise Refused(f"{ref} is yours and goes back to nobody: say cover, leave or transfer. Nothing was written.")
        to = {caseload.name_of(person) for person in (held.colleague, over.get(child_id, "")) if person}
        if not any(same_name(each, name) for each in to):
            goes = " or ".join(sorted(to))
            raise Refused(
                f"{ref} is {caseload.holder_words(child_id) or f'of {goes}'}: what was done goes back to {goes}, who "
                f"alone may give it on to {name}. Nothing was written.",
                question="to",
            )


def _require_terms(caseload: Caseload, ids: Sequence[str], why: str, until: date | None) -> None:
    if why in WITH_AN_END and until is None:
        raise Refused("Until when is missing: a cover ends on a day. Nothing was written.")
    if why in WITH_AN_END and until and until < caseload.today:
        raise Refused(f"{day_words(until, caseload.today)} is over: a cover ends on a later day. Nothing was written.")
    if why == TRANSFER and until:
        raise Refused("A transfer has no end: leave the day out, or say cover. Nothing was written.")
    for child_id in ids:
        if why not in WORK_ALONE and not caseload.whose[child_id].mine:
            ref, words = caseload.children[child_id].ref, caseload.holder_words(child_id)
            raise Refused(f"{ref} is {words}: only who holds a case hands it over. Nothing was written.")


def warnings_of(scene: Scene, name: str, iros: Mapping[str, IroKnown], until: date | None = None) -> Iterator[str]:
    """What is said before, and refuses nothing: who is too near to a case to be its IRO, who covers it, who is away now
    or on a day of the cover.
    """
    for child_id in iros:
        has, words = scene.caseload.whose[child_id], scene.caseload.holder_words(child_id)
        cover = scene.caseload.name_of(has.colleague) if has.mine and has.colleague else ""
        if cover and not same_name(cover, name):
            yield (
                f"{scene.caseload.children[child_id].ref} is {words}: the cover ends with this. What was done in it is "
                f"with {cover} alone: ask for it back; Today then has a row that sends it on to {name}."
            )
    if warning := conflict_warning(scene, name, iros):
        yield warning
    who = colleague_of(scene.caseload.colleagues, name)
    if not who and (near := near_names(scene.caseload.colleagues, name)):
        yield f"{name} is nobody known yet, {' or '.join(near)} is: look at the name again."
    if who and (absent := who.away_words(scene.today, until or scene.today, scene.today)):
        yield absent


class OtherFile(NamedTuple):
    """A file whose receipt is not there, in which some of the children stand already."""

    name: str
    on_day: date
    why: str
    refs: tuple[str, ...]


def in_other_files(connection: Connection, caseload: Caseload, child_ids: Sequence[str]) -> tuple[OtherFile, ...]:
    """The files in which children stand already whose receipts are not there."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import HandOverRow

    rows = read_rows(connection, HandOverRow, child_id=list(child_ids), received=False, confirmed_on=None)
    by_file: dict[tuple[str, date, str], list[str]] = {}
    for row in rows:
        who = caseload.colleagues.get(row.person_id)
        by_file.setdefault((who.name if who else "a colleague", row.on_day, row.why), []).append(row.child_id)
    return tuple(OtherFile(*file, tuple(caseload.children[key].ref for key in keys)) for file, keys in by_file.items())


def said_before(files: Iterable[OtherFile], name: str, today: date) -> Iterator[str]:
    """What is said of files that are not confirmed before another one goes to somebody.

    Raises Refused where one is for somebody else: two would have the child.
    """
    for file in files:
        refs, verb = joined(file.refs), "is" if len(file.refs) == 1 else "are"
        which = f"{refs} {verb} in a file for {file.name} of {day_words(file.on_day, today)} already, not confirmed"
        if not same_name(file.name, name):
            raise Refused(
                f"{which}: type its receipt, or withdraw it where it was not sent (its row on Today). Else two have "
                "them. Nothing was written.",
                question="to",
            )
        yield f"{which}: all of it goes once more."


def free_path(folder: Path, name: str) -> Path:
    """A name in a folder that no file has yet: `AB-1-child-25Nov-2.iro`."""
    first = folder / name
    numbered = (first.with_stem(f"{first.stem}-{number}") for number in count(2))
    return next(path for path in chain([first], numbered) if not os.path.lexists(path))


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was written: where, and the words that open it where no card does."""

    path: Path
    sentence: str
    words: str
    """Empty where it is sealed to a card; shown once, and kept nowhere."""


def hand_over(session: Session, plan: HandOverPlan, path: Path, *, whole: bool = False) -> HandedOver:
    """Write the file, and that it was written, both or neither. The children stay as they are until its receipt.

    `whole`: all that there is, though only some of it is new to the colleague. Raises Refused.
    """
    from iro_tui.sharing.making import Terms
    from iro_tui.sharing.making import hand_over as write_parcel
    from iro_tui.store.files import clear_away
    from iro_tui.store.passphrase import suggest_passphrase

    require_new(path, (ENDING,))
    words = "" if plan.card else suggest_passphrase()
    kept = False

    def keep(content: bytes) -> None:
        nonlocal kept
        leave_file(path, content)
        kept = True

    terms = Terms(plan.why, plan.until, plan.today, session.practice.name)
    try:
        with refusals():
            write_parcel(
                session.engine, plan.own, plan.card or (plan.to, words), plan.child_ids, terms, keep, whole=whole
            )
    except BaseException:
        if kept:
            clear_away(path)
        raise
    amount = amount_words(len(plan.child_ids), "children")
    return HandedOver(path, f"{amount} for {plan.to} written to {path}. Not confirmed until the receipt.", words)


def confirm(session: Session, code: str) -> str:
    """Note that a colleague has taken a file in, by the eight characters of its receipt. Raises Refused."""
    from iro_tui.sharing.file import typed_code
    from iro_tui.sharing.making import confirm as note_receipt

    today = session.caseload().today
    with refusals():
        sentence = note_receipt(session.engine, typed_code(code), today)
    session.keep_up()
    return sentence


def preview_confirm(session: Session, code: str) -> str:
    """What a receipt tells, by its eight characters; writes nothing. Raises Refused."""
    from iro_tui.sharing.file import typed_code
    from iro_tui.sharing.making import look_at_receipt

    with refusals():
        return look_at_receipt(session.engine, typed_code(code), session.caseload().today)


def withdraw(session: Session, parcels: Iterable[str]) -> str:
    """Wait no longer for the receipts of files that were not sent, or got lost. Raises Refused."""
    from iro_tui.sharing.making import withdraw as note_withdrawn

    today = session.caseload().today
    with refusals():
        sentence = note_withdrawn(session.engine, tuple(parcels), today)
    session.keep_up()
    return sentence


def waiting_of(session: Session, child_ids: Sequence[str]) -> tuple[str, ...]:
    """The files not confirmed yet in which these children stand, by key. Raises Refused: there are none."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import HandOverRow

    def read(connection: Connection, _: Caseload) -> tuple[str, ...]:
        rows = read_rows(connection, HandOverRow, child_id=list(child_ids), received=False, confirmed_on=None)
        return tuple(dict.fromkeys(row.parcel for row in rows))

    if parcels := session.query(read):
        return parcels
    raise Refused("None of them is in a file that waits for its receipt. Nothing was changed.")
