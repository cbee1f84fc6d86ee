"""Small made-up returns for the tests of this room."""

from __future__ import annotations

from datetime import date

from iro_tui.exchange.extract import ChildFacts, Extract
from iro_tui.exchange.ssda903 import read_ssda903
from iro_tui.exchange.ssda903.tables import EPISODES, HEADER, MISSING, REVIEWS, SW_EPISODES, UASC, TableSpec

TODAY = date(2018, 4, 1)
_SHORT = ["DECOM", "RNE", "LS", "PLACE", "DEC", "REC", "REASON_PLACE_CHANGE"]


def table(spec: TableSpec, *rows: str) -> bytes:
    """A CSV of a table; a row gives its cells from the left, the rest are blank."""
    lines = [",".join(spec.columns)]
    lines += [row + "," * (len(spec.columns) - 1 - row.count(",")) for row in rows]
    return "\n".join(lines).encode() + b"\n"


def episodes(*rows: str) -> bytes:
    """Episodes from `[child:] DECOM RNE LS PLACE DEC REC REASON` with "-" for a blank; the child is A unless given."""
    lines = []
    for row in rows:
        child, _, rest = row.rpartition(":")
        cells = dict(zip(_SHORT, rest.split(), strict=False)) | {"CHILD": child or "A"}
        lines.append(",".join(cells.get(name, "").replace("-", "") for name in EPISODES.columns))
    return table(EPISODES, *lines)


def header(*rows: str) -> bytes:
    return table(HEADER, *(rows or ("A,1,01/01/2006,WBRI",)))


def reviews(*rows: str) -> bytes:
    return table(REVIEWS, *rows)


def uasc(*rows: str) -> bytes:
    return table(UASC, *rows)


def missing(*rows: str) -> bytes:
    return table(MISSING, *rows)


def workers(*rows: str) -> bytes:
    return table(SW_EPISODES, *rows)


def read(today: date = TODAY, **files: bytes) -> Extract:
    """Read files, each named by its keyword with .csv; a Header and a Reviews table are added unless given."""
    files = {"header": header(), "reviews": reviews(), **files}
    return read_ssda903([(f"{name}.csv", data) for name, data in files.items() if data], today)


def child(today: date = TODAY, **files: bytes) -> ChildFacts:
    return read(today, **files).children["A"]


def said(extract: Extract) -> list[str]:
    """The messages, in order."""
    return [problem.message for problem in extract.problems]


def day(text: str) -> date:
    """A date from dd/mm/yy."""
    dd, mm, yy = text.split("/")
    return date(2000 + int(yy), int(mm), int(dd))
