"""Noting one contact with or about siblings: each has her own note, and what is hers alone."""

from __future__ import annotations

from iro_tui.actions.base import Offer
from iro_tui.actions.contact import ACTION as CONTACT
from iro_tui.actions.contact import ContactAnswers
from iro_tui.actions.together import Together, asks_together

# Who is seen alone is one of them, and what fits a duty is hers.
DIFFERS = frozenset({"alone", "note", "speak_to_child", "sw_iro_talk", "rag_tell_manager"})


class ContactTogether(Together):
    id = "contact_together"
    title = "Footprint notes"
    words = "Write a footprint note for siblings: one visit or call, each with her own words"
    one = CONTACT
    differs = DIFFERS
    asks = asks_together("ContactTogetherAnswers", ContactAnswers, DIFFERS)
    offers = (Offer("siblings", 30, "note a contact with all of them", key="o"),)
    own_first = False


ACTION = ContactTogether()
