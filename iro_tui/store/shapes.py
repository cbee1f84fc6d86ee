"""The shape of every table, for reading. Made from `tables`, never by hand: `make shapes` writes it."""

from __future__ import annotations

from iro_tui.domain import codes, events, fact, own_time, people, plain_words, protection, vocabulary, written
from iro_tui.domain.fact import Kind
from iro_tui.store.shape import Shape, day, key, moment, number, text, yes_no

# fmt: off
KEPT = (text("id"), number("version"), moment("deleted_at"), key("made_by", "Made by"))
"""What every row that is journalled begins with."""

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

AllocationRow = Shape("allocation", (
    *KEPT, key("child_id", "Child"), day("notified", "Service told"), day("allocated", "IRO named"),
    day("letter_sent", "Letter sent"), text("reason", "Why another IRO"), day("until", "Until"),
    text("mode", "Holds or covers", vocabulary.ALLOCATION_MODES), text("iro_id", "IRO", kind=Kind.PERSON),
    text("previous_iro_id", "IRO before", kind=Kind.PERSON),
))

CarePeriodRow = Shape("care_period", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), day("started", "Looked after since"), yes_no("start_known", "Start is on record"),
    day("reviews_known_from", "Reviews on record from"), day("ended", "Care ended"),
    yes_no("end_known", "End is on record"), text("end_reason", "Why care ended", codes.END_REASON, goes_with="ended"),
))

ChildRow = Shape("child", (
    *KEPT, key("told_by", "Told by"), text("told_where", "Stands in"), key("as_told", "As it was told"),
    text("ref", "Reference"), text("also_written", "Also written"), text("initials", "Initials"),
    text("name", "Name", private=True), day("born", "Born", private=True), day("expected", "Birth expected"),
    text("sex", "Sex", codes.SEX), text("ethnicity", "Ethnicity", codes.ETHNICITY),
    yes_no("uasc", "Unaccompanied asylum seeker"), day("uasc_until", "Asylum seeker until", goes_with="uasc"),
    yes_no("disabled", "Disabled"), text("interpreter_language", "Interpreter"), yes_no("parent", "Is a parent"),
    text("need", "Category of need", codes.NEED),
    text("permanence_plan", "Permanence plan", codes.PERMANENCE, kind=Kind.CODES),
    day("permanence_on", "Permanence plan since", goes_with="permanence_plan"),
    day("pathway_plan_on", "Pathway plan since"), key("sibling_group", "Sibling group"),
    day("on_caseload_since", "On my caseload since"), day("file_ends", "File's last day"),
    text("absent_from", "Not in"), day("of_age_known_on", "Known to be 18 on"), yes_no("flagged", "Flagged by you"),
    day("closed_on", "Closed"),
))

LegalStatusRow = Shape("legal_status", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), text("code", "Legal status", codes.LEGAL_STATUS), day("started", "From"),
    yes_no("start_known", "Start is on record"), day("ended", "Until"),
    day("care_plan_on", "Care plan after the remand"), day("detention_plan_on", "Detention placement plan"),
))

PlacementRow = Shape("placement", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), text("code", "Placement", codes.PLACEMENT),
    text("provider", "Provider", codes.PLACEMENT_PROVIDER, goes_with="code"), day("started", "From"),
    yes_no("start_known", "Start is on record"), day("ended", "Until"),
    text("end_reason", "Why it ended", codes.PLACEMENT_CHANGE, goes_with="ended"),
    yes_no("same_carer", "Same carer as before", no_at_first=True), yes_no("out_of_area", "Out of area"),
    day("panel_on", "Secure accommodation panel"),
))

WorkerRow = Shape("worker", (
    *KEPT, key("child_id", "Child"), key("told_by", "Told by"), text("told_where", "Stands in"),
    key("as_told", "As it was told"), text("role", "Role", vocabulary.ROLES), text("name", "Name"),
    text("team", "Team", goes_with="name"), day("started", "From"), day("ended", "Until"),
))

IntakeRow = Shape("intake", (
    *KEPT, text("format", "Format"), number("year", "Year"), day("covers_from", "Covers from"),
    day("covers_to", "Covers to"), day("newest", "Newest day in it"), text("tables", "Tables"), text("files", "Files"),
    moment("brought_in", "Brought in"),
))

ListingRow = Shape("listing", (*KEPT, key("intake_id", "Told by"), key("left_out", "Left out")))

TellingRow = Shape("telling", (
    *KEPT, key("child_id", "Child"), text("format", "Format"), number("year", "Year"), key("intake_id", "Told by"),
    key("body", "Its rows"),
))

PastCaseRow = Shape("past_case", (
    *KEPT, number("born_year", "Year of birth"), text("sex", "Sex", codes.SEX),
    text("ethnicity", "Ethnicity", codes.ETHNICITY), text("need", "Category of need", codes.NEED),
    yes_no("uasc", "Unaccompanied asylum seeker"), yes_no("disabled", "Disabled"),
))

PastReviewRow = Shape("past_review", (
    *KEPT, key("past_case_id", "Case"), day("limit_on", "Limit"), day("booked", "Booked"), day("held", "Held"),
    day("completed", "Completed"), day("adjourned", "Adjourned"), text("form", "Form"),
    yes_no("final", "Final before 18"), text("participation", "Participation", codes.PARTICIPATION),
    day("decisions_on", "Decisions issued"), day("manager_replied_on", "Manager replied"),
    day("record_on", "Full record"), day("signed_off_on", "Signed off"), day("distributed_on", "Distributed"),
))

PastStageRow = Shape("past_stage", (
    *KEPT, key("past_case_id", "Case"), text("stage", "Stage"), day("taken_on", "Taken"), day("replied_on", "Replied"),
))

ReportRow = Shape("report", (
    *KEPT, text("name", "Name"), day("first", "From"), day("last", "Until"), day("published_on", "Published"),
    text("practice", "Practice"), text("figures", "Figures"),
))

AwayRow = Shape("away", (
    *KEPT, text("person_id", "Person", kind=Kind.PERSON), day("started", "From"), day("ended", "Until"),
    text("kind", "What", own_time.ABSENCES),
))

CasePersonRow = Shape("case_person", (
    *KEPT, key("child_id", "Child"), text("role", "Who", people.PARTS), text("name", "Name", private=True),
    text("phone", "Telephone"), text("email", "E-mail", private=True), text("organisation", "Organisation"),
    day("started", "Since"), day("ended", "Until"),
))

PersonRow = Shape("person", (
    *KEPT, text("name", "Name"), text("initials", "Initials"), text("team", "Team"),
    text("role", "Role", vocabulary.SERVICE_ROLES), text("phone", "Telephone"), text("email", "E-mail"),
    number("fte", "Full-time equivalent"), yes_no("agency", "From an agency", no_at_first=True), day("started", "From"),
    day("ended", "Until"),
))

ChangeRow = Shape("change", (
    number("id"), number("operation_seq"), text("table_name"), text("row_id"), text("child_id"), text("before"),
    text("after"), text("salt"), text("digest"),
))

DraftRow = Shape("draft", (text("key"), text("body"), moment("saved_at")))

GoneRow = Shape("gone", (text("child_id"), day("on_day"), text("why")))

OperationRow = Shape("operation", (
    number("seq"), text("id"), text("kind"), number("target_seq"), text("target_id"), number("mirrors"), text("name"),
    text("sentence"), moment("at"), text("device"), text("person"), text("origin_id"), yes_no("sent"), text("state"),
    text("salt"), text("sentence_digest"), text("digest"), text("previous_digest"),
))

SettingRow = Shape("setting", (
    *KEPT, text("key", "Setting"), text("value", "Value"), text("scope", "Whose", vocabulary.SETTING_SCOPES),
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

CardRow = Shape("card", (
    *KEPT, text("person_id", "Person", kind=Kind.PERSON), key("seal", "Key to seal to"),
    key("sign", "Key of the signature"),
))

DifferenceRow = Shape("difference", (
    *KEPT, key("child_id", "Child"), key("of_table", "Table"), key("of_row", "Row"), key("of_column", "Column"),
    key("kept", "What stood"), text("kept_by", "Whose stood", kind=Kind.PERSON), key("late", "What came late"),
    text("late_by", "Whose came late", kind=Kind.PERSON), day("arose_on", "Differs since"), day("settled_on", "Chosen"),
))

HandOverRow = Shape("hand_over", (
    *KEPT, key("child_id", "Child"), key("parcel", "File"), text("person_id", "Colleague", kind=Kind.PERSON),
    yes_no("received", "Taken in", no_at_first=True), text("why", "Why", vocabulary.HAND_OVERS), day("on_day", "Day"),
    day("until", "Until"), day("confirmed_on", "Confirmed"), key("code", "Receipt"),
    key("knows", "What its sender knew"), key("set_by", "Who set what of it"), key("their_key", "Child's key there"),
))

JoinedRow = Shape("joined", (text("council"), text("body")))

StreamPlaceRow = Shape("stream_place", (
    text("stream"), number("pos"), text("hash"), text("knows"), text("set_by"), moment("at"),
))

StreamRow = Shape("stream", (text("stream"), text("child_id"), text("mode"), text("waits")))

ReportEntryRow = Shape("report_entry", (
    *KEPT, day("first", "From"), day("last", "Until"), text("section", "Section", written.SECTIONS),
    key("place", "Place"), text("heading", "What it is about"), text("text", "Words"), text("whose", "Whose"),
    text("lead", "Lead"), text("timescale", "Timescale"), text("rag", "RAG"), text("outcome", "What became of it"),
    key("source", "Comes from"),
))

SurveyAnswerRow = Shape("survey_answer", (
    *KEPT, key("sheet_id", "Sheet"), text("question", "Question"), text("answer", "Answer"),
))

SurveySheetRow = Shape("survey_sheet", (
    *KEPT, text("survey", "Survey"), day("answered_on", "Answered"), text("words", "In their words"),
))

SHAPES: dict[str, Shape] = {shape.name: shape for shape in (
    ChildRow, DraftRow, GoneRow, IntakeRow, JoinedRow, OperationRow, PastCaseRow, PersonRow, ReportRow, ReportEntryRow,
    SettingRow, StreamRow, StreamPlaceRow, SurveySheetRow, AdoptionAuthorityRow, AllocationRow, AwayRow, CardRow,
    CarePeriodRow, CaseNoteRow, CasePersonRow, ChangeRow, ChaseRow, ConferenceRow, ContactRow, CoreGroupRow,
    DifferenceRow, EarlyReviewRow, EventRow, HandOverRow, HealthYearRow, LegalStatusRow, ListingRow,
    MissingEpisodeRow, PastReviewRow, PastStageRow, PlacementRow, ProceedingsRow, ProtectionPlanRow, ReviewRow,
    SurveyAnswerRow, TaskRow, TellingRow, VisitRow, WorkerRow, AttendanceRow, ChecklistAnswerRow, ConferenceMoveRow,
    ConsultationRow, CourtDateRow, DateChangeRow, DecisionRow, EscalationRow, MidpointCheckRow, RatingRow,
    CourtMoveRow, EscalationStepRow,
)}
"""Every table by its name, each after those it refers to."""
