"""The kinds of duty beside the looked-after review: child protection conferences, and court."""

from __future__ import annotations

from iro_tui.domain.duty_kind import APPOINT, Done, DutyKind, Group, NoteWords, Opens, Removes
from iro_tui.domain.timescales import RULES
from iro_tui.domain.vocabulary import GUARDIAN

_NO_CHECK = "A day of court has no mid-point check: h records it, b moves it."
_CORE_GROUP = Opens("core_group", "A core group is recorded with m on a conference, or under i.")
_CORE_OF_A_PLAN = _CORE_GROUP._replace(
    under=("rcpc1", "rcpc2+", "birth-cp"),
    otherwise="A core group is of a plan, and this conference is to decide on one.",
)
_PAST_CONFERENCE = Opens("past_conference", "A conference held before is entered by its date.")
_HOLD_CONFERENCE = Opens("hold_conference", "A conference is recorded by itself.")
_HOLD_HEARING = Opens("hold_hearing", "A day of court is recorded by itself.")
_ENTER_CONFERENCE = Opens("conference", "The day of a strategy discussion is given by itself.", at="strategy notified")
_READY = Opens("conference_ready", "What is ready before a conference is said with x, one at a time.")

CONFERENCE_KINDS = (
    DutyKind(
        id="conference", group=Group.CONFERENCE, what="Child protection conference",
        rules=tuple(map(RULES.__getitem__, ("icpc", "tricpc", "before-birth", "rcpc1", "rcpc2+", "birth-cp"))),
        done=_READY, book=APPOINT, hold=_HOLD_CONFERENCE, midpoint=_CORE_OF_A_PLAN, delete=Removes("conference"),
    ),
    DutyKind(
        id="conference_to_record", group=Group.BOOKING, what="Record the conference that was booked",
        name="conference to record", rules=(RULES["record-conference"],), done=_HOLD_CONFERENCE, hold=_HOLD_CONFERENCE,
        book="Its day has passed: h records that it was held, or that it is to be on another day.",
        midpoint="Its day has passed: h records it, and m is on the row of the next.", delete=Removes("conference"),
    ),
    DutyKind(
        id="last_conference", group=Group.HISTORY, what="Find out the date of the last conference",
        name="last conference's date", rules=(RULES["last-conference"],), done=_PAST_CONFERENCE, hold=_PAST_CONFERENCE,
        midpoint=_CORE_GROUP,
    ),
    DutyKind(
        id="plan_start", group=Group.HISTORY, what="Find out since when the plan runs", name="start of the plan",
        rules=(RULES["first-day"],), done=Opens("plan_start", "The start of a plan is given under i."),
        hold=_PAST_CONFERENCE, midpoint=_CORE_GROUP,
    ),
    DutyKind(
        id="strategy_day", group=Group.HISTORY, what="Find out the day of the strategy discussion",
        name="strategy discussion's day", rules=(RULES["strategy-day"],), done=_ENTER_CONFERENCE,
        book=_ENTER_CONFERENCE, hold="Nothing says yet by when it is held: x gives the day that its limit runs from.",
        midpoint=_CORE_OF_A_PLAN.otherwise, delete=Removes("conference"),
    ),
    DutyKind(
        id="core_group", group=Group.PLAN, what="Core group", rules=(RULES["core"],),
        book="A core group is booked by its social worker: m records that it met.", hold=_CORE_GROUP,
        midpoint=_CORE_GROUP, done=_CORE_GROUP,
    ),
)  # fmt: skip
COURT_KINDS = (
    DutyKind(
        id="court", group=Group.COURT, what="Court date", rules=(RULES["court"], RULES["record-hearing"]),
        done=Done("court_date", "done_on"), book=APPOINT, hold=_HOLD_HEARING,
        midpoint=_NO_CHECK, delete=Removes("court_date"),
    ),
    DutyKind(
        id="proceedings_end", group=Group.PROCEEDINGS, what="End of the 26 weeks", name="end of proceedings",
        rules=(RULES["26-weeks"], RULES["extended"]),
        done=Opens("proceedings_end", "The end of proceedings, and an extension, are recorded under i."),
    ),
    DutyKind(
        id="filing", group=Group.PROCEEDINGS, what="Papers filed in court", rules=(RULES["filing"],),
        done=Done("court_date", "filed_on"),
    ),
    DutyKind(
        id="ratify", group=Group.PROCEEDINGS, what="Care plan agreed before filing",
        rules=(RULES["ratify"],), done=Done("court_date", "ratified_on"),
        note=NoteWords("Care plan before filing",
                       ("The IRO looked at the care plan before it is filed in court.", "{note}")),
    ),
    DutyKind(
        id="court_view", group=Group.PROCEEDINGS, what="Your view of the plan to the court",
        name="IRO's view to the court", rules=(RULES["iroview"],), done=Done("court_date", "view_on"),
        note=NoteWords("IRO's view of the care plan",
                       ("The IRO's view of the care plan went to the court before the final hearing.",)),
    ),
    DutyKind(
        id="guardian_talk", group=Group.PROCEEDINGS, what="Be in touch with the guardian",
        name="talk with the guardian", rules=(RULES["guardian"],),
        done=Opens("contact", "Being in touch with the guardian is noted with o.", answers=(("who", GUARDIAN),)),
    ),
)  # fmt: skip
_NO_CHILD = "This is between you and a colleague: Enter opens it."
EXCHANGE_KINDS = (
    DutyKind(
        id="receipt", group=Group.SHARED, what="Handed over, not confirmed", rules=(RULES["task"],),
        done="A hand-over is confirmed by its receipt: Enter asks for it.",
        book=_NO_CHILD, hold=_NO_CHILD, midpoint=_NO_CHILD, opens="receipt",
    ),
    DutyKind(
        id="give_back", group=Group.SHARED, what="Give back what was covered", rules=(RULES["task"],),
        done="What was covered goes back in a file: Enter writes it.",
        book=_NO_CHILD, hold=_NO_CHILD, midpoint=_NO_CHILD, opens="hand_over",
    ),
    DutyKind(
        id="send_on", group=Group.SHARED, what="Send on what was done since a hand-over", rules=(RULES["task"],),
        done="What was done since goes after the child in a file: Enter writes it.",
        book=_NO_CHILD, hold=_NO_CHILD, midpoint=_NO_CHILD, opens="hand_over",
    ),
    DutyKind(
        id="not_back", group=Group.SHARED, what="Not back from a cover", rules=(RULES["task"],),
        done="What was done in a cover comes back in a file: Enter takes it in.",
        book=_NO_CHILD, hold=_NO_CHILD, midpoint=_NO_CHILD, opens="receive",
    ),
    DutyKind(
        id="differing", group=Group.SHARED, what="Values a colleague has otherwise", rules=(RULES["task"],),
        done="Of two values one is chosen: Enter shows both.",
        book=_NO_CHILD, hold=_NO_CHILD, midpoint=_NO_CHILD, opens="clashes",
    ),
)  # fmt: skip
