"""The indicator catalogue: complete entries, no name in two of them, what people say finds the one that they mean."""

import csv
import itertools
from pathlib import Path

import pytest

from corpus.catalogue import load_catalogue
from corpus.language.names import name_form
from corpus.language.text import search_key

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[tuple[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return [(row[0], row[1]) for row in list(csv.reader(file))[1:]]


def test_every_entry_is_complete_and_no_key_comes_twice():
    entries = list(load_catalogue())
    assert len({entry.key for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.better in ("higher", "lower", "")
        assert entry.names
        assert entry.field
        assert all(pattern.required for pattern in entry.spoken)


def test_no_printed_name_stands_in_two_entries():
    for left, right in itertools.combinations(load_catalogue(), 2):
        assert not set(left.names) & set(right.names), (left.key, right.key)


def test_every_name_of_an_entry_leads_to_it():
    catalogue = load_catalogue()
    assert [name for entry in catalogue for name in entry.names if catalogue.key_of(name) != entry.key] == []


@pytest.mark.parametrize(("printed", "key"), rows("printed_names.csv"))
def test_a_variant_of_a_printed_name_leads_to_its_entry(printed, key):
    assert load_catalogue().key_of(printed) == key


@pytest.mark.parametrize(("printed", "key"), rows("near_misses.csv"))
def test_a_name_of_another_population_level_measure_or_base_does_not(printed, key):
    catalogue = load_catalogue()
    assert catalogue.get(key) is not None
    assert catalogue.key_of(printed) != key


def test_another_field_is_another_file():
    fields = {entry.field for entry in load_catalogue()}
    assert len(fields) > 14
    assert {"卫生健康", "中医药", "医疗保障", "养老服务", "教育", "生态环境", "交通运输", "市场监管"} <= fields


def test_a_name_in_no_entry_is_its_own_indicator():
    assert load_catalogue().key_of("其中：全市村级健康驿站规范化率") == name_form("村级健康驿站规范率")


def test_a_ratio_of_another_base_is_another_indicator():
    catalogue = load_catalogue()
    per_thousand = catalogue.get(catalogue.key_of("每千人口执业（助理）医师数"))
    per_ten_thousand = catalogue.get(catalogue.key_of("每万人口全科医生数"))
    assert per_thousand is not None
    assert per_ten_thousand is not None
    assert (per_thousand.basis, per_ten_thousand.basis) == ("千人口", "万人口")


@pytest.mark.parametrize(("said", "key"), rows("spoken.csv"))
def test_what_people_say_means_one_indicator(said, key):
    spoken = [entry.key for entry, _ in load_catalogue().said_in(search_key(said))]
    assert list(dict.fromkeys(spoken)) == [key]
