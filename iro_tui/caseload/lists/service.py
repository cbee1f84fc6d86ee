"""The service as its managers see it: a row an IRO, the children whom nobody has, and all of them together.

Every number is that of an officer's own screens, counted over the children whom an IRO holds or covers; what a whole
service comes to is that of the figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists.base import BY_THE_RULES, QUIET, WARN, Column, List, View, only_data
from iro_tui.caseload.lists.kinds import COUNT, NUMBER, RATIO, TALLY, TEXT, Ratio, ValueKind
from iro_tui.domain import rag
from iro_tui.domain.colleagues import FULL_TIME, IRO, TEAM_MANAGER
from iro_tui.domain.duty_kind import Group
from iro_tui.domain.words import day_words, joined, until_words
from iro_tui.store.own import read_exchanges

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.colleagues import Colleague
    from iro_tui.domain.own_time import Away
    from iro_tui.store.connection import Connection

IRO_ROW, NOBODYS_ROW, TOTAL_ROW = "iro", "unallocated", "service"
"""What a row is about; also its key, but of an IRO's."""
ONLY_MANAGERS = "This is an officer's store: the service stands in that of a manager."


@dataclass(frozen=True, slots=True)
class Tallies:
    """What some children come to."""

    looked_after: int = 0
    child_protection: int = 0
    """Under a plan, and not looked after."""
    by_law: int = 0
    unbooked: int = 0
    red: int = 0
    amber: int = 0
    escalations: int = 0
    """Open."""
    records_late: int = 0
    """Reviews of whose record something is late."""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A row: an IRO, the children whom nobody has, or the service."""

    key: str
    about: str
    name: str
    tallies: Tallies
    colleague: Colleague | None = None
    fte: float | None = None
    """Of the service that of all who hold children. None where it is not on record: then it counts as full time."""
    ratio: Ratio | None = None
    """Children looked after to a full-time IRO, against the practice's range."""
    away: str = ""
    """The spell that is on or comes next, and who covers."""
    covers: str = ""
    """For whom the IRO covers, and how many."""
    exchanged: datetime | None = None
    """When the IRO's laptop last exchanged with the hub; None until one tells."""
    exchanged_ago: str = ""
    """`10:42` of today, else `2 d`."""
    in_row: str = ""
    """Away and cover, first when: `to 4 Dec, leave, covered by C. Smith (12)`, `covers 12 for R. Patel`."""
    begins: str = ""
    """What a narrow screen keeps of that: `to 4 Dec`, `covers 12`."""

    @property
    def is_iro(self) -> bool:
        return self.about == IRO_ROW

    @property
    def is_total(self) -> bool:
        return self.about == TOTAL_ROW

    @property
    def exchanged_words(self) -> str:
        """`Fri 20 Nov 10:42`; a dash until a hub tells."""
        at = self.exchanged.astimezone() if self.exchanged else None
        return f"{day_words(at.date(), at.date())} {at:%H:%M}" if at else "–"

    @property
    def beside(self) -> str:
        """Away, cover; of the service, who is covered."""
        return self.in_row if self.is_total else " · ".join(filter(None, (self.away, self.covers)))


def service(connection: Connection | None, caseload: Caseload) -> Iterator[ServiceLine]:
    """The IROs by name, then what nobody has, if there is any, then the service. None in an officer's store.

    An IRO has a row who is there, and anybody who has children.
    """
    if not caseload.manages:
        return
    exchanges = read_exchanges(connection) if connection else {}
    has = caseloads(caseload)
    there = [key for key, each in caseload.colleagues.items() if key in has or is_due_some(caseload, each)]
    for key in (*there, *(person for person in has if person and person not in caseload.colleagues)):
        each, ids, at = caseload.colleagues.get(key), has.get(key, ()), exchanges.get(key)
        tallies, spell = tallied(caseload, ids), each.away_from(caseload.today) if each else None
        covered, covers = _covered(caseload, key, ids, spell), _covers(caseload, key, ids)
        yield ServiceLine(
            key, IRO_ROW, caseload.name_of(key), tallies, each, each.fte if each else None,
            _ratio(caseload, tallies, each.part if each else FULL_TIME),
            _beside(spell.called(caseload.today) if spell else "", covered, spell, caseload.today), covers, at,
            _ago(at, caseload.today) if at else "", *_in_row(spell, covered, covers, caseload.today),
        )  # fmt: skip
    if "" in has:
        yield ServiceLine(NOBODYS_ROW, NOBODYS_ROW, "Nobody’s", tallied(caseload, has[""]))
    total, twice = tallied(caseload, caseload.carried), sum(bool(each.cover) for each in caseload.carried.values())
    both = (f"{twice:,} covered, in both rows", f"{twice:,} covered") if twice else ("", "")
    yield ServiceLine(
        TOTAL_ROW, TOTAL_ROW, "Service", total, None, round(caseload.posts, 1), _ratio(caseload, total, caseload.posts),
        in_row=both[0], begins=both[1],
    )  # fmt: skip


def caseloads(caseload: Caseload) -> dict[str, list[str]]:
    """The open cases that each of the service holds or covers, by person; under the empty key those nobody has."""
    has: defaultdict[str, list[str]] = defaultdict(list)
    for child_id, carried in caseload.carried.items():
        for person in carried.by or ("",):
            has[person].append(child_id)
    return dict(has)


def is_due_some(caseload: Caseload, each: Colleague) -> bool:
    """Whether somebody is an IRO who may have children, though there are none: to the manager of a team one of it."""
    own = caseload.colleagues.get(caseload.own or "")
    of_team = own.team if own and own.role == TEAM_MANAGER else None
    return (
        each.role == IRO and each.key != caseload.own and each.is_there(caseload.today)
        and (not of_team or each.team == of_team)
    )  # fmt: skip


def late_records(caseload: Caseload, child_ids: Collection[str]) -> int:
    """How many of their reviews the paperwork shows as late: of whose record something is."""
    asked = (duty for child_id in child_ids for duty in caseload.duties.get(child_id, ()))
    return len({
        duty.subject for duty in asked
        if duty.days < 0 and duty.declared.group is Group.RECORD and not duty.left_care
    })  # fmt: skip


def tallied(caseload: Caseload, child_ids: Collection[str]) -> Tallies:
    """What children come to: as the strip, the list of children and the paperwork count them."""
    status = Counter(caseload.status.get(child_id) for child_id in child_ids)
    rated = Counter(
        now.value
        for child_id in child_ids
        if child_id in caseload.status and (now := rag.current(caseload.cases[child_id]))
    )
    counts = caseload.counts_of(child_ids)
    return Tallies(
        status["looked_after"] + status["both"],
        status["child_protection"] + status["both"],
        counts.by_law,
        counts.unbooked,
        rated["red"],
        rated["amber"],
        sum(dispute.closed_on is None for child_id in child_ids for dispute in caseload.cases[child_id].escalations),
        late_records(caseload, child_ids),
    )


def _ratio(caseload: Caseload, tallies: Tallies, part: float) -> Ratio | None:
    """Children looked after to a full-time IRO, and how far that lies outside of the practice's range."""
    if not part:
        return None
    each, limits = round(tallies.looked_after / part, 1), caseload.practice.on(caseload.today).caseload
    off = max(0, round(each) - limits.high) or min(0, round(each) - limits.low)
    return Ratio(each, off)


def _ago(at: datetime, today: date) -> str:
    local = at.astimezone()
    days = (today - local.date()).days
    return f"{days} d" if days > 0 else f"{local:%H:%M}"


def _covered(caseload: Caseload, person: str, child_ids: Collection[str], spell: Away | None) -> str:
    """`covered by C. Smith (12)`; `until Fri 4 Dec` where the spell away goes on beyond it, or has not begun."""
    today = caseload.today
    by = Counter(
        (carried.cover, carried.until if carried.until and not _spans(carried.until, spell, today) else None)
        for child_id in child_ids
        if (carried := caseload.carried[child_id]).cover and carried.holder == person
    )
    each = by.most_common()
    names = joined([f"{caseload.name_of(cover)} ({n:,}){until_words(until, today)}" for (cover, until), n in each])
    return f"covered by {names}" if names else ""


def _spans(until: date, spell: Away | None, today: date) -> bool:
    """Whether a cover that is on, until a day, is for the whole of a spell away."""
    return spell is not None and spell.covers(today) and until >= spell.ended


def _beside(away: str, covered: str, spell: Away | None, today: date) -> str:
    """A spell away with who covers in it; a cover of today stands apart from a spell to come."""
    apart = spell is not None and not spell.covers(today)
    return (" · " if apart else ", ").join(filter(None, (away, covered)))


def _covers(caseload: Caseload, person: str, child_ids: Collection[str]) -> str:
    """`covers 12 for R. Patel until Fri 4 Dec`."""
    mine = [carried for child_id in child_ids if (carried := caseload.carried[child_id]).cover == person]
    by = Counter((carried.holder, carried.until) for carried in mine)
    each = [
        f"{number:,} for {caseload.name_of(whom)}{until_words(until, caseload.today)}"
        for (whom, until), number in by.items()
    ]
    return f"covers {joined(each)}" if each else ""


def _in_row(spell: Away | None, covered: str, covers: str, today: date) -> tuple[str, str]:
    """Away and cover as a row has them, and what of it is never cut."""
    begins, more = spell.brief(today) if spell else ("", "")
    away = _beside(", ".join(filter(None, (begins + more, spell.what if spell else ""))), covered, spell, today)
    return " · ".join(filter(None, (away, covers))), begins or " ".join((away or covers).split()[: 1 if away else 2])


def _tally(key: str, title: str, kind: ValueKind, width: int, means: str, tone: str = "") -> Column[ServiceLine]:
    """A count of a row's children; the service stays last, however the list is sorted."""
    of: Callable[[ServiceLine], int] = attrgetter(f"tallies.{key}")
    return Column(
        key, title, kind, of, width, sort=_last(lambda row: -of(row)), tone=tone, close=True, json=key, means=means
    )


def _last(value: Callable[[ServiceLine], Any]) -> Callable[[ServiceLine], Any]:
    return lambda row: None if row.is_total else value(row)


def _agency(row: ServiceLine) -> str | None:
    return "agency" if row.colleague and row.colleague.agency else None


SERVICE = List(
    id="service",
    title="Service",
    help="the IROs of a service side by side, in a manager's store: caseloads, what is late, who is away",
    json="iros",
    unit="rows",
    reads=BY_THE_RULES,
    rows=service,
    columns=(
        Column("name", "IRO", TEXT, width=10, flex=True, sort=_last(lambda row: row.name.casefold()), json="iro",
               means="the full name; `Nobody’s` the children whom nobody holds, `Service` all of them"),
        only_data("about", f"`{IRO_ROW}`, `{NOBODYS_ROW}` or `{TOTAL_ROW}`"),
        Column("agency", "From", TEXT, _agency, 6, from_width=90, tone=QUIET),
        Column("fte", "FTE", NUMBER, lambda row: row.fte, 3, sort=_last(lambda row: row.fte or 0), close=True,
               json="fte", means="the part of full time; of the service that of all who hold children"),
        _tally("looked_after", "Care", TALLY, 4, "children looked after"),
        _tally("child_protection", "CP", COUNT, 3, "children under a protection plan, those looked after too"),
        Column("ratio", "per FTE", RATIO, width=7, sort=_last(lambda row: -row.ratio.number if row.ratio else 0),
               close=True, json="per_fte", means="children looked after to a full-time IRO"),
        only_data("outside_range", "by how many that is over the practice's range, below 0 under it; 0 within",
                  lambda row: row.ratio.off if row.ratio else None),
        _tally("by_law", "Law", TALLY, 4, "what is late by law", WARN),
        _tally("unbooked", "Book", TALLY, 4, "reviews due within 28 days without a booking"),
        _tally("red", "Red", COUNT, 3, "children rated red"),
        _tally("amber", "Amb", COUNT, 3, "children rated amber"),
        _tally("escalations", "Esc", COUNT, 3, "escalations that are open"),
        _tally("records_late", "Rec", TALLY, 4, "reviews of whose record something is late"),
        Column("exchanged", "Hub", TEXT, lambda row: row.exchanged_ago or None, 5, tone=QUIET,
               sort=lambda row: row.exchanged),
        Column("beside", "Away, cover", TEXT, lambda row: row.in_row or None, 1, flex=True, tone=QUIET,
               keeps=lambda row: row.begins),
        Column("team", "Team", TEXT, lambda row: row.colleague.team if row.colleague else None, 12, from_width=150,
               tone=QUIET, json="team", means="the team"),
        only_data("agency", "whether from an agency", lambda row: bool(row.colleague and row.colleague.agency)),
        only_data("away", "the spell away that is on or comes next, and who covers", lambda row: row.away or None),
        only_data("covers", "for whom the IRO covers", lambda row: row.covers or None),
        only_data("exchanged", "when the IRO's laptop last exchanged with the hub, or `null`"),
    ),
    key=lambda row: row.key,
    who=lambda _row: None,
    views=(View(None, "The service, a row an IRO.", ONLY_MANAGERS),),
    hints=("open", "book", "task", "facts", "write", "sort"),
    signs=(
        ("IRO, FTE", "who holds or covers children, and the part of full time"),
        ("Care, CP", "looked after, and under a protection plan alone; one who is covered counts in both rows"),
        ("83 +13", "looked after to a full-time IRO, and 13 more than the practice's range; -9: fewer"),
        ("Law", "late by law"),
        ("Book", "reviews due within 28 days that have no day"),
        ("Red, Amb", "rated so"),
        ("Esc, Rec", "escalations that are open; reviews of whose record something is late"),
        ("Hub", "when the IRO's laptop last exchanged with the hub: 10:42 today, 2 d days ago"),
        ("Away, cover", "to 4 Dec: away until then; from 28 Dec: from then on; who covers, and for whom"),
    ),
    legend="Care: looked after, who is covered in both rows. per FTE: to a full-time IRO, +13 over the range. "
    "Law: late by law. Book: no day yet. Rec: records late.",
)  # fmt: skip
"""The service: Enter opens an IRO's caseload, `b` says when one is away, `a` and `i` add and correct a colleague."""
