"""Any scene of any verb, answered at random: what is tried of every verb alike."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from iro_tui.actions.appointment import DAY_OF
from iro_tui.actions.base import About, Action, Plan
from iro_tui.actions.marks import Mark, written_marks
from iro_tui.actions.questions import Kind, Question
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.practices import parse
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.caseload.siblings import sitting_of
from iro_tui.store import tables
from iro_tui.store.reads import read_rows
from iro_tui.store.work import action, model_of
from iro_tui.store.writes import New, Remove, Write
from tests.support import TODAY
from tests.support.facts import STATUTORY

TEXTS = ("Some words", "a line; school; +5wd", "Zoë [b]said[/b]\n{so}", "NEW 1", "09:30")
REACHED = ("01632 960111", "kim@council.gov.uk")
TABLES = {"duty": (), "appointment": (), "row": ("decision", "task", "review"), "settled decision": ("decision",),
          "quotable": ("review", "escalation", "rating", "survey_sheet")}  # fmt: skip
"""Of verbs whose rows are not those of one table."""
SURVEY_FILE = Path(__file__).with_name("survey.csv")
WITH_SURVEYS = """name = "own"
[surveys]
questions = [
    { survey = "children", id = "helpful", words = "Was the review helpful?" },
    { survey = "carers", id = "managed", words = "Was it well managed?", scale = ["yes", "partially", "no"] },
]
"""
DAYS = ("today", "-3d", "+4d", "+10wd", "1/9/2026", "31/12/2026")


def subjects(verb: Action[Any], caseload: Caseload, session: Session) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Children and keys that a verb may be about."""
    children = tuple(caseload.children)
    if verb.about is About.NOBODY:
        return [((), ())]
    if verb.about in (About.ROW, About.ROWS):
        kinds = TABLES.get(verb.table, (verb.table,))
        with session.engine.connect() as connection:
            keys = [row.id for table in kinds for row in read_rows(connection, model_of(table))]
        if verb.table in ("duty", "appointment"):
            asked = [duty for duties in caseload.duties.values() for duty in duties]
            keys = [duty.id for duty in asked if verb.table == "duty" or duty.kind in DAY_OF]
        several_keys = pairwise(keys) if verb.about is About.ROWS else ()
        return [((), chosen) for chosen in (*((key,) for key in keys), *several_keys)]
    if verb.id.endswith("_together"):  # about siblings: of a child who has none it refuses, as of children who are not
        having = [child for child in children if len(sitting_of(caseload, (child,))) > 1]
        return [*(((child,), ()) for child in having), ((children[0],), ()), (children[:3], ())]
    if verb.id == "plan_start":  # of a plan that a conference made the start is on record
        unsure = [child for child in children if any(not plan.start_known for plan in caseload.cases[child].plans)]
        return [((child,), ()) for child in (*unsure, children[0])]
    several = [] if verb.about is About.CHILD else [(children[:3], ()), (children[3:5], ())]
    nobody = [((), ())] if verb.about is About.CHILDREN_OR_NOBODY else []
    return [*(((child,), ()) for child in children), *several, *nobody]


def answer(question: Question, rng: random.Random, days: Sequence[str] = DAYS, texts: Sequence[str] = TEXTS) -> str:
    """What somebody might answer."""
    values = [option.value for option in question.options]
    if question.kind == "marks":
        some = rng.sample(question.things, min(3, len(question.things)))
        return written_marks({key: Mark(rng.choice(values), *question.sources[:1]) for key, _ in some})
    if question.means and question.kind != "day":
        return rng.choice(
            ["", *(text for text in (*texts, "31/12/2026 9:30 Saltby") if _is_understood(question, text))]
        )
    if question.fault:
        return rng.choice(["", *(text for text in REACHED if not question.fault(text))])
    if question.name == "file":
        return str(SURVEY_FILE)
    if question.people and rng.random() < 0.5:
        return rng.choice(question.people)
    if question.suggested and rng.random() < 0.5:
        return rng.choice(question.suggested)
    answers: dict[Kind, list[str]] = {
        "choice": values,
        "several": [*values, ", ".join(values[:2])],
        "yes_no": ["", "yes", "no"],
        "day": list(days),
        "booking": ["", *(f"{day} 10:30 Thornwick" for day in days)],
        "code": list(question.codes or ()),
        "number": ["", "30"],
    }
    return rng.choice(answers.get(question.kind, list(texts)) or [""])


def _is_understood(question: Question, text: str) -> bool:
    """Whether a line has the form that its question wants."""
    try:
        return bool(question.means and question.means(text, TODAY, STATUTORY.office))
    except Refused:
        return False


def unkeyed(plan: Plan) -> Plan:
    """A plan without the keys of its new rows, also where another row or a note names them."""
    keys = {write.key: f"new {n}" for n, write in enumerate(w for w in plan.writes if isinstance(w, New))}

    def known(write: Write) -> Write:
        if isinstance(write, Remove):
            return write
        values = {name: keys.get(v, v) if isinstance(v, str) else v for name, v in write.values.items()}
        return replace(write, values=values)

    return replace(plan, writes=tuple(map(known, plan.writes)))


def something_for_each(session: Session) -> None:
    """What verbs are about and the made-up caseload has little of: written records, open series, early reviews."""
    session.use_practice(parse(WITH_SURVEYS))
    with action(session.engine, "Set up") as work:
        reviews = read_rows(work.connection, tables.ReviewRow, follow_record=True)
        written = [review for review in reviews if review.held and review.record_on is None]
        work.change_many(tables.ReviewRow, {review.id: {"record_on": review.held} for review in written})
        signed = [review for review in reviews if review.record_on and review.signed_off_on]
        work.change_many(tables.ReviewRow, {review.id: {"signed_off_on": None} for review in signed[::2]})
        series = [review for review in read_rows(work.connection, tables.ReviewRow) if review.held and review.completed]
        work.change_many(tables.ReviewRow, {review.id: {"completed": None} for review in series[::3]})
        for child_id, case in session.caseload().cases.items():
            if case.sibling_group:
                since = session.today - timedelta(5)
                work.add(tables.ConferenceRow(child_id=child_id, kind="initial", strategy_on=since))
        cases, held = session.caseload().cases, session.today - timedelta(70)
        child_id = next(
            key for key, case in cases.items() if not (case.plans or case.conferences or case.sibling_group)
        )
        work.add(tables.ConferenceRow(child_id=child_id, kind="review", held=held))
        work.add(tables.ProtectionPlanRow(child_id=child_id, started=held - timedelta(1), start_known=False))
        for child_id in list(session.caseload().children)[::4]:
            since, by = session.today - timedelta(20), session.today + timedelta(20)
            work.add(tables.EarlyReviewRow(child_id=child_id, trigger="early-a", since=since, by=by))
            differs = {"of_table": "child", "of_row": child_id, "of_column": "interpreter_language", "arose_on": since}
            values = {"child_id": child_id, **differs, "kept": '""', "late": '"Polish"'}
            work.add_rows(tables.DifferenceRow, [values])
