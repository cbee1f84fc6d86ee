"""What any reader of files hands on: the facts found, and every problem met on the way."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from iro_tui.domain.words import dated, year_words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that a person should look at. `message` says what was done about it and what to do."""

    file: str
    row: int | None
    """The line of the file as a spreadsheet numbers it (the header is row 1); None for the file as a whole."""
    field: str | None
    value: str | None
    message: str
    ref: str = dataclasses.field(default="", compare=False)
    """The child whose row it is, where it is one's."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file (or a table inside one) and what it was taken for."""

    file: str
    format: str
    rows: int


YEARLY = frozenset({"SSDA903"})
"""The formats of which there is one a year; of any other an extract is called by the newest day in it."""


def intake_words(form: str, year: int, newest: date | None = None) -> str:
    """What a return is called, by its format and the year in which its collection year began; an extract by its day."""
    return f"{form} to {dated(newest)}" if form not in YEARLY and newest else f"{form} {year_words(year)}"


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """What only a person can say of a file, before it can be read: which sheet, which order of day and month."""

    key: str
    file: str
    text: str
    take: bool | None = None
    """What is done where nobody answers; None: the file is not used until somebody does."""
    yes: str = "yes"
    no: str = "no"


WAITS = "A question about this file is not answered yet, so nothing in it was used. Answer it: see what is asked."


def waits(questions: Iterable[FileQuestion], answers: Mapping[str, bool]) -> bool:
    """Whether a file is not used yet, since one of these is not answered."""
    return any(question.take is None and question.key not in answers for question in questions)


@dataclass(frozen=True, slots=True)
class Intake:
    """One return or extract brought in: of which year, what time it covers, and the newest day in it.

    It is the whole truth of what files tell about a child inside `covers_from` to `covers_to`; of two, the one of the
    later year rules there. `newest` is the last day on which it can have known of anything.
    """

    format: str
    year: int
    """The year in which its collection year (or the year of an extract's day) began."""
    covers_from: date
    covers_to: date
    newest: date | None
    tables: tuple[str, ...]
    """What it holds of, by the format's names: of what stands in none of them it says nothing."""
    files: tuple[str, ...] = ()
    lists_everybody: bool = True
    """Whether a child who is not in it was not looked after in its time."""

    @property
    def words(self) -> str:
        """What a person calls it: `SSDA903 2025-26`."""
        return intake_words(self.format, self.year, self.newest)

    @property
    def until(self) -> tuple[str, date]:
        """Its format, and up to when it tells: by these it is the same one, brought in once more."""
        return self.format, self.covers_to


@dataclass(frozen=True, slots=True)
class Span:
    """What time a telling covers, its newest day, and whether it tells every review in it, or only the last."""

    covers_from: date
    newest: date
    every_review: bool = False


def place_in(place: str, intake: str) -> str:
    """A place in a file, with what the return or extract is called in which it stands."""
    return f"{place} ({intake})" if intake else place


def intake_of(place: str) -> str:
    """What the return or extract of a place is called, as `place_in` put it; empty where it is not known."""
    return place.rpartition(" (")[2][:-1] if place.endswith(")") else ""


def same_telling(one: str, other: str) -> bool:
    """Whether two tellings say the same, wherever in a file it stood.

    Each is JSON: by table the names of its columns, then its rows, each led by its file and its number there.
    """
    if one == other:
        return True
    first, second = (
        {name: [columns, sorted(row[2:] for row in rows)] for name, (columns, *rows) in json.loads(text).items()}
        for text in (one, other)
    )
    return first == second


@dataclass(frozen=True, slots=True)
class PeriodFact:
    """A period of being looked after. `start_known` is False when the record begins in the middle of it."""

    started: date
    start_known: bool
    ended: date | None = None
    end_reason: str | None = None
    where: str = field(default="", compare=False)
    """Which file and row tell of it, as it is shown ("episodes.csv, row 12")."""
    ended_where: str = field(default="", compare=False)
    """Which file and row tell the end; empty where none does: there is no end, or it was worked out."""
    reviews_known_from: date | None = None
    """From when on its reviews are all told; None: as for all children of the files."""
    end_known: bool = True
    """False where care ended by that day, as far as it is told, and nobody knows when."""


@dataclass(frozen=True, slots=True)
class LegalStatusFact:
    code: str
    started: date
    ended: date | None = None
    where: str = field(default="", compare=False)
    ended_where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PlacementFact:
    """A stay in one placement. `same_carer`: the type changed, the carer did not."""

    code: str
    started: date
    ended: date | None = None
    provider: str | None = None
    end_reason: str | None = None
    same_carer: bool = False
    out_of_area: bool | None = None
    where: str = field(default="", compare=False)
    ended_where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """A review in the record: held on `day`, or booked for it when `held` is False."""

    day: date
    held: bool
    participation: str | None = None
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class WorkerFact:
    """Who is the child's social worker, and since when, where that is told."""

    name: str
    started: date | None
    ended: date | None = None
    where: str = field(default="", compare=False)
    ended_where: str = field(default="", compare=False)
    team: str | None = None


@dataclass(frozen=True, slots=True)
class ContactFact:
    """The IRO was in touch with the child."""

    day: date
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class VisitFact:
    """The social worker saw the child. `seen_alone` where the file says whether."""

    day: date
    seen_alone: bool | None = None
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A child protection plan."""

    started: date
    ended: date | None = None
    category: str | None = None
    previous_plans: int | None = None
    where: str = field(default="", compare=False)
    ended_where: str = field(default="", compare=False)
    by_inference: bool = False
    """Whether only the conference is told that made it."""


@dataclass(frozen=True, slots=True)
class ConferenceFact:
    """A child protection conference: `initial` or `review`, held on `day`, or booked for it when `held` is False."""

    kind: str
    day: date
    held: bool = True
    strategy_on: date | None = None
    outcome: str | None = None
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AuthorityFact:
    """Authority to place for adoption that no legal status shows."""

    started: date
    ended: date | None = None
    where: str = field(default="", compare=False)
    ended_where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A time missing (M) or away without authorisation (A)."""

    kind: str
    started: date
    ended: date | None = None
    where: str = field(default="", compare=False)
    ended_where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class HealthFact:
    """What was done for a child's health in a collection year: yes or no for all of it, on no day that is told."""

    year: int
    """The year in which it began."""
    assessment: bool | None = None
    dental_check: bool | None = None
    immunisations: bool | None = None
    development_check: bool | None = None
    substance_misuse: bool | None = None
    convicted: bool | None = None
    sdq: int | None = None
    sdq_reason: str | None = None
    """Why there is no score, by its code: SDQ1 to SDQ5."""
    intervention_received: bool | None = None
    intervention_offered: bool | None = None
    where: str = field(default="", compare=False)


@dataclass(slots=True)
class ChildFacts:
    """All that the files said of one child, in date order. None means the files did not say."""

    ref: str
    born: date | None = None
    sex: str | None = None
    """M, F or U."""
    ethnicity: str | None = None
    need: str | None = None
    """The category of need (CIN N1 to N8) of the latest episode."""
    uasc: bool | None = None
    uasc_until: date | None = None
    iro: str | None = None
    """Who reviews the case, where a format tells it; the return does not."""
    parent: bool | None = None
    """Is herself or himself a parent (SSDA903 MOTHER)."""
    disabled: bool | None = None
    permanence_plan: str | None = None
    pathway_plan_on: date | None = None
    expected: date | None = None
    """For when the birth is expected, of a child who is not born yet."""
    periods: list[PeriodFact] = field(default_factory=list)
    legal_statuses: list[LegalStatusFact] = field(default_factory=list)
    placements: list[PlacementFact] = field(default_factory=list)
    reviews: list[ReviewFact] = field(default_factory=list)
    workers: list[WorkerFact] = field(default_factory=list)
    missing: list[MissingFact] = field(default_factory=list)
    health: list[HealthFact] = field(default_factory=list)
    contacts: list[ContactFact] = field(default_factory=list)
    visits: list[VisitFact] = field(default_factory=list)
    plans: list[PlanFact] = field(default_factory=list)
    conferences: list[ConferenceFact] = field(default_factory=list)
    authorities: list[AuthorityFact] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict, compare=False)
    """Which file and row tell a date of this child itself, by its field (`born`, `uasc_until`)."""


_LEFT_OUT = ("othing in", "left out")


@dataclass(slots=True)
class Extract:
    """Everything read from a set of files together."""

    recognised: list[Recognised] = field(default_factory=list)
    children: dict[str, ChildFacts] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    reviews_known_from: date | None = None
    """Held reviews before this day may be missing from the files (a return holds one year of them)."""
    intakes: list[Intake] = field(default_factory=list)
    """The returns just read; what was brought in before is in `children` too, not in these."""
    tellings: dict[tuple[str, int, str], str] = field(default_factory=dict)
    """By format, year and child what is to be kept of them, as text that only the format reads."""
    tells_of: set[str] = field(default_factory=set)
    """The children whom the files just read tell of; `children` holds those of earlier files too."""
    alike: list[tuple[str, str]] = field(default_factory=list)
    """Identifiers that differ in leading zeros alone, of which at least one was just read: perhaps one child's."""
    one_child: list[tuple[str, str]] = field(default_factory=list)
    """Identifiers that a person says are one child's: the one that stays, and the other."""
    refused: set[str] = field(default_factory=set)
    """Children whom the files tell of and who were left out: their rows may be two children's, or tell no start."""
    tells_iro: bool = False
    """Whether the format says who reviews each case."""
    told_in: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By child the format and year of the latest return or extract that tells of it."""
    spans: dict[str, Span] = field(default_factory=dict)
    """By child what time the latest that tells of it covers."""
    not_listed: set[str] = field(default_factory=set)
    """Children of whom the files tell, but not among all who are looked after."""
    listed: set[tuple[str, date, str]] = field(default_factory=set)
    """Who stands among all who are looked after in what was brought in before: its format, its last day, the child."""
    blocks: list[str] = field(default_factory=list)
    """Rows of an officer's own list, parted by tabs as they would be pasted: each to be looked through by a person."""
    questions: list[FileQuestion] = field(default_factory=list)
    """What a person has to say of the files themselves."""

    @property
    def nothing_read(self) -> str:
        """Why nothing could be read, as a sentence; empty where the files tell of a child."""
        if self.tells_of or self.blocks:
            return ""
        # A row's own reason says more than what befell a whole file, and both more than a remark.
        telling = [p for p in self.problems if any(part in p.message for part in _LEFT_OUT)] or self.problems
        problem = next((p for p in telling if p.row is not None), telling[0] if telling else None)
        if problem is None:
            return "Nothing could be read: the files hold no child."
        place = problem.file + (f", row {problem.row}" if problem.row is not None else "")
        return f"Nothing could be read: {place}. {problem.message}"
