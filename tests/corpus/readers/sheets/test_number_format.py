"""Number formats show a cell's value as the sheet prints it."""

import datetime as dt

import pytest

from corpus.readers.sheets.number_format import shown_date, shown_number, shown_text


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (3.8, "0.00", "3.80"),
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "13%"),
        (80.59999999999999, "0.0", "80.6"),
        (9.800000000000001, "General", "9.8"),
        (7, "General", "7"),
        (7.0, "General", "7"),
        (12345678901, "General", "12345678901"),
        (2025, '0"年"', "2025年"),
        (5, 'General"人"', "5人"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0, "#,##0", "0"),
        (123456, '0!.0,"万"', "12.3万"),
        (12.5, '"≤"0.0', "≤12.5"),
        (0.5, "#.##", ".5"),
        (3.0, "0.##", "3"),
        (99.95, "[Red]0.0", "100.0"),
        (-3, "0.0;(0.0)", "(3.0)"),
        (-0.01, "0.0", "0.0"),
        (-12, "0.0", "-12.0"),
        (0, '0.0;-0.0;"-"', "-"),
        (0, ";;;", ""),
        (1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (3.8, "[>=10]0;0.00", "3.80"),
        (31, "[>=10]0;0.00", "31"),
        (31.5, "@", "31.5"),
        (0.5, "# ?/?", "0.5"),
        (123, "0.00E+00", "123"),
        (1e300, "0.00", "1e+300"),
        (1000, "[$¥-804]#,##0", "¥1,000"),
    ],
)
def test_a_number_is_shown_by_its_format(value, code, shown):
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2026年5月1日"),
        ('[$-804]yyyy"年"m"月";@', "2026年5月"),
        ("yyyy-mm-dd hh:mm:ss", "2026-05-01 09:03:07"),
        ("h:mm", "9:03"),
        ("General", "2026-05-01"),
    ],
)
def test_a_date_is_shown_by_its_format(code, shown):
    assert shown_date(dt.datetime(2026, 5, 1, 9, 3, 7), code) == shown


@pytest.mark.parametrize(("code", "shown"), [('"≥"@', "≥9"), ('0;0;0;"约"@', "约9"), ("0.0", "9"), ("@", "9")])
def test_a_text_is_shown_by_its_format(code, shown):
    assert shown_text("9", code) == shown
