"""Taking a colleague's file in: looked at first, then done in one transaction, settled by the one rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from iro_tui.domain.vocabulary import TRANSFER, WITH_AN_END, WORK_ALONE
from iro_tui.domain.words import amount_words, day_words, until_words
from iro_tui.sharing.authors import kept_set_by
from iro_tui.sharing.entry import ChildPart, known_of
from iro_tui.sharing.file import Inside, SealedFile
from iro_tui.sharing.making import OnlyLooked, allocate, arrived_before, note_arrived, running_covers
from iro_tui.sharing.meeting import Meeting
from iro_tui.sharing.own import add_card, known_cards, make_own_keys, own_keys
from iro_tui.sharing.receipts import can_be_told, receipt_of
from iro_tui.sharing.seal import NOTHING_CHANGED, ChildNotTaken, NotTaken
from iro_tui.sharing.settle import First
from iro_tui.sharing.taken import FileTerms, TakenBefore, TakenChild, TakenFile
from iro_tui.store.arriving import take
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import LATEST, reading, writing
from iro_tui.store.entries import Entry, HeldBack
from iro_tui.store.passing_on import (
    DoneToChild,
    child_here,
    done_to,
    gone_for,
)
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import HandOverRow, PersonRow
from iro_tui.store.tables import ChildRow
from iro_tui.store.tables import HandOverRow as HandOver
from iro_tui.store.work import RECEIVE, Work
from iro_tui.store.writes import person_key

NAME = "Receive"
"""What the journal calls it."""


class Newcomer(NamedTuple):
    """Who takes a file in that words open, before there is a card: empty where nobody said."""

    name: str = ""
    council: str = ""


NOBODY_YET = Newcomer()


def look(
    engine: Engine, content: bytes, practice: str, today: date, ask: Callable[[], str], who: Newcomer = NOBODY_YET
) -> TakenFile:
    """What taking a file in would do: it is done, and undone whole. Raises `NotTaken`, `HeldBack`."""
    taken = []
    try:
        with receiving(engine, content, practice, today, ask, who) as file:
            taken.append(file)
            raise OnlyLooked
    except OnlyLooked:
        return taken[0]


@contextmanager
def receiving(
    engine: Engine, content: bytes, practice: str, today: date, ask: Callable[[], str], who: Newcomer = NOBODY_YET
) -> Iterator[TakenFile]:
    """Take a file in, in one transaction, which is kept once the block is left. Raises `NotTaken`, `HeldBack`.

    `who` takes it in is asked of somebody without a card, whom it makes known.
    """
    sealed = SealedFile(content)
    with reading(engine) as connection:  # words cost a second, and nobody is kept from writing for it
        own, cards = own_keys(connection), known_cards(connection)
    inside = sealed.unsealed(own, cards, LATEST, ask)
    terms = FileTerms.read(inside, sealed.parcel)
    if terms.practice != practice:
        raise NotTaken(
            f"This file comes from a service that works by the practice {terms.practice}; here it is {practice}. It is "
            "another council's. Nothing was changed."
        )
    taker = Newcomer(own.card.name, own.card.council) if own else who if all(who) else NOBODY_YET
    _require_receiver(taker, terms, inside)
    with writing(engine, done=True) as connection:
        me = (own or make_own_keys(connection, *taker)).card.person
        yield _Taking(connection, terms, inside, me, today).done()


def _require_receiver(taker: Newcomer, terms: FileTerms, inside: Inside) -> None:
    """Raises `NotTaken`: words open a file to anybody, and it is taken in by whom it was written for alone."""
    if taker is NOBODY_YET:
        raise NotTaken(
            f"This file is for {terms.to_name}, and nobody knows yet who you are: say it first, by your name and your "
            "council (iro person card --name NAME --council NAME -o FILE). Nothing was changed."
        )
    if terms.to != person_key(taker.name):
        raise NotTaken(
            f"This file is for {terms.to_name}, and you are {taker.name}. If you are meant, ask {inside.card.name} for "
            "one under your name. Nothing was changed."
        )
    inside.card.require_same_council(taker.council)


class _Taking:
    """Taking one file in, over one connection."""

    def __init__(self, connection: Connection, terms: FileTerms, inside: Inside, me: str, today: date) -> None:
        self.connection, self.terms, self.inside, self.me, self.today = connection, terms, inside, me, today
        self.work = Work(connection, NAME, kind=RECEIVE)
        card = inside.card
        self.meeting = Meeting(self.work, me, card.person, card.name, today, First.HERE)
        self._on_record: list[tuple[ChildPart, TakenChild]] = []
        self._left_on: dict[str, date] = {}
        self.taken = TakenFile(inside.card, terms.parcel, terms.why, terms.until, terms.on_day)

    def done(self) -> TakenFile:
        earlier = read_rows(self.connection, HandOverRow, parcel=self.terms.parcel, received=True)
        came = {row.their_key or row.child_id for row in earlier}
        parts = [part for part in self.terms.children if part.key not in came]
        if not parts:
            day = day_words(earlier[0].confirmed_on or earlier[0].on_day, self.today)
            receipt = receipt_of(row.code for row in earlier)
            sentence = f"Nothing new: this file was taken in {day}. Its receipt is {receipt}."
            raise TakenBefore(sentence, self.terms.parcel, receipt)
        add_card(self.work, self.inside.card)
        self.meeting.put_beside(self.terms.beside)
        here = {part.key: child_here(self.connection, part.key, part.ref) for part in parts}
        done = done_to(self.connection, [key for key in here.values() if key])
        new: list[ChildPart] = []
        for part in parts:
            key = here[part.key]
            with self._alone(part):
                if why := self._kept_away(part, {key or part.key, part.key}):
                    self.taken.left_out.append(why)
                elif key is None and part.whole:
                    new.append(part)
                else:
                    self._take_known(part, key or part.key, done.get(key or "", []))
        self._take_new(new)
        self._require_some(len(earlier))
        self._put_on_record(earlier)
        self.work.sentence = self._sentence()
        self.work.settle()
        return self.taken

    @contextmanager
    def _alone(self, part: ChildPart) -> Iterator[None]:
        """What does not fit of one child is undone, and said: the others come all the same."""
        try:
            with self.connection.part():
                yield
        except (ChildNotTaken, HeldBack) as refusal:
            why = re.sub(r"(; n|\. N)othing was changed\.$", ".", str(refusal))
            self.taken.left_out.append(why if part.ref in why else f"{part.ref} stays out. {why}")

    def _require_some(self, earlier: int) -> None:
        """Raises `NotTaken` where nobody comes, or so many stay out that no receipt could say who."""
        every, behind = len(self.terms.children), len(self.terms.children) - earlier - len(self.taken.children)
        if not self.taken.children:
            raise NotTaken(" ".join([*self.taken.left_out, NOTHING_CHANGED]))
        if not can_be_told(behind, every):
            raise NotTaken(
                f"{amount_words(behind, 'children')} of {every} do not come, too many for one receipt to say who: ask "
                f"{self.inside.card.name} for a file of each group. {self.taken.left_out[0]} {NOTHING_CHANGED}"
            )

    def _sentence(self) -> str:
        until = until_words(self.terms.until, self.terms.on_day)
        return f"{amount_words(len(self.taken.children), 'children')} taken in from {self.inside.card.name}{until}."

    def _kept_away(self, part: ChildPart, keys: set[str]) -> str:
        """Why a child does not come back, empty where one may: purged; or handed over after the file was made, or by
        one that hands nobody over."""
        for gone in gone_for(self.connection, keys).values():
            if gone.why == "purged":
                return f"{part.ref} was removed for good here and does not come back."
            if self.terms.on_day <= gone.on:
                return f"{part.ref} was handed over from here on {day_words(gone.on, self.today)}, after this file."
            if self.terms.why in WORK_ALONE:
                day = day_words(gone.on, self.today)
                return (
                    f"{part.ref} was handed over from here on {day} and removed since: only a hand-over to you brings "
                    "it back, and this file is none."
                )
            self._left_on[part.key] = gone.on
            self.work.let_back(keys)
        return ""

    def _take_new(self, parts: list[ChildPart]) -> None:
        """Children who were not here come together, as rows: one operation for all of them; each alone, where not."""
        entries: list[Entry] = []
        came: list[tuple[ChildPart, TakenChild]] = []
        for part in parts:
            with self._alone(part):
                if (new := self.meeting.new_child(part)) is None:
                    self._never_here(part)
                else:
                    entries += new[0]
                    came.append((part, new[1]))
        if not came:
            return
        try:
            with self.connection.part():
                self._put_new([part for part, _ in came], entries)
        except HeldBack:
            for part, child in came:
                with self._alone(part):
                    self._put_new([part], [entry for entry in entries if entry.child_id == part.key])
                    self._note(part, child)
        else:
            for part, child in came:
                self._note(part, child)

    def _put_new(self, parts: list[ChildPart], entries: list[Entry]) -> None:
        """Put the rows of children who were not here."""
        origin = self.meeting.origin(parts[0].entries[0])
        sentence = f"{amount_words(len(parts), 'children')} came from {self.inside.card.name}."
        work = Work(self.connection, NAME, sentence, operation_id=origin.part(f"new {parts[0].key}"), origin=origin)
        take(work, entries, again=False)
        work.settle()

    def _take_known(self, part: ChildPart, here: str, done: list[DoneToChild]) -> None:
        if not part.before_it <= known_of(self.connection, here, done):
            raise ChildNotTaken(
                f"This file holds only what is new, and of {part.ref} something before it is not here: ask "
                f"{self.inside.card.name} for another file: all of it stands in that one. {NOTHING_CHANGED}"
            )
        if child := self.meeting.take_child(part, here, done):
            self._note(part, child)
        else:
            self._never_here(part)

    def _never_here(self, part: ChildPart) -> None:
        self.taken.left_out.append(f"{part.ref} was removed there and was never here.")

    def _note(self, part: ChildPart, child: TakenChild) -> None:
        child.left_on = self._left_on.get(part.key)
        self._on_record.append((part, child))
        self.taken.children.append(child)

    def _put_on_record(self, earlier: Sequence[Any]) -> None:
        """That it was taken in, and who holds or covers the children from then on; the receipt tells of all so far."""
        terms, giver = self.terms, self.inside.card.person
        common = {
            "parcel": terms.parcel, "person_id": giver, "received": True, "why": terms.why, "on_day": terms.on_day,
            "until": terms.until, "confirmed_on": self.today,
        }  # fmt: skip
        rows = [
            {
                **common,
                "child_id": child.child_id,
                "code": self.inside.receipts.of_child(part.key),
                "knows": "".join(sorted(part.knows)),
                "set_by": kept_set_by(part.by, part.key, child.child_id),
                "their_key": part.key if part.key != child.child_id else None,
            }
            for part, child in self._on_record
        ]
        self.taken.code = receipt_of([*(row.code for row in earlier), *(str(row["code"]) for row in rows)])
        note_arrived(self.work, arrived_before(self.connection, giver, terms.took), self.today)
        self.work.add_rows(HandOver, rows)
        if terms.why not in WORK_ALONE:
            own = ((part, child) for part, child in self._on_record if child.new or terms.why == TRANSFER)
            covers = terms.why in WITH_AN_END
            since = {child.child_id: part.since if covers and part.since else terms.on_day for part, child in own}
            self.work.change_many(ChildRow, {key: {"on_caseload_since": day} for key, day in since.items()})
        ids = [child.child_id for _, child in self._on_record]
        sent = read_rows(self.connection, HandOverRow, child_id=ids, person_id=giver, received=False)
        crossed = {row.parcel for row in sent if row.parcel not in terms.took}
        for _, child in self._on_record:
            child.ends_cover = self._ends_cover(child.child_id)
            allocate(self.work, terms, child.child_id, None, giver, crossed)

    def _ends_cover(self, child_id: str) -> str:
        """Whose cover ends by this file, by name: what was done in it is not with whoever wrote it."""
        if self.terms.why in WORK_ALONE:
            return ""
        run = (row.iro_id for row in running_covers(self.connection, child_id, self.terms.on_day, ending=False))
        others = [person for person in run if person not in (None, self.me, self.inside.card.person)]
        return ", ".join(sorted(row.name for row in read_rows(self.connection, PersonRow, id=others)))
