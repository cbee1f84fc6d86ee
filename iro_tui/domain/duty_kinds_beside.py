"""The kinds of duty beside the looked-after review: child protection conferences, and court."""

from __future__ import annotations

from iro_tui.domain.duty_kind import APPOINT, Done, DutyKind, Group, NoteWords, Opens, Removes
from iro_tui.domain.timescales import RULES

_NO_CONFERENCES = "A conference is recorded on the council's system, not here yet: b books it, or moves its day."
_NO_REVIEW = "This is no review: x marks it as done, b gives it another day."

CONFERENCE_KINDS = (
    DutyKind(
        id="conference", group=Group.CONFERENCE, what="Child protection conference",
        rules=tuple(map(RULES.__getitem__, ("icpc", "tricpc", "before-birth", "rcpc1", "rcpc2+", "birth-cp"))),
        done=_NO_CONFERENCES, book=APPOINT, hold=_NO_CONFERENCES,
    ),
    DutyKind(
        id="core_group", group=Group.PLAN, what="Core group", rules=(RULES["core"],),
        done="A core group is not recorded here yet.",
    ),
)  # fmt: skip
COURT_KINDS = (
    DutyKind(
        id="court", group=Group.COURT, what="Court date", rules=(RULES["court"],),
        done=Done("court_date", "done_on"), book=APPOINT, hold=_NO_REVIEW, delete=Removes("court_date"),
    ),
    DutyKind(
        id="proceedings_end", group=Group.PROCEEDINGS, what="End of the 26 weeks", name="end of proceedings",
        rules=(RULES["26-weeks"], RULES["extended"]),
        done="Proceedings are not recorded here yet.",
    ),
    DutyKind(
        id="ratify", group=Group.PROCEEDINGS, what="Care plan reviewed, or you consulted, before filing",
        name="care plan agreed before filing", rules=(RULES["ratify"],), done=Done("court_date", "ratified_on"),
        note=NoteWords("Care plan before filing",
                       ("The IRO looked at the care plan before it is filed in court.", "{note}")),
    ),
    DutyKind(
        id="court_view", group=Group.PROCEEDINGS, what="Your view of the care plan to the court",
        name="IRO's view to the court", rules=(RULES["iroview"],), done=Done("court_date", "view_on"),
        note=NoteWords("IRO's view of the care plan",
                       ("The IRO's view of the care plan went to the court before the final hearing.",)),
    ),
    DutyKind(
        id="guardian_talk", group=Group.PROCEEDINGS, what="Be in touch with the guardian",
        name="talk with the guardian", rules=(RULES["guardian"],),
        done=Opens("contact", "Being in touch with the guardian is noted with o."),
    ),
)  # fmt: skip
