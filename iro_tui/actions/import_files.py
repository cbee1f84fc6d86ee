"""Bringing files in: what they would change is shown first, then it is one action that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.actions.child import since_when
from iro_tui.actions.differences import Choices, Difference
from iro_tui.actions.managing import require_officers
from iro_tui.actions.merging import alike_key, before, merge, one_child_each, spellings
from iro_tui.actions.questions import typed_day
from iro_tui.actions.reconcile import TIME_IN_CARE, Merge
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.domain.allocation import more_than_a_fifth
from iro_tui.domain.words import amount_words, dated, joined
from iro_tui.exchange.answering import Answerable, numbered, of_files
from iro_tui.exchange.choosing import EVERYBODY, CannotChoose, Whom, choose
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.extract import Extract, Problem, Recognised
from iro_tui.exchange.readers import read_files
from iro_tui.stopping import Stop, Stopped
from iro_tui.text import ref_key

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.store.work import Work

_TABLES = ("intake", "listing", "telling")
"""What is kept of the files themselves: written too, but no child's news."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files to read, of which year where a person says it, and whom of them to bring in."""

    paths: tuple[Path, ...]
    year: int | None = None
    chosen: Whom = EVERYBODY
    piped: bytes | None = None
    """What came on standard input, where that is read."""


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
    caseload: int = 0
    """Children whose care went on before, by the record."""
    left_out: int = 0
    """Children whose cases were removed here for good, and who stay away."""
    differences: tuple[Difference, ...] = ()
    """What the files take back or say otherwise than a person, in order of reference: each can be taken or refused."""
    answers: Mapping[str, bool] = field(default_factory=dict)
    """The answers to differences, by key; where there is none it goes as the difference says."""
    keeps: bool = False
    """Whether there is anything to keep of the files, if only for those that come after them."""
    seen: int = 0
    """The journal's number when this was worked out."""
    wanted: Wanted = field(default_factory=lambda: Wanted(()))
    """What was to be read."""

    @property
    def recognised(self) -> tuple[Recognised, ...]:
        return tuple(self.extract.recognised)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.extract.problems)

    @property
    def asked(self) -> tuple[Difference, ...]:
        """The differences that can be answered."""
        return tuple(difference for difference in self.differences if difference.asks)

    @property
    def answerable(self) -> list[Answerable]:
        """What is asked, by what it is called in an answer that is typed: of the files, then of the children."""
        questions = self.extract.questions
        keys = {question.key for question in questions}
        of_children = (each for each in self.asked if each.key not in keys)
        named = (Answerable(each.key, f"{each.ref} {each.subject}", each.yes, each.no) for each in of_children)
        return [*of_files(questions), *numbered(named)]

    @property
    def unanswered(self) -> bool:
        """Whether something is asked of the files themselves that nobody has answered yet."""
        return any(question.key not in self.answers for question in self.extract.questions)

    @property
    def nothing_read(self) -> str:
        """Why nothing could be read, as a sentence; empty where the files tell of a child."""
        return self.extract.nothing_read

    @property
    def blocks(self) -> tuple[str, ...]:
        """Rows of the officer's own lists, which are looked through by themselves."""
        return tuple(self.extract.blocks)

    @property
    def ends_many(self) -> bool:
        """Whether care would end for more than a fifth of the caseload at once, so that the number is to be typed."""
        return self.ended > 1 and more_than_a_fifth(self.ended, self.caseload)

    @property
    def changes_nothing(self) -> bool:
        if self.nothing_read:
            return True
        return not self.new and not self.changed and not self.keeps

    @property
    def summary(self) -> str:
        """The counts in a sentence."""
        if self.nothing_read:
            return self.nothing_read
        if self.blocks and not self.extract.tells_of:
            lists = f"{len(self.blocks)} lists of your own" if len(self.blocks) > 1 else "A list of your own"
            return f"{lists}: each row is shown as it is understood before any of it is kept."
        if not self.new and not self.changed and not self.left_out:
            children = amount_words(self.unchanged, "children")
            return f"Nothing to change: {'all ' if self.unchanged > 1 else ''}{children} on record just so."
        counts = f"{self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged"
        counts += f", {self.left_out:,} removed here before and left out" if self.left_out else ""
        return f"{counts}, care ended for {self.ended:,}." if self.ended else f"{counts}."

    @property
    def sources(self) -> tuple[str, ...]:
        """What the files are taken for and what they cover, a sentence each; nothing of files that tell nothing."""
        if self.nothing_read:
            return ()
        return tuple(
            f"{intake.words}: covers {dated(intake.covers_from)} to {dated(intake.covers_to)}"
            + (f", its newest day is {dated(intake.newest)}." if intake.newest else ".")
            for intake in self.extract.intakes
        )

    def takes(self, difference: Difference) -> bool | None:
        """Whether the files are followed in this; None where it stays open."""
        return self.answers.get(difference.key, difference.take)

    def problem_kinds(self) -> tuple[tuple[str, str, int], ...]:
        """The problems by kind: field, message and how many, the commonest first."""
        counts = Counter((problem.field or "", problem.message) for problem in self.problems)
        return tuple((field, message, n) for (field, message), n in counts.most_common())


def preview_import(
    session: Session,
    paths: Sequence[Path],
    year: int | None = None,
    chosen: Whom = EVERYBODY,
    stop: Stop | None = None,
    piped: bytes | None = None,
) -> ImportPreview:
    """Read files and work out what they would change; writes nothing. Raises Refused when none can be opened.

    `year` names the collection year of a return (the year it began in) whose own days mislead; `chosen` says whom of
    the children to bring in. Refused too where it was asked to `stop`.
    """
    require_officers(session)
    with _stopped_by(stop):
        return _look(session, Wanted(tuple(paths), year, chosen, piped), {}, session.today)


@contextmanager
def _stopped_by(stop: Stop | None) -> Iterator[None]:
    try:
        with (stop or Stop()).heeded():
            yield
    except Stopped:
        raise Refused("Stopped, as you asked. Nothing was brought in.") from None


def _look(session: Session, wanted: Wanted, answers: Mapping[str, bool], since: date) -> ImportPreview:
    from iro_tui.store.engine import reading
    from iro_tui.store.entries import last_operation

    with refusals(), reading(session.engine) as connection:
        spelling = spellings(connection)
        kept = before(connection)

        def read() -> Extract:
            extract = read_files(wanted.paths, session.today, kept, wanted.year, spelling, answers, wanted.piped)
            return extract if extract.nothing_read else choose(extract, wanted.chosen)

        try:
            extract = read()
            pairs = [pair for pair in extract.alike if answers.get(alike_key(*pair))]
            if pairs:
                one_child = one_child_each(connection, pairs)
                spelling |= {ref_key(other): stays for stays, other in one_child}
                extract = read()
                extract.alike += pairs
                extract.one_child = one_child
        except (UnreadableFile, CannotChoose) as error:
            raise Refused(str(error)) from None
        merged, choices = merge(connection, extract, session.practice, session.today, since, answers)
        preview = _preview(extract, merged, choices, session.today, since, last_operation(connection))
        return replace(preview, wanted=wanted, answers=answers)


def taken_on(session: Session, preview: ImportPreview, typed: str) -> ImportPreview:
    """The preview with the day typed for when its new children came to the caseload; today for none. Raises Refused."""
    day = typed_day(typed, session.today, session.practice.office, "back")
    return replace(preview, since=since_when(day, None, session.today))


def answered(session: Session, preview: ImportPreview, answers: Mapping[str, bool]) -> ImportPreview:
    """The preview with differences answered, by their keys. Whether two identifiers are one child is read anew."""
    new = {**preview.answers, **answers}
    asked = {alike_key(*pair) for pair in preview.extract.alike}
    asked |= {question.key for question in preview.extract.questions}
    if any(new.get(key) != preview.answers.get(key) for key in asked):
        return _look(session, preview.wanted, new, preview.since)
    if any(each.subject == TIME_IN_CARE and each.key in answers for each in preview.differences):
        preview = _counted_anew(session, preview, new)
    return replace(preview, answers=new)


def _counted_anew(session: Session, preview: ImportPreview, answers: Mapping[str, bool]) -> ImportPreview:
    """The preview with the counts that follow from these answers: for whom care ends hangs on them."""
    from iro_tui.store.engine import reading

    with refusals(), reading(session.engine) as connection:
        merged, choices = merge(connection, preview.extract, session.practice, preview.today, preview.since, answers)
    counts = _preview(preview.extract, merged, choices, preview.today, preview.since, preview.seen)
    return replace(counts, wanted=preview.wanted)


def apply_import(
    session: Session, preview: ImportPreview, stop: Stop | None = None, ended: int | None = None
) -> Changes:
    """Bring in what was previewed, as one action. What changed in the store since then is taken into account.

    What was done before is backed up first; where that failed, what is said of the import says so. Refused where it
    was asked to `stop` before it was done: then nothing was changed. So it is where care ends for more than a fifth of
    the caseload at once, unless `ended` says for how many.
    """
    from iro_tui.caseload.lists.differences import IMPORT
    from iro_tui.caseload.safekeeping import back_up_before
    from iro_tui.store.entries import touched_since
    from iro_tui.store.work import action

    unmade = back_up_before(session, "import")
    with refusals(), _stopped_by(stop), action(session.engine, IMPORT) as work:
        if "intake" in touched_since(work.connection, preview.seen).tables:
            raise Refused("Another return was brought in meanwhile. Nothing was changed; look at this one again.")
        # Worked out again inside the transaction: another window may have written since.
        merged, choices = merge(
            work.connection, preview.extract, session.practice, preview.today, preview.since, preview.answers
        )
        counts = _preview(preview.extract, merged, choices, preview.today, preview.since, preview.seen)
        if counts.ends_many and ended != counts.ended:
            number, of = amount_words(counts.ended, "children"), counts.caseload
            raise Refused(
                f"Care would end for {number} of {of} at once, more than a fifth: is this the whole file? If it is, "
                f"say for how many: {counts.ended} (on the command line --ended {counts.ended}). "
                "Nothing was brought in."
            )
        _write(work, merged)
        work.sentence = f"Imported {joined(sorted({r.format.split()[0] for r in counts.recognised}))}: {counts.summary}"
    changes = Changes.of(work.result)
    return replace(changes, sentence=f"{changes.sentence} {unmade}") if unmade else changes


def _write(work: Work, merged: Merge) -> None:
    """A row comes after those it refers to; what is changed and then taken off is both, in that order."""
    from iro_tui.store.tables import Kept
    from iro_tui.store.work import model_of

    work.let_back(merged.back)
    for table in Kept.metadata.sorted_tables:
        if rows := merged.put.get(table.name):
            work.put(model_of(table.name), rows)
    for name, changes in merged.changes.items():
        work.change_many(model_of(name), changes)
    for name, keys in merged.removed.items():
        work.change_many(model_of(name), {key: {"deleted_at": work.at} for key in keys})


def _preview(extract: Extract, merged: Merge, choices: Choices, today: date, since: date, seen: int) -> ImportPreview:
    return ImportPreview(
        extract=extract,
        today=today,
        new=len(merged.new),
        changed=len(merged.changed),
        unchanged=len(extract.children) - len(merged.new) - len(merged.changed) - len(merged.left_out),
        left_out=len(merged.left_out),
        ended=len(merged.ended),
        caseload=merged.caseload,
        since=since,
        differences=tuple(sorted(choices.met.values(), key=lambda difference: difference.ref)),
        keeps=bool(any(merged.put.get(table) or merged.changes.get(table) for table in _TABLES)),
        seen=seen,
    )
