"""Made-up caseloads to measure over, each in an encrypted store of its own and as CSV for the rivals."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from bench import iro
from bench.terminal import Program
from iro_tui.actions.sample import fill_with_sample
from iro_tui.caseload.lines import ChildLine, DutyLine
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.opening import create
from iro_tui.caseload.session import Session
from iro_tui.store.kdf import SALT_BYTES, KdfCost
from iro_tui.store.keyfile import root_of
from iro_tui.store.sealing import bytes_of
from iro_tui.tui.dialogs.tour import SEEN

TODAY = date(2026, 11, 20)
PASSPHRASE = "bench harbour lantern mossy"
PYTHON = sys.executable


@dataclass(frozen=True)
class Listed:
    """A list of the program as the rivals are given it."""

    path: Path
    rows: int
    first: str
    """The reference of the child in the first row."""

    @classmethod
    def write(cls, path: Path, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Listed:
        written = list(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([titles, *written])
        return cls(path, len(written), written[0][0])


@dataclass(frozen=True)
class Sample:
    """A caseload of so many children, its store open for what is measured inside, and used before: no tour is due."""

    children: int
    session: Session

    @classmethod
    def make(cls, folder: Path, children: int) -> Sample:
        session, _ = create(folder, PASSPHRASE, today=TODAY, cost=KdfCost.FLOOR)
        fill_with_sample(session, children, 1)
        session.confirm_code()
        session.keep_draft("tour", "seen")
        session.keep_draft(SEEN, "seen")
        return cls(children, session)

    @property
    def folder(self) -> Path:
        return self.session.place.folder

    def iro(self, *verb: str, blocks: Path | None = None) -> Program:
        """The program over this store. It is handed its key; with `blocks`, where it writes how long its loop was
        blocked, it derives it."""
        options = ["--today", TODAY.isoformat(), "--store", str(self.folder), *verb]
        asked = {iro.BLOCKS: str(blocks)} if blocks else {iro.KEY: self._key}
        settings, resting = {"IRO_SETTINGS": str(self.folder)}, iro.LISTENING if blocks else 0.0
        return Program([PYTHON, "-m", "bench.iro", *options], asked | settings, resting=resting)

    @cached_property
    def _key(self) -> str:
        [slot] = root_of(self.session.place.key).slots
        return KdfCost.FLOOR.derive(PASSPHRASE, bytes_of(slot["salt"], SALT_BYTES)).hex()

    @cached_property
    def passphrase_file(self) -> Path:
        path = self.folder / "passphrase"
        path.write_text(PASSPHRASE, encoding="utf-8")
        return path

    @cached_property
    def today(self) -> Listed:
        """Every duty that is found there."""
        return self._duties("today.csv", self.session.lines(DUTIES))

    @cached_property
    def weeks(self) -> Listed:
        """The rows of its last group, the weeks to come, once that is opened: without what is folded into them."""
        rows = [row for row in self.session.lines(DUTIES) if not row.folded_under]
        return self._duties("weeks.csv", [row for row in rows if row.group == rows[-1].group])

    def _duties(self, name: str, rows: Iterable[DutyLine]) -> Listed:
        titles = ("child", "due", "days", "clock", "RAG", "what", "who", "group")
        return Listed.write(self.folder / name, titles, map(_duty_cells, rows))

    @cached_property
    def caseload(self) -> Listed:
        titles = ("child", "initials", "age", "status", "RAG", "review by", "placement", "worker")
        return Listed.write(self.folder / "caseload.csv", titles, map(_child_cells, self.session.lines(CHILDREN)))


def _duty_cells(row: DutyLine) -> Sequence[str]:
    duty = row.duty
    cells = (
        duty.child,
        f"{duty.due:%d/%m/%y}",
        str(duty.days),
        duty.clock,
        duty.rag,
        duty.what,
        row.who.initials if row.who else "",
    )
    return [*(cell or "–" for cell in cells), row.group]


def _child_cells(row: ChildLine) -> Sequence[str]:
    limit = f"{row.next_review.limit:%d %b %Y}" if row.next_review else None
    cells = (row.ref, row.who.initials, row.age, row.status, row.who.rag, limit, row.placement, row.worker)
    return [str(cell or "–") for cell in cells]
