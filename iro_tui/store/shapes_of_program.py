"""The shapes of what the program keeps, and what laptops exchange. Made by `make shapes`, never by hand."""

from __future__ import annotations

from iro_tui.domain import codes, vocabulary, written
from iro_tui.domain.fact import Kind
from iro_tui.store.shape import Shape, day, key, moment, number, text, yes_no
from iro_tui.store.shapes_of_children import KEPT

# fmt: off
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
