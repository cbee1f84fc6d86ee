"""What a held review is asked, in the order of a meeting; its day comes last, as in every form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.alike_lines import in_line, lines_there
from iro_tui.actions.attendance import CAME_OR_NOT, SENT, came_of
from iro_tui.actions.decision_line import decision_means
from iro_tui.actions.hold_next import meeting_means
from iro_tui.actions.marks import Marks, read_marks
from iro_tui.actions.midpoint import CHECKED
from iro_tui.actions.questions import (
    AnswersSoFar,
    Option,
    act_day,
    always,
    ask,
    coded,
    numbered,
    one_of,
)
from iro_tui.actions.rag import RAG, WORRIED
from iro_tui.domain import codes
from iro_tui.domain.vocabulary import CHAIRED_BY, MOVE_REASONS, SERIES, SOURCES

ADJOURNED = "adjourned"
HELD_AS = (
    Option("m", "meeting", "meeting"),
    Option("s", SERIES, "series"),
    Option("n", "none", "none (long-term)"),
    Option("a", ADJOURNED, "adjourned"),
)
BECAME = (
    Option("d", "done", "done"),
    Option("r", "repeated", "repeated"),
    Option("x", "dropped", "dropped"),
    Option("o", "", "open"),
)
"""What a review finds of an earlier decision; what is not said stays open."""
MOST_DECISIONS = 8
"""How many decisions one form takes; further ones are added on the child's page."""
DECISIONS = tuple(f"decision{n}" for n in range(1, MOST_DECISIONS + 1))

_adjourned = one_of("form", ADJOURNED)


def is_held(so_far: AnswersSoFar) -> bool:
    """Whether the answers tell of a review held, and not of one adjourned."""
    return not _adjourned(so_far)


def _worried(so_far: AnswersSoFar) -> bool:
    return is_held(so_far) and so_far["rag"] in WORRIED


def marks_so_far(so_far: AnswersSoFar, name: str) -> Marks:
    """Marks, as a form keeps them or read already."""
    marks = so_far.get(name) or {}
    return read_marks(marks) if isinstance(marks, str) else marks


def _came(so_far: AnswersSoFar) -> str:
    return came_of(marks_so_far(so_far, "attended"))


def _further(n: int) -> str:
    """The question for another decision."""
    there = in_line(DECISIONS, n)
    line: str = ask(
        "", hint="the next", means=decision_means, in_words=True, is_line=True,
        asked=lambda so_far: is_held(so_far) and there(so_far),
    )  # fmt: skip
    return line


@dataclass(frozen=True, slots=True)
class HoldAnswers:
    """Everything a held review says; or the day and the reason of one that was adjourned."""

    rag: str = ask("RAG", "choice", options=RAG, asked=is_held, needed=always, part="The review")
    theme: str = ask("Why", "choice", asked=_worried, needed=_worried)
    participation: str = ask("The child", "choice", upright=True, asked=is_held, needed=always)
    line: str = ask("In a line", "text", hint="why it is amber or red, if wanted", asked=_worried)
    late_reason: str = ask("Why late", suggested=MOVE_REASONS, needed=always, in_words=True)
    early_reason: str = ask("Why early", asked=is_held, in_words=True)
    checklist: Marks = ask("Checks", "marks", options=CHECKED, sources=SOURCES, asked=is_held, part="Checks")
    remedy: date | None = ask("Put right by", "day", hint="+10wd, if wanted")
    decision1: str = ask(
        "Decisions",
        hint="what; who; by when: Dental check; carer; 12/3",
        means=decision_means,
        in_words=True,
        is_line=True,
        asked=is_held,
        part="Decisions",
        count=lines_there(DECISIONS),
    )
    decision2: str = _further(2)
    decision3: str = _further(3)
    decision4: str = _further(4)
    decision5: str = _further(5)
    decision6: str = _further(6)
    decision7: str = _further(7)
    decision8: str = _further(8)
    earlier: Marks = ask("Earlier", "marks", options=BECAME, asked=is_held)
    attended: Marks = ask(
        "Who was there",
        "marks",
        options=CAME_OR_NOT,
        sources=SENT,
        turns="r",
        asked=is_held,
        part="Who was there",
        count=_came,
    )
    next_meeting: str = ask(
        "Next review",
        hint="day, time, place: 18/5 14:30 Saltby",
        means=meeting_means,
        asked=is_held,
        part="Next review",
    )
    next_late: str = ask("Why so late", suggested=MOVE_REASONS, needed=always, in_words=True)
    child_words: str = ask("Child's words", "note", hint="as they said it", asked=is_held, part="Words")
    what_changed: str = ask("What changed", "text", hint="for the child, as a concern ends", asked=is_held)
    positive: str = ask("Good practice", "note", hint="what went well", asked=is_held)
    savings: str = ask("Savings", "note", hint="the child's savings, if looked at", asked=is_held)
    plan: str = ask("Permanence", "choice", options=coded(codes.PERMANENCE), asked=is_held)
    agreed: bool | None = ask("Care plan agreed", "yes_no", asked=is_held)
    chaired_by: str = ask("Chaired by", "choice", options=numbered(CHAIRED_BY), default=CHAIRED_BY[0], asked=is_held)
    chair: str = ask("Chair", hint="who, by name", names="chair", asked=is_held)
    child_chaired: bool | None = ask("Child chaired", "yes_no", asked=is_held)
    final: bool | None = ask("Final", "yes_no", default="yes", hint="the last review before 18", asked=is_held)
    form: str = ask("As", "choice", options=HELD_AS, default="meeting", part="Day")
    completed: date | None = ask(
        "Last meeting", "day", lean="back", hint="its day, if it is over", asked=one_of("form", SERIES)
    )
    adjourned_reason: str = ask(
        "Why",
        hint="what was missing",
        asked=_adjourned,
        needed=always,
        in_words=True,
        missing="The reason is empty: say in a few words why the review is adjourned.",
    )
    on: date | None = act_day("Held on", "book it with b, and record it when it was held")
