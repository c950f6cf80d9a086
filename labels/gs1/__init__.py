"""GS1 codes, strictly: element strings, scans, check digits, Digital Links, both ways."""

from labels.gs1.checks import Gs1Error, Gs1Rule, check_digit, date_of, verify_check_digit
from labels.gs1.digital_link import build_digital_link, in_capitals, parse_digital_link
from labels.gs1.elements import Elements, checked
from labels.gs1.scans import (
    GS,
    ScannedCode,
    build_element_string,
    parse_bracketed,
    parse_raw,
    parse_scan,
    to_bracketed,
)
from labels.gs1.verdict import judge

__all__ = [
    "GS",
    "Elements",
    "Gs1Error",
    "Gs1Rule",
    "ScannedCode",
    "build_digital_link",
    "build_element_string",
    "check_digit",
    "checked",
    "date_of",
    "in_capitals",
    "judge",
    "parse_bracketed",
    "parse_digital_link",
    "parse_raw",
    "parse_scan",
    "to_bracketed",
    "verify_check_digit",
]
