"""What is said of a problem in Annex A: what was done about it, and what to do. Row, field, value stand beside it."""

from __future__ import annotations

NOT_A_DATE = "Not a date that can be read; it was left blank. Correct the date."
NOT_ONE_DAY = (
    "Words or another date stand beside the day, so whether it was, and when, is not certain; it was left blank. "
    "Correct the cell, or enter the day on the child's page."
)
ZERO_DAY = "A date of 1900 is how a spreadsheet shows nothing; it was left blank. Clear the cell."
FUTURE = "The day is still to come; it was left blank. Check the date."
NO_CODE = "What this means as a code of the return is not certain; it was left blank. Say it on the child's page."
ONLY_IN_NEED = (
    "Children who stand in this list alone are neither looked after nor under a child protection plan; they were left "
    "out. Nothing to do."
)
NO_START = (
    "When the child started to be looked after cannot be read; taken from the legal status or the placement, as the "
    "first day on record. Fill in the date."
)
NO_START_AT_ALL = "No day in the row says since when the child is looked after; the row was left out. Fill in the date."
STARTS_LATER = "Starts after today; left out until that day comes. Check the date."
TWO_ENDS = (
    "Another row tells the end of this time in care otherwise. An end stands before none, and the later of two, unless "
    "a row without one tells of a day in care after it. Check."
)
TWO_SAY = (
    "Another row of this time in care tells it otherwise; what began later stands, of the same day what the sheet says "
    "that counts first. Check."
)
TWO_OPEN = "The child has a later time in care; this one was taken as ended when that began. Fill in when it ended."
END_BEFORE_START = "The end lies before the start; the end was left blank. Correct the dates."
REASON_WITHOUT_END = "A reason why care ended, but no day; taken as still looked after. Fill in the date."
TURNED_18 = "Open past the 18th birthday, on which care ends by itself. Fill in the date."
BOOKED = (
    "The review is dated after today; taken as booked, not as held, and the last one held as not on record. Check the "
    "date, and find out that of the last review."
)
CONFERENCE_AHEAD = "The conference is dated after today; taken as booked, not as held. Check the date."
BEFORE_CARE = "The last review lies before this time in care; kept as history, and none as held in it. Check the date."
BEFORE_BIRTH = "The day lies before the child's birth; it was left blank. Correct it, or the date of birth."
NOT_KNOWN = (
    "No review is told that was held, and the first was due long before: the last one is taken as not on record. Find "
    "out its date."
)
TWO_BIRTHS = (
    "Two dates of birth stand under this identifier, so this may be two children; the child was left out. Correct one."
)
BAD_BIRTH = "The date of birth lies after today, or long ago; it was left blank. Correct it."
EXPECTED = "The day of birth is still to come; taken as the day for which the birth is expected. Check it."
NO_CONFERENCE = (
    "An enquiry of late, with neither a conference nor that none is needed: nobody knows whether one is to be held. "
    "If it is, enter it: i p on the child."
)
PLAN_BY_CONFERENCE = (
    "A child protection plan was made, of which no List 7 tells; taken as begun that day, and marked as inferred. "
    "Confirm it, with its category: i z on the child."
)
PLAN_WITHOUT_DAY = (
    "A child protection plan was made, on no day that is told, so none was put on record. Fill in the date."
)
PLAN_OF_OLD = (
    "A child protection plan was made more than six months before, and no List 7 tells whether it still goes on; none "
    "was put on record. If it does, enter it: i z on the child."
)
NO_OUTCOME = "Whether a plan was made is not certain by these words; it was left blank. Say it on the child's page."
OLDER = (
    "The newest day in it lies before that of the extract brought in earlier: that one stands where both tell of a "
    "time. Check that it is not an old copy."
)
PLACED_OTHERWISE = (
    "Placed for adoption, but the placement told is none for adoption, so reviews are not counted from the placing. "
    "Enter the placement."
)
NO_DAY = "No day in it lies up to today, so nobody knows of when it is; nothing in it was used. Check its dates."
HIDDEN = (
    "Sheet “{sheet}” is hidden, and holds a {list} too. Read it as well? The latest review of either counts, and what "
    "began later; else what the other sheet says stands before it."
)
ANOTHER = (
    "Sheet “{sheet}” is a second {list}. Read it as well? The latest review of either counts, and what began later; "
    "else what “{first}” says stands before it."
)
ONLY_HIDDEN = "Sheet “{sheet}” holds a {list}, but is hidden. Read it?"
