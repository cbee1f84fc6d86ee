"""The caseload of an Independent Reviewing Officer, under the keyboard and offline."""

__version__ = "0.1.0"
