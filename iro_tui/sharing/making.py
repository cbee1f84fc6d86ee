"""Writing children into a file for a colleague, and what follows once the receipt is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.clock import now
from iro_tui.domain.allocation import BY_FILE, holder_of
from iro_tui.domain.vocabulary import BACK, COVERS, HOLDS, SINCE, TRANSFER, WITH_AN_END, WORK_ALONE
from iro_tui.domain.words import amount_words, day_words, joined, until_words
from iro_tui.sharing.entry import part_for
from iro_tui.sharing.file import Written, write
from iro_tui.sharing.own import holding, know_by_name
from iro_tui.sharing.receipts import who_came
from iro_tui.sharing.seal import KeyCard, NotTaken, OwnKeys
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import writing
from iro_tui.store.migrations import LATEST
from iro_tui.store.not_there import read_not_there
from iro_tui.store.own import read_own_person
from iro_tui.store.passing_on import rows_beside
from iro_tui.store.reads import read_rows
from iro_tui.store.sent_out import KIND
from iro_tui.store.shapes import AllocationRow, ChildRow, HandOverRow, PersonRow
from iro_tui.store.tables import AllocationRow as Allocation
from iro_tui.store.tables import HandOverRow as HandOver
from iro_tui.store.tables import new_id
from iro_tui.store.work import RECEIVE, Work, action
from iro_tui.store.writes import made_key, person_key

NAME, CONFIRM, WITHDRAW = "Hand over", "Confirm hand-over", "Withdraw hand-over"
"""What the journal calls them."""


class OnlyLooked(Exception):
    """Ends a transaction in which a file or a receipt was only looked at."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Why, until when and by which practice children are handed over, and on which day."""

    why: str
    until: date | None
    on: date
    practice: str


def hand_over(
    engine: Engine,
    own: OwnKeys,
    to: KeyCard | tuple[str, str],
    child_ids: Sequence[str],
    terms: Terms,
    keep: Callable[[bytes], None],
    *,
    whole: bool = False,
) -> Written:
    """Write children into a file for a colleague by card, or by name and words; `keep` writes it where it goes.

    The children stay as they are until the receipt. Of one who stands in a file for the colleague already that is not
    confirmed all goes again. Raises what `keep` raises: then nothing is on record.
    """
    name, person = (to.name, to.person) if isinstance(to, KeyCard) else (to[0], person_key(to[0]))
    with writing(engine, done=True) as connection:
        parcel = new_id()
        again = {row.child_id for row in _waiting(connection, child_id=list(child_ids), person_id=person)}
        inside = inside_of(connection, own, person, name, child_ids, terms, parcel, set(child_ids) if whole else again)
        written = write(inside, parcel, LATEST, own, to if isinstance(to, KeyCard) else to[1])
        work = Work(connection, NAME, _sentence(child_ids, name, terms), kind=KIND)
        know_by_name(work, person, name)
        common = {"parcel": parcel, "person_id": person, "why": terms.why, "on_day": terms.on, "until": terms.until}
        code = written.receipts.of_child
        knows = {child["key"]: child["knows"] for child in inside["children"]}
        rows = [{"child_id": key, "code": code(key), "knows": knows[key], **common} for key in child_ids]
        work.add_rows(HandOver, rows)
        work.settle()
        keep(written.content)
    return written


def _sentence(child_ids: Sequence[str], name: str, terms: Terms) -> str:
    until = until_words(terms.until, terms.on)
    return f"{amount_words(len(child_ids), 'children')} written into a file for {name}{until}."


def inside_of(
    connection: Connection, own: OwnKeys, person: str, name: str, child_ids: Sequence[str], terms: Terms, parcel: str,
    whole: Collection[str],
) -> dict[str, Any]:  # fmt: skip
    """What a file holds, before it is sealed; of the children of `whole` all there is."""
    parts = [part_for(connection, key, person, own.card.person, parcel, whole=key in whole) for key in child_ids]
    rows = (row.after for part in parts for entry in part.entries for row in entry.rows)
    by = (person for part in parts for person in part.people)
    return {
        "parcel": parcel, "made": now().isoformat(), "on": terms.on.isoformat(), "why": terms.why,
        "until": terms.until and terms.until.isoformat(), "practice": terms.practice, "to": person, "to_name": name,
        "children": [part.as_json() for part in parts], "beside": rows_beside(connection, [*rows, *by]),
        "took": _taken_from(connection, person, child_ids),
    }  # fmt: skip


def _taken_from(connection: Connection, person: str, child_ids: Sequence[str]) -> dict[str, list[str]]:
    """By which files somebody's children were taken in, of those that these are among: of each who came, by the keys
    they have there."""
    parcels = {row.parcel for row in _received(connection, child_id=list(child_ids), person_id=person)}
    taken: dict[str, list[str]] = {}
    for row in _received(connection, parcel=list(parcels)):
        taken.setdefault(row.parcel, []).append(row.their_key or row.child_id)
    return taken


def _received(connection: Connection, **where: Any) -> list[Any]:
    """The rows of files that were taken in here."""
    return read_rows(connection, HandOverRow, received=True, **where)


# Once it is confirmed


def look_at_receipt(engine: Engine, code: str, today: date) -> str:
    """What a receipt tells: it is noted, and that is undone whole. Raises `NotTaken`."""
    tells = []
    with suppress(OnlyLooked), _confirming(engine, code, today) as sentence:
        tells.append(sentence)
        raise OnlyLooked
    return tells[0]


def confirm(engine: Engine, code: str, today: date) -> str:
    """Note who of a file was taken in, by its receipt; who holds or covers them is on record from then on.

    It is a colleague's word that arrives: no undo reaches it. Whoever did not come waits still. A child whom another
    colleague has by an earlier receipt stays with that one: what came first stands. Returns the sentence. Raises
    `NotTaken`: no file of this receipt, or it is confirmed already.
    """
    with _confirming(engine, code, today) as sentence:
        pass
    return sentence


@contextmanager
def _confirming(engine: Engine, code: str, today: date) -> Iterator[str]:
    """In one transaction, which is kept once the block is left; what is told of it."""
    with writing(engine, done=True) as connection:
        work = Work(connection, CONFIRM, kind=RECEIVE)
        came, behind = _by_receipt(work, code)
        if not came:
            raise NotTaken("No file that you wrote has this receipt: look at the eight characters again.")
        rows = [row for row in came if not row.confirmed_on]
        if not rows:
            raise NotTaken("That file is confirmed already. Nothing was changed.")
        (person,) = read_rows(work.connection, PersonRow, id=rows[0].person_id)
        twice = [row for row in rows if _has_another(work.connection, row, today)]
        for row in twice:
            work.change(HandOver, row.id, confirmed_on=today)
        has = [row for row in rows if row not in twice]
        note_arrived(work, has, today)
        work.sentence = " ".join(_who_has(work.connection, person.name, has, twice, behind, today))
        work.settle()
        yield work.sentence


def _by_receipt(work: Work, code: str) -> tuple[list[Any], list[Any]]:
    """The rows of a file of whom a receipt tells that they were taken in, and of the others, who wait.

    Of a file that was withdrawn they are there again: it arrived all the same.
    """
    rows: dict[str, list[tuple[str, str, bool]]] = {}
    statement = "SELECT parcel, id, code, deleted_at IS NOT NULL FROM hand_over WHERE NOT received ORDER BY rowid DESC"
    for parcel, key, own_code, gone in work.connection.rows(statement):
        rows.setdefault(parcel, []).append((key, own_code, gone))
    for file in rows.values():
        if (places := who_came([own_code for _, own_code, _ in file], code)) is not None:
            came = {file[place][0] for place in places}
            back = [key for key, _, gone in file if gone and key in came]
            work.change_many(HandOver, {key: {"deleted_at": None} for key in back}, removed=True)
            standing = read_rows(work.connection, HandOverRow, id=[key for key, _, _ in file])
            return [row for row in standing if row.id in came], [row for row in standing if row.id not in came]
    return [], []


def _has_another(connection: Connection, row: Any, today: date) -> bool:
    """Whether somebody else has the child already, and it did not come back since the file was written.

    That a colleague covers it hinders only another cover that was written before: who holds it may hand it on.
    """
    own = (None, read_own_person(connection), row.person_id)
    since = read_rows(connection, HandOverRow, child_id=row.child_id, received=True)
    if row.why in WORK_ALONE or any(back.on_day >= row.on_day for back in since):
        return False
    named = _named(connection, row.child_id)
    if named and named.iro_id not in own:
        return True
    later = {person for (person,) in connection.rows(_LATER, (row.id,))} if row.why != TRANSFER else set()
    runs = running_covers(connection, row.child_id, today)
    return any(each.iro_id in later and each.iro_id not in own for each in runs)


def _has_it(connection: Connection, row: Any, today: date) -> bool:
    """Whether the colleague has a child now, or covers it: a receipt may come late, when it was handed on since."""
    if row.why in WITH_AN_END:
        return any(each.iro_id == row.person_id for each in running_covers(connection, row.child_id, today))
    named = _named(connection, row.child_id)
    return named is None or named.iro_id == row.person_id


def _named(connection: Connection, child_id: str) -> Any:
    """The naming by which a child is held; None where nobody was ever named."""
    return holder_of(read_rows(connection, AllocationRow, child_id=child_id), date.max, read_own_person(connection))


_LATER = (
    "SELECT later.person_id FROM hand_over JOIN hand_over AS later USING (child_id) WHERE hand_over.id = ? "
    "AND later.rowid > hand_over.rowid AND NOT later.received AND later.confirmed_on IS NOT NULL "
    "AND later.deleted_at IS NULL"
)
"""To whom the child went by files that were written after this one, and have arrived."""


def _who_has(
    connection: Connection, name: str, has: Sequence[Any], twice: Sequence[Any], behind: Sequence[Any], today: date
) -> Iterator[str]:
    """Who is with the colleague now, who with two, and who did not come."""

    def refs(rows: Sequence[Any]) -> str:
        return joined([row.ref for row in read_rows(connection, ChildRow, id=[each.child_id for each in rows])])

    if has:
        amount, day = amount_words(len(has), "children"), day_words(has[0].on_day, today)
        if has[0].why == SINCE:
            yield f"What was done here of {amount} is with {name}, sent on {day}."
        else:
            yield f"{name} has {amount}, handed over {day}."
    own = (None, read_own_person(connection))
    still = [
        row for row in has if row.why == BACK
        and any(each.iro_id in own for each in running_covers(connection, row.child_id, today, ending=False))
    ]  # fmt: skip
    if still:
        yield f"You cover {refs(still)} still: a later file of {name}'s brought it anew."
    behind_of = read_not_there(connection)
    for row in has:
        if (things := behind_of.get((row.child_id, row.person_id))) and _has_it(connection, row, today):
            was = "thing was" if things == 1 else "things were"
            yield (
                f"Of {refs([row])} {things} {was} done here since that file, and {name} has not got it: send it on "
                f"(its row on Today, or iro hand-over {refs([row])} --to '{name}' -o FILE)."
            )
    if twice:
        yield (
            f"{refs(twice)} went to another colleague by an earlier receipt and stays there; {name} has taken it in "
            "too. Ring both: one of them hands it to the other for good."
        )
    if waits := [row for row in behind if not row.confirmed_on]:
        yield f"{refs(waits)} did not come: hand it to {name} once more, and all of it goes."


def withdraw(engine: Engine, parcels: Collection[str], today: date) -> str:
    """Wait no longer for the receipts of files: they were not sent, or got lost. Returns the sentence."""
    with action(engine, WITHDRAW) as work:
        rows = _waiting(work.connection, parcel=list(parcels))
        if not rows:
            raise NotTaken("No such file waits for its receipt. Nothing was changed.")
        for row in rows:
            work.remove(HandOver, row.id)
        names = {row.id: row.name for row in read_rows(work.connection, PersonRow, id=[row.person_id for row in rows])}
        files = {(names[row.person_id], row.on_day) for row in rows}
        which = joined([f"{name} of {day_words(day, today)}" for name, day in sorted(files)])
        work.sentence = (
            f"{amount_words(len(rows), 'children')}: the file for {which} is withdrawn: do not send it, "
            "and take it away where it lies."
        )
    return work.sentence


def note_arrived(work: Work, rows: Iterable[Any], today: date) -> None:
    """That children who were written into a file are with the colleague, who holds or covers them from its day on.

    An earlier file for the same colleague has nothing to wait for any more: all of it stood in this one.
    """
    rows = list(rows)
    for row in rows:
        work.change(HandOver, row.id, confirmed_on=today)
    for row in rows:
        for (earlier,) in work.connection.rows(_EARLIER, (row.id,)):
            work.remove(HandOver, earlier)
        crossed = [parcel for (parcel,) in work.connection.rows(_TAKEN_SINCE, (row.id,))]
        allocate(work, row, row.child_id, row.person_id, None, crossed)


_TAKEN_SINCE = (
    "SELECT later.parcel FROM hand_over JOIN hand_over AS later USING (child_id, person_id) WHERE hand_over.id = ? "
    "AND later.rowid > hand_over.rowid AND later.received AND later.deleted_at IS NULL"
)
"""The files from the same colleague that brought the child after this one was written."""
_EARLIER = (
    "SELECT earlier.id FROM hand_over, hand_over AS earlier USING (child_id, person_id) WHERE hand_over.id = ? "
    "AND earlier.rowid < hand_over.rowid AND NOT earlier.received AND earlier.confirmed_on IS NULL "
    "AND earlier.deleted_at IS NULL"
)
"""The children's rows in files for the same colleague that were written before, and wait still."""


def _waiting(connection: Connection, **where: Any) -> list[Any]:
    """The rows of files that were written and not confirmed yet."""
    return read_rows(connection, HandOverRow, received=False, confirmed_on=None, **where)


def arrived_before(connection: Connection, giver: str, took: Mapping[str, Collection[str]]) -> list[Any]:
    """The rows of files to a colleague that have arrived, as a file from there tells."""
    return [row for row in _waiting(connection, person_id=giver) if row.child_id in took.get(row.parcel, ())]


def allocate(
    work: Work, terms: Any, child_id: str, iro: str | None, before: str | None, crossed: Collection[str] = ()
) -> None:
    """Say who holds or covers a child from the day of a file on; nobody (None) is the officer whose store this is.

    A file of what was done since says nothing of it. `before` is who held it, or for whom it is covered. The row has
    the same key on both laptops. Nobody holds a child who was removed meanwhile. `crossed` are the files that went the
    other way meanwhile: giving back ends no cover by one of them, for whoever gave it back had not got it yet, and
    took it in afterwards.
    """
    if terms.why == SINCE or not read_rows(work.connection, ChildRow, id=child_id):
        return
    holds = terms.why == TRANSFER
    same = {before, read_own_person(work.connection)} if before is None else {before}
    if terms.why == BACK:
        end_covers(work, terms, child_id, same, {made_key("allocation", parcel, child_id) for parcel in crossed})
        return
    end_covers(work, terms, child_id)
    later: list[date] = []
    for row in holding(work.connection, child_id=child_id) if holds else ():
        if row.allocated > terms.on_day:
            later.append(row.allocated)  # it was handed on since, and its file or receipt came first
        elif row.iro_id in same:
            work.change(Allocation, row.id, until=terms.on_day)
    values = {
        "child_id": child_id, "allocated": terms.on_day, "reason": BY_FILE, "iro_id": iro, "previous_iro_id": before,
        "mode": HOLDS if holds else COVERS, "until": min(later, default=None) if holds else terms.until,
    }  # fmt: skip
    work.put(Allocation, [{"id": made_key("allocation", terms.parcel, child_id), **values}])


def end_covers(
    work: Work, terms: Any, child_id: str, by: Collection[str | None] | None = None, but: Collection[str] = ()
) -> None:
    """End the covers of a child on the day of a file, by these persons (None: everybody's), but for those of keys."""
    for row in running_covers(work.connection, child_id, terms.on_day, ending=False):
        if (by is None or row.iro_id in by) and row.id not in but:
            work.change(Allocation, row.id, until=terms.on_day)


def running_covers(connection: Connection, child_id: str, day: date, *, ending: bool = True) -> list[Any]:
    """The covers of a child that run on a day; whether those of whom it is the last day are among them."""
    rows = read_rows(connection, AllocationRow, child_id=child_id, mode=COVERS)
    return [
        row
        for row in rows
        if row.allocated <= day and (row.until is None or row.until > day or (ending and row.until == day))
    ]
