"""What tests share. No test module is a library: what a second one needs is moved here."""

from datetime import date

TODAY = date(2026, 11, 20)
"""The Friday on which most tests take place, and of which the made-up caseload is."""
