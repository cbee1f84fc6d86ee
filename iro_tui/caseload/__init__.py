"""The read side: one open store, the caseload on a day, and what every face shows of it."""
