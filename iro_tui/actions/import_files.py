"""Bringing files in: what they would change is shown first, then it is one action that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.actions.child import since_when
from iro_tui.actions.merging import Merge, merge
from iro_tui.actions.questions import typed_day
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.domain.words import joined
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.extract import Extract, Problem, Recognised
from iro_tui.exchange.readers import read_files

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What files hold and what bringing them in would change. Counts are children."""

    extract: Extract
    today: date
    new: int
    changed: int
    unchanged: int
    ended: int
    """Children on the caseload whose care has ended by these files; they are among the changed."""
    since: date
    """Since when the new children are on the caseload; may be replaced before it is brought in."""

    @property
    def recognised(self) -> tuple[Recognised, ...]:
        return tuple(self.extract.recognised)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.extract.problems)

    @property
    def changes_nothing(self) -> bool:
        return not self.new and not self.changed

    @property
    def summary(self) -> str:
        """The counts in a sentence."""
        if self.changes_nothing:
            return f"Nothing to change: all {self.unchanged:,} children are on record just so."
        counts = f"{self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged"
        return f"{counts}, care ended for {self.ended:,}." if self.ended else f"{counts}."

    def problem_kinds(self) -> tuple[tuple[str, str, int], ...]:
        """The problems by kind: field, message and how many, the commonest first."""
        counts = Counter((problem.field or "", problem.message) for problem in self.problems)
        return tuple((field, message, n) for (field, message), n in counts.most_common())


def preview_import(session: Session, paths: Sequence[Path]) -> ImportPreview:
    """Read files and work out what they would change; writes nothing. Raises Refused when none can be read."""
    from iro_tui.store.engine import reading

    try:
        extract = read_files(paths, session.today)
    except UnreadableFile as error:
        raise Refused(str(error)) from None
    with refusals(), reading(session.engine) as connection:
        merged = merge(connection, extract, session.practice, session.today, session.today)
        return _preview(extract, merged, session.today, session.today)


def taken_on(session: Session, preview: ImportPreview, typed: str) -> ImportPreview:
    """The preview with the day typed for when its new children came to the caseload; today for none. Raises Refused."""
    day = typed_day(typed, session.today, session.practice.office, "back")
    return replace(preview, since=since_when(day, None, session.today))


def apply_import(session: Session, preview: ImportPreview) -> Changes:
    """Bring in what was previewed, as one action. What changed in the store since then is taken into account."""
    from iro_tui.store.work import action, model_of

    with refusals(), action(session.engine, "Import") as work:
        # Worked out again inside the transaction: another window may have written since.
        merged = merge(work.connection, preview.extract, session.practice, preview.today, preview.since)
        counts = _preview(preview.extract, merged, preview.today, preview.since)
        for table, rows in merged.added.items():
            work.add_rows(model_of(table), rows)
        for table, changes in merged.changes.items():
            work.change_many(model_of(table), changes)
        work.sentence = f"Imported {joined(sorted({r.format.split()[0] for r in counts.recognised}))}: {counts.summary}"
    return Changes.of(work.result)


def _preview(extract: Extract, merged: Merge, today: date, since: date) -> ImportPreview:
    return ImportPreview(
        extract=extract,
        today=today,
        new=len(merged.new),
        changed=len(merged.changed),
        unchanged=len(extract.children) - len(merged.new) - len(merged.changed),
        ended=len(merged.ended),
        since=since,
    )
