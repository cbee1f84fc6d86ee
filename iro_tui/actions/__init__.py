"""The write side: everything a person can do, one file a verb."""
