"""The lists of Ofsted's Annex A that tell of reviews, their columns, and which list a heading is.

Three families of headings are known: Ofsted's sentences, the one-word names of the scripts that make the lists in a
council's warehouse (with their misspelling), and the warehouse's own plain column names. Source: domain reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from iro_tui.exchange.headings import by_name
from iro_tui.exchange.tables import column_key

FORMAT = "Annex A"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its name here, the words by which a heading is it, and the one-word names."""

    name: str
    pattern: str
    keys: frozenset[str] = frozenset()
    is_day: bool = False


def _column(name: str, pattern: str, keys: str = "", *, day: bool = False) -> ListColumn:
    return ListColumn(name, pattern, frozenset(keys.split()), day)


CHILD = _column("CHILD", r"\bchild\b.*\b(?:id|identifier)\b|\bid of (?:the )?child\b", "childuniqueid childid")
_WHO = (
    _column("SEX", r"^(?:gender|sex)\b", "gender sex"),
    _column("ETHNIC", r"^ethnicity", "ethnicity"),
    _column("DOB", r"date.*birth|^d ?o ?b$", "dateofbirth dob persdob", day=True),
    _column("DISABLED", r"disabilit|\bdisabled\b", "hasdisability disability"),
    _column("TEAM", r"allocated team", "allocatedteam"),
    _column("WORKER", r"allocated (?:social )?worker", "allocatedworker"),
)
_UASC = _column("UASC", r"unaccompanied asylum|^uasc", "uasc")
_PLAN_START = _column(
    "PLAN_START", r"plan start", "cppstartdate cpplanstartdate childprotectionplanstartdate", day=True
)
_NEED = _column("NEED", r"category of need|primary need", "childcategoryofneed primaryneedcode cinprimaryneedcode")


@dataclass(frozen=True, slots=True)
class ListSpec:
    """One list: its number, what it is of, its columns, and which of them must be there for a heading to be it."""

    number: int
    title: str
    columns: tuple[ListColumn, ...]
    known_by: tuple[frozenset[str], ...]
    """It is this list where all of one of these sets are there."""
    days: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", frozenset(column.name for column in self.columns if column.is_day))

    @property
    def name(self) -> str:
        return f"List {self.number}"

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that are read, and kept of it; the child's identifier stands outside."""
        return tuple(column.name for column in self.columns if column.name != CHILD.name)


def _list(number: int, title: str, known_by: Iterable[str], *columns: ListColumn) -> ListSpec:
    sets = tuple(frozenset(names.split()) for names in known_by)
    return ListSpec(number, title, (CHILD, *columns, *_WHO), sets)


LIST_5 = _list(
    5, "section 47 enquiries and initial conferences", ("STRATEGY ICPC",),
    _column("STRATEGY", r"strategy discussion", "stratdiscussiondate strategydiscussiondate", day=True),
    _column("NOT_NEEDED", r"conference.*unnecessary|conference not required", "initialcpconfunnecessary"),
    _column("OUTCOME", r"conference.*result|result.*child protection plan", "cpconfresultincpplan"),
    _column("ICPC", r"date.*initial.*conference", "initialcpconfdate icpcdate", day=True),
    _PLAN_START,
)  # fmt: skip
LIST_6 = _list(
    6, "children in need", ("CIN_START SEEN", "CIN_START CIN_CLOSED"),
    _column("CIN_START", r"cin start|child in need start", "cinstartdate", day=True),
    _NEED,
    _column("SEEN", r"last seen", "datechildlastseen", day=True),
    _column("CIN_CLOSED", r"cin closure", "cinclosuredate", day=True),
    _column("STATE", r"^case status", "casestatus"),
)  # fmt: skip
LIST_7 = _list(
    7, "child protection plans", ("PLAN_START PLAN_END", "PLAN_START CATEGORY", "PLAN_START CONFERENCE"),
    _PLAN_START,
    _column("FIRST_CATEGORY", r"initial category", "initialcategoryofabuse cppinitialcategory"),
    _column("CATEGORY", r"latest category", "latestcategoryofabuse cpplatestcategory"),
    _column("SW_VISIT", r"last statutory visit|last cp visit", "datelaststatutoryvisit laststatutoryvisitdate"
            " cpvvisitdate", day=True),
    _column("ALONE", r"seen alone", "childseenalone waschildseenalone seenalone cpvseenalone"),
    _column("CONFERENCE", r"(?:latest|last) review conference", "latestreviewconferencedate datelatestreviewconference"
            " cprreviewdate cpreviewdate", day=True),
    _column("PLAN_END", r"plan end", "cppenddate cpplanenddate childprotectionplanenddate", day=True),
    _column("EARLIER", r"previous.*plans", "numberpreviouscpp numberofpreviouschildprotectionplans"),
)  # fmt: skip
LIST_8 = _list(
    8, "looked-after children",
    ("STARTED STATUS", "STARTED REVIEW", "STARTED PLACE_START",
     "STATUS REVIEW PLACE_START", "STATUS REVIEW IRO_CONTACT"),
    _UASC,
    _column("STARTED", r"started to be looked after|started being looked after",
            "loookedafterstartdate lookedafterstartdate clastartdate datestartedlookedafter clastarted pocstartdate"
            " periodofcarestartdate", day=True),
    _NEED,
    _column("STATUS_START", r"start.*current legal status|legal status start",
            "mostrecentlegalstatusstart legalstatusstart legalstatusstartdate legalegalstatusstartdate", day=True),
    _column("STATUS", r"legal status$|^(?:child s )?legal status", "legalstatus legalegalstatus"),
    _column("REVIEW_DUE", r"review due", "clareviewduedate"),
    _column("REVIEW", r"latest statutory review|last statutory review|cla review date",
            "lateststatutoryreviewdate clareviewdate", day=True),
    _column("CANCELLED", r"review cancelled", "clareviewcancelled"),
    _column("PARTICIPATION", r"review participation", "clareviewparticipation"),
    _column("SW_VISIT", r"last social work(?:er)? visit", "lastsocialworkvisitdate clavvisitdate", day=True),
    _column("PERMANENCE", r"permanence plan", "permanenceplan clapermanenceplan"),
    _column("IRO_CONTACT", r"\biro\b.*(?:visit|contact)", "lastirovisitdate reviewlastirocontactdate", day=True),
    _column("WHY_ENDED", r"reason ceased|episode ceased reason", "reasonceasedlookedafter episodeceasedreason"),
    _column("ENDED", r"^(?:date )?ceased to be looked after|date ceased|episode ceased$",
            "ceasedlookedafterdate episodeceased episodeceaseddate", day=True),
    _column("PLACE_START", r"start date of (?:most recent|current) placement|placement start",
            "mostrecentplacementstartdate placementstartdate claplacementstartdate", day=True),
    _column("PLACE", r"^placement type", "placementtype claplacementtype"),
    _column("PROVIDER", r"^placement provider", "placementprovider claplacementprovider"),
    _column("LOCATION", r"^placement location", "placementlocation"),
)  # fmt: skip
LIST_9 = _list(
    9, "care leavers", ("ELIGIBILITY PATHWAY", "PATHWAY ACCOMMODATION", "ELIGIBILITY ACCOMMODATION"),
    _column("ELIGIBILITY", r"eligibility category", "eligibilitycategory"),
    _column("PATHWAY", r"pathway plan review", "latestpathwayplanreviewdate pathwayplanreviewdate", day=True),
    _column("ACCOMMODATION", r"accommodation", "typeofaccommodation"),
)  # fmt: skip
LIST_10 = _list(
    10, "adoption", ("SHOULD_BE PLACED", "ORDER PLACED", "SHOULD_BE REVERSED", "ORDER REVERSED"),
    _column("REVERSED_WHY", r"reason why child no longer", "decisionreversedreason"),
    _column("REVERSED", r"should no longer be placed|no longer be placed", "decisionreverseddate", day=True),
    _column("SHOULD_BE", r"should be placed for adoption|decision.*placed for adoption",
            "admshobpadecisiondate", day=True),
    _column("ORDER", r"date of placement order", "placementorderdate", day=True),
    _column("FOSTERING", r"fostering for adoption|concurrent", "dateffaconsurrencyplacement"
            " dateffaconcurrencyplacement", day=True),
    _column("PLACED", r"date (?:the child was )?placed for adoption", "placedforadoptiondate", day=True),
    _column("ADOPTED", r"date of adoption order", "adoptionorderdate", day=True),
)  # fmt: skip

_NOT_NEEDED = re.compile(
    r"^age\b|\bage of|second or subsequent|subsequent lac|health assessment|dental|placements (?:in the )?last"
    r"|post ?code|\burn\b|la of placement|missing|absent|return interview|\bmfh\b|emergency protection|police powers"
    r"|reason for closure|closure reason|family id|number (?:of )?(?:icpc|initial|referral|previous)|numbericpc"
    r"|entered care|personal advis|latest date of contact|\bin touch\b|activity status|suitab"
    r"|date of (?:first )?referral|date of (?:match|.*\bmatched)|matched|row ?num|^l ?a(?: name)?$|local authority"
    r"|subject to (?:epo|emergency)"
)
"""Headings that the lists have and nothing here needs."""
SHEET_NOT_NEEDED = re.compile(r"list ?(?:1|2|3|4|11)\b")
"""The lists of contacts, referrals, assessments and adopters, and of staff."""
LISTS = (LIST_8, LIST_7, LIST_6, LIST_5, LIST_10, LIST_9)
BY_NAME: Mapping[str, ListSpec] = {spec.name: spec for spec in LISTS}
DAYS = frozenset(day for spec in LISTS for day in spec.days)
"""The columns that hold dates."""
_WORDS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def column_of(heading: str, number: int) -> str:
    """The column of a list that a heading names; empty where it names none that is read."""
    spec = BY_NAME[f"List {number}"]
    key = column_key(heading[:300])
    by_key = next((column.name for column in spec.columns if key in column.keys), "")
    if by_key or not key:
        return by_key
    words = " ".join(_WORDS.findall(heading[:300].casefold().replace("’", "'")))
    return next((column.name for column in spec.columns if re.search(column.pattern, words)), "")


def is_not_needed(heading: str) -> bool:
    """Whether a heading is one that the lists have and nothing here needs."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", heading[:300]).casefold()
    return _NOT_NEEDED.search(" ".join(_WORDS.findall(parted))) is not None


def columns_of(cells: Iterable[str], spec: ListSpec) -> tuple[str, ...]:
    """For each cell of a heading the column it names; a name that comes again is taken from its first cell."""
    names = [column_of(cell, spec.number) if cell else "" for cell in cells]
    return tuple(name if name not in names[:at] else "" for at, name in enumerate(names))


def foreign(headings: Sequence[str], spec: ListSpec) -> Iterator[int]:
    """The places of what a tracker is read for and this list is not: somebody's own table may have a list's columns."""
    for at, heading in enumerate(headings):
        is_fact = by_name(heading) not in ("", *_WHO_IT_IS)
        if is_fact and not column_of(heading, spec.number) and not is_not_needed(heading):
            yield at


_WHO_IT_IS = ("ref", "initials", "worker", "manager")
"""What an extract may name beside its list, and lose nothing of the child by it."""


def recognise(cells: Collection[str]) -> ListSpec | None:
    """The list whose heading these cells are; None where they are none of those that are read."""
    fitting = []
    for spec in LISTS:
        names = frozenset(columns_of(cells, spec))
        if CHILD.name in names and any(known <= names for known in spec.known_by):
            fitting.append((len(names), spec))
    return max(fitting, key=lambda each: each[0])[1] if fitting else None
