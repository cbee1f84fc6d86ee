"""The tables of the SSDA903 return, and telling which of them a set of columns is. Source: domain reference 2.1."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from iro_tui.exchange.tables import Layout

FORMAT = "SSDA903"


_NOT_READ = frozenset({"CHILD", "UPN", "MC_DOB", "HOME_POST", "PL_POST", "URN", "SW_REASON"})
"""What no rule needs is neither read nor kept: least of all a postcode."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its columns in order, those it is known by, and whether a review needs what it holds."""

    name: str
    columns: tuple[str, ...]
    required: frozenset[str]
    used: bool = False
    dated_by: tuple[str, ...] = ()
    """The columns whose latest date tells which year's return the table belongs to."""

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that are read, and kept of a return; the child's identifier stands outside."""
        return tuple(column for column in self.columns if column not in _NOT_READ)

    @property
    def format(self) -> str:
        return f"{FORMAT} {self.name}" if self.used else f"{FORMAT} {self.name} (not needed)"


def _table(name: str, columns: str, required: str, *, used: bool = False, dated_by: str = "") -> TableSpec:
    return TableSpec(name, tuple(columns.split()), frozenset(required.split()), used, tuple(dated_by.split()))


HEADER = _table("Header", "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB", "CHILD SEX DOB ETHNIC", used=True)
EPISODES = _table(
    "Episodes",
    "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
    "CHILD DECOM RNE LS PLACE DEC REC",
    used=True,
    dated_by="DECOM DEC",
)
REVIEWS = _table("Reviews", "CHILD DOB REVIEW REVIEW_CODE", "CHILD REVIEW REVIEW_CODE", used=True, dated_by="REVIEW")
UASC = _table("UASC", "CHILD SEX DOB DUC", "CHILD DUC", used=True)
MISSING = _table(
    "Missing", "CHILD DOB MISSING MIS_START MIS_END", "CHILD MISSING MIS_START MIS_END", used=True, dated_by="MIS_START"
)
SW_EPISODES = _table(
    "SWEpisodes",
    "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
    "CHILD SW_ID SW_DECOM SW_DEC",
    used=True,
    dated_by="SW_DECOM",
)
OC2 = _table(
    "OC2",
    "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT"
    " SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    "CHILD SDQ_SCORE HEALTH_CHECK",
    used=True,
)

TABLES = (
    HEADER,
    EPISODES,
    REVIEWS,
    UASC,
    MISSING,
    SW_EPISODES,
    OC2,
    _table("OC3", "CHILD DOB IN_TOUCH ACTIV ACCOM", "CHILD IN_TOUCH ACTIV ACCOM"),
    _table(
        "AD1",
        "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
        "CHILD DATE_INT DATE_MATCH",
    ),
    # DATE_PLACED is the day of the decision, not of the placement: adoption clocks must not be built on it.
    _table(
        "PlacedAdoption",
        "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
        "CHILD DATE_PLACED DATE_PLACED_CEASED",
    ),
    _table("PrevPerm", "CHILD DOB PREV_PERM LA_PERM DATE_PERM", "CHILD PREV_PERM"),
    _table("DoLo", "CHILD DOB DOLO_START DOLO_END", "CHILD DOLO_START DOLO_END"),
)

ALL_COLUMNS = frozenset(column for table in TABLES for column in table.columns)

DATES = frozenset(name for name in ALL_COLUMNS if "DATE" in name) | {
    *("DOB", "MC_DOB", "DECOM", "DEC", "REVIEW", "DUC"),
    *("MIS_START", "MIS_END", "SW_DECOM", "SW_DEC", "DOLO_START", "DOLO_END"),
}
"""The columns that hold dates."""


def recognise(columns: Collection[str]) -> TableSpec | None:
    """The table these columns are, in whatever order; None when they are none or could be two.

    An exact set wins; otherwise the table whose required columns are all there and that explains most columns.
    """
    there = frozenset(columns)
    for table in TABLES:
        if there == frozenset(table.columns):
            return table
    possible = sorted(
        (table for table in TABLES if table.required <= there),
        key=lambda table: len(there.intersection(table.columns)),
        reverse=True,
    )
    if not possible:
        return None
    best, *others = possible
    explained = len(there.intersection(best.columns))
    if any(len(there.intersection(other.columns)) == explained for other in others):
        return None
    return best


LAYOUT = Layout.of(ALL_COLUMNS, lambda columns: recognise(columns) is not None)
