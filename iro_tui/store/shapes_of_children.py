"""The shapes of what a child is and whose, and who is there. Made by `make shapes`, never by hand."""

from __future__ import annotations

from iro_tui.domain import codes, own_time, people, vocabulary
from iro_tui.domain.fact import Kind
from iro_tui.store.shape import Shape, day, key, moment, number, text, yes_no

# fmt: off
KEPT = (text("id"), number("version"), moment("deleted_at"), key("made_by", "Made by"))
"""What every row that is journalled begins with."""

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
