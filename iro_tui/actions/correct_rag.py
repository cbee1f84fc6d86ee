"""Correcting a RAG that was recorded wrongly; a case that became better or worse is rated anew instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from iro_tui.actions.base import Offer, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.correcting import Correction
from iro_tui.actions.questions import always, ask, numbered, one_of
from iro_tui.actions.rag import RAG, WORRIED
from iro_tui.domain.case import Case, Rag
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, Write


@dataclass(frozen=True, slots=True)
class RagCorrected:
    """A rating as it should have been recorded."""

    value: str = ask("RAG", "choice", options=RAG, needed=always)
    theme: str = ask("Why", "choice", upright=True, asked=one_of("value", *WORRIED), needed=one_of("value", *WORRIED))
    line: str = ask("In words", "text", hint="if wanted", asked=one_of("value", *WORRIED))
    on: date | None = ask("Rated on", "day", lean="back", needed=always)


_COLUMNS = {"value": "value", "theme": "theme", "line": "reason", "on": "rated_on"}


class CorrectRag(Correction[RagCorrected]):
    id = "correct_rag"
    title = "Correct the RAG"
    words = "Correct a RAG that was recorded wrongly: rating, colour, theme, its day"
    table = "rating"
    asks = RagCorrected
    offers = (Offer("facts", 12, "correct this RAG", key="c"),)

    def asked_of(self, scene: Scene) -> Mapping[str, Mapping[str, Any] | None]:
        themes = scene.practice.rag.themes
        # A theme that the practice has no more is still what was recorded.
        now = scene.known.row.theme
        return {"theme": {"options": numbered((*themes, now) if now and now not in themes else themes)}}

    def before(self, scene: Scene) -> Mapping[str, Any]:
        return {name: getattr(scene.known.row, column) for name, column in _COLUMNS.items()}

    def called(self, scene: Scene) -> str:
        return f"the RAG of {day_words(scene.known.row.rated_on, scene.today)}"

    def corrections(self, scene: Scene, answers: RagCorrected) -> Iterator[Write]:
        if answers.on:
            require_come("Rated on", answers.on, scene.today, "give the day of the rating")
        values = {column: getattr(answers, name) or None for name, column in _COLUMNS.items()}
        yield Change("rating", scene.key, values)

    def case_with(self, scene: Scene, answers: RagCorrected) -> Case:
        def corrected(rating: Any) -> Any:
            if rating.id != scene.key or not answers.on:
                return rating
            value, theme = cast("Rag", answers.value), answers.theme or None
            return rating._replace(value=value, theme=theme, reason=answers.line or None, rated_on=answers.on)

        return replace(scene.case, ratings=tuple(map(corrected, scene.case.ratings)))


ACTION = CorrectRag()
