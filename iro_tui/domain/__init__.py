"""The rules: pure functions over facts and dates. No I/O, no clock, no database, no screen."""
