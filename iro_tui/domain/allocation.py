"""How a child comes to an IRO, and whose it is: the naming, the letter that says so, the chair who goes on, cover.

Source: IRO Handbook, domain reference 1.3; the letter and the chair from the services' own reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from iro_tui.domain.calendar import age_on
from iro_tui.domain.care_status import FULL
from iro_tui.domain.case import Allocation, Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.colleagues import Colleague
from iro_tui.domain.duty import Duty
from iro_tui.domain.vocabulary import COVERS, HOLDS
from iro_tui.domain.words import until_words

IRO_REASONS = (
    "IRO left the service",
    "IRO sickness",
    "caseloads evened out",
    "siblings to one IRO",
    "the child asked for it",
    "conflict of interest",
    "area of work",
)
"""Why another IRO: suggestions, any other words may be given. Source: Enfield 2017-18, line 250 (the same IRO to the
end), domain reference 4.2."""


def chair_of(view: CaseOnDay) -> str | None:
    """Who chaired the newest conference of a plan that runs; empty for the officer, None without such a conference."""
    if view.plan is None:
        return None
    held = [conference for conference in view.case.conferences if conference.held and conference.held <= view.today]
    return (max(held, key=lambda conference: (conference.held, conference.id)).chair or "") if held else None


def chair_goes_on(view: CaseOnDay) -> str | None:
    """Who becomes the IRO where the practice keeps the chair; None where it does not, or nobody chairs."""
    return chair_of(view) if view.practice.allocation.keep_chair else None


BY_FILE = "handed over in a file"
"""Why it is another IRO, of a naming that a file between two colleagues tells: no first one."""
YOURS, COVERED, WITH_COLLEAGUE, HANDED_OVER = "yours", "covered by you", "with a colleague", "handed over"


@dataclass(frozen=True, slots=True)
class Whose:
    """Who has a case: the officer whose store this is, or a colleague, by key."""

    mine: bool = True
    """Whether the officer holds it."""
    covers: bool = False
    """Whether the officer covers for the colleague who holds it."""
    colleague: str = ""
    """Who holds it, or covers it for the officer; empty where nobody else has to do with it."""
    until: date | None = None
    """The last day of the cover."""
    since: date | None = None
    """Of a case that is not on the officer's caseload: since when a colleague has it."""

    @property
    def counts(self) -> bool:
        """Whether it is on the officer's caseload: held, or covered."""
        return self.mine or self.covers

    @property
    def word(self) -> str:
        """Which of the four it is."""
        return COVERED if self.covers else HANDED_OVER if not self.mine else WITH_COLLEAGUE if self.colleague else YOURS

    @property
    def handed_over(self) -> bool:
        """Whether a colleague has it now: for good, or as cover."""
        return bool(self.colleague) and not self.covers

    def words(self, colleagues: Mapping[str, Colleague], today: date) -> str:
        """`covered for D. Hughes until Fri 4 Dec`, `covered by …`, `handed over to …`; empty for one's own."""
        if not self.colleague:
            return ""
        who = colleagues[self.colleague].name if self.colleague in colleagues else "a colleague"
        how = "covered for" if self.covers else "covered by" if self.mine else "handed over to"
        return f"{how} {who}{until_words(self.until, today)}"


MINE = Whose()


def namings(case: Case) -> tuple[Allocation, ...]:
    """Who holds or held the case, without those who only cover."""
    return tuple(allocation for allocation in case.allocations if allocation.mode == HOLDS)


def holder_on(case: Case, day: date, own: str | None = None) -> Allocation | None:
    """The naming of whoever holds the case on a day; None where nobody's is on record."""
    return holder_of(case.allocations, day, own)


def holder_of(allocations: Iterable[Allocation], day: date, own: str | None) -> Allocation | None:
    """The naming, of all that is on record of a case, of whoever holds it on a day; `own` is whom nobody means.

    Where two had put the case on record each, several hold it at once: then it is whom it is covered for, as the one
    who covers has taken it so; else whoever was named last.
    """
    rows = [a for a in allocations if a.allocated and a.allocated <= day]
    standing = [a for a in rows if a.mode == HOLDS and (a.until is None or a.until > day)]
    cover = _latest((a for a in rows if a.mode == COVERS), own) if len(standing) > 1 else None
    since = cover.allocated if cover and cover.allocated else date.min
    whom = (cover.previous_iro_id or own) if cover else None

    def last(naming: Allocation) -> tuple[date, bool, bool, _Order]:
        order, by_file = _order(naming, own), naming.reason == BY_FILE
        return max(since, order[0]), by_file, cover is not None and (naming.iro_id or own) == whom, order

    return max(standing, key=last, default=None)


_Order = tuple[date, date, str, str]


def _latest(allocations: Iterable[Allocation], own: str | None = None) -> Allocation | None:
    """The one that began last; None of none."""
    return max(allocations, key=lambda each: _order(each, own), default=None)


def _order(allocation: Allocation, own: str | None = None) -> _Order:
    """Of two that began on one day that which runs longer is the later; then by the person: a key is made at random."""
    began, until = allocation.allocated or date.min, allocation.until or date.max
    return began, until, allocation.iro_id or own or "", allocation.id


def _held_unnamed(case: Case, day: date, own: str | None) -> str | None:
    """Who holds a case on a day on which no naming says it, by key; None for the officer.

    The rows beside that day do: for whom it is covered, or who had it before the first that is told. Whom nothing tells
    of was the officer's.
    """
    telling = [a for a in case.allocations if a.mode == COVERS or a.reason == BY_FILE or a.previous_iro_id]
    if lent := _latest((a for a in telling if a.mode == COVERS and a.allocated and a.allocated <= day), own):
        return lent.previous_iro_id
    first = min(
        (a for a in telling if a.allocated and a.allocated > day), key=lambda each: _order(each, own), default=None
    )
    return first.previous_iro_id if first else None


def covers_of(case: Case) -> tuple[Allocation, ...]:
    """Every cover of a case, the first first."""
    return tuple(sorted((a for a in case.allocations if a.mode == COVERS and a.allocated), key=_order))


def whose(case: Case, own: str | None, day: date) -> Whose:
    """Whose a case is on a day, where the officer is somebody of the service (`own`); all are of one who works alone.

    A name beside the case may be that officer's own as long as nothing says who that is; a cover is always between two,
    and over once the case was handed to another for good.
    """
    if not case.allocations:
        return MINE
    named = holder_on(case, day, own)
    holder = named.iro_id if named else _held_unnamed(case, day, own)
    begun, cover = _covers(case, named, day, own)
    mine, covers_me = holder in (None, own), cover is not None and cover.iro_id in (None, own)
    if cover and not named and covers_me:
        mine = False
    if cover and covers_me is not mine:
        return Whose(mine, not mine, (cover.iro_id if mine else holder) or "", cover.until)
    last = _latest(begun, own)
    lent = last if last and last.iro_id in (None, own) else None  # perhaps no longer
    if (mine and (named or not lent)) or own is None:
        return MINE
    days = (named.allocated if named else None, lent.until if lent else None)
    return Whose(mine=False, colleague=holder or "", since=max(filter(None, days), default=None))


def _covers(
    case: Case, named: Allocation | None, day: date, own: str | None
) -> tuple[list[Allocation], Allocation | None]:
    """Every cover that has begun since the case was last handed on for good, and that which holds on the day.

    `named` is the naming that holds on it.
    """
    anew = named.allocated if named and named.reason == BY_FILE and named.allocated else date.min
    begun = [a for a in covers_of(case) if a.allocated and anew <= a.allocated <= day]
    return begun, _latest((a for a in begun if a.until is None or a.until >= day), own)


class Carried(NamedTuple):
    """Who of a service has a case, by key: what a manager sees where an officer sees `Whose`."""

    holder: str = ""
    """Empty where nobody holds it."""
    cover: str = ""
    """Who covers for the holder today."""
    until: date | None = None
    """The last day of the cover."""

    @property
    def by(self) -> tuple[str, ...]:
        """On whose caseloads it is: who holds it, and who covers it."""
        return tuple(filter(None, (self.holder, self.cover)))

    def words(self, colleagues: Mapping[str, Colleague], today: date) -> str:
        """`with D. Hughes, covered by C. Smith until Fri 4 Dec`; `with nobody`."""
        names = {key: colleagues[key].name if key in colleagues else "a colleague" for key in self.by}
        cover = f", covered by {names[self.cover]}{until_words(self.until, today)}" if self.cover else ""
        return f"with {names.get(self.holder, 'nobody')}{cover}"


def carried(case: Case, own: str | None, today: date, author: str = "") -> Carried:
    """Who of the service has a case; `own` is who a naming without a person means, as in `whose`.

    Whoever holds or covers it finds it on the own caseload, by `whose`. `author` has a case of which no naming was ever
    put on record: that of a conference alone, say, is on the caseload of who put it there. A naming that ended leaves
    nobody, where the officer's own store goes on with the case: there nobody else could.
    """
    holder = holder_on(case, today, own)
    _, cover = _covers(case, holder, today, own)
    holds = (holder.iro_id or own) if holder else cover.previous_iro_id if cover else None
    if not holder and not holds and not namings(case):
        holds = author
    covers = (cover.iro_id or own) if cover else None
    if not cover or not covers or covers == holds:
        return Carried(holds or "")
    return Carried(holds or "", covers, cover.until)


def present(view: CaseOnDay) -> Allocation | None:
    """The naming that holds, of this time of care; None while nobody is named."""
    begun = view.care_status.period.started if view.care_status else date.max
    return holder_of((a for a in view.case.allocations if a.allocated and a.allocated >= begun), view.today, None)


def naming_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Naming the IRO of a child newly looked after; nothing where the record is not whole or a review was held."""
    status = view.care_status
    if status is None or not _is_new(view) or any(a.allocated and a.allocated >= status.period.started
                                                  for a in namings(view.case)):  # fmt: skip
        return
    chair = chair_goes_on(view)
    who = "You chair" if chair == "" else f"{chair} chairs"
    note = f"{who} the conferences of the plan: the chair becomes the IRO." if chair is not None else ""
    yield view.duty("iro_allocation", status.since, view.limit("iro_allocation", status.since), note=note)


def letter_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The letter that names the IRO, to a child of an age to be written to: newly looked after, or with another IRO."""
    holds, status = present(view), view.care_status
    if status is None or status.regime != FULL or holds is None or holds.allocated is None or holds.letter_sent:
        return
    started, since = status.period.started, max(holds.allocated, status.since)
    before = any(a.until and a.until > status.since and a.allocated and a.allocated >= started
                 for a in namings(view.case))  # fmt: skip
    another = before or holds.reason == BY_FILE
    from_age = view.practice.on(since).allocation.letter_from_age
    if view.case.born is None or age_on(view.case.born, since) < from_age or not (another or _is_new(view)):
        return
    yield view.duty("iro_letter", holds.id or since, view.limit("iro_letter", since), since=since, subject=holds.id)


def _is_new(view: CaseOnDay) -> bool:
    """Whether a child is newly looked after: in full, the record whole, and no review held."""
    status, clocks = view.care_status, view.clocks
    if status is None or status.regime != FULL or not status.since_known or clocks is None or clocks.held:
        return False
    return not (status.reviews_known_from and status.reviews_known_from > status.since)


LOOKED_AFTER = (naming_duties, letter_duties)


def more_than_a_fifth(number: int, of: int) -> bool:
    """Whether so many of a caseload would leave it at once that somebody is asked, or that it is refused."""
    return number * 5 > of
