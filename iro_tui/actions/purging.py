"""Removing closed cases for good: shown first, then done, and nothing of it can be taken back.

No `Action`: those can all be undone. What other children's rows say of a child stays, since it is theirs, and is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.actions.told_rows import CHILD, known_key
from iro_tui.caseload.lines import Changes, ChildLine
from iro_tui.caseload.lists.children import row
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.domain.retention import staying_facts
from iro_tui.domain.words import amount_words, day_words, joined

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.session import Session
    from iro_tui.store.purging import Leaving

FOR_GOOD = "Nothing brings them back, not undo either."
STAYS = (
    "Of each stays, without a name: the year of birth, codes, and the days and limits of reviews, for figures of the "
    "time before."
)
EVERYWHERE = "At the hub, and on every laptop of the service with its next exchange, they are removed for good too."
HERE_ALONE = "At the hub they stay until a manager removes them."
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class PurgePreview:
    """What removing these cases would do."""

    lines: tuple[ChildLine, ...]
    """The children, in order of reference."""
    rows: int
    """How many entries are about them."""
    unfiled: int
    """How many notes would be lost that are not on the council's system yet, colleagues' among them."""
    not_sent: int
    """How many things done here would be lost that the colleague who has the child for good has not got."""
    handed_over: tuple[str, ...]
    """The references of those whom a colleague has, of whom only what is here goes."""
    warnings: tuple[str, ...]
    """What should be looked at before, a sentence each."""
    backups: tuple[Path, ...]
    """The backups and what was set aside in which the cases still stand."""
    folders: tuple[Path, ...]
    """The second folders of backups that were asked about."""
    seen: int
    """The journal's number when this was worked out."""
    today: date

    @property
    def child_ids(self) -> frozenset[str]:
        return frozenset(line.child_id for line in self.lines)

    @property
    def cases(self) -> str:
        return amount_words(len(self.lines), "closed cases")

    @property
    def question(self) -> str:
        """What is asked before it is done."""
        lost = f", {self.lost} among them" if self.lost else ""
        return f"Remove {self.cases} for good, with {amount_words(self.rows, 'entries')}{lost}? {self.back} {STAYS}"

    @property
    def lost(self) -> str:
        """What would be lost that stands nowhere else; empty where nothing would."""
        notes = [f"{amount_words(self.unfiled, 'notes')} not filed anywhere"] if self.unfiled else []
        things = [f"{amount_words(self.not_sent, 'things')} not sent on"] if self.not_sent else []
        return joined([*notes, *things])

    @property
    def back(self) -> str:
        """What brings them back: of those whom a colleague has a later hand-over, and nothing else of any."""
        if not self.handed_over:
            return FOR_GOOD
        them = "them" if len(self.handed_over) == len(self.lines) else _named(self.handed_over)
        return f"Only a later hand-over to you brings {them} back, not undo."

    @property
    def backup_words(self) -> str:
        """What of the backups; empty where there are none."""
        if not self.backups:
            return ""
        holds = "holds" if len(self.backups) == 1 else "hold"
        return (
            f"{amount_words(len(self.backups), 'backups')} still {holds} them. Kept, they go one by one as new ones "
            "are made, the last after nine months; removed, a new one is made first."
        )


def flagged(caseload: Caseload) -> tuple[str, ...]:
    """The children whose cases are kept too long, by the practice's period."""
    off = (child_id for child_id in caseload.children if child_id not in caseload.status)
    return tuple(child_id for child_id in off if row(caseload, child_id).kept_too_long)


def preview_purge(session: Session, child_ids: Sequence[str] = (), folders: Sequence[Path] = ()) -> PurgePreview:
    """What removing children would do, those flagged where none is named; writes nothing.

    `folders` are second folders of backups. Raises Refused: nobody is flagged, somebody is on the caseload still.
    """
    from iro_tui.caseload.safekeeping import older_copies
    from iro_tui.store import purging
    from iro_tui.store.engine import reading
    from iro_tui.store.hub_log import joined_body

    caseload = session.caseload()
    ids = tuple(dict.fromkeys(child_ids)) or flagged(caseload)
    caseload.require_children(ids)
    lines = tuple(sorted((row(caseload, child_id) for child_id in ids), key=lambda line: line.ref))
    _require_closed(caseload, lines)
    with refusals(), reading(session.engine) as connection:
        rows = purging.rows_of(connection, ids)
        mentions = purging.mentions(connection, ids)
        unfiled = purging.waiting_notes(connection, ids)
        at_hub = (EVERYWHERE if caseload.manages else HERE_ALONE) if joined_body(connection) else ""
    warnings = (*_warnings(caseload, lines, mentions, unfiled), *([at_hub] if at_hub else []))
    return PurgePreview(
        lines,
        rows,
        sum(unfiled.values()),
        sum(count for key, count in _not_sent(caseload, lines)),
        tuple(line.ref for line in lines if not caseload.manages and caseload.whose[line.child_id].since),
        warnings,
        older_copies(session, folders),
        (*folders,),
        caseload.seen,
        caseload.today,
    )


def _not_sent(caseload: Caseload, lines: Sequence[ChildLine]) -> list[tuple[str, int]]:
    """Of whom something done here is not with the colleague who has the child: the reference, and how much."""
    behind = caseload.exchanged.not_there
    of_child = {child_id: behind[child_id, each.person] for each in caseload.send_on for child_id in each.children}
    return [(line.ref, of_child[line.child_id]) for line in lines if line.child_id in of_child]


def _require_closed(caseload: Caseload, lines: Sequence[ChildLine]) -> None:
    if not lines:
        months = amount_words(caseload.practice.caseload.retention_months, "months")
        raise Refused(f"No closed case is to be removed yet: they are kept for {months}.")
    if on_it := [line.ref for line in lines if line.child_id in caseload.status]:
        verb = "is" if len(on_it) == 1 else "are"
        raise Refused(f"{_named(on_it)} {verb} on the caseload: only cases that are over are removed for good.")


def _warnings(
    caseload: Caseload,
    lines: Sequence[ChildLine],
    mentions: Sequence[tuple[str, str | None]],
    unfiled: Mapping[str | None, int],
) -> list[str]:
    sentences = []
    if early := [line for line in lines if not line.kept_too_long]:
        until = max((line.kept_until for line in early if line.kept_until), default=None)
        day = f"{day_words(until, caseload.today)}" if until else "nobody knows which day"
        sentences.append(f"Not due yet by your practice: {_named([line.ref for line in early])}, until {day}.")
    for ref, count in _not_sent(caseload, lines):
        things = amount_words(count, "things")
        sentences.append(
            f"Of {ref} {things} done here {'is' if count == 1 else 'are'} with nobody else: send it on first."
        )
    for person, count in unfiled.items():
        verb = "is" if count == 1 else "are"
        who = caseload.colleagues.get(person or "")
        whose, what = (
            ("", "file them first (7)")
            if person is None
            else (f" of {who.name if who else 'a colleague'}", "theirs to file, so ask whether it was done")
        )
        sentences.append(f"{amount_words(count, 'notes')}{whose} {verb} not on the council's system yet: {what}.")
    if open_now := [line.ref for line in lines if line.open_escalations or line.open_decisions]:
        sentences.append(f"Something is open still: {_named(open_now)}.")
    if mentions:
        about = dict.fromkeys(child_id for _, child_id in mentions)
        refs = [child.ref if (child := caseload.children.get(key or "")) else "your own entries" for key in about]
        sentences.append(
            f"{amount_words(len(mentions), 'entries')} of others name them and stay as they are: {_named(refs)}."
        )
    return sentences


def _named(refs: Sequence[str]) -> str:
    more = len(refs) - _MOST_NAMED
    return joined([*refs[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])])


def purge(session: Session, preview: PurgePreview, *, backups: bool = False) -> Changes:
    """Remove what was previewed, for good; with `backups` the older backups too, after a new one was made.

    Raises Refused: something was done meanwhile, and then nothing was removed. What fails afterwards (no room for a new
    backup, another window that reads) is said in the sentence; the cases are gone.
    """
    from iro_tui.caseload.safekeeping import replace_backups
    from iro_tui.store import cleaning, purging
    from iro_tui.store.tables import Kept

    caseload = session.caseload()
    if caseload.seen != preview.seen:
        raise Refused("Something was done meanwhile. Nothing was removed; look again at what would be.")
    leaving = [leaving_of(caseload, line.child_id) for line in preview.lines]
    sentence = f"Removed {preview.cases} for good."
    with refusals():
        outcome = purging.purge(session.engine, leaving, sentence, caseload.today, preview.seen)
        if not cleaning.clean(session.engine):
            sentence += " What they left in the file, which another window may be reading, goes when it is next opened."
    if backups:
        sentence = f"{sentence} {replace_backups(session, preview.folders)}".strip()
    tables = frozenset(table.name for table in Kept.metadata.sorted_tables)
    return Changes(outcome.operation_id, outcome.name, sentence, tables, preview.child_ids)


def leaving_of(caseload: Caseload, child_id: str) -> Leaving:
    """A child who is removed, and what stays for the figures of the time before."""
    from iro_tui.store.purging import Leaving

    child = caseload.children[child_id].facts
    refs = (child["ref"], *child["also_written"].split())
    stays = staying_facts(caseload.cases[child_id], child, caseload.practice)
    # In a manager's store somebody else has every child: what she removes is removed for all.
    since = None if caseload.manages else caseload.whose[child_id].since
    return Leaving(child_id, tuple(known_key(CHILD, ref) for ref in refs), stays, since)
