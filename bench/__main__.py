"""`make bench`: how fast it is, as ratios measured in one run, the cases taking turns."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.terminal import started
from iro_tui.services.opening import create
from iro_tui.services.snapshot import Snapshot
from iro_tui.store import keyfile, tables
from iro_tui.store.engine import reading

TODAY = date(2026, 11, 20)
PASSPHRASE = "bench harbour lantern mossy"
PYTHON = sys.executable


@dataclass(slots=True)
class Case:
    """A figure: what is measured against what, and what it should not exceed."""

    name: str
    against: str
    target: float
    measure: Callable[[], float]
    reference: Callable[[], float]
    ratios: list[float] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    if sys.platform == "win32":
        print("The figures are measured in a pseudo-terminal, which Windows has not: run this on Linux or macOS.")
        return 0
    with tempfile.TemporaryDirectory(prefix="iro-bench-") as folder:
        cases = make_cases(Path(folder))
        for turn in range(-1, options.rounds):  # the first turn only warms the caches
            for case in cases:
                ratio = case.measure() / case.reference()
                if turn >= 0:
                    case.ratios.append(ratio)
            print(f"\r{turn + 1} of {options.rounds}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(table(cases))
    return 0


def table(cases: list[Case]) -> str:
    """The figures in Markdown: the median of the ratios of each turn, and their range."""
    lines = ["| what | against | ratio | range | at most | |", "| --- | --- | ---: | ---: | ---: | --- |"]
    for case in cases:
        median = statistics.median(case.ratios)
        spread = f"{min(case.ratios):.2f}–{max(case.ratios):.2f}"
        verdict = "ok" if median <= case.target else "short"
        lines.append(f"| {case.name} | {case.against} | {median:.2f} | {spread} | {case.target:g} | {verdict} |")
    return "\n".join(lines)


def make_cases(folder: Path) -> list[Case]:
    small, large = (filled(folder / str(n), n) for n in (130, 2675))
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    iro = [PYTHON, "-m", "iro_tui", "--today", TODAY.isoformat(), "--store"]
    cost = keyfile.KdfCost.FLOOR

    def picture() -> float:
        return started([*iro, str(small)], "Passphrase").seconds

    def hello() -> float:
        return started([PYTHON, "-m", "bench.hello"], "Hello").seconds

    def opened(store: Path) -> Callable[[], float]:
        def measure() -> float:
            run = started([*iro, str(store)], "Passphrase|Overdue", [f"{PASSPHRASE}\r"])
            return run.seconds - cost.measure()

        return measure

    def printed() -> float:
        run = started([*iro, str(small), "--passphrase-file", str(secret), "today"], None)
        return run.seconds - cost.measure()

    def imported() -> float:
        return started([PYTHON, "-c", "import sqlmodel"], None).seconds

    return [
        Case("start to the first picture", "hello", 1.15, picture, hello),
        Case("Enter there to Today, 130 children", "hello", 1.0, opened(small), hello),
        Case("Enter there to Today, 2,675 children", "hello", 1.5, opened(large), hello),
        Case("`iro today`, 130 children", "import sqlmodel", 1.6, printed, imported),
        Case("duties of 2,675 children", "reading their rows", 3.0, *duties(large)),
        Case("duties a child, 2,675 children", "of 130 children", 1.3, *a_child(small, large)),
    ]


def filled(folder: Path, children: int) -> Path:
    desk, _ = create(folder, PASSPHRASE, today=TODAY, cost=keyfile.KdfCost.FLOOR)
    desk.fill_with_sample(children, 1)
    desk.close()
    return folder


def duties(folder: Path) -> tuple[Callable[[], float], Callable[[], float]]:
    """The time to derive every duty, and the time to read the rows of their tables through sqlmodel Core."""
    from iro_tui.services.opening import unlock

    desk = unlock(folder, PASSPHRASE, TODAY)
    models: list[type[tables.Kept]] = [
        tables.Child, tables.CarePeriod, tables.LegalStatus, tables.Placement, tables.Review, tables.Rating,
        tables.MidpointCheck, tables.Decision, tables.Escalation, tables.EscalationStep, tables.Contact, tables.Task,
        tables.Conference, tables.ProtectionPlan, tables.CourtDate, tables.Allocation, tables.EarlyReview,
    ]  # fmt: skip

    def derive() -> float:
        with reading(desk.engine) as connection:
            snapshot = Snapshot.read(connection, desk.practice, TODAY)
        return timed(lambda: snapshot.duties)

    def read() -> float:
        with reading(desk.engine) as connection:
            return timed(lambda: [connection.execute(tables.table_of(model).select()).all() for model in models])

    return derive, read


def a_child(small: Path, large: Path) -> tuple[Callable[[], float], Callable[[], float]]:
    """The time of deriving duties, for each child."""
    many, few = duties(large)[0], duties(small)[0]
    return (lambda: many() / 2675), (lambda: few() / 130)


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
