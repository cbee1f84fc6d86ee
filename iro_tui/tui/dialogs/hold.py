"""Recording a review: filled with what is known, so that the ordinary one takes a few keys; or an adjourned one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions import holding
from iro_tui.actions.held import DONE, DROPPED, REPEATED, Answer, Held, NewDecision, start
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import codes, vocabulary
from iro_tui.domain.words import day_words
from iro_tui.tui.dialogs.contact import ALONE, always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.dialogs.rag import COLOURS
from iro_tui.tui.widgets.answers import given
from iro_tui.tui.widgets.choice import Option, numbered

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

ADJOURNED = "adjourned"
HELD_AS = (
    Option("m", "meeting", "meeting"),
    Option("s", "series", "series"),
    Option("n", "none", "none (long-term)"),
    Option("a", ADJOURNED, "adjourned"),
)
CHECKED = (
    Option("y", vocabulary.YES, "yes"),
    Option("n", vocabulary.NO, "no", "today"),
    Option("a", vocabulary.NOT_APPLICABLE, "n/a"),
)
BECAME = (
    Option("d", DONE, "done"),
    Option("r", REPEATED, "repeated"),
    Option("x", DROPPED, "dropped"),
    Option("o", "", "open"),
)
DECISIONS = 5
"""How many decisions one form takes; further ones are added on the child's page."""


def _adjourned(values: Values) -> bool:
    return values["form"] == ADJOURNED


def _held(values: Values) -> bool:
    return not _adjourned(values)


def _worried(values: Values) -> bool:
    return _held(values) and values["value"] in ("amber", "red")


def _something_missing(values: Values) -> bool:
    return _held(values) and any(parts[0] == vocabulary.NO for parts in given(values["checklist"]).values())


class Hold(Form):
    """What was found and decided in a review."""

    name_of_draft = "hold"
    title_words = "Record the review"
    width = "wide"
    keeps_choices = True

    def ask(self, session: Session) -> Iterable[Question]:
        child_id = self.child_ids[0]
        known = session.query(start, child_id)
        self._known = known
        self._late = False
        today = session.today
        earlier = known.earlier
        said = [f"{known.what}, by {day_words(known.limit, today)}"]
        if earlier:
            why = ": ".join(part for part in (earlier.theme, earlier.reason) if part)
            said.append(f"so far {earlier.value}{f' ({why})' if why else ''}")
        if known.adjourned:
            said.append(f"adjourned {day_words(known.adjourned, today)}")
        self._aside = "; ".join(said)
        yield from self._when(known.on, today, adjourned=known.adjourned is not None)
        yield Question("value", "RAG", "choice", COLOURS, asked=_held, needed=always)
        themes = numbered(session.practice.rag.themes)
        yield Question("theme", "Why", "choice", themes, asked=_worried, needed=_worried)
        took_part = tuple(Option(code[-1], code, codes.PARTICIPATION[code]) for code in known.participation)
        only = known.participation[0] if len(known.participation) == 1 else ""
        yield Question(
            "participation", "The child", "choice", took_part, upright=True, default=only, asked=_held, needed=always
        )
        yield Question("reason", "In a line", hint="why it is amber or red, if wanted", asked=_worried)
        yield from self._looked_at()
        for n in range(DECISIONS):
            yield Question(
                f"decision{n}",
                "Decisions" if n == 0 else "",
                hint="what; who; by when: Dental check; carer; 12/3" if n == 0 else "the next",
                asked=lambda v, n=n: _held(v) and (n == 0 or bool(v[f"decision{n - 1}"].strip())),  # type: ignore[misc]
            )
        if known.asks_permanence:
            plans = numbered(codes.PERMANENCE.values())
            yield Question("plan", "Permanence", "choice", plans, asked=_held)
        yield Question("child_words", "Child's words", hint="as they said it", asked=_held)
        yield Question("positive", "Good practice", hint="what went well", asked=_held)
        yield Question("savings", "Savings", hint="the child's savings, if looked at", asked=_held)
        chairs = numbered(vocabulary.CHAIRED_BY)
        yield Question("chaired_by", "Chaired by", "choice", chairs, default=vocabulary.CHAIRED_BY[0], asked=_held)
        yield Question("child_chaired", "Child chaired", "choice", ALONE, asked=_held)

    def _when(self, on: date, today: date, *, adjourned: bool) -> Iterator[Question]:
        default = "today" if on == today else f"{on:%d/%m/%Y}"
        ways = HELD_AS[:-1] if adjourned else HELD_AS
        yield Question("on", "Held on", "day", default=default, lean="back", needed=always)
        yield Question("form", "As", "choice", ways, default="meeting")
        yield Question(
            "completed",
            "Last meeting",
            "day",
            lean="back",
            hint="its day, if it is over",
            asked=lambda v: v["form"] == "series",
        )
        yield Question("adjourned_reason", "Why", hint="what was missing", asked=_adjourned, needed=always)
        yield Question(
            "late_reason",
            "Why late",
            default=self._known.late_reason,
            suggested=vocabulary.MOVE_REASONS,
            asked=lambda v: self._late and _held(v),
            needed=always,
        )
        if self._known.early:
            yield Question("early_reason", "Why early", hint=self._known.early, asked=_held)

    def _looked_at(self) -> Iterator[Question]:
        items = tuple((item.id, item.words) for item in self._known.items)
        if items:
            yield Question(
                "checklist",
                "Checklist",
                "list",
                CHECKED,
                things=items,
                sources=vocabulary.SOURCES,
                grades=self._known.grades,
                asked=_held,
            )
            yield Question("remedy", "Put right by", "day", hint="+10wd, if wanted", asked=_something_missing)
        if self._known.decisions:
            earlier = tuple((decision.id, decision.text) for decision in self._known.decisions)
            yield Question("earlier", "Earlier", "list", BECAME, things=earlier, asked=_held)

    def aside(self) -> str:
        return self._aside

    def weigh(self, session: Session, values: Values) -> None:  # noqa: ARG002
        """A review after its limit wants a reason."""
        on = self.day("on", values)
        self._late = on is not None and on > self._known.limit

    def foresee(self, session: Session, values: Values) -> str:
        if _adjourned(values):
            return "Enter records the review as adjourned; it can be once, and is completed within its own limit."
        return session.query(holding.foresee, self.child_ids[0], self._record(values))

    def save(self, session: Session, values: Values) -> Changes:
        on = self.day("on", values) or session.today
        if _adjourned(values):
            return session.perform(holding.adjourn, self.child_ids[0], on, values["adjourned_reason"])
        return session.perform(holding.hold, self.child_ids[0], self._record(values))

    def _record(self, values: Values) -> Held:
        on = self.day("on", values)
        if on is None:
            raise Refused("Held on is empty: give the day of the review.")
        answers = given(values.get("checklist", ""))
        became = {key: parts[0] for key, parts in given(values.get("earlier", "")).items() if parts[0]}
        plan = values.get("plan", "")
        return Held(
            on=on,
            value=values["value"],
            participation=values["participation"],
            theme=values["theme"] or None,
            reason=values["reason"],
            completed=self.day("completed", values),
            form=values["form"],
            chaired_by=values["chaired_by"],
            child_chaired={"yes": True, "no": False}.get(values["child_chaired"]),
            early_reason=values.get("early_reason", "") or self._known.early,
            late_reason=values["late_reason"],
            answers=tuple(Answer(item, *parts) for item, parts in answers.items()),
            remedy_by=self.day("remedy", values) if "remedy" in values else None,
            plans=tuple(code for code, words in codes.PERMANENCE.items() if words == plan),
            decisions=tuple(self._decisions(values)),
            settled=became,
            child_words=values["child_words"],
            positive=values["positive"],
            savings=values["savings"],
        )

    def _decisions(self, values: Values) -> Iterator[NewDecision]:
        for n in range(DECISIONS):
            typed = values[f"decision{n}"].strip()
            if typed:
                text, owner, due = (*(part.strip() for part in typed.split(";", 2)), "", "")[:3]
                yield NewDecision(text, owner, self.typed_day(due) if due else None)


class LastMeeting(Form):
    """The day a series of meetings was completed."""

    name_of_draft = "last"
    title_words = "Last meeting of the series"

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        yield Question("on", "Held on", "day", default="today", lean="back", needed=always)

    def foresee(self, session: Session, values: Values) -> str:
        on = self.day("on", values) or session.today
        return f"Enter completes the review on {day_words(on, session.today)}; the record's clocks run from then."

    def save(self, session: Session, values: Values) -> Changes:
        return session.perform(holding.complete, self.child_ids[0], self.day("on", values) or session.today)
