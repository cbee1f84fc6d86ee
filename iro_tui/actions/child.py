"""Putting a child on the caseload; every clock of a child newly looked after starts by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import asks_of_age, require_come
from iro_tui.actions.questions import always, ask, ask_code
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.codes import LEGAL_STATUS, PLACEMENT
from iro_tui.domain.words import day_words
from iro_tui.store.writes import New
from iro_tui.text import ref_key


@dataclass(frozen=True, slots=True)
class ChildAnswers:
    """A child newly looked after; codes are those of the return."""

    ref: str = ask(
        "Reference",
        hint="the council's own number",
        needed=always,
        missing="The reference is empty: give the council's own number of the child.",
    )
    initials: str = ask("Initials")
    born: date | None = ask("Born", "day", hint="12/3/2015", lean="back")
    since: date | None = ask("In care since", "day", hint="the first day", lean="back", needed=always)
    legal: str = ask_code("Legal status", LEGAL_STATUS, "V2, or its words")
    placement: str = ask_code("Placement", PLACEMENT, "U6, or its words")
    worker: str = ask("Social worker", hint="if known")
    manager: str = ask("Manager", hint="if known")
    notified: date | None = ask("Told on", "day", hint="when the service was told", lean="back")
    mine_since: date | None = ask("Mine since", "day", hint="when you took the child on", default="today", lean="back")


class AddChild(Action[ChildAnswers]):
    id = "child"
    title = "A new child"
    words = "Add a new child to the caseload: new case, newly looked after"
    about = About.NOBODY
    asks = ChildAnswers
    offers = (Offer("facts", 85, "a new child"),)
    wide = True

    def plan(self, scene: Scene, answers: ChildAnswers) -> Plan:
        started, today = answers.since or scene.today, scene.today
        _require_new(scene, answers.ref)
        if started > today:
            raise Refused(f"Looked after since {day_words(started, today)}, which is to come: give the first day.")
        if answers.born and started < answers.born:
            raise Refused(f"Looked after since {day_words(started, today)}, before the child was born.")
        mine = since_when(answers.mine_since, started, today)
        return Plan(
            name="Add child",
            sentence=(
                f"{answers.ref}: on the caseload, looked after since {day_words(started, today)}, "
                f"{LEGAL_STATUS[answers.legal]}, {PLACEMENT[answers.placement]}."
            ),
            writes=tuple(_rows(answers, started, mine)),
            asks=asks_of_age(answers.ref, answers.born, today) if answers.born else "",
        )


def since_when(day: date | None, started: date | None, today: date) -> date:
    """Since when a child is on the caseload: today unless a day is given, later where care begins later.

    Raises Refused: a day to come.
    """
    require_come("Mine since", day or today, today, "give the day you took the child on")
    return max(day or today, started or date.min)


def _rows(answers: ChildAnswers, started: date, mine: date) -> Iterator[New]:
    child = New(
        "child", {"ref": answers.ref, "initials": answers.initials, "born": answers.born, "on_caseload_since": mine}
    )
    yield child
    for table, values in (
        ("care_period", {}),
        ("legal_status", {"code": answers.legal}),
        ("placement", {"code": answers.placement}),
    ):
        yield New(table, {"child_id": child.key, "started": started, **values})
    for role, name in (("social_worker", answers.worker), ("manager", answers.manager)):
        if name:
            yield New("worker", {"child_id": child.key, "role": role, "name": name, "started": started})
    # Whoever takes a child on is the IRO named.
    yield New("allocation", {"child_id": child.key, "notified": answers.notified, "allocated": mine})


def _require_new(scene: Scene, ref: str) -> None:
    """Raises Refused where a child has the reference already; of one who left care it says how to put them back."""
    for child_id, child in scene.caseload.children.items():
        if ref_key(child.ref) != ref_key(ref):
            continue
        ends = [period.ended for period in scene.caseload.cases[child_id].periods]
        last = max((ended for ended in ends if ended), default=None)
        if last and None not in ends and last <= scene.today:
            raise Refused(
                f"{child.ref} is on record and left care on {day_words(last, scene.today)}: put them back with "
                "“back in care” (> in the caseload shows who left, then i; or iro do back_in_care)."
            )
    require_free(scene, ref)


def require_free(scene: Scene, ref: str, but: str = "") -> None:
    """Raises Refused where another child, `but` apart, has the reference."""
    for child_id, child in scene.caseload.children.items():
        if child_id != but and ref_key(child.ref) == ref_key(ref):
            taken = f"The reference is {ref!r}, which another child has already"
            raise Refused(f"{taken}: look it up with / in the caseload.")


ACTION = AddChild()
