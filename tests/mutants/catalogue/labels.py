"""GS1 data, codes, what printers are told."""

from tests.mutants.mutant import Mutant

OUTPUTS = "tests/unit/labels/test_outputs.py"
PACKCODE = "tests/unit/labels/test_packcode.py"

MUTANTS = (
    Mutant(
        "a check digit from the other side",
        "labels/gs1/checks.py",
        'return str(-_weighed(digits + "0") % 10)',
        'return str(_weighed(digits + "0") % 10)',
        "Numbers that we make are refused everywhere else.",
        ("tests/unit/labels/test_gs1_verdict.py::test_numbers_are_told_with_the_right_digit",),
    ),
    Mutant(
        "the century of a date is off by one",
        "labels/gs1/checks.py",
        "+ 49) % 100 - 49",
        "+ 50) % 100 - 50",
        "A date fifty years ahead is read as one of the past.",
        ("tests/unit/labels/test_gs1.py::test_the_century_of_a_date_slides_with_today",),
    ),
    Mutant(
        "values run into each other",
        "labels/gs1/scans.py",
        "IDENTIFIERS[ai].needs_separator and not last",
        "IDENTIFIERS[ai].needs_separator and last",
        "A lot and what follows it in the bars are read as one.",
        ("tests/unit/labels/test_gs1.py::test_what_is_written_reads_back_the_same",),
    ),
    Mutant(
        "a wrong number is corrected in silence",
        "labels/codes/symbols.py",
        '    verify_check_digit("GTIN-13", digits)\n',
        "",
        "A label carries another number than the one it was asked for.",
        (
            "tests/unit/labels/test_codes.py::"
            "test_ean_13_reads_back_and_is_never_silently_corrected",
        ),
    ),
    Mutant(
        "swapped characters pass",
        "labels/codes/handcode.py",
        "_TIMES_X = [_times_x(value) for value in range(32)]",
        "_TIMES_X = list(range(32))",
        "A typed code with two characters swapped leads to another lot.",
        (
            "tests/unit/labels/test_handcode.py::"
            "test_every_swap_of_two_different_characters_is_found",
        ),
    ),
    Mutant(
        "a forged pack is true",
        "labels/codes/packcode.py",
        "if not hmac.compare_digest(wanted, tag) or key is None:",
        "if not wanted or key is None:",
        "Any serial proves itself.",
        (f"{PACKCODE}::test_every_single_change_is_refused",),
    ),
    Mutant(
        "a serial is true for every item",
        "labels/codes/packcode.py",
        'f"{gtin}|{body}"',
        'f"{body}"',
        "The serial of a cheap pack proves a dear one.",
        (f"{PACKCODE}::test_a_serial_is_for_one_gtin_only",),
    ),
    Mutant(
        "a tilde commands the printer",
        "labels/printing/zpl.py",
        'frozenset("^~\\\\" + _ESCAPE)',
        'frozenset("^\\\\" + _ESCAPE)',
        "A name with a tilde in it resets a Zebra.",
        (f"{OUTPUTS}::test_a_zpl_field_gives_back_the_text_and_holds_no_command",),
    ),
    Mutant(
        "a quote ends a text",
        "labels/printing/tspl.py",
        '_PLAIN = re.compile(r"[ !#-\\[\\]-}]*")',
        '_PLAIN = re.compile(r"[ -}]*")',
        "A name with a quote in it commands a TSC.",
        (f"{OUTPUTS}::test_any_ascii_text_stays_one_text_of_a_tspl_job",),
    ),
)
