"""The SSDA903 return (children looked after): CSV tables and the XML form, read together into one Extract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from iro_tui.domain import codes
from iro_tui.domain.calendar import add_months
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.extract import Extract, Intake, Problem, Span
from iro_tui.exchange.opened import Basis, OpenFile
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.births import settle_births
from iro_tui.exchange.ssda903.episodes import Episode, read_episodes
from iro_tui.exchange.ssda903.identifiers import alike
from iro_tui.exchange.ssda903.people import People
from iro_tui.exchange.ssda903.periods import build_stays
from iro_tui.exchange.ssda903.returns import (
    Return,
    covered_from,
    on_record,
    returns_in,
    reviews_by_year,
    ruling_rows,
    tellings,
)
from iro_tui.exchange.ssda903.reviews import read_reviews
from iro_tui.exchange.ssda903.sources import Sources, load
from iro_tui.exchange.ssda903.spells import legal_statuses, placements
from iro_tui.exchange.ssda903.tables import (
    EPISODES,
    FORMAT,
    HEADER,
    LAYOUT,
    MISSING,
    OC2,
    REVIEWS,
    SW_EPISODES,
    UASC,
    TableSpec,
    recognise,
)
from iro_tui.exchange.tables import heading
from iro_tui.text import ref_key

__all__ = ["FORMAT", "claims", "read_files", "read_ssda903"]


def claims(file: OpenFile) -> bool:
    """Whether a file is this format's, by the beginning of its text. Any XML is: no other format here has it."""
    if file.book is not None:
        return False
    head = file.head
    return head.lstrip("\ufeff \t\r\n")[:1] == "<" or recognise(heading(head, LAYOUT)) is not None


def read_files(files: Iterable[OpenFile], reading: Basis) -> Extract:
    """Everything that files of returns say, as `read_ssda903` reads them."""
    named = [(file.name, file.data) for file in files]
    return read_ssda903(named, reading.today, reading.before, reading.year, reading.spelling)


def read_ssda903(
    files: Iterable[tuple[str, bytes]],
    today: date,
    before: Sequence[tuple[Intake, Mapping[str, str]]] = (),
    year: int | None = None,
    spelling: Mapping[str, str] = MappingProxyType({}),
) -> Extract:
    """Everything the files of one or several returns say, and every problem met. `files` are (name, content).

    A table is known by its columns, not its name; the same table in several files (this year's and last year's)
    is read as one, the later return ruling where both cover a day. `today` parts what happened from what is only
    entered ahead. `before` are the returns on record, the earliest brought in first, with what was kept of each
    child: what comes out is what reading all of them together would give. `year` names the return's year where the
    files' own days mislead; `spelling` gives, by `ref_key`, the identifier that another one stands for.

    Never raises for what a file holds: what cannot be used is left out and stands in the problems, which come in the
    order of files and rows. No two names may be the same; names that hold a folder ("2024/episodes.csv") tell which
    tables are one return.
    """
    complaints = Complaints()
    in_order = list(files)
    brought_in = list(before)
    spelt = dict(spelling)
    for ref in (ref for _, bodies in brought_in for ref in bodies):
        spelt.setdefault(ref_key(ref), ref)
    sources = load(in_order, complaints, spelt)
    new = returns_in(sources, today, year)
    old = [on_record(intake, order, bodies, spelt) for order, (intake, bodies) in enumerate(brought_in, 1)]
    last = len(old) + 1
    returns = sorted([*old, *new], key=lambda each: (each.year, last if each.new else each.order))
    births = settle_births(returns, today, complaints)
    standing = ruling_rows(returns, complaints)
    for each in new:
        _tell_of_older(each, [kept for kept in old if kept.year == each.year], complaints)
    tables = {table for each in returns for table in each.rows}
    people = People(today, complaints, births)

    def rows(table: TableSpec) -> list[Row]:
        return standing.get(table, [])

    people.add_header(rows(HEADER))
    if UASC in tables:
        people.add_uasc(rows(UASC))
    # Births stand in these tables too, and the periods need them.
    people.add_missing(rows(MISSING))
    people.add_workers(rows(SW_EPISODES))
    people.add_health(rows(OC2))
    for row in rows(REVIEWS):
        people.meet(row)
    episodes = read_episodes(rows(EPISODES), people)
    ends = {ref: each.newest or date(each.year, 4, 1) for each in returns for ref in each.children}
    for ref, of_child in episodes.items():
        _add_care(people, ref, of_child, ends[ref])
    short = {ref for ref, of_child in episodes.items() if of_child and _only_short_breaks(of_child)}
    for ref in read_reviews(rows(REVIEWS), people, short):
        if (periods := people.children[ref].periods) and ref in ends:
            periods[-1] = replace(periods[-1], reviews_known_from=ends[ref] + timedelta(days=1))
    _leave_out_strangers(people, tables, set(episodes) | {row.get("CHILD") for row in rows(REVIEWS)})
    _who_stands_where(people, sources, tables, set(episodes))
    years = {each.year for each in returns if EPISODES in each.rows and (each.newest or year)}
    known_from = _reviews_known_from(years, sources, rows(REVIEWS), tables, today, complaints)
    just_read = {row.get("CHILD") for each in new for rows_of_table in each.rows.values() for row in rows_of_table}
    alike_ones = _tell_of_alike(people, just_read)
    problems = _in_file_order(complaints.problems, [name for name, _ in in_order])
    extract = Extract(sources.recognised, people.children, problems, known_from, [each.intake() for each in new])
    extract.tellings = {(FORMAT, *key): body for key, body in tellings(returns).items() if key[1] in people.children}
    told_in = {ref: each for each in returns for ref in each.children if ref in people.children}
    extract.told_in = {ref: (FORMAT, each.year) for ref, each in told_in.items()}
    extract.spans = {
        ref: Span(known_from or date(each.first, 4, 1), ends[ref], every_review=ref not in short)
        for ref, each in told_in.items()
    }
    extract.refused = births.refused
    extract.listed = {
        (FORMAT, each.intake().covers_to, ref) for each in returns if not each.new for ref in each.children
    }
    extract.tells_of = just_read & people.children.keys()
    extract.alike = alike_ones
    return extract


def _tell_of_alike(people: People, just_read: set[str]) -> list[tuple[str, str]]:
    """The pairs that may be one child, of which one was just read; each is told of at its first row."""
    pairs = [pair for pair in alike(people.children) if just_read.intersection(pair)]
    for pair in pairs:
        row = people.first_row[next(ref for ref in pair[::-1] if ref in just_read)]
        people.complaints.about_file(
            row.file, words.MAY_BE_ONE, row=row.number, field="CHILD", value=" and ".join(pair), ref=row.get("CHILD")
        )
    return pairs


def _tell_of_older(new: Return, earlier: Sequence[Return], complaints: Complaints) -> None:
    days = [each.newest for each in earlier if each.newest]
    if days and new.newest and add_months(new.newest, 1) < max(days):
        complaints.about_file(new.files[0], words.OLDER_THAN_BEFORE, value=new.newest.isoformat())


def _add_care(people: People, ref: str, episodes: list[Episode], ends: date) -> None:
    """The child's times in care, of files that end on a day.

    No review is returned of a child on short breaks (V3, V4): of such a time none before that day's morrow is known
    not to have been held. Source: domain reference 2.3, rule 399.
    """
    child = people.children[ref]
    for stay in build_stays(episodes, child.born, people.today, people.complaints):
        statuses = legal_statuses(stay)
        of_breaks = bool(statuses) and statuses[-1].code in codes.SHORT_BREAK
        child.periods.append(
            replace(stay.fact, reviews_known_from=ends + timedelta(days=1)) if of_breaks else stay.fact
        )
        child.legal_statuses += statuses
        child.placements += placements(stay)
    child.need = next((episode.need for episode in reversed(episodes) if episode.need), None)


def _only_short_breaks(episodes: list[Episode]) -> bool:
    return all(episode.legal_status in codes.SHORT_BREAK for episode in episodes)


def _leave_out_strangers(people: People, tables: set[TableSpec], known: set[str]) -> None:
    """A child whom only a table beside the return's core tells of is a slip of the identifier, not a case."""
    if not tables & {HEADER, EPISODES, REVIEWS}:
        return
    for ref in people.children.keys() - known - people.in_header:
        people.complaints.about(people.first_row[ref], words.ONLY_BESIDE, "CHILD")
        del people.children[ref]


def _who_stands_where(people: People, sources: Sources, tables: set[TableSpec], with_episode: set[str]) -> None:
    """Tell of children that one table has and another lacks; a table lacking altogether is told of once."""
    if not sources.used:
        return
    any_file = sources.used[0].file
    if HEADER not in tables:
        people.complaints.about_file(any_file, words.NO_HEADER_TABLE)
    if EPISODES not in tables:
        people.complaints.about_file(any_file, words.NO_EPISODES_TABLE)
    for ref in people.children:
        row = people.first_row[ref]
        if HEADER in tables and ref not in people.in_header:
            people.complaints.about(row, words.NOT_IN_HEADER, "CHILD")
        if EPISODES in tables and ref not in with_episode:
            people.complaints.about(row, words.NO_EPISODE, "CHILD")


def _reviews_known_from(
    years: set[int],
    sources: Sources,
    review_rows: list[Row],
    tables: set[TableSpec],
    today: date,
    complaints: Complaints,
) -> date | None:
    """The first day from which the returns hold every review; None when there are no episodes.

    Known are the newest of the `years` of the Episodes tables and those before it, without a gap, whose reviews are
    there too. A few strays (mistyped dates) are not a year's reviews, and Episodes of an earlier year may have been
    loaded without its Reviews: a review taken for not held would be worse than one not known. With no Reviews table
    at all nothing is known up to and including `today`.
    """
    if not years:
        return None
    file = sources.used[0].file if sources.used else ""
    if REVIEWS not in tables:
        complaints.about_file(file, words.NO_REVIEWS_TABLE)
        return today + timedelta(days=1)
    first = covered_from(max(years), reviews_by_year(review_rows, today))
    if first - 1 in years:
        complaints.about_file(file, words.EARLIER_YEAR_WITHOUT_REVIEWS, value=f"{first - 1}-{first % 100:02}")
    return date(first, 4, 1)


def _in_file_order(problems: list[Problem], names: list[str]) -> list[Problem]:
    place = {name: at for at, name in reversed(list(enumerate(names)))}
    return sorted(problems, key=lambda problem: (place.get(problem.file, len(place)), problem.row or 0))
