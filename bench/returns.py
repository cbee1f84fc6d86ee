"""Five yearly returns of many children, to be brought in one after the other."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

YEARS = range(2021, 2026)
TODAY = date(2026, 4, 20)
BORN = date(2012, 6, 5)
BETWEEN = timedelta(150)
"""Between two reviews, and between two changes of placement."""
EPISODES = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"]
REVIEWS = ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]
HEADER = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in care of a made-up child: from, to (None: it goes on)."""

    ref: str
    start: date
    end: date | None


def stays(children: int) -> list[Stay]:
    """A child after the other comes into care, over six years; two of three leave it after some time."""
    first = date(2020, 1, 6)
    result = []
    for n in range(children):
        start = first + timedelta(n * 2190 // children)
        end = start + timedelta(200 + n * 7 % 1200) if n % 3 else None
        result.append(Stay(f"C{n:05}", start, end if end and end < date(2026, 3, 1) else None))
    return result


def write(folder: Path, children: int) -> list[Path]:
    """The returns of five years, each in a folder; the first year comes first."""
    everybody = stays(children)
    return [_write_year(folder / str(year), everybody, date(year, 4, 1), date(year + 1, 3, 31)) for year in YEARS]


def _write_year(folder: Path, everybody: Sequence[Stay], start: date, end: date) -> Path:
    folder.mkdir(parents=True)
    inside = [stay for stay in everybody if stay.start <= end and (stay.end is None or stay.end >= start)]
    heads = ([stay.ref, "M", _day(BORN), "WBRI", "", "", ""] for stay in inside)
    episodes = (row for stay in inside for row in _episodes(stay, start, end))
    reviews = (
        [stay.ref, _day(BORN), _day(day), "PN1"] for stay in inside for day in _steps(stay) if start <= day <= end
    )
    for name, columns, rows in (
        ("header", HEADER, heads),
        ("episodes", EPISODES, episodes),
        ("reviews", REVIEWS, reviews),
    ):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([columns, *rows])
    return folder


def _steps(stay: Stay) -> Iterator[date]:
    day = stay.start + BETWEEN
    while day < (stay.end or TODAY):
        yield day
        day += BETWEEN


def _episodes(stay: Stay, start: date, end: date) -> Iterator[list[str]]:
    cuts = [stay.start, *_steps(stay)]
    for at, begins in enumerate(cuts):
        last = at == len(cuts) - 1
        ends = stay.end if last else cuts[at + 1]
        if begins > end or (ends is not None and ends < start):
            continue
        closed = ends is not None and ends <= end
        close = [_day(ends), "E4A" if last else "X1", "CARPL"] if closed and ends else ["", "", ""]
        yield [
            stay.ref,
            _day(begins),
            "P" if at else "S",
            "C2",
            "N1",
            "U6" if at % 2 else "U4",
            "PR1",
            *close,
            "",
            "",
            "",
        ]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def brought_in(folders: Sequence[Path]) -> float:
    """Seconds to bring the returns in, one after the other, into a new store."""
    from iro_tui.actions.import_files import apply_import, preview_import
    from iro_tui.caseload.opening import create

    with tempfile.TemporaryDirectory(prefix="iro-bench-") as folder:
        session, _ = create(Path(folder) / "store", "quiet harbour lantern mossy", today=TODAY)
        begun = time.perf_counter()
        for each in folders:
            preview = preview_import(session, [each])
            apply_import(session, preview, ended=preview.ended)
        seconds = time.perf_counter() - begun
        session.close()
    return seconds


def read(folders: Sequence[Path]) -> float:
    """Seconds to read each return by itself."""
    from iro_tui.exchange.readers import read_files

    begun = time.perf_counter()
    for each in folders:
        read_files([each], TODAY)
    return time.perf_counter() - begun
