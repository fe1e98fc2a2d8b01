"""Misprinted units are noticed, and only those."""

import pytest

from corpus.catalogue import load_catalogue
from corpus.language.units import kind_of
from corpus.records.unit_misprints import usual_unit


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("%", "percent"),
        ("％", "percent"),
        ("‰", "permille"),
        ("/10 万", "per100000"),
        ("1/10万", "per100000"),
        ("十万分之一", "per100000"),
        ("人/千人口", "count"),
        ("张", "count"),
        ("亿元", "money"),
        ("光年", ""),
        ("", ""),
    ],
)
def test_a_unit_is_known_by_what_it_measures(unit, kind):
    assert kind_of(unit) == kind


@pytest.mark.parametrize(
    ("indicator", "printed", "usual"),
    [
        ("maternal_mortality", "‰", "/10万"),
        ("maternal_mortality", "1/10万", ""),
        ("infant_mortality", "%", "‰"),
        ("physicians", "人/千人口", ""),
        ("beds", "床", ""),
        ("beds", "", ""),
        ("村级健康驿站规范化率", "‰", ""),
    ],
)
def test_only_a_unit_of_another_kind_is_remarked(indicator, printed, usual):
    assert usual_unit(indicator, printed, load_catalogue()) == usual
