"""The one definition of every stored field: the tables, as SQLModel classes, a file a subject.

Every row that a person's action may touch is `Kept`: a UUID key, a version that only rises, and soft deletion. Such
rows are written through `work.action` alone. Days are dates, never timestamps; timestamps are UTC. Nothing that the
rules can derive has a column. The journal (`OperationRow`, `ChangeRow`) is written by `journal`; a `DraftRow` is not
journalled.

A column says beside its type what an officer calls it, what its codes mean, and whether it is private: a `Fact`.
`facts_of` tells it to whoever draws the row. What a column without a `Fact` holds is the store's own affair.
"""

from iro_tui.store.tables.base import (
    AtReview,
    Base,
    FromFiles,
    Kept,
    OfChild,
    OfReview,
    Utc,
    facts_of,
    new_id,
    table_of,
)
from iro_tui.store.tables.beside import (
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
from iro_tui.store.tables.between import (
    ChaseRow,
    ContactRow,
    DecisionRow,
    EscalationRow,
    EscalationStepRow,
    EventRow,
    MidpointCheckRow,
    RatingRow,
    TaskRow,
    VisitRow,
)
from iro_tui.store.tables.child import AllocationRow, CarePeriodRow, ChildRow, LegalStatusRow, PlacementRow, WorkerRow
from iro_tui.store.tables.intakes import IntakeRow, ListingRow, TellingRow
from iro_tui.store.tables.past import PastCaseRow, PastReviewRow, PastStageRow, ReportRow
from iro_tui.store.tables.people import AwayRow, CasePersonRow, PersonRow
from iro_tui.store.tables.program import ChangeRow, DraftRow, GoneRow, OperationRow, SettingRow
from iro_tui.store.tables.reviews import (
    AdoptionAuthorityRow,
    AttendanceRow,
    ChecklistAnswerRow,
    ConsultationRow,
    DateChangeRow,
    EarlyReviewRow,
    ReviewRow,
)
from iro_tui.store.tables.sharing import CardRow, DifferenceRow, HandOverRow, JoinedRow, StreamPlaceRow, StreamRow
from iro_tui.store.tables.written import ReportEntryRow, SurveyAnswerRow, SurveySheetRow

__all__ = [
    "AdoptionAuthorityRow",
    "AllocationRow",
    "AtReview",
    "AttendanceRow",
    "AwayRow",
    "Base",
    "CardRow",
    "CarePeriodRow",
    "CaseNoteRow",
    "CasePersonRow",
    "ChangeRow",
    "ChaseRow",
    "ChecklistAnswerRow",
    "ChildRow",
    "ConferenceMoveRow",
    "ConferenceRow",
    "ConsultationRow",
    "ContactRow",
    "CoreGroupRow",
    "CourtDateRow",
    "CourtMoveRow",
    "DateChangeRow",
    "DecisionRow",
    "DifferenceRow",
    "DraftRow",
    "EarlyReviewRow",
    "EscalationRow",
    "EscalationStepRow",
    "EventRow",
    "FromFiles",
    "GoneRow",
    "HandOverRow",
    "HealthYearRow",
    "IntakeRow",
    "JoinedRow",
    "Kept",
    "LegalStatusRow",
    "ListingRow",
    "MidpointCheckRow",
    "MissingEpisodeRow",
    "OfChild",
    "OfReview",
    "OperationRow",
    "PastCaseRow",
    "PastReviewRow",
    "PastStageRow",
    "PersonRow",
    "PlacementRow",
    "ProceedingsRow",
    "ProtectionPlanRow",
    "RatingRow",
    "ReportEntryRow",
    "ReportRow",
    "ReviewRow",
    "SettingRow",
    "StreamPlaceRow",
    "StreamRow",
    "SurveyAnswerRow",
    "SurveySheetRow",
    "TaskRow",
    "TellingRow",
    "Utc",
    "VisitRow",
    "WorkerRow",
    "facts_of",
    "new_id",
    "table_of",
]
