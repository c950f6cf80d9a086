"""Sheets of a noun: out as it is listed, in after a trial."""
