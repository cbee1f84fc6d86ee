"""The sheet for supervision: one page on one officer's caseload, by reference, never with a name.

What is late by law stands apart from what is late by guidance or by habit; red and amber with their reasons; what has
changed since the last time. Everything on it is read from the record: nothing is typed for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.escalations import escalations
from iro_tui.caseload.lists.owed import names_to_hide, without_names
from iro_tui.domain import rag
from iro_tui.domain.allocation import COVERED, WITH_COLLEAGUE, holder_on
from iro_tui.domain.footprint import CHILD
from iro_tui.domain.several import parted
from iro_tui.domain.words import amount_words, dated, day_words, in_a_sentence, off_words
from iro_tui.figures.figure import CAME_LATER
from iro_tui.figures.own_work import own_work
from iro_tui.figures.period import Period
from iro_tui.figures.reading import service_of
from iro_tui.figures.reckon import figure_of, figures_of
from iro_tui.figures.words import base_words
from iro_tui.store import shapes
from iro_tui.store.columns import columns_of

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.domain.case import Rating
    from iro_tui.domain.duty import Duty
    from iro_tui.figures.figure import Figure
    from iro_tui.store.connection import Connection

WIDTH = 80
"""Cells of a line: so many stand in any terminal, and print on one A4 page."""
_DAY = timedelta(days=1)
USUAL = timedelta(weeks=4)
"""How far back it looks where no supervision is on record."""
MOST = 4
"""Lines of a kind that stand on the one page; how many more there are is said."""
NOT_SEEN_DAYS = 90
BAR, ASIDE = 10, 18
SUPERVISION = "supervision"
OwnTask = tuple[str, str, date | None, date | None, date]
"""A task of the officer's own: type, what, done on, noted on, due."""
OF_CHILDREN = ("children_looked_after", "starts", "ends")
OF_RECORDS = {"decisions_in_5wd": "decisions", "record_in_15wd": "record", "distributed_in_20wd": "sent"}
COUNTED = (*OF_CHILDREN, *OF_RECORDS, "reviews_held", "moves")
"""The figures on the sheet."""
HELD = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part of the sheet: its heading with what stands beside it, and its lines."""

    heading: str
    aside: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupervisionPage:
    """The whole sheet."""

    today: date
    since: date
    """What counts as new is what came after this day, in every part."""
    on_record: bool
    """Whether `since` is the last supervision on record; else it is four weeks ago, or was asked for."""
    parts: tuple[SheetPart, ...]
    iro: str = ""
    """Whose caseload it is, by name, on a manager's sheet; empty: the officer's own."""

    @property
    def text(self) -> str:
        """As one page of text."""
        last = "last time" if self.on_record else "since"
        head = [
            f"{'SUPERVISION':<{WIDTH - len(dated(self.today))}}{dated(self.today)}",
            _apart(
                f"{self.iro or 'One officer'}'s caseload, by reference, without names", f"{last} {dated(self.since)}"
            ),
        ]
        body: list[str] = []
        lines: tuple[str, ...] = ("",)
        for part in self.parts:
            # Parts that are a heading alone stand together.
            apart, lines = [""] if lines or part.lines else [], part.lines
            body += [*apart, f"{part.heading:<{ASIDE}}{part.aside}".rstrip(), *(f"  {line}" for line in part.lines)]
        return "\n".join([*head, *body, "", f"{'IRO':<34}{'Manager':<33}Date"])


def sheet(connection: Connection, caseload: Caseload, since: date | None = None, iro: str = "") -> SupervisionPage:
    """The sheet as of today; `since` in place of the last supervision on record.

    In a manager's store `iro` is whose caseload it is, by key: what that IRO holds and covers. Her own tasks are on her
    own laptop.
    """
    today = caseload.today
    ids = None
    if iro:
        ids = frozenset(child_id for child_id, carried in caseload.carried.items() if iro in carried.by)
        name, caseload = caseload.name_of(iro), caseload.whole(connection, ids).only(ids)
    own = [] if iro else _own_tasks(connection)
    last = max((done for kind, _, done, _, _ in own if kind == SUPERVISION and done and done < today), default=None)
    since_day = min(since or last or today - USUAL, today - _DAY)
    period = Period(since_day + _DAY, today)  # the day itself stood on the sheet before
    service = replace(service_of(connection, caseload), counts_covered=True)
    service = replace(service, past=()) if iro else service
    figures = {figure.id: figure for figure in figures_of(period, service, only=COUNTED)}
    before = figure_of(OF_CHILDREN[0], period.before(today), service)
    parts = (
        _caseload(caseload, figures, before),
        *_late(caseload),
        *_rated(caseload.whole(connection, only=("ratings",)), since_day),
        _escalated(caseload),
        _records(figures, since_day, today),
        _contact(connection, caseload, since_day),
        _work(connection, since_day, today, ids),
        _moves(figures),
        *_agreed(own, since_day, caseload),
    )
    return SupervisionPage(today, since_day, since is None and last is not None, parts, name if iro else "")


# Its parts


def _caseload(caseload: Caseload, figures: dict[str, Figure], before: Figure) -> SheetPart:
    """How many there are and were, and everybody who came and went since, so that it adds up."""
    numbers = {name: int(figures[name].numerator) for name in OF_CHILDREN}
    range_ = caseload.practice.on(caseload.today).caseload
    of = f" of {range_.low}-{range_.high}" if range_.low else f" of up to {range_.high}"
    aside = f"{numbers['children_looked_after']:,} looked after{of} (was {before.numerator:,.0f})"
    has = Counter(caseload.whose[child_id].word for child_id in caseload.status)
    shared = ((has[COVERED], "covered"), (has[WITH_COLLEAGUE], "with a colleague"))
    aside = ", ".join((aside, *(f"{amount:,} {words}" for amount, words in shared if amount)))
    beside = f"starts {numbers['starts']:,} · ends {numbers['ends']:,}"
    status = Counter(caseload.status.values())
    more = f"{status['child_protection']:,} child protection only · {status['short_break']:,} short breaks"
    now, began, ended = (set(figures[name].children) for name in OF_CHILDREN)
    then = set(before.children)
    otherwise = {"came over otherwise": now - then - began, "went otherwise": (then | began) - now - ended}
    moves = [
        f"{words} {len(keys):,}: {', '.join(sorted(caseload.children[key].ref for key in keys))}"
        for words, keys in otherwise.items()
        if keys
    ]
    other, later = _named_for_others(caseload), sum(each.came_later for each in before.counted)
    not_all = [f"named for another IRO {other:,}"] * bool(other)
    not_all += [f"of the {before.numerator:,.0f} before, {later:,} {CAME_LATER}"] * bool(later)
    lines = filter(None, (f"{beside} · {more}", *moves, " · ".join(not_all)))
    return SheetPart("CASELOAD", aside, _wrapped(lines))


def _named_for_others(caseload: Caseload) -> int:
    """How many are named for another IRO where nothing says who the officer is: whoever most are named for is taken."""
    if caseload.own or caseload.manages:
        return 0
    cases = (caseload.cases[child_id] for child_id in caseload.status)
    named = Counter(holder.iro_id if (holder := holder_on(case, caseload.today)) else None for case in cases)
    return named.total() - max(named.values(), default=0)


def _late(caseload: Caseload) -> Iterator[SheetPart]:
    """What is late, by law first and each in its own line; by guidance and by habit apart, for habit is no law."""
    late: dict[str, list[tuple[Duty, str]]] = {"law": [], "guidance": [], "local": []}
    for child_id, duties in caseload.duties.items():
        folds = caseload.folds.get(child_id, {})
        for duty in duties:
            if duty.days < 0 and duty.id not in folds:
                late[duty.weight].append((duty, child_id))
    for duties_of in late.values():
        duties_of.sort(key=lambda each: each[0].due)
    law = [_law_line(caseload, duty, child_id) for duty, child_id in late["law"]]
    yield SheetPart("LATE BY LAW", f"{len(law):,}", _at_most(law))
    for weight, heading in (("guidance", "LATE BY GUIDANCE"), ("local", "LATE BY HABIT")):
        words = [_brief(caseload, duty, child_id) for duty, child_id in late[weight]]
        yield SheetPart(heading, f"{len(words):,}", _flowing(words, MOST + 1))


def _law_line(caseload: Caseload, duty: Duty, child_id: str) -> str:
    booked = f", booked {day_words(duty.booked, caseload.today)}" if duty.booked else ", not booked" * duty.is_meeting
    return f"{_ref(duty)}  {_what(caseload, duty, child_id)}, {-duty.working_days:,} wd late{booked}"


def _brief(caseload: Caseload, duty: Duty, child_id: str) -> str:
    return f"{_ref(duty)} {_what(caseload, duty, child_id)} {-duty.working_days:,} wd"


def _ref(duty: Duty) -> str:
    return duty.child or "own"


def _what(caseload: Caseload, duty: Duty, child_id: str) -> str:
    return in_a_sentence(without_names(duty.what, names_to_hide(caseload, child_id)) if child_id else duty.what)


def _rated(caseload: Caseload, since: date) -> Iterator[SheetPart]:
    """Red each with its reason and since when; amber by theme; and what ended."""
    now = {child_id: current for child_id in caseload.status if (current := rag.current(caseload.cases[child_id]))}
    red = sorted(
        ((rated, child_id) for child_id, rated in now.items() if rated.value == "red"),
        key=lambda each: each[0].rated_on,
    )
    lines = [_red_line(caseload, rated, child_id, since) for rated, child_id in reversed(red)]
    yield SheetPart("RED", f"{len(red):,}", _at_most(lines))
    amber = Counter(rated.theme or "no theme" for rated in now.values() if rated.value == "amber")
    themes = " · ".join(f"{theme} {number:,}" for theme, number in amber.most_common())
    yield _beside("AMBER", f"{amber.total():,}{f': {themes}' if themes else ''}", ())
    ended = [
        f"{caseload.children[child_id].ref} {rated.value}{_reason(caseload, rated, child_id)}"
        for child_id, rated in now.items()
        if rated.rated_on > since and rag.is_better(rated.value, rag.before(caseload.cases[child_id], rated))
    ]
    yield SheetPart("ENDED OR BETTER", f"{len(ended):,}", _flowing(ended, MOST))


def _red_line(caseload: Caseload, rated: Rating, child_id: str, since: date) -> str:
    new = ", new" if rated.rated_on > since else ""
    words = f"{rated.theme or 'no theme'}{_reason(caseload, rated, child_id)}"
    return f"{caseload.children[child_id].ref}  since {day_words(rated.rated_on, caseload.today)}{new}  {words}"


def _reason(caseload: Caseload, rated: Rating, child_id: str) -> str:
    written = rated.what_changed or rated.reason or ""
    words = " ".join(written.split())
    return f": {without_names(words, names_to_hide(caseload, child_id))}" if words else ""


def _escalated(caseload: Caseload) -> SheetPart:
    rows = [row for row in escalations(None, caseload) if row.kind == "dispute"]
    rows.sort(key=lambda row: -row.working_days_used)
    lines: list[str] = []
    for row in rows:
        used, total = row.working_days_used, row.working_days_total
        full = min(BAR, round(BAR * used / total)) if total else 0
        over = f"{used} of {total} wd{f', {used - total} over' if used > total else ''}"
        late = f", reply {-row.working_days} wd late" if row.clock == "overdue" else ""
        lines.append(f"{row.ref}  {'█' * full}{'·' * (BAR - full)} {over}{late}  {row.issue}, {row.stage_name}")
    return SheetPart("ESCALATIONS", f"{len(rows):,}", _wrapped(lines))


def _records(figures: dict[str, Figure], since: date, today: date) -> SheetPart:
    words = []
    for name, what in OF_RECORDS.items():
        figure = figures[name]
        words.append(f"{what} in time {base_words(figure)}" if figure.denominator else f"{what}: none due yet")
    held = f"{figures['reviews_held'].numerator:,.0f} reviews held since {day_words(since, today)}"
    return SheetPart("RECORDS", held, (" · ".join(words),))


def _contact(connection: Connection, caseload: Caseload, since: date) -> SheetPart:
    """Contacts since then by whom they were with, and who was not seen or spoken to for long."""
    with_whom: Counter[str] = Counter()
    last = dict[str, date]()
    for child_id, day, who, alone in columns_of(
        connection, shapes.ContactRow, "child_id", "on_day", "who", "seen_alone"
    ):
        with_child = CHILD in parted(who)
        if day > caseload.today or child_id not in caseload.cases:
            continue
        if with_child:
            last[child_id] = max(day, last.get(child_id, date.min))
        if day > since:
            with_whom["the child alone" if with_child and alone else "the child" if with_child else "others"] += 1
    words = ", ".join(f"{number:,} with {whom}" for whom, number in with_whom.most_common())
    long_ago = sorted(
        ((caseload.today - last[child_id]).days, caseload.children[child_id].ref)
        for child_id, status in caseload.status.items()
        if status in ("looked_after", "both")
        and child_id in last
        and (caseload.today - last[child_id]).days > NOT_SEEN_DAYS
    )
    never = sum(status in ("looked_after", "both") and key not in last for key, status in caseload.status.items())
    names = [f"{ref} ({days})" for days, ref in reversed(long_ago)]
    lines = (
        list(_flowing([f"child not seen or spoken to for over {NOT_SEEN_DAYS} days", *names], MOST + 1))
        if names
        else []
    )
    lines += [f"no contact with the child on record: {amount_words(never, 'children')}"] if never else []
    total = amount_words(with_whom.total(), "contacts")
    return SheetPart("CONTACT", total, (*([words] if words else []), *lines))


def _work(connection: Connection, since: date, today: date, ids: Collection[str] | None) -> SheetPart:
    """What was done since then by kind, the time that is noted, and what was travelled to."""
    work = own_work(connection, since, today, ids)
    ways = ", ".join(f"{way} {number:,}" for way, number in work.reviews.most_common())
    done = [f"{what} {number:,}{f' ({ways})' if what == 'reviews' else ''}" for what, number in work.done.most_common()]
    journeys = ", ".join(f"{what} {number:,}" for what, number in work.journeys.most_common())
    lines = [*_flowing(done, MOST + 1), *([f"travelled to: {journeys}"] if journeys else [])]
    return _beside("OWN WORK", work.minutes_words or "nothing noted" * (not lines), lines)


def _moves(figures: dict[str, Figure]) -> SheetPart:
    moves = figures["moves"]
    by, why = ([part for part in moves.parts if part.label.startswith(kind)] for kind in ("asked by", "why"))
    asked, reasons = (
        ", ".join(f"{part.label.partition(': ')[2]} {part.numerator:,.0f}" for part in parts) for parts in (by, why)
    )
    aside = f"{moves.numerator:,.0f} asked{f': {asked}' if asked else ''}"
    return _beside("MOVES", aside, [f"why: {reasons}"] if reasons else [])


def _agreed(own: Sequence[OwnTask], since: date, caseload: Caseload) -> Iterator[SheetPart]:
    """The officer's own tasks noted since then, done or open; and room to write, with the day of the next sheet."""
    today = caseload.today
    others = [(what, done, made) for kind, what, done, made, _ in own if kind != SUPERVISION]
    noted = [(what, done) for what, done, made in others if made and since <= made < today]
    lines = [f"{what} · {'done' if done and done <= today else 'open'}" for what, done in noted]
    if lines:
        yield SheetPart("NOTED SINCE", f"{len(lines):,}", _at_most(lines))
    waiting = (due for kind, _, done, _, due in own if kind == SUPERVISION and not done)
    ahead = min((due for due in waiting if due > today), default=None)
    following = f"next {day_words(ahead, today)}{off_words(ahead, caseload.practice.office)}" if ahead else ""
    yield SheetPart("TO TALK ABOUT", following, ("_" * (WIDTH - 2),) * 2)


def _own_tasks(connection: Connection) -> list[OwnTask]:
    """The officer's own tasks: type, what, done on, noted on, due; the oldest first."""
    rows = columns_of(connection, shapes.TaskRow, "type", "what", "done_on", "made_on", "due", child_id=None)
    return sorted((tuple(row) for row in rows), key=lambda row: row[3] or date.min)


# Lines


def _apart(left: str, right: str, width: int = WIDTH) -> str:
    return f"{left:<{max(len(left) + 2, width - len(right))}}{right}"


def _beside(heading: str, aside: str, lines: Sequence[str]) -> SheetPart:
    """A part with words beside its heading; what has no room there goes on in its lines."""
    first, *more = wrap(aside, WIDTH - ASIDE) or [""]
    return SheetPart(heading, first, (*_wrapped([" ".join(more)] if more else []), *_at_most(lines)))


def _wrapped(lines: Iterable[str]) -> tuple[str, ...]:
    """Each over as many lines as it needs: on paper nothing that is left out can be looked up."""
    return tuple(
        part for line in lines for part in wrap(line, WIDTH - 2, subsequent_indent="    ", break_on_hyphens=False)
    )


def _at_most(lines: Sequence[str], most: int = MOST) -> tuple[str, ...]:
    return (*_wrapped(lines[:most]), *([f"and {len(lines) - most:,} more"] if len(lines) > most else ()))


def _flowing(words: Iterable[str], most: int) -> tuple[str, ...]:
    """Short things one after the other, over as many lines as they need."""
    every = list(words)
    kept = every[:most] + ([f"and {len(every) - most:,} more"] if len(every) > most else [])
    # A thing is not parted from its number: blanks within one hold it together until the lines are made.
    whole = f"{HELD}· ".join(each.replace(" ", HELD) for each in kept)
    return tuple(line.replace(HELD, " ") for line in wrap(whole, WIDTH - 2, break_on_hyphens=False)) if kept else ()


def sheet_out(whole: SupervisionPage) -> Outgoing:
    """The sheet for a file: text, or a table of its parts."""
    from iro_tui.caseload.exporting import Outgoing, table_or_text

    rows = [(part.heading, part.aside, "\n".join(part.lines)) for part in whole.parts]
    forms = table_or_text(("part", "what", "lines"), rows, lambda: whole.text)
    return Outgoing("the sheet for supervision", len(whole.parts), "parts", forms)
