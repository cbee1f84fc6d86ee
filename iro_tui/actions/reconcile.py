"""What files tell set against what stands here, fact by fact: the three ways of one value.

Every row that files told keeps how they told it. A value that still is as it was told follows the files; one that a
person set since stands, and where the files now say something new beside it, that is asked. A blank end in a newer
return says that it is open again; any other blank says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from iro_tui.actions.checks import of_age_known
from iro_tui.actions.differences import Choices, Difference
from iro_tui.actions.matching import Row, days_of, is_near
from iro_tui.actions.told_rows import (
    AUTHORITY,
    CARE_PERIOD,
    CHILD,
    CONFERENCE,
    CONTACT,
    HEALTH,
    KEY_VERSION,
    LEGAL_STATUS,
    MISSING,
    PLACEMENT,
    PLAN,
    REVIEW,
    VISIT,
    WORKER,
    ToldRow,
    decoded,
    encoded,
)
from iro_tui.domain.calendar import birthday
from iro_tui.domain.care_status import MAJORITY
from iro_tui.domain.practice import Practice
from iro_tui.domain.words import dated, day_words, heading
from iro_tui.exchange.extract import intake_of

Values = Mapping[str, Any]

TIME_IN_CARE = "Time in care"
_SUBJECTS = {
    CHILD: "Child",
    CARE_PERIOD: TIME_IN_CARE,
    LEGAL_STATUS: "Legal status",
    PLACEMENT: "Placement",
    REVIEW: "Review",
    WORKER: "Social worker",
    MISSING: "Missing",
    HEALTH: "Health",
    CONTACT: "Contact",
    VISIT: "Visit",
    PLAN: "Child protection plan",
    CONFERENCE: "Conference",
    AUTHORITY: "Authority to place",
}
_LOUD = {"born": "born", "started": "from", "ended": "until", "code": "code", "held": "held on"}
"""The values whose change is told, and how; what else files correct in their own facts follows them quietly."""
_NAMED_BY = frozenset({"started", "held"})
"""The days by which a fact is called, and which need not be told again."""
_RECORD_BEGINS = frozenset({"start_known", "reviews_known_from", "file_ends"})
"""What says from when to when files know, no fact of the child's."""


@dataclass(slots=True)
class Merge:
    """What an import writes: by table the rows to put and by key the fields to change; `removed` keys go.

    `new`, `changed` and `ended` hold references of children.
    """

    put: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    changes: defaultdict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    removed: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    new: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    """References of children who were removed here for good, and stay away."""
    back: set[str] = field(default_factory=set)
    """Keys of such children who are to be here again."""
    caseload: int = 0
    """Children whose care went on before, by the record."""
    touched: int = 0
    """How many facts so far; tells whether a child's brought any."""

    def change(self, table: str, key: str, values: Values) -> None:
        if values:
            self.changes[table].setdefault(key, {}).update(values)


@dataclass(frozen=True, slots=True)
class Teller:
    """Whose facts are set against each other: the child, the return that told last, and the day."""

    ref: str
    intake: str
    words: str
    """What the return is called: `SSDA903 2025-26`."""
    read: str
    """What the one is called that was just read; the same where none of those tells of the child."""
    keys: Mapping[str, str]
    """By what they are called the keys of all returns there are."""
    newest: date | None
    today: date
    practice: Practice
    choices: Choices
    merged: Merge

    def asks(self, table: str, about: object, text: str, *, take: bool, asks: bool = True) -> bool:
        """Whether the files are followed; `about` names the difference for this child.

        Where a time in care, its legal status and its placement begin or end on the day in question, it is one.
        """
        subject = REVIEW if table == REVIEW else ""
        key = f"{self.ref}:{subject}:{about}"
        return bool(self.choices.take(Difference(key, self.ref, _SUBJECTS[table], text, take, asks)))

    def asks_openly(self, table: str, about: object, text: str, answers: tuple[str, str]) -> bool | None:
        """What was answered to a question of its own, by the words for yes and no; None: nothing yet."""
        key = f"{self.ref}:{table}:{about}"
        return self.choices.take(Difference(key, self.ref, _SUBJECTS[table], text, None, True, *answers))

    def told_in(self, told_row: ToldRow, name: str = "") -> str:
        """What the return is called that tells a fact, or one value of it."""
        place = told_row.end_where if name == "ended" else ""
        return intake_of(place or told_row.where) or self.words

    def words_of(self, value: object) -> str:
        if isinstance(value, date):
            return day_words(value, self.today)
        return "that it goes on" if value is None else str(value)


def add(teller: Teller, table: str, told_row: ToldRow, child_id: str | None = None) -> None:
    """A fact that is not on record becomes a row, of the child's own table or about the child."""
    row = {"id": told_row.key, **told_row.beside, **told_row.values}
    if child_id:
        row["child_id"] = child_id
    teller.merged.put[table].append(row | _marks(teller, told_row.values, told_row.where))
    teller.merged.touched += 1


def as_before(row: Row, told_row: ToldRow) -> bool:
    """Whether the files tell what they told before, and it stands so: most facts, of most returns."""
    stands_so = all(getattr(row, name) == value for name, value in told_row.values.items())
    return stands_so and row.as_told is not None and row.as_told == encoded(told_row.values)


def settle(teller: Teller, table: str, row: Row, told_row: ToldRow, what: str) -> None:
    """Set what files tell of one fact against its row."""
    before = None if row.as_told is None else decoded(row.as_told)
    changes: dict[str, Any] = {}
    adjourned = table == REVIEW and row.adjourned and not row.held
    if not adjourned or _completed(teller, row, told_row, before, what):
        changes = _followed(teller, table, row, told_row, before, what)
    if changes.get("held") and not row.held:
        changes |= {name: value for name, value in told_row.beside.items() if getattr(row, name) != value}
        if table == REVIEW and row.adjourned:
            changes["completed"] = changes["held"]
    if changes.keys() - _RECORD_BEGINS:  # how far the files reach is no news of the child
        teller.merged.touched += 1
    if encoded(told_row.values) != row.as_told:
        changes |= _marks(teller, told_row.values, told_row.where)
    teller.merged.change(table, row.id, changes)


def _completed(teller: Teller, row: Row, told_row: ToldRow, before: Values | None, what: str) -> bool:
    """Whether a review that a person adjourned was held by what the files say.

    A day of theirs up to the adjournment is that of the meeting that was adjourned. One just after it may be the same
    meeting, its day mistaken, or the one that completed it: only a person can say. Source: domain reference 1.7.
    """
    on, theirs = row.adjourned, told_row.day
    if theirs > on and not is_near(on, theirs, teller.practice):
        return True
    if before is not None and before.get("held") == told_row.values.get("held"):
        return False  # it was told already, and stayed adjourned
    text = f"{heading(what)} was adjourned here; {teller.told_in(told_row)} counts it as held"
    about = ("adjourned", on, theirs)
    if theirs <= on:
        return teller.asks(REVIEW, about, f"{text}. The adjournment stands.", take=False, asks=False)
    return teller.asks(REVIEW, about, f"{text} on {teller.words_of(theirs)}. Taken, it was completed then.", take=False)


def _followed(
    teller: Teller, table: str, row: Row, told_row: ToldRow, before: Values | None, what: str
) -> dict[str, Any]:
    """The values in which the row follows the files."""
    changes: dict[str, Any] = {}
    for name, theirs in told_row.values.items():
        if getattr(row, name) == theirs:
            continue
        if name == "end_known":
            follows = "ended" in changes
        elif name == "end_reason" and "ended" in told_row.values:
            # It goes with the end, whoever set that.
            follows = "ended" in changes or (row.ended == told_row.values["ended"] and theirs is not None)
        else:
            follows = _follows(teller, table, row, told_row, name, before, what)
        if follows:
            changes[name] = theirs
    if table in (LEGAL_STATUS, PLACEMENT) and "started" in changes:
        changes["start_known"] = True
    return changes


def _follows(
    teller: Teller, table: str, row: Row, told_row: ToldRow, name: str, before: Values | None, what: str
) -> bool:
    """Whether one value, which differs, becomes what the files say."""
    mine, theirs = getattr(row, name), told_row.values[name]
    mine = None if mine == "" else mine
    about = ("day" if name in ("started", "ended") else name, mine, theirs)
    told_in = teller.told_in(told_row, name)
    if theirs is None and name != "ended":
        return name == "reviews_known_from" and before is not None
    if name == "started" and table in (LEGAL_STATUS, PLACEMENT) and not row.start_known:
        return True  # nobody here said when
    if name in _RECORD_BEGINS:
        return before is not None or mine is None or (name == "reviews_known_from" and theirs < mine)
    if before is not None and mine == before.get(name):
        if mine is None or name not in _LOUD:
            return True
        was = f"{_LOUD[name]} {teller.words_of(mine)}; " if name not in _NAMED_BY else ""
        text = f"{heading(what)}: {was}{told_in} now says {teller.words_of(theirs)}."
        text += _of_age(teller, name, mine, theirs)
        return teller.asks(table, about, text, take=True)
    if before is not None and theirs == before.get(name):
        return False  # it was so when a person set it otherwise
    if mine is None:
        if before is None or name != "ended":
            return before is None
        # Another end than the one that a person took back.
        text = f"{heading(what)}: its end was taken back here; {told_in} says it ended {teller.words_of(theirs)}."
        return teller.asks(table, about, text, take=False)
    late = theirs is None and teller.newest is not None and mine > teller.newest  # the return cannot know
    middle = name == "started" and not told_row.start_known and mine < theirs  # nor here
    if late or middle or name not in _LOUD:
        return False
    text = f"{heading(what)}: {_LOUD[name]} {teller.words_of(mine)} was entered here; {told_in} says "
    text += f"{teller.words_of(theirs)}.{_of_age(teller, name, mine, theirs)}"
    if before is None and isinstance(mine, date) and isinstance(theirs, date) and name in ("started", "held"):
        # Paired by nearness, so they are one fact.
        return teller.asks(table, about, f"{text} Taken as one: yours stands.", take=False, asks=False)
    return teller.asks(table, about, text, take=False)


def _of_age(teller: Teller, name: str, mine: date | None, theirs: date | None) -> str:
    """That a date of birth makes a child 18 who was younger by the one on record."""
    if name != "born" or not theirs or not of_age_known(mine, theirs, teller.today).get("of_age_known_on"):
        return ""
    return f" That makes the child 18 on {dated(birthday(theirs, MAJORITY))}, and reviews end then."


def withdraw(teller: Teller, table: str, row: Row, what: str, *, worked: bool) -> None:
    """A row that files told and tell no longer: taken off, unless a person set a value in it or worked on it."""
    changed = any(getattr(row, name) != value for name, value in decoded(row.as_told).items())
    # Kept, it is the person's own from now on, and is not asked about again.
    teller.merged.change(table, row.id, {"as_told": None, "told_by": None, "told_where": None})
    if changed and not made_by_files(row):
        return  # the person's own all along: the files only told it too
    text = f"{heading(what)} is no longer in {teller.read}: taken off."
    if worked or changed:
        text = f"{heading(what)} is no longer in {teller.read}; there is work of yours on it."
    if teller.asks(table, ("gone", *days_of(row)), text, take=not (worked or changed)):
        teller.merged.touched += 1
        teller.merged.removed[table].append(row.id)


def made_by_files(row: Row) -> bool:
    """Whether files made the row first: its key is made from what they told (a UUID of version 5)."""
    return UUID(row.id).version == KEY_VERSION


def _marks(teller: Teller, values: Values, where: str) -> dict[str, Any]:
    told_by = teller.keys.get(intake_of(where), teller.intake)
    return {"as_told": encoded(values), "told_by": told_by, "told_where": where or None}
