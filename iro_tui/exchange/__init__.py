"""Formats in and out. A reader turns files into an Extract of facts and problems; nothing here writes the store."""
