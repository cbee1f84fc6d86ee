"""What is said of a problem: what was done about it, and what to do. The row, field and value stand beside it.

The wording is fixed, so that the same kind of problem always reads the same and can be counted. The number at the
end is the rule of the return that it breaks. Source: domain reference 1.7, 2.2, 2.3.
"""

from __future__ import annotations

# Files
NOT_RECOGNISED = (
    "Not recognised as a table of the SSDA903 return; nothing in it was used. Check its column names, "
    "which were looked for in the first 30 lines."
)
EXTRA_COLUMNS = "These columns are not part of this table; they were left out. Nothing to do unless one was misnamed."
ABSENT_COLUMNS = "These columns of the table are not in the file; it was read without them. Add them if they matter."
NO_HEADER_TABLE = (
    "No Header table was among the files: sex, ethnicity and who is a parent are not known, and dates of birth "
    "come from the other tables. Load the Header file too."
)
NO_EPISODES_TABLE = (
    "No Episodes table was among the files: no child's period of care is known. Load the Episodes file too."
)
NO_REVIEWS_TABLE = "No Reviews table was among the files: no review held is known. Load the Reviews file too."
EARLIER_YEAR_WITHOUT_REVIEWS = (
    "Episodes of an earlier year were among the files, but no review of that year: reviews of that year were "
    "taken as not known. Load that year's Reviews file too."
)
OLDER_THAN_BEFORE = (
    "The newest day in this return is more than a month before that of the one brought in earlier for the same year. "
    "What it says is taken as the newer news: check that it is not an old copy."
)

MONTH_FIRST = (
    "This date can only be month first, so the days of all others are in doubt; nothing in the return was used. "
    "Have it made with dates as dd/mm/yyyy."
)
BOTH_ORDERS = (
    "This date can only be month first, while others can only be day first, so the days of the rest are in doubt; "
    "nothing in the return was used. Correct the date, or have the return made with dates as dd/mm/yyyy."
)
DOUBTFUL_ORDER = (
    "A spreadsheet has rewritten this date, and none in the return shows whether day or month comes first; nothing in "
    "the return was used. Have it made with dates as dd/mm/yyyy."
)
OTHER_FILE_REFUSED = (
    "Another file of the same return shows that the order of day and month is in doubt; nothing in this one was used "
    "either. Have both made with dates as dd/mm/yyyy."
)

# Any row
NO_CHILD = "The child's identifier is blank; such a row was left out. Fill in CHILD."
NOT_A_CHILD = "No child's identifier (a total, a filter, a line of text); such a row was left out. Nothing to do."
MAY_BE_ONE = "Two identifiers differ in leading zeros alone; taken as two children. Check whether zeros were dropped."
ROUNDED_CHILD = (
    "A spreadsheet has rounded this identifier, and whose it was is lost; its rows were left out. Have the file made "
    "again with CHILD as text."
)
LONG_CHILD = "The child's identifier is longer than 60 characters; it was cut to 60. Check CHILD."
LONG_CHILD_CLASH = (
    "Cut to 60 characters, this identifier is that of another child; the row was left out. Shorten CHILD."
)
NOT_A_DATE = "Not a date in the form dd/mm/yyyy; it was left blank. Correct the date."
FUTURE_START = "Starts after today; left out until that day comes. Check the date."
FUTURE_END = "Ends after today; taken as not yet ended. Check the date."
END_BEFORE_START = "The end lies before the start; the end was left blank. Correct the dates."
BAD_CODE = "Not a code of the return; it was left blank. Correct the code."
NO_CODE = "Blank, though the return asks for a code; read without it. Fill in the code."

# Who the child is
NO_DOB = "The date of birth is blank; ages and the 18th birthday are not known from here. Fill in DOB."
DOB_FUTURE = "The date of birth lies after today; it was left blank. Correct DOB."
DOB_LONG_AGO = "The date of birth is more than 30 years ago; it was left blank. Correct DOB."
DOB_NOT_HEADERS = (
    "The date of birth differs from the Header of the same return, so this may be two children; the child was left "
    "out. Correct one of them (rule INT17)."
)
DOB_DIFFERS = (
    "Two dates of birth stand under this identifier in one return, so this may be two children; the child was left "
    "out. Correct DOB, or the identifier."
)
DOB_CORRECTED = "A later return gives another date of birth; the later one was used. Check which is right."
HEADER_DIFFERS = "Two Header rows of this child differ; the later one was used. Check which is right."
ONLY_BESIDE = (
    "The child stands in none of Header, Episodes and Reviews, so the row was left out. Check the child's identifier."
)
NOT_IN_HEADER = "The child is not in the Header; built from the other tables. Add the child to the Header."
NO_EPISODE = (
    "The child has no episode; kept as history, not on the caseload. Add the episode if the child is looked after."
)
UASC_DIFFERS = "Two UASC rows of this child differ; the later one was used. Check which is right."

# Episodes
NO_START = "The episode has no start that can be read; the row was left out. Correct DECOM."
BEFORE_BIRTH = "The episode starts before the child's birth; used as it stands. Correct DECOM or DOB."
SAME_START = "Two episodes of this child start on this day; the one that ends later was used. Correct one of them."
NOT_TOLD_AGAIN = "A later return covers this day and does not tell of it again: it was left out. Nothing to do."
EPISODE_DIFFERS = "Two returns differ about this episode; the later return was used. Check which is right."
LEFT_OPEN = "The episode has no end, but a later one exists; taken as ended when the next began. Fill in DEC."
OVERLAP = "The episode ends after the next one begins; taken as ended when the next began. Correct DEC."
GAP = (
    "A new episode was to begin the same day (REC X1), but the next begins later; taken as one period of care. "
    "Correct DEC or add the episode between."
)
RESTART_WITHOUT_END = (
    "A new episode was to begin the same day (REC X1), but the next one starts a new period of care (RNE S); "
    "taken as ended, reason not known. Correct REC or RNE."
)
ENDED_BUT_CONTINUES = (
    "The episode before ended the care, yet this one does not start anew (RNE S); taken as a new period of care "
    "whose start is not known. Correct RNE, or REC before it."
)
NO_REASON_CONTINUES = (
    "The episode has an end but no end reason, and another follows; taken as going on (X1). Fill in REC."
)
NO_REASON_ENDED = "The episode has an end but no end reason; taken as the end of care, reason not known. Fill in REC."
REASON_WITHOUT_END = "The episode has an end reason but no end; taken as still open. Fill in DEC, or clear REC."
LAST_CONTINUES = (
    "A new episode was to begin the same day (REC X1), but none is on record; taken as still looked after, with "
    "the last legal status and placement known. Add the episode, or correct REC."
)
TURNED_18 = "The episode is open past the 18th birthday, on which care ends by itself. Fill in DEC and REC."

# Reviews
NO_REVIEW_DATE = "The review has no date that can be read; the row was left out. Correct REVIEW (rule 166)."
BAD_PARTICIPATION = (
    "Not a participation code (PN0 to PN7); the review was kept without one. Correct REVIEW_CODE (rule 167)."
)
NO_PARTICIPATION = "The review has no participation code; it was kept without one. Fill in REVIEW_CODE (rule 167)."
PN0_OVER_4 = "PN0 means under 4, but the child was over 4 at the review; kept. Correct REVIEW_CODE (rule 440)."
CODED_UNDER_4 = "The child was under 4 at the review, so the code should be PN0; kept. Correct REVIEW_CODE (rule 441)."
SHORT_BREAKS_ONLY = (
    "A review of a child with only short breaks (V3, V4); kept, but none is returned. Check LS (rule 399)."
)
REVIEW_BEFORE_BIRTH = "The review lies before the child's birth; it was left out. Correct REVIEW or DOB."
BOOKING = (
    "The review is dated after today; taken as booked, not as held, so the last one held may not be on record. Check "
    "the date."
)
SAME_DAY_REVIEWS = (
    "Two reviews of this child on one day differ in their code; taken as one, with the later code. Correct one of them."
)
BEFORE_CARE = (
    "The review lies before the child's first episode; kept as history. Correct REVIEW, or load the earlier return."
)
OUTSIDE_CARE = "The review lies outside every period of care; kept as history. Correct REVIEW, or the episodes."

# Missing and social workers
NO_MISSING_START = "The row has no start that can be read; it was left out. Correct MIS_START."
NO_MISSING_KIND = "Neither M (missing) nor A (away without authorisation); the row was left out. Correct MISSING."
MISSING_DIFFERS = "Two rows differ about this time missing; the later one was used. Check which is right."
NO_WORKER = "The row names no social worker; it was left out. Fill in SW_ID."
NO_WORKER_START = "The row has no start that can be read; it was left out. Correct SW_DECOM."
WORKER_DIFFERS = "Two rows differ about this social worker; the later one was used. Check which is right."

NEITHER_YES_NOR_NO = "Neither yes (1) nor no (0); it was left blank. Correct it."
NO_SDQ_SCORE = "The SDQ score is no number from 0 to 40; it was left blank. Correct SDQ_SCORE."
NO_SDQ_REASON = "Why there is no SDQ score is none of SDQ1 to SDQ5; it was left blank. Correct SDQ_REASON."
