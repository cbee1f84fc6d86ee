"""The entries of those settings of a practice that are lists: stages, items, chairs, panels, routines, audits.

Each part of an entry is declared once, with what it means and what is allowed: the reader of files, the documentation
and the writer of a practice come from it.
"""

from __future__ import annotations

from typing import Any

from iro_tui.domain.practice_setting import PracticeSettings, setting

NEEDED = "\0"
"""The default of what an entry needs."""

OLDEST = 17
"""The last age of a child."""
EVERY, FIRST, SECOND, FROM_SECOND = AT_REVIEWS = ("every", "first", "second", "from second")
"""At which reviews an item of the checklist is asked."""


def _words(says: str, high: int = 60) -> Any:
    return setting(NEEDED, says, 1, high)


class Item(PracticeSettings):
    """An item of the checklist of a review."""

    id: str = _words("names it in figures: qa.<id>")
    words: str = _words("what is asked, so that yes is good")
    from_age: int = setting(0, "asked from this age on", 0, OLDEST)
    to_age: int = setting(OLDEST, "asked up to this age", 0, OLDEST)
    at: str = setting(EVERY, "at which review it is asked", choices=AT_REVIEWS)
    help: str = setting("", "what good looks like, shown with F1", 0, 200)
    measure: str = setting("", "what its figure is called, where that differs from its words", 0, 60)

    def is_asked(self, age: int | None, number: int | None) -> bool:
        """Whether it is asked of a child of this age, at the review of this number; what is not known is asked."""
        if age is not None and not self.from_age <= age <= self.to_age:
            return False
        if number is None or self.at == EVERY:
            return True
        return number == 1 if self.at == FIRST else number == 2 if self.at == SECOND else number >= 2


class Stage(PracticeSettings):
    """One stage of the escalation ladder."""

    id: str = _words("names it where a step is kept")
    name: str = _words("what it is called")
    person: str = _words("who answers")
    working_days: int | None = setting(
        None, "working days to the reply; 0: untimed; left out: not said, only the total runs", 0, 60
    )
    formal: bool = setting(True, "whether it starts the days in all")


class Chair(PracticeSettings):
    """One who may chair a review."""

    words: str = _words("who it is", 40)
    counts_as_service: bool = setting(True, "whether figures count it as chaired by the service")


class AgeLimit(PracticeSettings):
    """A local limit of reviews for young children; the law's stays beside it."""

    under: int = setting(5, "of children under this age", 1, 18)
    months: int = setting(3, "months between their reviews", 1, 6)


class Routine(PracticeSettings):
    """What comes again for the officer: supervision, a meeting."""

    what: str = _words("what it is")
    every: int = setting(1, "how many of the unit lie between", 1, 60)
    unit: str = setting("months", "weeks or months", choices=("weeks", "months"))


class Audit(PracticeSettings):
    """A kind of audit, and by when its actions are looked at."""

    kind: str = _words("what is audited")
    months: int = setting(3, "months after the audit by which its actions are looked at", 1, 24)


class SurveyQuestion(PracticeSettings):
    """One question of a survey."""

    survey: str = _words("who is asked: children, carers, social workers, parents", 40)
    id: str = _words("names it in files", 40)
    words: str = _words("the question", 200)
    scale: tuple[str, ...] = setting(("yes", "no"), "the answers, the best first", 2, 9)
    good: int = setting(1, "how many of the answers, from the best, count as good", 1, 8)


class Target(PracticeSettings):
    """What a figure is aimed at."""

    figure: str = _words("the id of the figure")
    aim: float = setting(0.0, "the value that is aimed at", 0, 10_000)


class Panel(PracticeSettings):
    """A panel that sees a care plan before it is filed."""

    name: str = _words("what it is called", 40)
    before_filing: int = setting(NEEDED, "working days before the filing by which it sees the plan", 0, 60)


ENTRIES = (Item, Stage, Chair, Panel, AgeLimit, Routine, Audit, SurveyQuestion, Target)
"""The kinds of entries there are."""
EXAMPLES: dict[type[Any], str] = {
    Item: '{ id = "pep", words = "PEP", from_age = 3 }',
    Stage: '{ id = "1", name = "Stage 1", person = "team manager", working_days = 5 }',
    Chair: '{ words = "QA officer", counts_as_service = true }',
    Panel: '{ name = "Legal panel", before_filing = 5 }',
    AgeLimit: "{ under = 5, months = 3 }",
    Routine: '{ what = "supervision", every = 4, unit = "weeks" }',
    Audit: '{ kind = "team manager\'s audit", months = 3 }',
    SurveyQuestion: '{ survey = "carers", id = "managed", words = "Well managed?", scale = ["yes", "no"] }',
    Target: '{ figure = "reviews_in_time", aim = 95 }',
}
NAMES: dict[type[Any], str] = {
    Item: "an item", Stage: "a stage", Chair: "a chair", Panel: "a panel", AgeLimit: "a limit of an age",
    Routine: "a routine", Audit: "an audit", SurveyQuestion: "a question", Target: "a target",
}  # fmt: skip
"""What one entry is called in a sentence."""
