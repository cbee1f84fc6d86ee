"""The words people use for what the program calls otherwise: one table for the palette, by command or verb.

What a command's sentence or a verb's own words say already is not said again here. Phrases are parted by commas; a
phrase is shown ("also: move review") where it is what was found.
"""

from __future__ import annotations

SYNONYMS: dict[str, str] = {
    # Where to go
    "today": "home, start, to do, what is late, overdue, due, diary, agenda",
    "caseload": "all children, list of children, my children, everybody",
    "reviews": "upcoming reviews, load, looked-after reviews",
    "conferences": "child protection, ICPC, RCPC, initial conference, review conference, transfer in, core groups",
    "court": "hearings, proceedings, 26 weeks, filing, final hearing, panel, guardian",
    "midpoints": "monitoring, halfway checks",
    "escalations": "disputes, challenges, concerns, DRP, Cafcass, who must answer",
    "paperwork": "records, minutes, decisions to be written, late records, distribution",
    "outbox": "case notes to file, Liquidlogic, Mosaic, Eclipse, LCS, upload",
    "decisions": "recommendations, actions, by worker",
    "owed": "Friday list, chase, chasing list, remind workers, waiting for",
    "since": "news, changes since last time, yesterday",
    "supervision": "one page, manager, one to one, agenda, sheet, print",
    "written": "annual report, narrative, text of the report, care council, last year's plan",
    "surveys": "feedback, questionnaire, answers, children's views, carers, consultation",
    "colleagues": "people of the service, IROs, staff, agency, who is away, who covers",
    "hand_over": "transfer, cover, leave, holiday, sick, allocate to another, give back, send children, share",
    "receive": "take over, cover for, open a file, bring in from a colleague, receipt, card",
    "receipt": "confirm, eight characters, arrived",
    "own_card": "key, seal, four words, exchange",
    "clashes": "conflict, two values, mine and theirs, merge",
    "colleague": "new IRO, agency worker, chair, team, full-time equivalent, part time, left the service",
    "colleague_away": "leave, holiday, sick, sickness, training, absence, who is in",
    "write_report": "text of the report, annual report, narrative, recommendations, action plan, staffing, benchmark",
    "keep_report": "publish, annual report, final, print, was and is now",
    "figures": "statistics, numbers, quarter, performance, KPI, indicators, per cent, report, Ofsted",
    "practice": "limits, timescales, ladder, settings of the service, rules, handbook",
    "journal": "history, log, audit, what was done",
    "calendar": "ics, subscribe, on the phone, export meetings, Outlook",
    # What is done to a child
    "rag": "traffic light, risk, worry, grade",
    "hold": (
        "hold, held, held review, minutes, chair, meeting took place, conference held, adjourn, adjourned, PEP, "
        "health, dental, life story, savings, checks"
    ),
    "midpoint": "mid-way check, monitoring",
    "book": (
        "move, move review, change date, change the date, appointment, schedule, reschedule, time and place, conference"
    ),
    "escalate": (
        "dispute resolution, DRP, complain, complaint, complaints, concern, Cafcass, stage, good practice, raise"
    ),
    "facts": "edit, change, correct, update details, placement, order",
    "contact": (
        "visit, phone, phone call, email, e-mail, letter, text message, talked, saw, child seen, seen alone, "
        "spoke with, wishes and feelings, log a contact, case recording"
    ),
    "task": (
        "to do, reminder, remember, passport, return interview, disruption meeting, strategy meeting, "
        "Regulation 44, reg 44, panel, audit"
    ),
    "done": "tick, complete, finished, sent",
    "done_on": "tick on another day, was done, yesterday",
    "copy": "clipboard, paste into the council's system",
    "copy_all": "clipboard, paste all notes into the council's system",
    "delete": "remove, erase, wrong, mistake",
    "open": "child, whole case, details, file of the child",
    "flag": "star, pin, mark for myself, remember this child, my own list",
    # Lists
    "filter": "find, search, look up, name, reference",
    "only": (
        "filters, show only, red or amber, flagged, adjourned, by worker, by team, saved filters, 16, 16+, UASC, "
        "asylum, out of area"
    ),
    "sort": "order by, arrange",
    "mark": "select, several, bulk",
    "more": "older, earlier, closed, done ones, further ahead",
    "write": "print, export, save, spreadsheet, Excel, CSV, paper",
    "zoom": "wider, full width, larger, reading pane",
    # Everywhere
    "names": "privacy, hide names, show names, stranger",
    "undo": "undo, take back, revert, go back, wrong",
    "redo": "redo, again, forward",
    "purge": "purge, retention, erase, wipe, GDPR, closed cases, kept too long, delete a child",
    "exchange": "sync, synchronise, hub, server, send, fetch, colleagues, now",
    "bring_in": "import, SSDA903, Annex A, Ofsted, spreadsheet, file of the council, return, upload",
    "backups": "restore, safe copy, back up now, damaged file, recover, older copy, new laptop",
    "passphrase": "password, somebody knows it, security, rekey, forgot, paper code, keyring, keychain",
    "settings": "preferences, options, idle lock, minutes, backup folder, letter box, OneDrive, change keys, own keys",
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
    "legal": "court order, interim care order, accommodated, secure accommodation, section 31, section 20, remand",
    "permanence": "care plan, long term, adoption plan, SGO, special guardianship, long-term fostering",
    "end_care": (
        "close, left care, remove from the caseload, no longer looked after, case closing, leaving care, died, "
        "death, adoption order made, special guardianship order made"
    ),
    "early": "urgent review, freeze a decision, bring the review forward",
    "good_practice": "praise, thank, compliment",
    "plan_start": "start of the plan, became subject to a plan, protection plan since, plan began",
    "care_start": "start of care, became looked after, admitted, placed since, first day, looked after since",
    "past_conference": "last conference, previous RCPC, conference before my time",
    "past_review": "last review, previous review, review before my time",
    "unbook": "unbook, cancel the review, no date any more",
    "prepare": "prepare, invitations, report received, papers, pathway plan, health plan, consultation, spoken to",
    "conference": "ICPC, RCPC, strategy discussion, section 47, transfer in, pre-birth, unborn",
    "hold_conference": "ICPC held, conference minutes, quorate, category, plan made, plan ended, not held",
    "core_group": "core group meeting, multi-agency",
    "protection_plan": "CP plan, child protection plan starts, ends, category of abuse",
    "proceedings": "care proceedings, PLO, issued, extension, CAFCASS guardian, court number",
    "hearing": "court date, CMH, IRH, final hearing, filing date, panel before filing",
    "hold_hearing": "court order, interim order, placement order, revoked",
    "proceedings_end": "final order, case concluded, proceedings over",
    "details": "disability, disabled, language, interpreter, UASC, asylum seeker, unaccompanied, date of birth, name",
    "reopen": "reopen, back from done, decision not done after all",
    "open_again": "reopen the case, reopen a child, not closed, came back",
    "event": "told, incident, missing, exclusion, arrest, complaint, complaint about a worker, allegation",
    "file": "file, filed, on the system, uploaded",
    "people": "advocate, carer, parent, school, contact details, telephone, personal adviser, who to ring",
    "week": "calendar, planner, five days, leave in the week",
    "escalation": "stage 2, stage 3, Cafcass, reply received, resolved",
}
