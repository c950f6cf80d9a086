"""Sheets in and out: workbooks and texts with separators, whoever wrote them."""

from api.sheets.reading import read
from api.sheets.writing import Heading, csv_of, xlsx_of

__all__ = ["Heading", "csv_of", "read", "xlsx_of"]
