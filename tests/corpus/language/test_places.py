"""The place that a column's label speaks of."""

import pytest

from corpus.language.places import place_in


@pytest.mark.parametrize(
    ("label", "region", "place"),
    [
        ("广东省目标值 2020年", "云岭市", "广东省"),
        ("全省2020年", "云岭市", "全省"),
        ("2020年全省", "云岭市", "全省"),  # the province's figure stood as the city's once
        ("2025年底全省目标", "云岭市", "全省"),
        ("2020年全市", "云岭市", None),
        ("2020年全市", "云溪县", "全市"),
        ("2025年目标", "云岭市", None),
    ],
)
def test_the_place_of_a_label(label: str, region: str, place: str | None) -> None:
    assert place_in(label, region) == place
