"""What is told of a child put on the caseload by hand: what it is, whom its names mean, and what it will ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from iro_tui.actions.base import Scene
from iro_tui.actions.child_questions import ChildAnswers, kind_of
from iro_tui.domain.calendar import age_on
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.codes import PLACEMENT
from iro_tui.domain.duties import duties_of
from iro_tui.domain.duty import Duty
from iro_tui.domain.midpoint import midpoint_of
from iro_tui.domain.plain_words import ALSO, CONFERENCE_ONLY, PLAN_ONLY, STATUSES, UNBORN, meant
from iro_tui.domain.typed_day import NotADay, read_day
from iro_tui.domain.words import amount_words, day_words, in_a_sentence, joined
from iro_tui.text import sought

NO_LEGAL_STATUS = (PLAN_ONLY, UNBORN, CONFERENCE_ONLY)
_NAMED = 3
"""How many things that are asked are named."""


def on_it(answers: ChildAnswers, today: date) -> str:
    """What a child is, in a sentence: `looked after since Mon 16 Nov, full care order, children's home`."""
    kind = kind_of({"status": answers.status})
    if kind == "unborn":
        parts = [f"unborn, expected {day_words(answers.expected, today)}" if answers.expected else "unborn"]
    elif kind == "plan":
        parts = ["under a child protection plan, not looked after"]
    elif kind == "conference":
        parts = ["no child protection plan yet"]
    else:
        care = "on short breaks" if kind == "breaks" else "looked after"
        parts = [f"{care} since {day_words(answers.since, today)}" if answers.since else care]
    status = STATUSES.get(answers.status, "") if answers.status not in NO_LEGAL_STATUS else ""
    parts += [status, PLACEMENT.get(answers.placement, "")]
    if answers.plan and kind != "plan":
        parts.append("child protection plan")
    if answers.next_review:
        parts.append(f"review booked for {answers.next_review.words(today)}")
    if answers.next_conference:
        parts.append(f"conference booked for {answers.next_conference.words(today)}")
    return ", ".join(filter(None, parts))


def what_follows(case: Case, scene: Scene) -> str:
    """What a case will ask: its next limit and mid-point, what is asked by today, and what is late."""
    view = CaseOnDay(case, scene.practice, scene.today)
    asked = duties_of(view)
    return " ".join([*_limit(view), *_conferences(asked, scene.today), *_midpoint(view, scene.today), _asked(asked)])


def _limit(view: CaseOnDay) -> Iterator[str]:
    upcoming = view.next_review
    if upcoming is None:
        return
    words = f"Next review {upcoming.when(view.today)}{', inferred' if upcoming.inferred else ''} ({upcoming.authority})"
    yield f"{words}{_booked(booked=bool(upcoming.booked), beyond=upcoming.beyond_limit)}."


def _conferences(asked: Iterable[Duty], today: date) -> Iterator[str]:
    for duty in asked:
        if duty.kind == "conference":
            words = f"{duty.what} {duty.when(today)}{', inferred' * duty.inferred} ({duty.authority})"
            beyond = (duty.booked or date.min) > (duty.latest_limit or duty.limit)
            yield f"{words}{_booked(booked=bool(duty.booked), beyond=beyond)}."


def _booked(*, booked: bool, beyond: bool) -> str:
    return ", booked beyond it" if beyond else ", booked before it" if booked else ""


def _midpoint(view: CaseOnDay, today: date) -> Iterator[str]:
    due = midpoint_of(view)
    if due and due >= today:
        yield f"Mid-point {day_words(due, today)}."


def _asked(duties: Iterable[Duty]) -> str:
    now = [duty for duty in duties if duty.days <= 0]
    late = [duty for duty in now if duty.days < 0]
    return f"Asked now: {_named(now)} · late: {_named(late)}."


def _named(duties: list[Duty]) -> str:
    if not duties:
        return "nothing"
    words = [in_a_sentence(duty.what) for duty in duties[:_NAMED]]
    more = len(duties) - len(words)
    return joined([*words, *((amount_words(more, "others") if more > 1 else "1 other",) if more else ())])


# Whom a name means


def known_people(scene: Scene, worker: str, manager: str) -> tuple[str, str]:
    """The social worker and the manager in full: as others of the caseload have them, where only one fits.

    A manager who is not given is that of the worker's other children, where they all have the same.
    """
    workers = scene.caseload.workers.values()
    full = _in_full(worker, (each.social_worker for each in workers))
    if manager:
        return full, _in_full(manager, (each.manager for each in workers))
    managers = {each.manager for each in workers if each.social_worker == full and each.manager}
    return full, managers.pop() if full and len(managers) == 1 else ""


def _in_full(typed: str, known: Iterable[str]) -> str:
    """The one known name that each of these words begins a word of, in order; else what was typed."""
    wanted = sought(typed).split()
    names = {name for name in known if name}
    if not wanted or typed in names:
        return typed
    fits = [name for name in names if name_fits(typed, name)]
    return fits[0] if len(fits) == 1 else typed


def name_fits(typed: str, name: str) -> bool:
    """Whether each word that was typed begins one of a name, in order: `p. caseley` Priya Caseley, `caseley` too."""
    wanted, words = ([word.strip(".,") for word in sought(each).split()] for each in (typed, name))
    at = 0
    for each in wanted:
        at = next((n + 1 for n in range(at, len(words)) if words[n].startswith(each)), 0)
        if not at:
            return False
    return True


def beside(scene: Scene, so_far: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What stands beside a question beyond what its answer means: by the question's name."""
    today = scene.today
    born, mine = _day(scene, so_far.get("born", "")), _day(scene, so_far.get("mine_since", ""))
    last = _day(scene, so_far.get("last_review", ""))
    if born and born <= today:
        yield "born", f"age {age_on(born, today)}"
    if mine:
        yield "mine_since", "nothing older is asked"
    if last and mine and last < mine:
        yield "last_review", "held before you"
    worker, manager = so_far.get("worker", "").strip(), so_far.get("manager", "").strip()
    full, of = known_people(scene, worker, manager)
    if worker:
        yield "worker", full if full != worker else "known" if _is_known(scene, worker) else "new here"
    if of:
        yield "manager", (of if of != manager else "") if manager else f"{of}, as for {full}"
    if meant(so_far.get("status", ""), STATUSES, ALSO) == PLAN_ONLY:
        yield "plan", "category, if known"


def _is_known(scene: Scene, worker: str) -> bool:
    return any(each.social_worker == worker for each in scene.caseload.workers.values())


def _day(scene: Scene, typed: str) -> date | None:
    try:
        return read_day(typed, scene.today, scene.practice.office, lean="back") if typed.strip() else None
    except NotADay:
        return None
