"""The shapes of what stands beside the reviews: conferences, court, health. Made by `make shapes`, never by hand."""

from __future__ import annotations

from iro_tui.domain import codes, plain_words, protection
from iro_tui.domain.fact import Kind
from iro_tui.store.shape import Shape, day, key, moment, number, text, yes_no
from iro_tui.store.shapes_of_children import KEPT

# fmt: off
CaseNoteRow = Shape("case_note", (
    *KEPT, key("child_id", "Child"), key("operation_id", "Action"), day("on_day", "Day"),
    text("title", "Title", goes_with="body"), text("body", "Note"), moment("filed_at", "Filed"),
    key("filed_by", "Filed by"),
))

ConferenceMoveRow = Shape("conference_move", (
    *KEPT, key("child_id", "Child"), key("conference_id", "Conference"), day("requested_on", "Asked on"),
    text("asked_by", "Who asked"), text("reason", "Why"), day("old_date", "From"), day("new_date", "To"),
))

ConferenceRow = Shape("conference", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), text("kind", "Kind", protection.CONFERENCES),
    day("strategy_on", "Strategy discussion"), day("notified_on", "Written notification"), day("booked", "Booked"),
    text("booked_time", "Time", goes_with="booked"), text("venue", "Where", goes_with="booked"),
    text("mode", "How", goes_with="booked"), text("chair", "Chair", goes_with="booked"),
    day("parents_report_on", "Parents had the report"), day("agencies_report_on", "Agencies had the report"),
    text("invited", "Asked", protection.AGENCIES, kind=Kind.CODES),
    text("reported", "Sent a report", protection.AGENCIES, kind=Kind.CODES), day("held", "Held"),
    day("not_held_on", "Not held", goes_with="held"),
    text("not_held_reason", "Why not held", protection.NOT_HELD, goes_with="held"),
    text("came", "Came", protection.AGENCIES, kind=Kind.CODES), yes_no("quorate", "Quorate", goes_with="held"),
    text("outcome", "Outcome", protection.OUTCOMES, goes_with="held"),
    text("category", "Category", plain_words.CATEGORIES, kind=Kind.CODES, goes_with="held"),
    yes_no("legal_considered", "Going to court considered"), text("child_part", "The child", protection.CHILD_PART),
    text("parents_part", "The parents", protection.PARENTS_PART),
))

CoreGroupRow = Shape("core_group", (
    *KEPT, key("child_id", "Child"), day("held", "Met"), text("came", "Came", protection.AGENCIES, kind=Kind.CODES),
    text("missed", "Did not come", protection.AGENCIES, kind=Kind.CODES), text("note", "Note"),
))

CourtDateRow = Shape("court_date", (
    *KEPT, key("child_id", "Child"), key("proceedings_id", "Proceedings"), day("on_day", "Day"),
    text("time", "Time", goes_with="on_day"), text("place", "Where", goes_with="on_day"),
    text("kind", "Kind", protection.HEARINGS), text("what", "What"), day("filing_on", "Filing by"),
    day("filed_on", "Filed"), day("panel_on", "Panel"), yes_no("to_ratify", "Care plan is filed"),
    day("ratified_on", "Care plan agreed"), day("view_on", "Your view to the court"), day("done_on", "Took place"),
    text("order_made", "Order made", codes.ORDERS, goes_with="done_on"),
))

CourtMoveRow = Shape("court_move", (
    *KEPT, key("child_id", "Child"), key("court_date_id", "Day of court"), day("requested_on", "Asked on"),
    text("asked_by", "Who asked"), text("reason", "Why"), day("old_date", "From"), day("new_date", "To"),
))

HealthYearRow = Shape("health_year", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), number("year", "Year"), yes_no("assessment", "Health assessment"),
    yes_no("dental_check", "Dental check"), yes_no("immunisations", "Immunisations up to date"),
    yes_no("development_check", "Development check (under 5)"), yes_no("substance_misuse", "Substance misuse"),
    yes_no("convicted", "Convicted, or warned"), number("sdq", "SDQ score"), text("sdq_reason", "Why no SDQ score"),
    yes_no("intervention_received", "Intervention received"), yes_no("intervention_offered", "Intervention offered"),
))

MissingEpisodeRow = Shape("missing_episode", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), text("kind", "Kind", codes.MISSING), day("started", "From"),
    day("ended", "Until"),
))

ProceedingsRow = Shape("proceedings", (
    *KEPT, key("child_id", "Child"), text("application", "Application", protection.APPLICATIONS),
    day("applied_on", "Applied"), day("issued_on", "Issued"), day("extended_to", "Extended to"),
    number("extensions", "Extensions"), text("court", "Court"), text("reference", "Court reference"),
    text("guardian", "Guardian"), day("guardian_on", "Guardian since", goes_with="guardian"),
    text("guardian_contact", "Guardian's telephone or e-mail", goes_with="guardian"),
    text("solicitor", "Child's solicitor"), day("concluded_on", "Ended"),
    text("outcome", "Order made", codes.ORDERS, goes_with="concluded_on"),
))

ProtectionPlanRow = Shape("protection_plan", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), day("started", "From"), yes_no("start_known", "Start is on record"),
    yes_no("by_inference", "Inferred from the conference", no_at_first=True), day("ended", "Until"),
    text("category", "Category", plain_words.CATEGORIES, kind=Kind.CODES), number("previous_plans", "Plans before"),
))
