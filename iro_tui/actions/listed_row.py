"""What one row of somebody's own list says by itself, read in the scene of its child where that is here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from iro_tui.actions import child
from iro_tui.actions.base import Plan, Scene, plan_answers
from iro_tui.actions.child_questions import ChildAnswers
from iro_tui.actions.child_rows import case_of
from iro_tui.actions.listed_acts import Acts, about_rows, acts_told, earlier_rows, strategy_rows
from iro_tui.actions.listed_cells import BOOKED, fell_out, no_day, passed_day, ratings_told, which_day
from iro_tui.actions.listed_conferences import tell_conference_due, tell_conferences
from iro_tui.actions.listed_end import EndTold, end_told, ended_rows, tell_end
from iro_tui.actions.listed_extra import OF_NEAR, OURS, REVIEWS, Extra
from iro_tui.actions.listed_facts import as_refused, known_words, tell_beside, tell_known
from iro_tui.actions.listed_standing import kind_differs
from iro_tui.actions.listed_status import by_columns, status_told
from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.listed_day import days_named
from iro_tui.domain.placement_words import placement_meant
from iro_tui.domain.plain_words import ALSO, CONFERENCE_ONLY, PLAN_ONLY, RAGS, RAGS_ALSO, STATUSES, UNBORN, alike, meant
from iro_tui.domain.typed_booking import is_not_booked
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.exchange.headings import DAYS
from iro_tui.exchange.no_value import why_no_identifier
from iro_tui.store.writes import Change, New, Write


class ListedChild(child.AddChild):
    """A new child of a list: what is the same for all of its rows is worked out once."""

    def __init__(self, scene: Scene) -> None:
        """Any scene of the list: what is asked of a child hangs on its day alone."""
        self.asked = {question.name: question for question in super().questions(scene)}
        self._in_order = tuple(self.asked.values())

    def questions(self, scene: Scene) -> tuple[Question, ...]:  # noqa: ARG002
        return self._in_order

    def warning(self, scene: Scene, answers: ChildAnswers, rows: Sequence[New]) -> str:  # noqa: ARG002
        """Nothing: a row has no place for it, and in a list of thousands it is the half of all work."""
        return ""


OUT, IN, ASKS = "out", "in", "asks"
"""Whether a row stays out, comes in, or waits for an answer."""


@dataclass(frozen=True, slots=True)
class RowPreview:
    """A row: what it says, whether it comes in, and what is to be said of it."""

    number: int
    cells: Mapping[str, str]
    state: str
    words: str = ""
    """What was taken as what, what is wrong and what helps, or why it stays out."""
    wrong: str = ""
    """The name of the cell that is to be typed anew."""
    plan: Plan | None = None
    days: tuple[date, ...] = ()
    """Of a booking that names a week, or two days, or a day of no sure year: the days that it may be."""
    rest: str = ""
    """What stands behind such a day: time and place."""
    known: bool = False
    """Whether the child is on the caseload already."""
    again: int = 0
    """The first row of the same child, where this is a further one."""
    is_empty: bool = False
    """Whether it tells nothing beyond what is here or in a row above, so that nothing is lost of it."""
    stages: int = 1
    """Of a log of escalations: how many stages it tells."""
    asks_years: bool = False
    """Whether it waits for the years of its days, which are asked once for all rows."""
    offered: bool = False
    """Whether it stays out though nothing of it is wrong, for where it stands in the list: a word takes it."""
    asks_near: bool = False
    """Whether it asks what its review is, and the one near it on record."""

    @property
    def parts_list(self) -> bool:
        """Whether it is about no child, but parts the list: `CLOSED`."""
        return "words" in self.cells

    def answered(self, key: str) -> tuple[str, str] | None:
        """The name of the cell that a key answers, and what it then says; None where it answers none."""
        if self.asks_near and key in OF_NEAR:
            return REVIEWS, OF_NEAR[key]
        digit = int(key) if key.isdecimal() else -1
        if not self.days or not 0 <= digit <= len(self.days):
            return None
        return self.wrong, f"{self.days[digit - 1]:%d/%m/%Y} {self.rest}".strip() if digit else ""

    @property
    def is_booked(self) -> bool:
        """Whether a meeting comes in with the child: words such as `TBC` stand in the cell, and book none."""
        writes = self.plan.writes if self.plan else ()
        return any(isinstance(write, New) and write.values.get("booked") for write in writes)


def row_told(
    scene: Scene,
    listed: ListedChild,
    number: int,
    cells: dict[str, str],
    typed: Set[str],
    take: bool | None,
) -> RowPreview:
    """What one row says by itself, in a scene of its child, where that is here.

    `typed` are the cells that a person typed, `take` what was said of it.
    """
    if not cells.get("ref"):
        return RowPreview(number, cells, OUT, "no reference: Enter to type it, or the row stays out", "ref")
    if why := why_no_identifier(cells["ref"]):
        words = f"reference “{cells['ref']}” {why}. Enter to type it, or the row stays out"
        return RowPreview(number, cells, OUT, words, "ref")
    acts = acts_told(scene, cells)
    status = status_told(acts.cells)
    if not status.out and not scene.child_ids:
        status = by_columns(status)
    if status.out:
        end = "" if status.out.endswith("?") else "."
        helps = f"{end} Enter to type it, or the row stays out" if status.wrong else ""
        return RowPreview(number, cells, OUT, f"{status.out}{helps}", status.wrong)
    acts.cells = _of_one_meeting(status.cells)
    if acts.wrong:
        return RowPreview(number, cells, OUT, f"{acts.notes[-1]}. Enter to type it, or the row stays out", acts.wrong)
    differs = kind_differs(scene, status) if scene.child_ids else ()
    notes = filter(None, [status.note, *differs, *acts.notes])
    row = _understood(scene, listed, number, acts, typed, take, notes)
    return replace(row, cells=cells)


def _left_blank(cells: dict[str, str], typed: Set[str]) -> Iterator[str]:
    """Cells whose words mean no certain code are said and left blank, and the row stays: it tells more than them.

    What a legal status means says whether the child is looked after at all, so that a row without it waits.
    """
    for name, (what, means) in _IN_WORDS.items():
        text = cells.get(name, "")
        if not text or name in typed:
            continue
        cells[name] = means(text)
        if not cells[name]:
            yield f"{what} “{text}”: not certain which is meant, left blank"


_IN_WORDS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "placement": ("placement", placement_meant),
    "rag": ("RAG", lambda text: text if ratings_told(text) else "" if "?" in text else meant(text, RAGS, RAGS_ALSO)),
}
"""The cells of a vocabulary that a row can do without: what each is called, and what its words mean."""


_IS_BOOKED = re.compile(r"^booked(?: in)?(?: for| on)?:? +(?=\d|[a-z]{3,9} \d)", re.I)
"""Before the day of a booking, of which it says no more than its column does."""


def _of_one_meeting(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row; of a child who is not looked after without a review told as the conference is.

    So it stands in our own list, whose columns of the next review are of what is next.
    """
    if meant(cells.get("status", ""), STATUSES, ALSO) not in (PLAN_ONLY, UNBORN, CONFERENCE_ONLY):
        return dict(cells)
    twice = {review for review, other in _AS_THE_CONFERENCE.items() if cells.get(review) == cells.get(other)}
    return {name: text for name, text in cells.items() if name not in twice}


_AS_THE_CONFERENCE = {"next_due": "conference_due", "next_review": "next_conference"}


def _off_days(scene: Scene, writes: Iterable[Write]) -> Iterator[str]:
    """What is unusual about the days on which meetings were or are: `Sun 31 May is a Sunday`."""
    meetings = (w.values for w in writes if isinstance(w, New | Change) and w.table in ("review", "conference"))
    days = {day for values in meetings for name in ("held", "booked") if (day := values.get(name))}
    yield from (f"{day_words(day, scene.today)} is {kind}" for day in sorted(days) if (kind := scene.caseload.off(day)))


def _understood(
    scene: Scene,
    listed: ListedChild,
    number: int,
    acts: Acts,
    typed: Set[str],
    take: bool | None,
    first_notes: Iterable[str],
) -> RowPreview:
    """What a row says, whose status is read and whose columns of one thing are put together."""
    cells, notes, questions = acts.cells, [*first_notes], listed.asked
    notes += _left_blank(cells, typed)
    if trail := ratings_told(cells.get("rag", "")):
        cells["rag"] = trail[-1]
    answers = dict.fromkeys(questions, "") | {"mine_since": "today"}
    answers |= {name: text for name, text in cells.items() if name in questions}
    doubt = None
    for name, what in BOOKED.items():
        if name in cells:
            cells[name] = answers[name] = _IS_BOOKED.sub("", cells[name])
        if cells.get(name) and (is_not_booked(cells[name]) or (name not in typed and fell_out(scene, cells[name]))):
            notes.append(f"{what} “{cells[name]}” taken as not booked")
            answers[name] = ""
        elif name not in typed and (may_be := which_day(scene, cells.get(name, ""))):
            answers[name], doubt = "", doubt or (name, may_be)
    for name, text in cells.items():
        if name not in questions:
            continue
        if name not in typed and (why := no_day(scene, name, answers[name])):
            words = f"{in_a_sentence(questions[name].label)}: {why}. Enter to type it, or the row stays out"
            return RowPreview(number, cells, OUT, words, name)
        try:
            value = questions[name].read(answers[name], scene.today, scene.practice.office)
        except Refused as refusal:
            fits = alike(text, STATUSES, ALSO) if name == "status" else ()
            why = "which one? " if fits else as_refused(refusal)
            words = f"{in_a_sentence(questions[name].label)}: {why} Enter to type it, or the row stays out"
            return RowPreview(number, cells, OUT, words, name)
        if value and name in DAYS and name not in typed and not any(days_named(text)):
            # Such as `12` or `tue`: typed it is seen at once which day that is, in a list it may be no day at all.
            words = f"{in_a_sentence(questions[name].label)}: “{text}” is no day with its month. Enter to type it"
            return RowPreview(number, cells, OUT, f"{words}, or the row stays out", name)
    extra = Extra(take, notes=notes, reviews=cells.get(REVIEWS) or (OURS if take is False else ""))
    known = bool(scene.child_ids)
    end = EndTold() if known else end_told(scene, cells.get("ended", ""))
    if end.asks and take is None:
        words = f"{end.words}: Enter types the day, y takes the child as still in care, n leaves it out"
        return RowPreview(number, cells, ASKS, words, "ended")
    notes += [end.words] if end.words else []
    if end.day:
        notes.append(f"care ended {day_words(end.day, scene.today)}")
        answers |= {"mine_since": f"{end.day:%d/%m/%Y}", "next_review": ""}
        doubt = None
    try:
        if known:
            review, conference = (
                questions[name].read(answers[name], scene.today, scene.practice.office) for name in BOOKED
            )
            tell_known(scene, cells, review, extra, acts.earlier.get("last_review", ()))
            tell_conferences(scene, cells, conference, extra, acts.earlier.get("last_conference", ()))
            tell_conference_due(scene, scene.case, cells, extra)
            tell_end(scene, cells.get("ended", ""), extra)
            planned = Plan("Add to child", "", tuple(extra.writes))
        else:
            for name, what in BOOKED.items():
                passed = "" if name in typed or not questions[name].asked(answers) else passed_day(scene, answers[name])
                if passed and take is None:
                    last = what.replace("next", "last")
                    words = f"{what} {passed} has passed: Enter types it, or the {last}; y takes the child without"
                    return RowPreview(number, cells, ASKS, words, name.replace("next", "last"))
                if passed:
                    notes.append(f"{what} {passed}: passed, left out")
                    answers[name] = ""
            planned = plan_answers(listed, scene, listed.questions(scene), answers)
            rows = tuple(write for write in planned.writes if isinstance(write, New))
            rows += tuple(earlier_rows(acts, rows, scene, notes))
            rows = tuple(ended_rows(rows, end.day)) if end.day else rows
            case = case_of(rows)
            notes += [
                f"{in_a_sentence(question.label)} “{cells[name]}” is none of such a child's, left out"
                for name, question in questions.items()
                if cells.get(name) and answers[name] and not question.asked(answers)
                and not (name == "strategy" and case.plans)
            ]  # fmt: skip
            rows = about_rows(cells, strategy_rows(scene, case, cells, rows, notes))
            extra.writes += rows
            tell_beside(scene, case, rows[0].key, cells, extra)
            tell_conference_due(scene, case, cells, extra)
            planned = replace(planned, writes=tuple(extra.writes))
    except Refused as refusal:
        labelled = (n for n, q in questions.items() if n in cells and str(refusal).startswith(q.label))
        about = refusal.question if refusal.question in cells else next(labelled, "ref")
        return RowPreview(number, cells, OUT, f"{refusal} Enter to type it, or the row stays out", about)
    extra.notes += _off_days(scene, planned.writes)
    if doubt:
        name, (days, rest) = doubt
        which = "   ".join(f"{n} {day_words(day, scene.today)}" for n, day in enumerate(days, 1))
        words = f"{BOOKED[name]} “{cells[name]}”: which day?   {which}   0 not booked"
        return RowPreview(number, cells, ASKS, words, name, planned, days, rest, known)
    if extra.asks:
        words = "; ".join(extra.asks)
        return RowPreview(number, cells, ASKS, words, plan=planned, known=True, asks_near=extra.asks_near)
    if known and take is False and not extra.asked:
        return RowPreview(number, cells, OUT, "left out; y takes it", known=True)
    words = known_words(extra) if known else "; ".join(extra.notes)
    empty = known and not planned.writes and not extra.asked and not extra.notes
    return RowPreview(number, cells, IN if planned.writes else OUT, words, plan=planned, known=known, is_empty=empty)
