"""How bringing in a return grows with its children: the time a child, and the memory that each adds."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bench import iro, returns
from bench.sample import PASSPHRASE, PYTHON
from bench.table import Figure, Trial
from bench.terminal import Program
from iro_tui.caseload.opening import create
from iro_tui.store.kdf import KdfCost

SIZES = (4_045, 15_120)
"""Children who came into care over six years: the last year's return tells of two thirds of them, a large council's
2,675 and, as no council has them, 10,000."""
A_CHILD = 20 / 1024
"""MiB that a child may add to the most that an import holds."""


@dataclass(frozen=True, slots=True)
class Return:
    """A year's return, and an empty store that it is brought into, again and again."""

    files: Path
    empty: Path
    children: int

    @classmethod
    def write(cls, folder: Path, children: int) -> Self:
        *_, files = returns.write(folder / "returns", children)
        session, _ = create(folder / "empty", PASSPHRASE, today=returns.TODAY, cost=KdfCost.FLOOR)
        session.close()
        (folder / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
        return cls(files, folder / "empty", len((files / "header.csv").read_text("utf-8").splitlines()) - 1)

    def brought_in(self) -> tuple[float, float]:
        """The seconds that it takes by command line, and the most memory held, in MiB."""
        with tempfile.TemporaryDirectory(prefix="iro-bench-") as folder:
            store = Path(shutil.copytree(self.empty, Path(folder) / "store"))
            options = ["--store", str(store), "--today", returns.TODAY.isoformat()]
            options += ["--passphrase-file", str(self.empty.parent / "passphrase"), "--yes"]
            held = Path(folder) / "held"
            command = [PYTHON, "-m", "bench.iro", "import", *options, str(self.files)]
            with Program(command, {iro.PEAK: str(held)}) as program:
                seconds = program.ended()
            return seconds, float(held.read_text("ascii") or "nan")


def growing(folder: Path) -> Trial:
    """The larger of two returns against the smaller."""
    small, large = (Return.write(folder / str(children), children) for children in SIZES)
    measured: list[tuple[float, float]] = []

    def ours() -> tuple[float, float]:
        measured[:] = [small.brought_in(), large.brought_in()]
        (_, least), (seconds, most) = measured
        return seconds / large.children, (most - least) / (large.children - small.children)

    def theirs() -> tuple[float, float]:
        (seconds, _), _ = measured
        return seconds / small.children, A_CHILD

    return Trial(
        [
            Figure(
                f"a return of {large.children:,} children brought in, a child", f"of {small.children:,} children", 1.3
            ),
            Figure(f"memory that a child adds to it, up to {large.children:,}", "20 KiB", 1.0),
        ],
        ours,
        theirs,
    )
