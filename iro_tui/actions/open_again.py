"""A child wrongly closed: the end of care is taken back, with all that it ended.

What `end_care` did is turned back from the journal, exactly, as far as it still holds. An end from elsewhere, out of a
file perhaps, takes back what ended with it on that day; that it goes on is then the officer's own word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.end_care import ENDING
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, ask, questions_of
from iro_tui.actions.running import in_care
from iro_tui.actions.taken_back import put_back
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.care_status import majority
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.writes import Change, Put, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_GOES_ON: dict[str, dict[str, None]] = {
    "legal_status": {"ended": None},
    "placement": {"ended": None, "end_reason": None},
    "adoption_authority": {"ended": None},
}
"""What ends with care, and what it says no more once it goes on."""
_NOTE = NoteTemplate(
    "Care goes on",
    ("The child did not cease to be looked after on {last}: that end was recorded by mistake.", "{reason}."),
)


@dataclass(frozen=True, slots=True)
class OpenAgainAnswers:
    """Why the end was a mistake."""

    reason: str = ask("In a line", hint="how the end came to be recorded, if it matters")


class EndTakenBack(NamedTuple):
    """What opening a child again takes back."""

    ended: date | None = None
    """The end of care; None where only the case was closed."""
    writes: tuple[Write, ...] = ()

    @property
    def reviews(self) -> int:
        """How many planned reviews come back."""
        return sum(isinstance(write, Put) and write.table == "review" for write in self.writes)


class OpenAgain(Action[OpenAgainAnswers]):
    id = "open_again"
    title = "Open again"
    words = "Open a child again who was closed by mistake: end of care withdrawn, wrongly ended, still looked after"
    about = About.CHILD
    asks = OpenAgainAnswers
    offers = (Offer("facts", 99, "a child closed by mistake, open again", key="o"),)

    def look(self, connection: Connection, scene: Scene) -> EndTakenBack:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import CarePeriodRow

        if in_care(scene) is not None:
            return EndTakenBack()
        periods = read_rows(connection, CarePeriodRow, child_id=scene.child_id)
        last = max(periods, key=lambda row: (row.ended, row.started, row.id), default=None)
        if last is None:
            return EndTakenBack()
        turned = tuple(_turned_back(connection, last)) or tuple(_ended_with(connection, last))
        return EndTakenBack(last.ended, turned)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Raises Refused: a child who is not closed."""
        if not scene.known.writes and scene.caseload.children[scene.child_id].closed_on is None:
            since = in_care(scene)
            so_far = f"is looked after since {day_words(since, scene.today)}" if since else "was never looked after"
            raise Refused(f"{scene.called} {so_far} on record: there is no end to take back.")
        return questions_of(OpenAgainAnswers)

    def aside(self, scene: Scene) -> str:
        ended = scene.known.ended
        return f"left care on {day_words(ended, scene.today)}" if ended else "closed"

    def plan(self, scene: Scene, answers: OpenAgainAnswers) -> Plan:
        ended, reviews = scene.known.ended, scene.known.reviews
        what = f"the end of care on {day_words(ended, scene.today)} is withdrawn" if ended else "the case is open"
        back = f", {amount_words(reviews, 'planned reviews')} back" if reviews else ""
        notes = (_NOTE.note(scene.child_id, last=ended, reason=answers.reason),) if ended else ()
        eighteen = majority(scene.case)
        of_age = eighteen is not None and eighteen <= scene.today
        return Plan(
            name="Open again",
            sentence=f"{scene.called}: open again, {what}{back}.",
            writes=(*scene.known.writes, Change("child", scene.child_id, {"closed_on": None})),
            notes=notes,
            warning=f"The 18th birthday was {day_words(eighteen, scene.today)}." if eighteen and of_age else "",
        )


def _turned_back(connection: Connection, period: Any) -> Iterator[Write]:
    """What the officer's own ending of a time of care did, the other way; nothing where it was ended otherwise."""
    from iro_tui.store.entries import last_named, values_of
    from iro_tui.store.reads import read_any
    from iro_tui.store.shapes import SHAPES

    turns = {
        (turn.table, turn.row_id): turn for turn in values_of(connection, last_named(connection, ENDING, period.id))
    }
    ending = turns.get(("care_period", period.id))
    if ending is None or ending.after.get("ended") != period.ended:
        return
    for turn in turns.values():
        row = read_any(connection, SHAPES[turn.table], turn.row_id)
        if row is not None and (back := put_back(row, turn)):
            yield back


def _ended_with(connection: Connection, period: Any) -> Iterator[Write]:
    """The end of a time of care, and of what ended with it: of two of a kind on that day the later one goes on."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import SHAPES

    yield Change("care_period", period.id, {"ended": None, "end_known": True, "end_reason": None})
    for table, nothing in _GOES_ON.items():
        rows = read_rows(connection, SHAPES[table], child_id=period.child_id, ended=period.ended)
        last = max(rows, key=lambda row: (row.started, row.id), default=None)
        if last is not None and last.started >= period.started:
            yield Change(table, last.id, nothing)


ACTION = OpenAgain()
