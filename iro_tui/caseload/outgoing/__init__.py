"""What leaves the program as a file for others: printable pages, workbooks, calendars, returns."""
