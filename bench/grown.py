"""A journal after five years of one officer's use, and what undoing and doing again adds to the file."""

from __future__ import annotations

import time
from datetime import date, timedelta

from bench.sample import Sample
from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.clock import now
from iro_tui.store import journal, tables
from iro_tui.store.engine import reading, writing
from iro_tui.store.entries import Entry
from iro_tui.store.work import action

ACTIONS = 25_000
"""Some twenty on each working day of five years."""
TIMES = 5


def grow(sample: Sample) -> Sample:
    """Fill the journal with as many actions as come of five years; the rows stay as they are."""
    children = list(sample.session.caseload().children)
    begin = now() - timedelta(days=5 * 365)
    with writing(sample.session.engine) as connection:
        for number in range(ACTIONS):
            child = children[number % len(children)]
            entry = Entry("child", child, child, {"need": f"N{number % 6}"}, {"need": f"N{(number + 1) % 6}"})
            note = Entry("case_note", f"{number:032x}", child, None, {"body": "x" * 200})
            at = begin + timedelta(minutes=100 * number)
            sentence = f"Need noted, number {number}."
            journal.record(connection, [entry, note], kind="do", name="Facts", sentence=sentence, at=at)
    return sample


def live(sample: Sample) -> Sample:
    """What one officer writes about seventy children in five years: contacts with their notes, ratings, decisions."""
    children, today = list(sample.session.caseload().children)[:70], sample.session.today

    def about(number: int) -> tuple[str, date]:
        return children[number % len(children)], today - timedelta(days=1 + number * 7 % (5 * 365))

    written = [about(number) for number in range(ACTIONS)]
    contacts, ratings, decisions = written[:15_000], written[15_000:20_000], written[20_000:]
    with action(sample.session.engine, "Five years") as work:
        work.add_rows(
            tables.ContactRow,
            [
                {"child_id": child, "on_day": day, "who": "child", "how": "visit", "note": "n" * 400}
                for child, day in contacts
            ],
        )
        work.add_rows(
            tables.RatingRow,
            [{"child_id": child, "value": "green", "rated_on": day, "reason": "w" * 60} for child, day in ratings],
        )
        work.add_rows(
            tables.DecisionRow,
            [{"child_id": child, "text": "t" * 120, "made_on": day, "done_on": day} for child, day in decisions],
        )
    return sample


def read_whole(sample: Sample) -> float:
    """The processor's time for reading and deriving all that the lists ask for."""
    session = sample.session
    with reading(session.engine) as connection:
        start = time.process_time()
        Caseload.read(connection, session.practice, session.today).derive()
        return time.process_time() - start


def acted(sample: Sample) -> float:
    """The processor's time for acts and their undoing, each seen by the caseload."""
    child, *_ = sample.session.caseload().children
    start = time.process_time()
    for _ in range(TIMES):
        do(sample.session, RAG, RAG.asks("green", "", ""), [child])
        sample.session.caseload()
        sample.session.undo()
        sample.session.caseload()
    return time.process_time() - start


def looked(sample: Sample) -> float:
    """The processor's time for the lists, after an act that they have to see."""
    child, *_ = sample.session.caseload().children
    do(sample.session, RAG, RAG.asks("green", "", ""), [child])
    start = time.process_time()
    for _ in range(TIMES):
        sample.session.lines(DUTIES)
        sample.session.lines(CHILDREN)
    seconds = time.process_time() - start
    sample.session.undo()
    return seconds


def size(sample: Sample) -> float:
    """The bytes of the database, all of it brought home."""
    sample.session.checkpoint()
    return float(sample.session.place.database.stat().st_size)


def turned(sample: Sample) -> float:
    """The bytes after what filled it was taken back and done again, twice; it is there again then."""
    for _ in range(2):
        sample.session.undo()
        sample.session.redo()
    return size(sample)
