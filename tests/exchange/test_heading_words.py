"""How English children's services head the columns of their trackers, and what each heading says: or nothing."""

from __future__ import annotations

import pytest

from iro_tui.exchange.headings import known_heading
from iro_tui.exchange.pasted import read_block

SAYS = {
    "last_review": "Last RV|Last reviewed|Date last reviewed|Prev review|Most recent review|Date of latest CLA review|"
    "Review completed|Actual review date|Last meeting|Last CIR|Last CLA Rev|LAC Review Date (last)|RV last",
    "next_review": "Review booked for|Next meeting|Next RV date|Booked for|Review arranged|Next review scheduled|"
    "Planned review date|Next booked|Next review date/time|Meeting booked|Upcoming review|Next CLAR",
    "next_due": "RV due|Next RV due|Due by|Stat due date|Review deadline|Must be held by|Review to be held by|"
    "Latest date for review",
    "midpoint_due": "Midway due|Mid-point due by|Midway review due date|Midpoint target|Mid-way check due",
    "midpoint_done": "Mid way done|Mid-way check done|Date midway completed|Midpoint review completed|Mid-way|MPR|"
    "Midway review date|Last mid point|IRO midway|Mid review check|Midway monitoring",
    "iro_visit": "Seen|Child spoken to|Last seen by IRO|Date child seen|YP spoken to|IRO contact with child|"
    "Date IRO saw child|Last IRO contact/visit|Seen by IRO before review",
    "ref": "Liquidlogic number|LL no|LCS ref|CareFirst ID|Mosaic person ID|Eclipse number|Framework-i ID|Case ref|"
    "Person number|Client no|Child's ID|Service user ID|SSD ID|ID number",
    "born": "Child's DOB|Birthdate|Child's date of birth",
    "initials": "Child's initials|Name of child|Child/YP|YP name|Full name",
    "since": "Accommodated|Date of entry to care|Came into care on|Date LAC began|CLA commenced|Date BLA started",
    "ended": "Ceased LAC|Date ceased being looked after|Left care on",
    "status": "Legal order|Current legal status|Type of order|CIC legal status",
    "placement": "Type of placement|Current placement|Living arrangements|Where placed",
    "worker": "SW name|Allocated social worker|Case worker|Current SW",
    "manager": "Practice manager|ATM|Team leader|Line manager|Name of TM",
    "permanence": "Permanence plan|Perm plan|Permanency",
    "rag": "RAG rating|RAG status|IRO RAG|Traffic light",
    "invited_on": "Invites|Date invites sent|Invitation letters sent|Date invited",
    "report_on": "SW report submitted|Date report received|Social work report received",
    "papers_on": "Consultation papers sent|Consultation docs out|Consultations sent",
    "decisions_on": "Decisions circulated|Recs sent|Decisions distributed",
    "record_on": "Minutes completed|Record completed|Minutes written|Review minutes done",
    "signed_off_on": "Minutes approved|Record authorised",
    "distributed_on": "Minutes circulated|Minutes sent out|Record distributed (20 days)",
}
NOTHING = (
    "Last review chaired by|Next review venue|Review type|Review number|Review status|Last SW visit|Child seen by SW|"
    "Health review|Pathway plan review|Care plan review|Next court date|Date placed|Order date|Legal planning meeting|"
    "Legal status start date|SW report due|Parent ID|Case notes|Contact with family|Seen by police|Name of school|"
    "Name of carer|Manager's comments|Midway booked|Next midway|Next IRO visit|IRO visit due|Late review|"
    "Review cancelled|Review held in time|No of reviews|Child's social worker|Consultation received|Child chaired|"
    "Days since last review|Review record due|Last review booked|CP plan ended|IRO allocated date|NHS no|UPN|Siblings|"
    "Midway due/done|Last health assessment|Placement start date|Core group|Participation|Child's views|Last contact"
)


@pytest.mark.parametrize(("name", "heading"), [(name, h) for name, all_ in SAYS.items() for h in all_.split("|")])
def test_a_heading_says_by_its_words_what_it_would_say_by_its_name(name: str, heading: str) -> None:
    assert known_heading(heading) == name
    assert known_heading(heading.upper()) == name


@pytest.mark.parametrize("heading", NOTHING.split("|"))
def test_a_heading_with_any_other_word_says_nothing(heading: str) -> None:
    assert known_heading(heading) == ""


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("LL no\tSeen\nAB 1\t1/5/2026\nCD 2\tn/a\n", ("ref", "iro_visit")),
        ("LL no\tSeen\nAB 1\tyes\nCD 2\tno\n", ("ref", "column 2")),
        ("LL no\tMidway\nAB 1\t3\nCD 2\t4\n", ("ref", "column 2")),
        ("LL no\tPlanned date\tNext review\nAB 1\t1/5/2026\t2/5/2026\n", ("ref", "column 2", "next_review")),
        ("LL no\tReview completed\tLast review\nAB 1\t1/5/2025\t2/11/2025\n", ("ref", "last_review", "last_review #2")),
    ],
)
def test_what_words_say_gives_way_to_what_stands_below_and_beside(text: str, columns: tuple[str, ...]) -> None:
    assert read_block(text).columns == columns
