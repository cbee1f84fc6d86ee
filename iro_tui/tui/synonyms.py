"""The words people use for what the program calls otherwise: one table for the palette, by command or verb.

What a command's sentence or a verb's own words say already is not said again here. Phrases are parted by commas; a
phrase is shown ("also: move review") where it is what was found.
"""

from __future__ import annotations

SYNONYMS: dict[str, str] = {
    # Where to go
    "today": "home, start, to do, what is late, overdue, due, diary, agenda",
    "caseload": "all children, list of children, my children, everybody",
    "reviews": "upcoming reviews, calendar, load, conferences, looked-after reviews",
    "midpoints": "monitoring, halfway checks",
    "escalations": "disputes, challenges, concerns, DRP, Cafcass, who must answer",
    "paperwork": "records, minutes, decisions to be written, late records, distribution",
    "outbox": "case notes to file, Liquidlogic, Mosaic, Eclipse, LCS, upload",
    "decisions": "recommendations, actions, by worker",
    "owed": "Friday list, chase, chasing list, remind workers, waiting for",
    "since": "news, changes since last time, yesterday",
    "practice": "limits, timescales, ladder, settings of the service, rules, handbook",
    "journal": "history, log, audit, what was done",
    # What is done to a child
    "rag": "traffic light, risk, worry, grade",
    "hold": "held review, minutes, chair, meeting took place, conference held, adjourn",
    "midpoint": "mid-way check, monitoring",
    "book": "move review, change date, change the date, appointment, schedule, reschedule, time and place, conference",
    "escalate": "dispute resolution, DRP, complain, concern, Cafcass, stage, good practice",
    "facts": "edit, change, correct, update details",
    "contact": "visit, phone call, talked, saw, seen alone, wishes and feelings, log a contact",
    "task": "to do, reminder, remember",
    "done": "tick, complete, finished, sent",
    "done_on": "tick on another day, was done, yesterday",
    "copy": "clipboard, paste into the council's system",
    "copy_all": "clipboard, paste all notes into the council's system",
    "delete": "remove, erase, wrong, mistake",
    "open": "child, whole case, details, file of the child",
    "flag": "star, pin, mark for myself, remember this child, my own list",
    # Lists
    "filter": "find, search, look up, name, reference",
    "only": "filters, show only, red or amber, flagged, adjourned, by worker, by team, saved filters",
    "sort": "order by, arrange",
    "mark": "select, several, bulk",
    "more": "older, earlier, closed, done ones, further ahead",
    "write": "print, export, save, spreadsheet, Excel, CSV, paper",
    "zoom": "wider, full width, larger, reading pane",
    # Everywhere
    "names": "privacy, hide names, show names, stranger",
    "undo": "take back, revert, go back, wrong",
    "redo": "again, forward",
    "purge": "purge, retention, erase, wipe, GDPR, closed cases, kept too long, delete a child",
    "bring_in": "import, SSDA903, spreadsheet, file, return, upload",
    "backups": "restore, safe copy, back up now, damaged file, recover, older copy, new laptop",
    "passphrase": "password, somebody knows it, security, rekey, forgot, paper code, keyring, keychain",
    "settings": "preferences, options, configure, idle lock, minutes, backup folder, OneDrive, change keys, own keys",
    "theme": "colours, dark, light, contrast, appearance",
    "tour": "introduction, how does this work, getting started",
    "palette": "commands, search",
    "help": "keys, shortcuts, legend, symbols, manual, guide, law, handbook",
    "lock": "away, privacy, sign out, log out",
    "quit": "exit, close, leave, end",
    # Verbs without a key of their own
    "leave": "annual leave, holiday, days off, training, absence, not available",
    "working_days": "part time, days off, non-working day, working pattern",
    "child": "new child, add a child, allocated to me, new on my caseload",
    "worker": "social worker, team manager, allocated worker, change of worker, team",
    "move": "placement change, moved carers, new placement, foster carer",
    "legal": "court order, interim care order, accommodated",
    "permanence": "care plan, long term, adoption plan, SGO",
    "end_care": "close, left care, remove from the caseload, no longer looked after, case closing",
    "early": "urgent review, freeze a decision, bring the review forward",
    "good_practice": "praise, thank, compliment",
    "past_review": "last review, previous review, review before my time",
    "unbook": "cancel the review, no date any more",
    "prepare": "invitations, report received, papers, consultation, spoke to the child",
    "escalation": "stage 2, stage 3, Cafcass, reply received, resolved",
}
