"""The shape of every table, for reading. Made from `tables`, never by hand: `make shapes` writes it."""

from __future__ import annotations

from iro_tui.store.shape import Shape
from iro_tui.store.shapes_beside import (
    CaseNoteRow,
    ConferenceMoveRow,
    ConferenceRow,
    CoreGroupRow,
    CourtDateRow,
    CourtMoveRow,
    HealthYearRow,
    MissingEpisodeRow,
    ProceedingsRow,
    ProtectionPlanRow,
)
from iro_tui.store.shapes_of_children import (
    AllocationRow,
    AwayRow,
    CarePeriodRow,
    CasePersonRow,
    ChildRow,
    IntakeRow,
    LegalStatusRow,
    ListingRow,
    PersonRow,
    PlacementRow,
    TellingRow,
    WorkerRow,
)
from iro_tui.store.shapes_of_program import (
    CardRow,
    ChangeRow,
    DifferenceRow,
    DraftRow,
    GoneRow,
    HandOverRow,
    JoinedRow,
    OperationRow,
    PastCaseRow,
    PastReviewRow,
    PastStageRow,
    ReportEntryRow,
    ReportRow,
    SettingRow,
    StreamPlaceRow,
    StreamRow,
    SurveyAnswerRow,
    SurveySheetRow,
)
from iro_tui.store.shapes_of_reviews import (
    AdoptionAuthorityRow,
    AttendanceRow,
    ChaseRow,
    ChecklistAnswerRow,
    ConsultationRow,
    ContactRow,
    DateChangeRow,
    DecisionRow,
    EarlyReviewRow,
    EscalationRow,
    EscalationStepRow,
    EventRow,
    MidpointCheckRow,
    RatingRow,
    ReviewRow,
    TaskRow,
    VisitRow,
)

# fmt: off
__all__ = [
    "SHAPES", "AdoptionAuthorityRow", "AllocationRow", "AttendanceRow", "AwayRow", "CardRow", "CarePeriodRow",
    "CaseNoteRow", "CasePersonRow", "ChangeRow", "ChaseRow", "ChecklistAnswerRow", "ChildRow", "ConferenceMoveRow",
    "ConferenceRow", "ConsultationRow", "ContactRow", "CoreGroupRow", "CourtDateRow", "CourtMoveRow",
    "DateChangeRow", "DecisionRow", "DifferenceRow", "DraftRow", "EarlyReviewRow", "EscalationRow",
    "EscalationStepRow", "EventRow", "GoneRow", "HandOverRow", "HealthYearRow", "IntakeRow", "JoinedRow",
    "LegalStatusRow", "ListingRow", "MidpointCheckRow", "MissingEpisodeRow", "OperationRow", "PastCaseRow",
    "PastReviewRow", "PastStageRow", "PersonRow", "PlacementRow", "ProceedingsRow", "ProtectionPlanRow",
    "RatingRow", "ReportEntryRow", "ReportRow", "ReviewRow", "SettingRow", "StreamPlaceRow", "StreamRow",
    "SurveyAnswerRow", "SurveySheetRow", "TaskRow", "TellingRow", "VisitRow", "WorkerRow",
]

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
