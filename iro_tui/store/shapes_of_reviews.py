"""The shapes of reviews, and what is done between them. Made by `make shapes`, never by hand."""

from __future__ import annotations

from iro_tui.domain import codes, events, fact, vocabulary
from iro_tui.domain.fact import Kind
from iro_tui.store.shape import Shape, day, key, moment, number, text, yes_no
from iro_tui.store.shapes_of_children import KEPT

# fmt: off
ChaseRow = Shape("chase", (
    *KEPT, key("child_id", "Child"), key("duty", "Duty"), text("what", "Asked after"), text("whom", "Asked"),
    text("answer", "Answer"), day("asked_on", "Chased"),
))

ContactRow = Shape("contact", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), day("on_day", "Day"), text("who", "With"), text("how", "How"),
    yes_no("seen_alone", "Seen alone"), text("reason", "Why"), text("note", "Note"), number("minutes", "Minutes"),
))

DecisionRow = Shape("decision", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), text("text", "Decision"), text("owner", "Whose"),
    day("due", "Due"), day("done_on", "Done"), day("dropped_on", "Dropped", goes_with="done_on"),
    day("chased_on", "Last chased"), day("made_on", "Made"), text("reason", "Why", goes_with="done_on"),
    key("repeated_from", "Repeats"),
))

EscalationRow = Shape("escalation", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), text("kind", "Kind", vocabulary.ESCALATION_KINDS),
    text("issue", "Issue"), text("effect", "Effect on the child"), text("wanted", "What is wanted"),
    day("raised_on", "Raised"), day("closed_on", "Closed"), text("outcome", "Outcome", goes_with="closed_on"),
    text("what_changed", "What changed for the child", goes_with="closed_on"), day("child_told_on", "Child told"),
    day("followed_up_on", "Followed up"),
))

EscalationStepRow = Shape("escalation_step", (
    *KEPT, key("child_id", "Child"), key("escalation_id", "Escalation"), text("stage", "Stage"),
    text("person", "To whom"), day("taken_on", "Taken"), day("reply_due", "Reply agreed for"),
    day("replied_on", "Replied"), text("reply", "Reply", goes_with="replied_on"),
    text("skipped_reason", "Why a stage was left out"),
))

EventRow = Shape("event", (
    *KEPT, key("child_id", "Child"), text("kind", "What happened", events.EVENTS), text("what", "In words"),
    day("happened_on", "Happened"), day("known_on", "Known since"),
    yes_no("iro_told", "IRO told", goes_with="known_on"), text("told_by", "By whom", goes_with="known_on"),
    text("followed", "What followed"),
))

MidpointCheckRow = Shape("midpoint_check", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), day("done_on", "Done"), text("with_whom", "With"),
    text("action", "What it led to"), text("note", "Note"),
    text("answers", "Answers", vocabulary.MIDPOINT_ITEMS, kind=Kind.ANSWERS),
))

RatingRow = Shape("rating", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), text("value", "RAG"),
    text("theme", "Theme", goes_with="value"), text("reason", "Why", goes_with="value"),
    text("what_changed", "What changed for the child", goes_with="value"), day("rated_on", "Rated"),
    moment("recorded_at", "Recorded"), day("told_manager_on", "Manager told"), day("told_service_on", "Service told"),
    day("followed_up_on", "Followed up"), yes_no("as_listed", "As on the list", no_at_first=True),
))

TaskRow = Shape("task", (
    *KEPT, key("child_id", "Child"), text("type", "Type"), text("what", "What"), day("due", "Due"),
    text("time", "Time", goes_with="due"), text("place", "Place", goes_with="due"), day("done_on", "Done"),
    text("outcome", "What was found", goes_with="done_on"), text("repeats", "Comes again"), day("made_on", "Noted"),
))

VisitRow = Shape("visit", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), day("on_day", "Day"), yes_no("seen_alone", "Seen alone"),
))

AdoptionAuthorityRow = Shape("adoption_authority", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), text("kind", "Authority"), day("started", "From"), day("ended", "Until"),
))

AttendanceRow = Shape("attendance", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), text("who", "Who", vocabulary.INVITED),
    text("attended", "Attended", vocabulary.ATTENDED), yes_no("report", "Report sent", no_at_first=True),
))

ChecklistAnswerRow = Shape("checklist_answer", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), text("item", "Item"),
    text("answer", "Answer", fact.ANSWERS), text("source", "Source", goes_with="answer"),
    text("grade", "Grade", goes_with="answer"), day("remedy_by", "To be remedied by", goes_with="answer"),
))

ConsultationRow = Shape("consultation", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), text("party", "Who"), day("sent_on", "Sent"),
    day("returned_on", "Returned"),
))

DateChangeRow = Shape("date_change", (
    *KEPT, key("child_id", "Child"), key("review_id", "Review"), day("requested_on", "Asked on"),
    text("asked_by", "Asked by"), text("reason", "Why"), day("old_date", "Day before"), day("new_date", "New day"),
    text("approved_by", "Approved by"),
))

EarlyReviewRow = Shape("early_review", (
    *KEPT, key("child_id", "Child"), text("trigger", "Rule"), day("since", "Since"), day("by", "To be held by"),
    text("reason", "Why"), day("withdrawn_on", "Withdrawn"), key("answered_by", "Answered by"),
))

ReviewRow = Shape("review", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), day("booked", "Booked"), text("booked_time", "Time", goes_with="booked"),
    text("venue", "Venue", goes_with="booked"), text("mode", "How people meet", goes_with="booked"),
    text("locality", "Locality", goes_with="booked"), text("chair", "Chair", goes_with="booked"), day("held", "Held"),
    day("completed", "Completed", goes_with="held"), day("adjourned", "Adjourned"),
    text("adjourned_reason", "Why adjourned", goes_with="adjourned"), text("form", "Form"),
    text("early_reason", "Why early"), yes_no("apart", "A review of its own"), yes_no("final", "Final before 18"),
    text("participation", "Participation", codes.PARTICIPATION), text("chaired_by", "Chaired by"),
    yes_no("child_chaired", "Chaired by the child"), text("late_reason", "Why late", goes_with="booked"),
    yes_no("follow_record", "Record followed here", no_at_first=True), day("last_as_of", "Found to be the last on"),
    day("talked_on", "Talk with the social worker"), day("invited_on", "Invitations"),
    day("report_on", "Social worker's report"), day("care_plan_received_on", "Care plan received"),
    day("pep_received_on", "PEP received"), day("health_plan_received_on", "Health plan received"),
    day("pathway_plan_received_on", "Pathway plan received"), day("papers_on", "Papers sent out"),
    day("spoken_on", "Child spoken to"), yes_no("spoken_alone", "Spoken to alone", goes_with="spoken_on"),
    text("spoken_where", "Where spoken to", goes_with="spoken_on"),
    text("not_spoken_reason", "Why not spoken to", goes_with="spoken_on"),
    yes_no("advocate_offered", "Advocate offered"), yes_no("visitor_offered", "Independent visitor offered"),
    text("interpreter", "Interpreter"), day("decisions_on", "Decisions issued"),
    day("manager_replied_on", "Manager replied"),
    text("manager_reply", "Manager's reply", goes_with="manager_replied_on"), day("record_on", "Full record"),
    day("signed_off_on", "Signed off"), day("distributed_on", "Distributed"), day("care_plan_on", "Care plan updated"),
    text("permanence", "Permanence"), text("child_words", "In the child's words"),
))
