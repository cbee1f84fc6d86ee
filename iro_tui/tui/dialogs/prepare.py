"""How far the next review is prepared: what is in, who was spoken to, what was offered, papers out and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.actions.prepare import BACK, OUT, READY, Prepared, prepare, prepared, timing
from iro_tui.domain.vocabulary import PARTIES
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.answers import given
from iro_tui.tui.widgets.choice import Option

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

YES, NO = "y", "n"
DONE = (Option("y", YES, "yes"), Option("n", NO, "not yet"))
OFFERED = (Option("y", YES, "yes"), Option("n", NO, "no"))
PAPERS = (Option("o", OUT, "out"), Option("r", BACK, "returned"))
SPOKEN = (Option("a", "alone", "alone"), Option("n", "not alone", "not alone"), Option("x", "no", "no"))


def _answers(found: dict[str, str]) -> str:
    return json.dumps({key: [answer, "", ""] for key, answer in found.items()}) if found else ""


class Prepare(Form):
    """Ticks, most of them of today."""

    name_of_draft = "prepare"
    title_words = "Preparation"
    width = "wide"
    keeps_choices = True

    def ask(self, session: Session) -> Iterable[Question]:
        known = self._known = session.query(prepared, self.child_ids[0])
        when = timing(session.caseload(), self.child_ids[0], known)
        days = tuple((name, f"{READY[name]} · {when[name]}" if name in when else READY[name]) for name in known.days)
        ticked = _answers({name: YES for name, day in known.days.items() if day})
        yield Question("ready", "Ready", "list", DONE, things=days, default=ticked)
        spoken = "" if known.spoken_on is None else "alone" if known.alone else "not alone"
        spoken = "no" if known.why_not and not spoken else spoken
        yield Question("spoken", "Spoken to", "choice", SPOKEN, default=spoken)

        def was_spoken_to(values: Values) -> bool:
            return values["spoken"] in ("alone", "not alone")

        yield Question("where", "Where", default=known.where, hint="if wanted", asked=was_spoken_to)
        yield Question(
            "why_not",
            "Why not",
            default=known.why_not,
            hint="did not want to, say",
            asked=lambda values: values["spoken"] == "no",
            needed=lambda values: values["spoken"] == "no",
        )
        offers = {"advocate": known.advocate, "visitor": known.visitor}
        yield Question(
            "offered",
            "Offered",
            "list",
            OFFERED,
            things=(("advocate", "An advocate"), ("visitor", "An independent visitor")),
            default=_answers({name: YES if said else NO for name, said in offers.items() if said is not None}),
        )
        yield Question("interpreter", "Interpreter", default=known.interpreter, hint="the language, if one is needed")
        papers = tuple((party, f"Papers to {party}") for party in PARTIES)
        yield Question("papers", "Consultation", "list", PAPERS, things=papers, default=_answers(dict(known.papers)))
        yield Question("on", "On", "day", default="today", lean="back")

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        self.day("on", values)
        return "Enter records what is new as of that day; what was known keeps its own."

    def save(self, session: Session, values: Values) -> Changes:
        on = self.day("on", values) or session.today
        known = self._known
        ready = {key: parts[0] for key, parts in given(values["ready"]).items()}
        offered = {key: parts[0] == YES for key, parts in given(values["offered"]).items()}
        spoken = values["spoken"] in ("alone", "not alone")
        return session.perform(
            prepare,
            self.child_ids[0],
            on,
            Prepared(
                {name: (day or on) if ready.get(name) == YES else None for name, day in known.days.items()},
                (known.spoken_on or on) if spoken else None,
                values["spoken"] == "alone" if spoken else None,
                values["where"],
                values["why_not"],
                offered.get("advocate"),
                offered.get("visitor"),
                values["interpreter"],
                {key: parts[0] for key, parts in given(values["papers"]).items()},
            ),
        )
