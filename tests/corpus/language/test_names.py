"""Names of indicators: ways of writing that are one, and names that never become one."""

import itertools

import pytest

from corpus.catalogue import load_catalogue
from corpus.language import names
from corpus.language.names import formed, name_form, name_rules, narrowing_words, text_form
from corpus.language.text import search_key

RULES = name_rules()


@pytest.mark.parametrize(("one", "other"), [pair for rule in RULES for pair in rule.same])
def test_a_rule_makes_two_ways_of_writing_one(one, other):
    assert name_form(one) == name_form(other)


@pytest.mark.parametrize(("one", "other"), [pair for rule in RULES for pair in rule.other])
def test_a_rule_leaves_other_indicators_apart(one, other):
    assert name_form(one) != name_form(other)


def test_every_rule_has_both_kinds_of_examples_and_says_whether_it_is_of_a_whole_name():
    for rule in RULES:
        assert rule.same, rule
        assert rule.other, rule
        anchored = rule.pattern.pattern.startswith("^") or rule.pattern.pattern.endswith("$")
        assert rule.whole or not anchored, rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.pattern.pattern)
def test_every_rule_is_needed_by_its_examples(rule, monkeypatch):
    monkeypatch.setattr(names, "name_rules", lambda: tuple(other for other in RULES if other is not rule))
    forms = (name_form.__wrapped__, text_form.__wrapped__)
    assert any(form(one) != form(other) for one, other in rule.same for form in forms)


def canonical() -> list[str]:
    return [entry.name for entry in load_catalogue()]


def test_a_name_of_another_population_level_or_kind_of_institution_is_another():
    for name in canonical():
        narrower = [word + name for word in narrowing_words()]
        forms = {name_form(each) for each in narrower}
        assert name_form(name) not in forms, name


def test_names_of_different_populations_never_become_one():
    for name in ("人均期望寿命", "每千人口床位数", "健康管理率", "健康素养水平", "近视率"):
        forms = {word: name_form(word + name) for word in narrowing_words()}
        one = {frozenset(map(search_key, pair)) for pair in itertools.combinations(forms, 2) if _alike(forms, *pair)}
        assert one <= {frozenset([word]) for word in map(search_key, narrowing_words())} | {
            frozenset(["老年人", "老人"])
        }, name


def _alike(forms: dict[str, str], one: str, other: str) -> bool:
    return forms[one] == forms[other]


@pytest.mark.parametrize("word", ["2020年", "2025年", "十三五", "全国", "广东省", "晏州市", "省级", "国家级", "县域内"])
def test_names_of_another_year_place_or_level_are_others(word):
    for name in canonical():
        assert name_form(word + name) != name_form(name), name


def test_the_form_of_a_form_is_itself():
    for name in canonical():
        assert name_form(name_form(name)) == name_form(name), name


def test_running_text_takes_the_same_forms_and_knows_where_they_stand():
    text = "到2025年，每千常住人口拥有医疗机构床位数达到6张"
    key, spans = formed(text)
    name = name_form("每千人口医疗卫生机构床位数")
    start = key.index(name)
    places = spans[start : start + len(name)]
    assert text[places[0][0] : places[-1][1]] == "每千常住人口拥有医疗机构床位"
